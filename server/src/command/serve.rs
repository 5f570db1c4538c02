//! `hausportal serve`: runs the portal until it is told to stop.

use clap::Args;

use tracing::error;

use crate::{config::Config, failure::Failure, open, portal::Portal};

/// `serve` has no options of its own: the configuration says everything.
#[derive(Debug, Args)]
pub struct Arguments {}

impl Arguments {
    /// Runs until Ctrl-C or SIGTERM.
    pub async fn run(self, config: &Config) -> Result<(), Failure> {
        config.log.start();
        let portal = Portal::take(config).await?;
        let services = open::services(config, false).await?;
        if let Some(flaw) = services.settings().stationery.flaw() {
            error!("Es werden keine Briefe erstellt. {flaw}");
        }
        portal.serve(config, services).await;
        Ok(())
    }
}
