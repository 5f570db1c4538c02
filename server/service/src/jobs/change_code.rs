//! Draws six digits for a new mailbox and mails them: they stand nowhere but in the mail.

use chrono::Duration;
use delivery::mail::{ChangeTaken, EmailCode};
use domain::ChangeId;
use domain::change::ChangeState;
use domain::registration::CODE_MINUTES;
use serde::{Deserialize, Serialize};
use store::{account, change};
use uuid::Uuid;

use super::{JobError, Order, SendMail, code_hash};
use crate::Services;

/// The order: for which request.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendChangeCode {
    /// The request.
    pub change: ChangeId,
}

impl Order for SendChangeCode {
    const NAME: &'static str = "send_change_code";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        let until = services.clock().now() + Duration::minutes(CODE_MINUTES);
        let mut tx = services.db().begin().await?;
        let found = change::hold(&mut tx, self.change).await?;
        let Some(found) = found.filter(|found| found.state == ChangeState::Requested) else {
            return Ok(());
        };
        let known = account::by_email(&mut tx, &found.new_value).await?;
        let code = services.chance().six_digits();
        // An address that has an account gets no digits, but the page must not tell: what is stored looks the same, dies
        // with the same tries at the same time, and fits nothing.
        let stored = if known.is_some() {
            services.chance().bytes::<32>().to_vec()
        } else {
            code_hash(found.id.0, &code)
        };
        change::set_code(&mut tx, found.id, &stored, until).await?;
        tx.commit().await?;
        let template = if known.is_some() {
            ChangeTaken {
                link: services.link("/anmelden"),
                reset_link: services.link("/passwort-vergessen"),
            }
            .into()
        } else {
            EmailCode { code }.into()
        };
        SendMail {
            to: found.new_value,
            template,
        }
        .run(services, id)
        .await
    }
}
