//! Sends one mail to one address.

use delivery::{Mail, MailTemplate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order, asked_at};
use crate::Services;

/// The order: whom to write what.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendMail {
    /// The address.
    pub to: String,
    /// The mail with its facts.
    pub template: MailTemplate,
}

impl Order for SendMail {
    const NAME: &'static str = "send_mail";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        let settings = services.settings();
        let words = delivery::render(&settings.brand, &self.template)
            .map_err(|error| JobError::Fail(error.to_string()))?;
        let host = settings
            .mail_from
            .rsplit('@')
            .next()
            .unwrap_or("hausportal");
        let mail = Mail {
            from_name: settings.portal.company.clone(),
            from_address: settings.mail_from.clone(),
            to: self.to,
            subject: words.subject,
            text: words.text,
            html: words.html,
            message_id: format!("{id}@{host}"),
            // A second try is the same mail, with the same date and file.
            date: asked_at(services, id),
        };
        match services.mailer().send(&mail).await {
            Ok(()) => Ok(()),
            Err(error) if error.is_retry() => Err(JobError::Retry(error.to_string())),
            Err(error) => Err(JobError::Fail(error.to_string())),
        }
    }
}
