//! `hausportal staff`: accounts of the manager's own people.

use clap::{Args, Subcommand};
use domain::Role;
use service::{
    Error,
    recruit::{self, LINK_MINUTES, Recruited},
};

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
    /// Prints a link instead of a password, so that nobody else ever knows it.
    pub async fn run(self, config: &Config) -> Result<(), Failure> {
        let Action::Add(add) = self.action;
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
                println!(
                    "Konto für {} angelegt. Das Passwort wird hier gesetzt (gilt {LINK_MINUTES} Minuten, einmal):",
                    add.name.trim()
                );
                println!("{link}");
                Ok(())
            }
            Recruited::AddressTaken => Err(Failure::operator(format!(
                "Für {} gibt es schon ein Konto. Es wurde nichts geändert.",
                add.email.trim()
            ))),
        }
    }
}
