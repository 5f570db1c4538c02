//! Tells people by mail that there is something new: what it is stands only in the portal.

use chrono::Duration;
use delivery::mail::DocumentsReady;
use domain::document::DocumentId;
use store::Tx;
use store::document::ledger;

use crate::jobs::{SendMail, TellOfDocument};
use crate::{Result, Services, jobs};

/// Persons of one transaction.
const PIECE: i64 = 100;
/// What came within this time goes into one mail.
const TOGETHER: Duration = Duration::days(1);

/// Orders the mails about a document.
pub(super) async fn order(services: &Services, tx: &mut Tx, document: DocumentId) -> Result<()> {
    jobs::add(services, tx, &TellOfDocument { document }).await
}

/// One mail to each person who was not told yet, about all that came for them in the last day. Who was told is marked in
/// the transaction of the mail's job: a second run finds nobody.
///
/// # Errors
/// The database is gone.
pub(crate) async fn tell(services: &Services, document: DocumentId) -> Result<()> {
    let now = services.clock().now();
    loop {
        let mut tx = services.db().begin().await?;
        let untold = ledger::untold(&mut tx, document, PIECE).await?;
        let mut told = 0;
        for person in &untold {
            let since = person.provided_at.min(now - TOGETHER);
            let count = ledger::tell(&mut tx, person.person_id, since, now).await?;
            told += count;
            let mail = DocumentsReady {
                salutation: format!("Guten Tag {}", person.name),
                count: u32::try_from(count).unwrap_or(u32::MAX),
                link: services.link("/dokumente"),
            };
            let order = SendMail {
                to: person.email.clone(),
                template: mail.into(),
            };
            if count > 0 {
                jobs::add(services, &mut tx, &order).await?;
            }
        }
        tx.commit().await?;
        services.work().notify_one();
        if told == 0 {
            return Ok(());
        }
    }
}
