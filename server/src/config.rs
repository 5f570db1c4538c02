//! The operator's settings: one documented struct, one file per section.
//!
//! Three layers, the later wins: `config/default.toml` (embedded), the operator's TOML file, the environment.

mod access;
mod blobs;
mod colour;
mod company;
mod data;
mod database;
mod documents;
mod erp;
mod letters;
mod log;
mod mail;
mod network;
mod print;
mod refusal;
mod secret;
mod security;
mod sepa;
mod server;
mod source;
#[cfg(test)]
mod tests;
mod url;
mod workdays;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub use access::Access;
pub use blobs::{Blobs, S3};
pub use colour::Colour;
pub use company::Company;
pub use data::Data;
pub use database::Database;
pub use documents::Documents;
pub use erp::{Erp, Fetch, FileDrop, Push};
pub use letters::Letters;
pub use log::{Log, LogFormat};
pub use mail::{Mail, Smtp, SmtpSecurity};
pub use network::Network;
pub use refusal::ConfigError;
pub use secret::Secret;
pub use security::{Security, StaffSecondFactor, Throttle, ThrottleTable};
pub use sepa::Sepa;
pub use server::Server;
pub use url::{BaseUrl, host, is_loopback_name};
pub use workdays::Workdays;

/// The file that is read when the operator names none.
pub const DEFAULT_FILE: &str = "hausportal.toml";

/// Every setting of the portal, checked.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the portal listens and how people reach it.
    pub server: Server,
    /// The database.
    pub database: Database,
    /// The folder everything else lies in.
    pub data: Data,
    /// Where photos are kept.
    pub blobs: Blobs,
    /// The way mails leave the house.
    pub mail: Mail,
    /// Who runs the portal, and its name and colour.
    pub company: Company,
    /// The activation letters.
    pub letters: Letters,
    /// What stays readable after a contract has ended.
    pub access: Access,
    /// Who may debit rents.
    pub sepa: Sepa,
    /// Which documents there are.
    pub documents: Documents,
    /// How the portal and the ERP reach each other.
    pub erp: Erp,
    /// The operator's own working days.
    pub workdays: Workdays,
    /// Passwords, sessions and throttles.
    pub security: Security,
    /// What is logged, and how.
    pub log: Log,
}

impl Config {
    /// Reads `file` (or [`DEFAULT_FILE`], if there is one) and `environment` over the defaults.
    ///
    /// # Errors
    /// Names the keys and the places of settings that are unknown, misshapen or unsafe.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table = source::defaults()?;
        let fallback = Path::new(DEFAULT_FILE);
        if let Some(path) = file.or(fallback.exists().then_some(fallback)) {
            source::lay_file(&mut table, path)?;
        }
        source::lay_environment(&mut table, environment)?;
        Self::from_table(table)
    }

    /// Reads the text of a configuration file over the defaults; `name` is what errors call it.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn from_text(name: &str, text: &str) -> Result<Self, ConfigError> {
        let mut table = source::defaults()?;
        source::lay_text(&mut table, name, text)?;
        Self::from_table(table)
    }

    /// The settings in force as a commented file, secrets hidden.
    ///
    /// # Errors
    /// Only if a value cannot be written as TOML.
    pub fn print(&self) -> Result<String, ConfigError> {
        let table = toml::Table::try_from(self).map_err(ConfigError::Print)?;
        Ok(print::filled(source::DEFAULTS, &table))
    }

    /// The database's address; without one, the SQLite file in the data folder.
    pub fn database_url(&self) -> String {
        self.database.url_or(&self.data.dir.join("hausportal.db"))
    }

    fn from_table(mut table: toml::Table) -> Result<Self, ConfigError> {
        source::read_files(&mut table)?;
        Server::reach(&mut table)?;
        let config: Self = table.try_into().map_err(ConfigError::Value)?;
        let checks = [
            config.server.check(),
            config.blobs.check(),
            config.mail.check(),
            config.company.check(),
            config.letters.check(),
            config.access.check(),
            config.sepa.check(),
            config.erp.check(),
            config.security.check(),
            config.log.check(),
        ];
        ConfigError::all(checks.into_iter().filter_map(Result::err).collect())?;
        Ok(config)
    }
}
