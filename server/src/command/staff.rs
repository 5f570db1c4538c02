//! `hausportal staff`: accounts of the manager's own people.

use clap::{Args, Subcommand};
use domain::Role;
use service::{
    Error,
    recruit::{self, LINK_MINUTES, Recruited},
};

use super::say;
use crate::{config::Config, failure::Failure, open};

/// What to do with staff.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Legt ein Konto an und zeigt einen Link, unter dem das Passwort gesetzt wird.
    Add(Add),
    /// Nimmt einem Konto zweiten Faktor und Passkeys, wenn sie verloren sind.
    ResetSecondFactor(ResetSecondFactor),
}

#[derive(Debug, Args)]
struct ResetSecondFactor {
    /// E-Mail-Adresse: der Benutzername.
    #[arg(long, value_name = "ADRESSE")]
    email: String,
}

#[derive(Debug, Args)]
struct Add {
    /// E-Mail-Adresse: der Benutzername.
    #[arg(long, value_name = "ADRESSE")]
    email: String,
    /// Vor- und Nachname, wie Kunden ihn lesen.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// clerk (Sachbearbeitung) oder admin.
    #[arg(long, value_name = "ROLLE", default_value = "clerk", value_parser = role)]
    role: Role,
}

/// One of the two roles of staff.
fn role(word: &str) -> Result<Role, String> {
    match word {
        "clerk" => Ok(Role::Clerk),
        "admin" => Ok(Role::Admin),
        _ => Err("Möglich sind clerk und admin.".to_owned()),
    }
}

impl Arguments {
    /// Does it and says what became of it.
    pub async fn run(self, config: &Config) -> Result<(), Failure> {
        match self.action {
            Action::Add(add) => add.run(config).await,
            Action::ResetSecondFactor(reset) => reset.run(config).await,
        }
    }
}

impl ResetSecondFactor {
    async fn run(self, config: &Config) -> Result<(), Failure> {
        let services = open::services(config, false).await?;
        let caller = services.operator("staff");
        let email = self.email.trim();
        let done = recruit::reset_second_factor(&caller, email).await.map_err(
            |error| match error {
                Error::Refused(refusal) => Failure::operator(refusal),
                Error::NotFound => Failure::operator(format!(
                    "Für {email} gibt es kein Konto von Mitarbeitenden. Es wurde nichts geändert."
                )),
                error => Failure::unexpected("Der zweite Faktor ist nicht entfernt", error),
            },
        )?;
        services.db().close().await;
        if done {
            say::line(format_args!(
                "Zweiter Faktor und Passkeys von {email} sind entfernt. Alle Geräte sind abgemeldet."
            ))
        } else {
            say::line(format_args!(
                "Das Konto {email} hat weder einen zweiten Faktor noch Passkeys. Es wurde nichts geändert."
            ))
        }
    }
}

impl Add {
    /// Prints a link instead of a password, so that nobody else ever knows it.
    async fn run(self, config: &Config) -> Result<(), Failure> {
        let add = self;
        let services = open::services(config, false).await?;
        let caller = services.operator("staff");
        let made = recruit::staff(&caller, &add.email, &add.name, add.role)
            .await
            .map_err(|error| match error {
                Error::Refused(refusal) => Failure::operator(refusal),
                error => Failure::unexpected("Das Konto ist nicht entstanden", error),
            })?;
        services.db().close().await;
        match made {
            Recruited::Link(link) => {
                say::line(format_args!(
                    "Konto für {} angelegt. Das Passwort wird hier gesetzt (gilt {LINK_MINUTES} Minuten, einmal):",
                    add.name.trim()
                ))?;
                say::line(link)
            }
            Recruited::AddressTaken => Err(Failure::operator(format!(
                "Für {} gibt es schon ein Konto. Es wurde nichts geändert.",
                add.email.trim()
            ))),
        }
    }
}
