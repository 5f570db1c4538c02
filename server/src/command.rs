//! The command line: one file per command below `command/`.
//!
//! A command is an `Arguments` struct with `run(self, &Config) -> Result<(), Failure>`, one variant and one arm here.

mod config;
mod demo;
mod erp;
mod erp_sim;
mod german;
mod import;
mod letters;
mod migrate;
mod progress;
mod say;
mod serve;
mod staff;

use std::{path::PathBuf, process::ExitCode};

use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::{config::Config, failure::Failure};

/// Das Kundenportal Ihrer Hausverwaltung.
#[derive(Debug, Parser)]
#[command(name = "hausportal", version, disable_version_flag = true)]
struct CommandLine {
    /// Konfigurationsdatei; ohne Angabe gilt hausportal.toml im aktuellen Ordner, falls es sie gibt.
    #[arg(long, global = true, env = "HAUSPORTAL_CONFIG", value_name = "DATEI")]
    #[arg(hide_env_values = true)]
    config: Option<PathBuf>,
    /// Zeigt diese Hilfe.
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// Zeigt die Version.
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Startet das Portal und läuft bis Strg-C.
    Serve(serve::Arguments),
    /// Startet das Portal einer erfundenen Hausverwaltung zum Ausprobieren.
    Demo(demo::Arguments),
    /// Bringt die Datenbank auf den Stand dieser Version.
    Migrate(migrate::Arguments),
    /// Übernimmt die Stammdaten aus dem Export der Verwaltung.
    Import(import::Arguments),
    /// Erstellt die Aktivierungsbriefe eines Objekts.
    Letters(letters::Arguments),
    /// Verwaltet die Konten der Mitarbeitenden.
    Staff(staff::Arguments),
    /// Startet ein simuliertes ERP, das mit einem Portal spricht.
    ErpSim(erp_sim::Arguments),
    /// Verwaltet die Schlüssel des ERP.
    Erp(erp::Arguments),
    /// Zeigt oder prüft die Einstellungen.
    Config(config::Arguments),
}

/// Reads the command line, does what it says and returns the exit code.
pub fn run() -> ExitCode {
    let mut command = german::spoken(CommandLine::command());
    let words = german::words(std::env::args_os());
    let line = command
        .try_get_matches_from_mut(words.iter())
        .and_then(|matches| CommandLine::from_arg_matches(&matches));
    match line.map_err(|error| german::refusal(error, &german::path(&command, &words))) {
        Ok(line) => match carry_out(line) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => failure.report(),
        },
        Err(Some(failure)) => failure.report(),
        Err(None) => ExitCode::SUCCESS,
    }
}

fn carry_out(line: CommandLine) -> Result<(), Failure> {
    let config = Config::load(line.config.as_deref(), std::env::vars())?;
    match line.command {
        Command::Serve(arguments) => on_runtime(arguments.run(&config)),
        Command::Migrate(arguments) => on_runtime(arguments.run(&config)),
        Command::Demo(arguments) => on_runtime(arguments.run(&config)),
        Command::Import(arguments) => on_runtime(arguments.run(&config)),
        Command::Letters(arguments) => on_runtime(arguments.run(&config)),
        Command::Staff(arguments) => on_runtime(arguments.run(&config)),
        Command::ErpSim(arguments) => on_runtime(arguments.run(&config)),
        Command::Erp(arguments) => on_runtime(arguments.run(&config)),
        Command::Config(arguments) => arguments.run(&config),
    }
}

fn on_runtime(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::unexpected("Die Laufzeit startet nicht", error))?
        .block_on(work)
}
