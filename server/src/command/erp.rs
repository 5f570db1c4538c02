//! `hausportal erp`: the keys by which the ERP proves who it is.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use domain::{
    berlin,
    erp::{Scope, Scopes},
};
use ipnet::IpNet;
use service::{
    Error, Services,
    erp::keys::{self, Added, Fresh, Listed},
};

use super::say;
use crate::{config::Config, failure::Failure, open};

/// What to do about the ERP.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Verwaltet die Schlüssel, mit denen das ERP seine Anfragen unterschreibt.
    Key(Key),
}

#[derive(Debug, Args)]
struct Key {
    #[command(subcommand)]
    action: KeyAction,
}

#[derive(Debug, Subcommand)]
enum KeyAction {
    /// Legt einen Schlüssel an und zeigt sein Geheimnis, einmal.
    Add(Add),
    /// Gibt einem Schlüssel ein zweites Geheimnis; das ältere gilt noch einige Tage.
    Rotate(Rotate),
    /// Beendet einen Schlüssel sofort.
    Revoke(Revoke),
    /// Zeigt alle Schlüssel, ihre Rechte und wann sie zuletzt benutzt wurden.
    List,
}

#[derive(Debug, Args)]
struct Add {
    /// Name des Schlüssels, etwa Buchhaltung.
    #[arg(value_name = "NAME")]
    name: String,
    /// Recht: master:write, documents:write, changes:read, changes:write, events:write oder all; mehrere mit Komma.
    #[arg(long, value_name = "RECHT", required = true, value_delimiter = ',', value_parser = scope)]
    scope: Vec<Given>,
    /// Netz, aus dem der Schlüssel benutzt werden darf, etwa 10.0.0.0/8; mehrere mit Komma. Ohne Angabe: jedes.
    #[arg(long, value_name = "NETZ", value_delimiter = ',', value_parser = network)]
    network: Vec<IpNet>,
}

#[derive(Debug, Args)]
struct Rotate {
    /// Name des Schlüssels.
    #[arg(value_name = "NAME")]
    name: String,
    /// So viele Tage gilt das ältere Geheimnis noch.
    #[arg(long, value_name = "TAGE", default_value_t = 7, value_parser = clap::value_parser!(u32).range(0..=90))]
    days: u32,
}

#[derive(Debug, Args)]
struct Revoke {
    /// Name des Schlüssels.
    #[arg(value_name = "NAME")]
    name: String,
}

/// One scope, or all of them.
#[derive(Debug, Clone, Copy)]
enum Given {
    One(Scope),
    All,
}

fn scope(word: &str) -> Result<Given, String> {
    if word == "all" {
        return Ok(Given::All);
    }
    word.parse().map(Given::One).map_err(|_unknown| {
        let all: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
        format!("Möglich sind {} und all.", all.join(", "))
    })
}

fn network(text: &str) -> Result<IpNet, String> {
    let one = text.parse::<IpAddr>().map(IpNet::from);
    one.or_else(|_no_address| text.parse())
        .map_err(|_no_network| "Ein Netz sieht so aus: 10.0.0.0/8.".to_owned())
}

impl Arguments {
    /// Does it and says what became of it.
    pub async fn run(self, config: &Config) -> Result<(), Failure> {
        let Action::Key(Key { action }) = self.action;
        let services = open::services(config, false).await?;
        let done = match action {
            KeyAction::Add(add) => add.run(&services).await,
            KeyAction::Rotate(rotate) => rotate.run(&services).await,
            KeyAction::Revoke(revoke) => revoke.run(&services).await,
            KeyAction::List => list(&services).await,
        };
        services.db().close().await;
        done
    }
}

impl Add {
    async fn run(self, services: &Services) -> Result<(), Failure> {
        let scopes = self.scope.iter().flat_map(|given| match given {
            Given::One(scope) => std::slice::from_ref(scope),
            Given::All => Scope::ALL,
        });
        let scopes = Scopes::of(scopes.copied());
        let caller = services.operator("erp");
        let made = keys::add(&caller, &self.name, &scopes, &self.network).await;
        match made.map_err(|error| failed(error, &self.name))? {
            Added::Key(fresh) => shown("Schlüssel angelegt.", &fresh),
            Added::NameTaken => Err(Failure::operator(format!(
                "Einen Schlüssel namens {} gibt es schon. Es wurde nichts geändert.",
                self.name.trim()
            ))),
        }
    }
}

impl Rotate {
    async fn run(self, services: &Services) -> Result<(), Failure> {
        let made = keys::rotate(&services.operator("erp"), &self.name, self.days).await;
        let fresh = made.map_err(|error| failed(error, &self.name))?;
        let until = match self.days {
            0 => "Das ältere Geheimnis gilt nicht mehr.".to_owned(),
            1 => "Das ältere Geheimnis gilt noch einen Tag.".to_owned(),
            days => format!("Das ältere Geheimnis gilt noch {days} Tage."),
        };
        shown(&until, &fresh)
    }
}

impl Revoke {
    async fn run(self, services: &Services) -> Result<(), Failure> {
        let done = keys::revoke(&services.operator("erp"), &self.name).await;
        done.map_err(|error| failed(error, &self.name))?;
        say::line(format_args!(
            "Der Schlüssel {} gilt nicht mehr.",
            self.name.trim()
        ))
    }
}

async fn list(services: &Services) -> Result<(), Failure> {
    let all = keys::list(services).await;
    let all = all.map_err(|error| failed(error, ""))?;
    if all.is_empty() {
        return say::line(
            "Es gibt keine Schlüssel. Legen Sie einen an: hausportal erp key add NAME --scope all",
        );
    }
    for one in &all {
        say::line(told(one))?;
    }
    Ok(())
}

fn shown(sentence: &str, fresh: &Fresh) -> Result<(), Failure> {
    say::line(format_args!(
        "{sentence} Das Geheimnis wird nur dieses eine Mal gezeigt."
    ))?;
    say::line(format_args!("Schlüssel: {}", fresh.handle))?;
    say::line(format_args!("Geheimnis: {}", fresh.secret))
}

/// One line about a key.
fn told(listed: &Listed) -> String {
    let Listed { key, secrets } = listed;
    let day = |at: DateTime<Utc>| berlin::short_date(berlin::day(at));
    let networks = match key.networks.as_str() {
        "" => "aus jedem Netz".to_owned(),
        networks => format!("aus {}", networks.replace(' ', ", ")),
    };
    let state = match (key.revoked_at, secrets) {
        (Some(at), _) => format!("beendet am {}", day(at)),
        (None, 2) => "zwei Geheimnisse".to_owned(),
        (None, _) => "gültig".to_owned(),
    };
    let used = match key.last_used_at {
        Some(at) => format!("zuletzt benutzt am {}", day(at)),
        None => "noch nie benutzt".to_owned(),
    };
    let scopes = key.scopes.replace(' ', ", ");
    format!(
        "{} ({}): {scopes}; {networks}; {state}; {used}",
        key.name, key.handle
    )
}

fn failed(error: Error, name: &str) -> Failure {
    match error {
        Error::Refused(refusal) => Failure::operator(refusal),
        Error::NotFound => Failure::operator(format!(
            "Einen Schlüssel namens {} gibt es nicht. Es wurde nichts geändert.",
            name.trim()
        )),
        error => Failure::unexpected("Am Schlüssel wurde nichts geändert", error),
    }
}
