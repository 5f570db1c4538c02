//! `hausportal letters`: prints the activation letters of a house.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::{Days, NaiveDate};
use clap::{Args, Subcommand};
use delivery::{ActivationLetter, Sender};
use domain::rollout::{BatchId, BatchRow};
use indicatif::ProgressBar;
use service::rollout::{Left, PIECE, order, piece};
use service::{Caller, Clock, Error, clear_letter_box};

use super::{progress, say};
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
        services.db().close().await;
        let count = row
            .as_ref()
            .map_or((0, 0), |row| (row.rendered, row.failed));
        for sentence in outcome(count, &config.data.letters()) {
            say::line(sentence)?;
        }
        match row {
            Some(row) if row.failed > 0 => say::line(format_args!(
                "Warum, steht im Portal unter /team/freischaltung/{}.",
                row.id
            )),
            _ => Ok(()),
        }
    }
}

/// What became of an order: how many letters lie in a folder, and how many could not be made.
fn outcome((made, failed): (i64, i64), folder: &Path) -> Vec<String> {
    let folder = folder.display();
    let lie = match made {
        0 => None,
        1 => Some(format!(
            "1 Brief liegt in {folder}. Er wird nach 7 Tagen gelöscht."
        )),
        _ => Some(format!(
            "{made} Briefe liegen in {folder}. Sie werden nach 7 Tagen gelöscht."
        )),
    };
    let lack = match failed {
        0 if made == 0 => Some("Niemand braucht einen Brief: Alle sind angemeldet, haben einen gültigen Brief, oder das Objekt ist noch nicht freigeschaltet.".to_owned()),
        0 => None,
        1 => Some("1 Brief ließ sich nicht erstellen.".to_owned()),
        _ => Some(format!("{failed} Briefe ließen sich nicht erstellen.")),
    };
    lie.into_iter().chain(lack).collect()
}

/// Prints a letter with the operator's own name and an invented recipient.
fn sample(config: &Config, out: &Path) -> Result<(), Failure> {
    let (sender, stationery) = stationery::of(config);
    stationery::check(&stationery)?;
    let letter = specimen(config, sender, Clock::System.today());
    let paper = delivery::activation_letter(&stationery, &letter)
        .map_err(|error| Failure::unexpected("Der Musterbrief lässt sich nicht setzen", error))?;
    fs::write(out, paper.pdf).map_err(|error| {
        Failure::operator(format!(
            "Die Datei {} lässt sich nicht schreiben ({}). Bitte prüfen Sie --out.",
            out.display(),
            Failure::reason(&error)
        ))
    })?;
    say::line(format_args!("Der Musterbrief liegt in {}.", out.display()))
}

/// A letter of a day, valid as long as those of that day are.
fn specimen(config: &Config, sender: Sender, date: NaiveDate) -> ActivationLetter {
    let link = |path: &str| config.server.base_url.link(path);
    ActivationLetter {
        sender,
        date,
        register_url: link("/registrieren"),
        qr_url: link("/aktivieren"),
        valid_until: date + Days::new(config.letters.validity_days.into()),
        reference: "Muster".to_owned(),
        ..ActivationLetter::sample()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_an_order_is_said_once() {
        let told = |count| outcome(count, Path::new("data/letters")).join(" ");
        for (count, wanted) in [
            (
                (1, 0),
                "1 Brief liegt in data/letters. Er wird nach 7 Tagen gelöscht.",
            ),
            (
                (4, 1),
                "4 Briefe liegen in data/letters. Sie werden nach 7 Tagen gelöscht. 1 Brief ließ sich nicht erstellen.",
            ),
            ((0, 3), "3 Briefe ließen sich nicht erstellen."),
        ] {
            assert_eq!(told(count), wanted, "{count:?}");
        }
        assert!(told((0, 0)).starts_with("Niemand braucht einen Brief: "));
    }

    #[test]
    fn a_specimen_is_valid_from_its_own_day() {
        let config =
            Config::from_text("haus.toml", "[letters]\nvalidity_days = 14\n").expect("valid");
        let date = NaiveDate::from_ymd_opt(2030, 3, 25).expect("day");
        let letter = specimen(&config, Sender::sample(), date);
        assert_eq!(
            (letter.date, letter.valid_until),
            (date, date + Days::new(14))
        );
    }
}
