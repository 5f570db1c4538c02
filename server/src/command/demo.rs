//! `hausportal demo`: a portal of an invented property manager, to try everything out.

mod company;
mod erp;

use std::path::PathBuf;

use clap::Args;
use service::{
    Services,
    demo::{self, Demo, Logins},
};

use super::{erp_sim::Running, progress, say};
use erp::Beside;

use crate::{
    config::{Config, LogFormat},
    failure::Failure,
    folder, open,
    portal::Portal,
};

/// What is logged unless the operator says otherwise, and what the demo logs then.
const PLAIN_LOG: &str = "info";
const QUIET_LOG: &str = "info,http=warn";

/// How far to go.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Legt nur die Daten an und beendet sich dann.
    #[arg(long)]
    prepare_only: bool,
}

impl Arguments {
    /// Furnishes an empty portal once, says who can sign in, and serves until Ctrl-C.
    pub async fn run(self, config: &Config) -> Result<(), Failure> {
        let mut config = config.clone();
        company::dress(&mut config);
        config.log.format = LogFormat::Text;
        if config.log.level == PLAIN_LOG {
            // The simulated ERP asks every few seconds, and its questions would fill the terminal.
            QUIET_LOG.clone_into(&mut config.log.level);
        }
        config.log.start();
        if self.prepare_only {
            folder::prepare(&config.data)?;
            let _lock = folder::hold(&config.data)?;
            let services = open::services(&config, true).await?;
            let logins = furnish(&services).await?;
            services.db().close().await;
            say::line(format_args!("\n  {}\n", config.company.name))?;
            announce(&config, &logins)?;
        } else {
            let portal = Portal::take(&config).await?;
            let beside = erp::announce(&mut config);
            let services = open::services(&config, true).await?;
            let logins = furnish(&services).await?;
            let simulated = simulate(&config, &services, beside).await;
            let (company, address) = (&config.company.name, &config.server.base_url);
            say::line(format_args!("\n  {company}\n  {address}\n"))?;
            if let Some(simulated) = &simulated {
                let place = simulated.address;
                say::line(format_args!("  Simuliertes ERP: http://{place}\n"))?;
            }
            announce(&config, &logins)?;
            portal.serve(&config, services).await;
            if let Some(simulated) = simulated {
                simulated.stop().await;
            }
        }
        Ok(())
    }
}

/// The simulated ERP; a demo goes without one where it cannot be started.
async fn simulate(config: &Config, services: &Services, beside: Option<Beside>) -> Option<Running> {
    match erp::start(config, services, beside?).await {
        Ok(running) => Some(running),
        Err(failure) => {
            say::aside(format_args!("Ohne simuliertes ERP: {failure}\n"));
            None
        }
    }
}

async fn furnish(services: &Services) -> Result<Logins, Failure> {
    let spinner = progress::spinner("Die Musterverwaltung zieht ein …");
    let furnished = demo::furnish(services).await;
    spinner.finish_and_clear();
    match furnished {
        Ok(Demo::Furnished(logins)) => Ok(logins),
        Ok(Demo::Occupied) => Err(Failure::operator(
            "In dieser Datenbank liegen schon eigene Daten. Für die Vorführung wählen Sie bitte mit data.dir einen leeren Ordner.",
        )),
        Err(error) => Err(Failure::unexpected(
            "Die Musterverwaltung lässt sich nicht einrichten",
            error,
        )),
    }
}

/// Who can sign in, and where the unused letter lies.
fn announce(config: &Config, logins: &Logins) -> Result<(), Failure> {
    let Logins {
        password,
        people,
        letter_of,
    } = logins;
    say::line(format_args!("  Passwort für alle: {password}\n"))?;
    let role = people
        .iter()
        .map(|login| login.role.chars().count())
        .max()
        .unwrap_or(0);
    let name = people
        .iter()
        .map(|login| login.name.chars().count())
        .max()
        .unwrap_or(0);
    for login in people {
        say::line(format_args!(
            "  {:<role$}  {:<name$}  {}",
            login.role, login.name, login.email
        ))?;
    }
    match letter_of.and_then(|person| newest_letter(config, person)) {
        Some(path) => say::line(format_args!("\n  Unbenutzter Brief: {}\n", path.display())),
        None => say::line("\n  Der Brief der Vorführung ist schon benutzt.\n"),
    }
}

/// The last letter to a person: its file begins with the person's reference.
fn newest_letter(config: &Config, person: &str) -> Option<PathBuf> {
    let files = std::fs::read_dir(config.data.letters()).ok()?;
    let written = |path: &PathBuf| path.metadata().and_then(|file| file.modified()).ok();
    files
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(person))
        })
        .max_by_key(written)
}
