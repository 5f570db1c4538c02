//! From our mail to the bytes that travel: two parts, stable id, marked as written by a machine.

use std::fmt::Display;
use std::time::SystemTime;

use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};

use super::{Mail, MailError};

/// Builds the message.
///
/// # Errors
/// `MailError::Fail` where an address or the message id cannot stand in a mail.
pub(super) fn build(mail: &Mail) -> Result<Message, MailError> {
    let unfit = |what: &str, error: &dyn Display| MailError::Fail(format!("{what}: {error}"));
    let from = mail
        .from_address
        .parse()
        .map_err(|error| unfit("sender", &error))?;
    let to = mail
        .to
        .parse()
        .map_err(|error| unfit("recipient", &error))?;
    if mail.message_id.is_empty()
        || !mail
            .message_id
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>'))
    {
        return Err(MailError::Fail("message id is no id".to_owned()));
    }
    Message::builder()
        .from(Mailbox::new(Some(one_line(&mail.from_name)), from))
        .to(Mailbox::new(None, to))
        .subject(one_line(&mail.subject))
        .date(SystemTime::from(mail.date))
        .message_id(Some(format!("<{}>", mail.message_id)))
        // Asks mailboxes not to answer by machine (RFC 3834; the second is Microsoft's word for it).
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All"))
        .multipart(MultiPart::alternative_plain_html(
            mail.text.clone(),
            mail.html.clone(),
        ))
        .map_err(|error| unfit("message", &error))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn one_line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ")
}
