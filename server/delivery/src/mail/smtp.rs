//! Mail over SMTP, encrypted except to the same machine.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use lettre::transport::smtp::AsyncSmtpTransportBuilder;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::MailError;

/// A server that says nothing for so long is gone.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How the way to the server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// In the clear first, encrypted before anything is said (port 587); without encryption nothing is sent.
    StartTls,
    /// Encrypted from the first byte (port 465).
    Tls,
    /// Not at all: to this machine only.
    None,
}

/// Where the SMTP server is and how to get in.
#[derive(Clone)]
pub struct SmtpConfig {
    /// Name or address.
    pub host: String,
    /// Port; 587, 465 or 25 by the security if none is given.
    pub port: Option<u16>,
    /// Protection of the way.
    pub security: SmtpSecurity,
    /// User name and password where the server asks for them.
    pub login: Option<(String, String)>,
}

impl std::fmt::Debug for SmtpConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpConfig")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("login", &self.login.as_ref().map(|(user, _)| user))
            .finish()
    }
}

/// The way to one SMTP server; clones share its connections.
#[derive(Clone)]
pub struct Smtp {
    settings: AsyncSmtpTransportBuilder,
    // Made by the first mail: the pool of connections needs a runtime, settings are also read without one.
    connections: Arc<OnceLock<AsyncSmtpTransport<Tokio1Executor>>>,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Smtp(…)")
    }
}

impl Smtp {
    /// Prepares the way; nothing is connected yet.
    ///
    /// # Errors
    /// `MailError::Fail` for an unprotected way to another machine, or where no root certificates are found.
    pub fn new(config: &SmtpConfig) -> Result<Self, MailError> {
        let tls = || {
            TlsParameters::new(config.host.clone())
                .map_err(|error| MailError::Fail(format!("TLS cannot be used: {error}")))
        };
        let (tls, usual_port) = match config.security {
            SmtpSecurity::StartTls => (Tls::Required(tls()?), 587),
            SmtpSecurity::Tls => (Tls::Wrapper(tls()?), 465),
            SmtpSecurity::None if is_this_machine(&config.host) => (Tls::None, 25),
            SmtpSecurity::None => {
                return Err(MailError::Fail(format!(
                    "{} is another machine: mail to it must be encrypted",
                    config.host
                )));
            }
        };
        let mut settings = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host)
            .port(config.port.unwrap_or(usual_port))
            .tls(tls)
            .timeout(Some(TIMEOUT));
        if let Some((user, password)) = &config.login {
            settings = settings.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self {
            settings,
            connections: Arc::default(),
        })
    }

    pub(super) async fn send(&self, message: Message) -> Result<(), MailError> {
        let connections = self
            .connections
            .get_or_init(|| self.settings.clone().build());
        connections
            .send(message)
            .await
            .map(|_| ())
            .map_err(|error| verdict(&error))
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// A refused mail stays refused. A refused log-in (53x) is a fault of the settings: the mail waits until it is mended.
fn verdict(error: &lettre::transport::smtp::Error) -> MailError {
    let log_in = error
        .status()
        .is_some_and(|code| (530..540).contains(&u16::from(code)));
    if error.is_permanent() && !log_in {
        MailError::Fail(error.to_string())
    } else {
        MailError::Retry(error.to_string())
    }
}
