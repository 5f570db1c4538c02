//! `hausportal letters`: prints the activation letters of a house.

use clap::Args;
use service::{Error, letters};

use super::progress;
use crate::{config::Config, failure::Failure, open};

/// Whose letters.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Referenz des Objekts im Verwaltungssystem.
    #[arg(long, value_name = "REFERENZ")]
    property: String,
    /// Auch für Personen, deren Brief noch gilt: Der alte Code verfällt.
    #[arg(long)]
    anew: bool,
}

impl Arguments {
    /// Makes a PDF for each person of a running contract in an enabled house who has no account.
    pub async fn run(self, config: &Config) -> Result<(), Failure> {
        let services = open::services(config, false).await?;
        let caller = services.operator("letters");
        let owed = letters::owed(&caller, &self.property, self.anew)
            .await
            .map_err(|error| match error {
                Error::Refused(_) => Failure::operator(format!(
                    "Ein Objekt mit der Referenz „{}“ gibt es nicht. Bitte prüfen Sie --property.",
                    self.property
                )),
                error => Failure::unexpected("Die Personen lassen sich nicht lesen", error),
            })?;
        let anew = self.anew.then(|| services.clock().now());
        let mut made = 0;
        let bar = progress::bar("Briefe");
        for (done, person) in (1..).zip(&owed) {
            let letter = letters::make_for(&caller, person.id, anew).await;
            let letter = letter.map_err(|error| {
                Failure::unexpected(
                    &format!("Der Brief an {} ist nicht entstanden", person.reference),
                    error,
                )
            })?;
            made += u32::from(letter.is_some());
            progress::show(&bar, done, owed.len());
        }
        bar.finish_and_clear();
        match made {
            0 => println!(
                "Niemand braucht einen Brief: Alle sind angemeldet, haben einen gültigen Brief, oder das Objekt ist noch nicht freigeschaltet."
            ),
            1 => println!(
                "1 Brief liegt in {}. Er wird nach 7 Tagen gelöscht.",
                config.data.letters().display()
            ),
            count => println!(
                "{count} Briefe liegen in {}. Sie werden nach 7 Tagen gelöscht.",
                config.data.letters().display()
            ),
        }
        services.db().close().await;
        Ok(())
    }
}
