//! `hausportal migrate`: brings the database up to this release.

use clap::Args;

use super::say;
use crate::{config::Config, failure::Failure, folder, open};

/// `migrate` has no options of its own.
#[derive(Debug, Args)]
pub struct Arguments {}

impl Arguments {
    /// Brings the tables up to date; a second run changes nothing.
    pub async fn run(self, config: &Config) -> Result<(), Failure> {
        folder::prepare(&config.data)?;
        open::database(config).await?.close().await;
        say::line("Die Datenbank ist auf dem Stand dieser Version.")
    }
}
