//! Draws the token of the link that calls a request back, and mails it to the old mailbox: it stands nowhere else.

use chrono::Duration;
use delivery::mail::ChangeAsked;
use domain::ChangeId;
use domain::change::{ChangeKind, REVOKE_DAYS};
use serde::{Deserialize, Serialize};
use store::{account, change};
use uuid::Uuid;

use super::{JobError, Order, SendMail};
use crate::Services;
use crate::caller::hash;

/// The order: about which request.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendChangeNotice {
    /// The request.
    pub change: ChangeId,
}

impl Order for SendChangeNotice {
    const NAME: &'static str = "send_change_notice";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        let token = services.chance().token();
        let mut tx = services.db().begin().await?;
        let Some(found) = change::hold(&mut tx, self.change).await? else {
            return Ok(());
        };
        let Some(account) = account::by_id(&mut tx, found.account_id).await? else {
            return Ok(());
        };
        // Of another login the mailbox hears that held when it was asked for.
        let old = found.old_value.filter(|_| found.kind == ChangeKind::Email);
        let to = old.unwrap_or(account.email);
        let until = found.created_at + Duration::days(REVOKE_DAYS);
        change::set_revoke(&mut tx, found.id, &hash(&token), until).await?;
        tx.commit().await?;
        let mail = ChangeAsked {
            salutation: format!("Guten Tag {}", account.name),
            asked_at: found.created_at,
            bank: found.kind == ChangeKind::Bank,
            link: services.link(&format!("/aenderung-widerrufen#t={token}")),
        };
        SendMail {
            to,
            template: mail.into(),
        }
        .run(services, id)
        .await
    }
}
