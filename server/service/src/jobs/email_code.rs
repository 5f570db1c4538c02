//! Draws six digits and mails them: they stand nowhere but in the mail.

use chrono::Duration;
use delivery::mail::{AccountExists, EmailCode};
use domain::registration::{CODE_MINUTES, RegistrationId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{account, registration};
use uuid::Uuid;

use super::{JobError, Order, SendMail};
use crate::Services;

/// The order: which registration, which address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendEmailCode {
    /// The registration.
    pub registration: RegistrationId,
    /// The address to confirm.
    pub email: String,
}

impl Order for SendEmailCode {
    const NAME: &'static str = "send_email_code";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        let until = services.clock().now() + Duration::minutes(CODE_MINUTES);
        let mut tx = services.db().begin().await?;
        let person = registration::person(&mut tx, self.registration).await?;
        // Whoever comes back into their own account may keep its address.
        let known = account::by_email(&mut tx, &self.email)
            .await?
            .is_some_and(|holder| holder.person_id.is_none() || holder.person_id != person);
        let code = services.chance().six_digits();
        // An address that has an account gets no digits, but the page must not tell: what is stored looks the same, dies
        // with the same tries at the same time, and fits nothing.
        let stored = if known {
            services.chance().bytes::<32>().to_vec()
        } else {
            code_hash(self.registration.0, &code)
        };
        let asked =
            registration::set_code(&mut tx, self.registration, &self.email, &stored, until).await?;
        tx.commit().await?;
        if !asked {
            return Ok(());
        }
        let template = if known {
            AccountExists {
                link: services.link("/anmelden"),
                reset_link: services.link("/passwort-vergessen"),
            }
            .into()
        } else {
            EmailCode { code }.into()
        };
        SendMail {
            to: self.email,
            template,
        }
        .run(services, id)
        .await
    }
}

/// What is stored of the digits; bound to what they prove an address for.
pub(crate) fn code_hash(bound_to: Uuid, code: &str) -> Vec<u8> {
    Sha256::new()
        .chain_update(bound_to.as_bytes())
        .chain_update(code.as_bytes())
        .finalize()
        .to_vec()
}
