//! `hausportal letters`: prints the activation letters of a house.

use std::time::Duration;

use clap::Args;
use domain::rollout::{BatchId, BatchRow};
use indicatif::ProgressBar;
use service::rollout::{Left, PIECE, order, piece};
use service::{Caller, Error};

use super::progress;
use crate::{config::Config, failure::Failure, open};

/// How long to look away while the portal itself makes the letters.
const ELSEWHERE: Duration = Duration::from_millis(500);

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
        let ordered = order(&caller, &self.property, self.anew).await.map_err(
            |error| match error {
                Error::Refused(_) => Failure::operator(format!(
                    "Ein Objekt mit der Referenz „{}“ gibt es nicht. Bitte prüfen Sie --property.",
                    self.property
                )),
                error => Failure::unexpected("Die Briefe lassen sich nicht bestellen", error),
            },
        )?;
        let bar = progress::bar("Briefe");
        let row = match ordered {
            Some(batch) => Some(work(&caller, batch, &bar).await.map_err(|error| {
                Failure::unexpected(
                    "Die Briefe sind nicht fertig geworden. Ein laufendes Portal macht weiter; sonst starten Sie es bitte",
                    error,
                )
            })?),
            None => None,
        };
        bar.finish_and_clear();
        if let Some(row) = row.as_ref().filter(|row| row.failed > 0) {
            println!(
                "{} ließen sich nicht erstellen. Die Gründe stehen im Portal unter /team/freischaltung/{}.",
                row.failed, row.id
            );
        }
        let made = row.map_or(0, |row| row.rendered);
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

/// Works until nothing is left, beside a running portal or alone.
async fn work(caller: &Caller, batch: BatchId, bar: &ProgressBar) -> Result<BatchRow, Error> {
    loop {
        let left = piece(caller, batch, PIECE).await?;
        let row = caller.rollouts().progress(batch).await?;
        let count = |letters: i64| usize::try_from(letters).unwrap_or_default();
        progress::show(bar, count(row.letters - row.queued), count(row.letters));
        match left {
            Left::Nothing => return Ok(row),
            Left::Some => {}
            Left::Elsewhere if row.finished_at.is_some() => return Ok(row),
            Left::Elsewhere => tokio::time::sleep(ELSEWHERE).await,
        }
    }
}
