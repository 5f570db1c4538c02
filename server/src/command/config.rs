//! `hausportal config`: shows or checks the settings.

use clap::{Args, Subcommand};

use super::say;
use crate::{config::Config, failure::Failure, stationery};

/// What to do with the settings.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Zeigt alle geltenden Einstellungen; Geheimes steht als ***.
    Print,
    /// Prüft die Einstellungen und sagt, was auffällt.
    Check,
}

impl Arguments {
    /// Prints to standard output; a faulty configuration never comes this far.
    pub fn run(self, config: &Config) -> Result<(), Failure> {
        match self.action {
            Action::Print => say::text(config.print()?)?,
            Action::Check => {
                stationery::check(&stationery::of(config).1)?;
                say::line("Die Einstellungen sind in Ordnung.")?;
                for hint in hints(config) {
                    say::line(format_args!("Hinweis: {hint}"))?;
                }
            }
        }
        Ok(())
    }
}

fn hints(config: &Config) -> Vec<String> {
    let mut hints = Vec::new();
    if config.mail.server().is_none() {
        hints.push(format!(
            "Kein SMTP-Server: Mails landen als Dateien in {}.",
            config.data.mail().display()
        ));
    }
    if config.server.base_url.is_loopback() {
        hints
            .push("Das Portal ist nur auf diesem Rechner erreichbar (server.base_url).".to_owned());
    }
    if config.company.email.ends_with("@example.org") {
        hints.push("Unter [company] stehen noch die Mustertexte.".to_owned());
    }
    hints
}
