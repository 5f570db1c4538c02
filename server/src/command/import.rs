//! `hausportal import`: takes over the manager's export, or shows what that would change.

use std::path::PathBuf;

use clap::Args;
use service::{
    erp::{self, Outcome, Standing, mapping::Mapping},
    import::{self, Checked},
};

use super::{progress, say};
use crate::{config::Config, failure::Failure, open};

/// What to import.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Ordner mit properties.csv, units.csv, persons.csv und contracts.csv, und den Dateien, die es außerdem gibt.
    #[arg(value_name = "ORDNER")]
    folder: PathBuf,
    /// Übersetzt fremde Dateien (docs/import.md); ohne Angabe gilt erp.mapping_file.
    #[arg(long, value_name = "DATEI")]
    mapping: Option<PathBuf>,
    /// Zeigt nur, was sich ändern würde.
    #[arg(long)]
    dry_run: bool,
}

impl Arguments {
    /// Checks all files first; one faulty row stops it before anything is changed.
    pub async fn run(self, config: &Config) -> Result<(), Failure> {
        if !self.folder.is_dir() {
            let folder = self.folder.display();
            return Err(Failure::operator(format!(
                "Den Ordner {folder} gibt es nicht. Bitte prüfen Sie den Namen."
            )));
        }
        let mapping = self.mapping(config)?;
        let read = match &mapping {
            Some(mapping) => mapping.read(&self.folder),
            None => import::read(&self.folder),
        };
        let Checked { batch, warnings } = read.map_err(|report| {
            say::aside(report);
            Failure::operator("Die Dateien sind fehlerhaft. Es wurde nichts importiert. Bitte beheben Sie die Fehler und starten Sie den Import noch einmal.")
        })?;
        for warning in warnings {
            say::aside(format_args!("Hinweis: {warning}\n"));
        }
        let services = open::services(config, false).await?;
        let failed = |error| {
            Failure::unexpected(
                "Der Import ist abgebrochen. Was davon schon begonnen ist, schreibt das Portal zu Ende; sonst wurde nichts geändert",
                error,
            )
        };
        let said = if self.dry_run {
            let outcome = erp::rehearse(&services, &batch).await.map_err(failed)?;
            tell(&outcome, "Probelauf: Es wurde nichts geändert.")
        } else {
            let bar = progress::bar("Stammdaten");
            let told = |done, all| progress::show(&bar, done, all);
            let outcome = import::carry_out(&services.operator("import"), batch, told).await;
            bar.finish_and_clear();
            tell(&outcome.map_err(failed)?, "")
        };
        services.db().close().await;
        said
    }
}

impl Arguments {
    /// The named mapping file, or the one of the settings, which was read with them.
    fn mapping(&self, config: &Config) -> Result<Option<Mapping>, Failure> {
        let Some(path) = &self.mapping else {
            return Ok(config.erp.read_mapping().ok().flatten());
        };
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Failure::operator(format!(
                "Die Zuordnung {name} lässt sich nicht lesen: {}.",
                Failure::reason(&error)
            ))
        })?;
        Mapping::parse(&name, &text).map(Some).map_err(|report| {
            for problem in &report.problems {
                say::aside(format_args!("{problem}\n"));
            }
            Failure::operator("Die Zuordnung ist fehlerhaft. Es wurde nichts importiert.")
        })
    }
}

/// Says what became of the files.
fn tell(outcome: &Outcome, end: &str) -> Result<(), Failure> {
    for row in &outcome.rows {
        for fault in &row.faults {
            let (kind, _) = row.entity.words();
            say::aside(format_args!("{kind} {}: {}\n", row.reference, fault.reason));
        }
    }
    match outcome.standing {
        Standing::Refused => Err(Failure::operator(
            "Die Dateien passen nicht zum Bestand. Es wurde nichts importiert.",
        )),
        Standing::Parked => {
            let (diff, why) = (&outcome.diff, outcome.why_parked.join(" "));
            if !end.is_empty() {
                let wait = "Dieser Import würde auf die Freigabe durch zwei Personen warten.";
                return say::line(format_args!("{diff}{wait} {why}\n{end}"));
            }
            say::text(diff)?;
            Err(Failure::operator(format!(
                "Der Import wartet auf die Freigabe durch zwei Personen. {why} Es wurde nichts geändert."
            )))
        }
        Standing::Applied if end.is_empty() => say::text(&outcome.diff),
        Standing::Applied => say::line(format_args!("{}{end}", outcome.diff)),
    }
}
