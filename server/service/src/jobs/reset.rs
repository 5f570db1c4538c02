//! Draws a link's token and mails it: it stands nowhere but in the mail.

use chrono::Duration;
use delivery::mail::PasswordReset;
use domain::AccountId;
use serde::{Deserialize, Serialize};
use store::{account, reset};
use uuid::Uuid;

use super::{JobError, Order, SendMail};
use crate::caller::hash;
use crate::{Services, access};

/// The order: whose link, and how long it lives.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendPasswordReset {
    /// The account.
    pub account: AccountId,
    /// Life of the link.
    pub minutes: i64,
}

impl Order for SendPasswordReset {
    const NAME: &'static str = "send_password_reset";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        let now = services.clock().now();
        let token = services.chance().token();
        let mut tx = services.db().begin().await?;
        let Some(found) = account::by_id(&mut tx, self.account).await? else {
            return Ok(());
        };
        // A link of an earlier try never reached a mailbox; those of other jobs count.
        reset::take_back(&mut tx, id).await?;
        if !access::link_is_due(&mut tx, found.id, now).await? {
            return Ok(());
        }
        reset::add(
            &mut tx,
            id,
            found.id,
            &hash(&token),
            now,
            now + Duration::minutes(self.minutes),
        )
        .await?;
        tx.commit().await?;
        let link = services.link(&format!("/passwort-neu?token={token}"));
        let mail = PasswordReset {
            salutation: format!("Guten Tag {}", found.name),
            link,
            sweeps: !found.role.is_staff(),
        };
        SendMail {
            to: found.email,
            template: mail.into(),
        }
        .run(services, id)
        .await
    }
}
