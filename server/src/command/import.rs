//! `hausportal import`: takes over the manager's export, or shows what that would change.

use std::path::PathBuf;

use clap::Args;
use service::import::{self, Checked};

use super::{progress, say};
use crate::{config::Config, failure::Failure, open};

/// What to import.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Ordner mit properties.csv, units.csv, persons.csv und contracts.csv.
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
        let Checked { data, warnings } = import::read(&self.folder).map_err(|report| {
            say::aside(report);
            Failure::operator("Die Dateien sind fehlerhaft. Es wurde nichts importiert. Bitte beheben Sie die Fehler und starten Sie den Import noch einmal.")
        })?;
        for warning in warnings {
            say::aside(format_args!("Hinweis: {warning}\n"));
        }
        let services = open::services(config, false).await?;
        let failed = |error| {
            Failure::unexpected(
                "Der Import ist abgebrochen, es wurde nichts geändert",
                error,
            )
        };
        if self.dry_run {
            let diff = import::rehearse(&services, &data).await.map_err(failed)?;
            say::line(format_args!("{diff}Probelauf: Es wurde nichts geändert."))?;
        } else {
            let bar = progress::bar("Stammdaten");
            let told = |done, all| progress::show(&bar, done, all);
            let diff = import::carry_out(&services.operator("import"), &data, told)
                .await
                .map_err(failed)?;
            bar.finish_and_clear();
            say::text(diff)?;
        }
        services.db().close().await;
        Ok(())
    }
}
