//! Draws a link's token and mails it: it stands nowhere but in the mail.

use chrono::Duration;
use delivery::mail::PasswordReset;
use domain::AccountId;
use serde::{Deserialize, Serialize};
use store::{account, reset};
use uuid::Uuid;

use super::{JobError, Order, SendMail};
use crate::Services;
use crate::caller::hash;

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
        reset::add(
            &mut tx,
            services.id(),
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
        };
        SendMail {
            to: found.email,
            template: mail.into(),
        }
        .run(services, id)
        .await
    }
}
