//! Section `[mail]`: the way mails leave the house.

use serde::{Deserialize, Serialize};

use super::{ConfigError, Secret, url::is_loopback_name};

/// Sender and SMTP server.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Sender of all mails: an address, or `Name <address>`; people read the company's name.
    pub from: String,
    /// The server mails are handed to.
    pub smtp: Smtp,
}

/// An SMTP server; none while `host` is empty.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    /// The server's name; empty to write `.eml` files instead.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub security: SmtpSecurity,
    /// User name; empty where none is asked.
    pub user: String,
    /// The user's password.
    pub password: Secret,
    password_file: String,
}

/// How an SMTP connection is encrypted.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum SmtpSecurity {
    /// Encrypted from the first byte.
    Tls,
    /// Encrypted after a greeting; refused if the server cannot.
    Starttls,
    /// Not at all: this machine only.
    None,
}

impl Mail {
    /// The SMTP server, if mails really leave the house.
    pub fn server(&self) -> Option<&Smtp> {
        (!self.smtp.host.is_empty()).then_some(&self.smtp)
    }

    /// The sender's bare address.
    pub fn address(&self) -> &str {
        let inside = self
            .from
            .split_once('<')
            .map_or(self.from.as_str(), |(_, rest)| rest);
        inside.trim_end().trim_end_matches('>').trim()
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if domain::account::email(self.address()).is_err() {
            return Err(ConfigError::refused(
                "mail.from",
                "Der Absender braucht eine Mailadresse.",
            ));
        }
        match self.server() {
            Some(smtp) if smtp.security == SmtpSecurity::None && !is_loopback_name(&smtp.host) => {
                Err(ConfigError::refused(
                    "mail.smtp.security",
                    "Unverschlüsselt gehen Mails nur an den eigenen Rechner.",
                ))
            }
            Some(smtp) if smtp.user.is_empty() != smtp.password.is_empty() => {
                Err(ConfigError::refused(
                    "mail.smtp.user und mail.smtp.password",
                    "Es gehören beide dazu oder keines.",
                ))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    fn sender(from: &str) -> Option<String> {
        let text = format!("[mail]\nfrom = \"{from}\"\n");
        let config = Config::from_text("haus.toml", &text).ok()?;
        Some(config.mail.address().to_owned())
    }

    #[test]
    fn the_sender_may_be_written_with_a_name() {
        for from in [
            "portal@example.org",
            " portal@example.org ",
            "Hausportal <portal@example.org>",
        ] {
            assert_eq!(
                sender(from).as_deref(),
                Some("portal@example.org"),
                "{from:?}"
            );
        }
        for from in ["", "portal", "Hausportal <portal>", "<>"] {
            assert_eq!(sender(from), None, "{from:?}");
        }
    }
}
