//! Mail: what one is, and the enum of the ways it can leave.

mod message;
mod render;
mod samples;
mod smtp;
mod template;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use thiserror::Error;

pub use render::{Brand, Rendered, render};
pub use smtp::{Smtp, SmtpConfig, SmtpSecurity};
pub use template::{
    AccessBlocked, AccessEnded, AccessRecovered, AccountActivated, AccountExists, ArchiveReady,
    ChangeAsked, ChangeNews, ChangeTaken, DocumentsReady, EmailCode, ErpSilent, MailTemplate,
    PasskeyChanged, PasskeyEvent, PasswordChanged, PasswordReset, RecoveryCodes, RecoveryOrdered,
    SecondFactorChanged, TicketAnswered, TicketReceived, TicketState,
};

use crate::file;

/// One mail to one person, ready to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The name a mailbox shows as the sender.
    pub from_name: String,
    /// The sender's address.
    pub from_address: String,
    /// The one address it goes to.
    pub to: String,
    /// One line without personal data.
    pub subject: String,
    /// The part for readers without HTML.
    pub text: String,
    /// The part with HTML.
    pub html: String,
    /// Stays the same when the mail is sent again, so that a mailbox can tell a repetition: "job@domain", without
    /// angle brackets.
    pub message_id: String,
    /// When it was written.
    pub date: DateTime<Utc>,
}

/// Why a mail did not leave.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MailError {
    /// Later it may work: no connection, a busy server, a full disk, a wrong password that somebody will mend.
    #[error("mail not sent yet: {0}")]
    Retry(String),
    /// It will never work: the address or the mail itself is refused.
    #[error("mail refused: {0}")]
    Fail(String),
}

impl MailError {
    /// Whether another try is worth it.
    pub fn is_retry(&self) -> bool {
        matches!(self, Self::Retry(_))
    }
}

/// The way out for mail.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// Over an SMTP server.
    Smtp(Smtp),
    /// As `.eml` files into a folder, for houses without a server.
    Folder(PathBuf),
    /// Into memory, for tests.
    Memory(MemoryMailbox),
}

impl Mailer {
    /// Sends one mail, or says whether to try again.
    ///
    /// # Errors
    /// `MailError::Retry` where a later try may work, `MailError::Fail` where none will.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        match self {
            Self::Smtp(smtp) => smtp.send(message::build(mail)?).await,
            Self::Folder(folder) => {
                let content = message::build(mail)?.formatted();
                let name = file::safe_name(&format!(
                    "{}-{}",
                    mail.date.format("%Y%m%dT%H%M%SZ"),
                    mail.message_id
                ));
                file::write(folder, &format!("{name}.eml"), &content)
                    .await
                    .map_err(|error| MailError::Retry(format!("{}: {error}", folder.display())))
            }
            Self::Memory(mailbox) => {
                // Built and thrown away, so that tests refuse what a server would refuse.
                message::build(mail)?;
                mailbox.keep(mail.clone());
                Ok(())
            }
        }
    }
}

/// Mails kept in memory; clones share the same mailbox.
#[derive(Debug, Clone, Default)]
pub struct MemoryMailbox(Arc<Mutex<Vec<Mail>>>);

impl MemoryMailbox {
    /// Takes out all mails since the last call, oldest first.
    pub fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn keep(&self, mail: Mail) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(mail);
    }
}
