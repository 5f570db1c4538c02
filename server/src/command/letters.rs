//! `hausportal letters`: prints the activation letters of a house.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::{Args, Subcommand};
use delivery::ActivationLetter;
use domain::rollout::{BatchId, BatchRow};
use indicatif::ProgressBar;
use service::rollout::{Left, PIECE, order, piece};
use service::{Caller, Clock, Error, clear_letter_box};

use super::progress;
use crate::{config::Config, failure::Failure, open, stationery};

/// How long to look away while the portal itself makes the letters.
const ELSEWHERE: Duration = Duration::from_millis(500);

/// Whose letters, or how they look.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Arguments {
    #[command(subcommand)]
    instead: Option<Instead>,
    /// Referenz des Objekts im Verwaltungssystem.
    #[arg(long, value_name = "REFERENZ", required = true)]
    property: Option<String>,
    /// Auch für Personen, deren Brief noch gilt: Der alte Code verfällt.
    #[arg(long)]
    anew: bool,
}

#[derive(Debug, Subcommand)]
enum Instead {
    /// Druckt einen Musterbrief mit erfundenen Angaben; kein Code wird gültig.
    Sample {
        /// Die PDF-Datei.
        #[arg(long, value_name = "DATEI", default_value = "Musterbrief.pdf")]
        out: PathBuf,
    },
}

impl Arguments {
    /// Makes a PDF for each person of a running contract in an enabled house who has no account.
    pub async fn run(self, config: &Config) -> Result<(), Failure> {
        let property = match (self.instead, self.property) {
            (Some(Instead::Sample { out }), _) => return sample(config, &out),
            (None, property) => property.unwrap_or_default(),
        };
        let services = open::services(config, false).await?;
        stationery::check(&services.settings().stationery)?;
        let caller = services.operator("letters");
        // A machine on which no portal runs keeps house here.
        clear_letter_box(&caller)
            .await
            .map_err(|error| Failure::unexpected("Alte Briefe lassen sich nicht löschen", error))?;
        let ordered = order(&caller, &property, self.anew)
            .await
            .map_err(|error| match error {
                Error::Refused(_) => Failure::operator(format!(
                    "Ein Objekt mit der Referenz „{property}“ gibt es nicht. Bitte prüfen Sie --property."
                )),
                error => Failure::unexpected("Die Briefe lassen sich nicht bestellen", error),
            })?;
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

/// Prints a letter with the operator's own name and an invented recipient.
fn sample(config: &Config, out: &Path) -> Result<(), Failure> {
    let (sender, stationery) = stationery::of(config);
    stationery::check(&stationery)?;
    let link = |path: &str| config.server.base_url.link(path);
    let letter = ActivationLetter {
        sender,
        date: Clock::System.today(),
        register_url: link("/registrieren"),
        qr_url: link("/aktivieren"),
        reference: "Muster".to_owned(),
        ..ActivationLetter::sample()
    };
    let paper = delivery::activation_letter(&stationery, &letter)
        .map_err(|error| Failure::unexpected("Der Musterbrief lässt sich nicht setzen", error))?;
    fs::write(out, paper.pdf).map_err(|error| {
        Failure::operator(format!(
            "Die Datei {} lässt sich nicht schreiben ({error}). Bitte prüfen Sie --out.",
            out.display()
        ))
    })?;
    println!("Der Musterbrief liegt in {}.", out.display());
    Ok(())
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
