//! `hausportal erp-sim`: a simulated ERP with data of its own, that speaks to a portal as a foreign system does.

mod books;
mod form;
mod html;
mod mischief;
mod pages;
mod portal;
mod seed;
#[cfg(test)]
mod tests;
mod work;

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use delivery::Courier;
use service::{Chance, Clock};
use store::{Db, sim};
use tokio::{net::TcpListener, task::JoinHandle};

use super::say;
use crate::{config::Config, failure::Failure, folder};

pub use mischief::Delay;
pub use portal::{Key, Portal};

/// Where it listens unless told otherwise: on this machine only.
const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 3100);

/// Whom it speaks to, and as whom.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Ordner, in dem das simulierte ERP seine Daten hält.
    #[arg(long, value_name = "ORDNER")]
    data: PathBuf,
    /// Adresse und Port seiner Seite.
    #[arg(long, value_name = "ADRESSE", default_value_t = LISTEN)]
    listen: SocketAddr,
    /// Adresse des Portals.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:3000")]
    portal: String,
    /// Schlüssel, den das Portal ihm gegeben hat; ohne ihn schweigt es.
    #[arg(long, value_name = "SCHLÜSSEL", requires = "secret")]
    key: Option<String>,
    /// Das Geheimnis dazu.
    #[arg(
        long,
        value_name = "GEHEIMNIS",
        env = "ERP_SIM_SECRET",
        hide_env_values = true
    )]
    secret: Option<String>,
    /// Was das Portal vorzeigt, wenn es Datensätze abholt (erp.fetch.token).
    #[arg(
        long,
        value_name = "TOKEN",
        env = "ERP_SIM_TOKEN",
        hide_env_values = true
    )]
    token: Option<String>,
    /// Nach welcher Zeit es von selbst antwortet.
    #[arg(long, value_name = "ZEIT", value_enum)]
    answers: Option<Delay>,
}

impl Arguments {
    /// Runs until Ctrl-C.
    pub async fn run(self, config: &Config) -> Result<(), Failure> {
        config.log.start();
        let key = self.key.zip(self.secret);
        let portal = Portal {
            url: self.portal.trim_end_matches('/').to_owned(),
            key: key.map(|(handle, secret)| Key { handle, secret }),
        };
        let sim = Sim::open(&self.data, portal, self.token).await?;
        if let Some(delay) = self.answers {
            sim.answer_after(delay).await?;
        }
        let running = sim.serve(self.listen).await?;
        say::line(format_args!("Simuliertes ERP: http://{}", running.address))?;
        tokio::signal::ctrl_c()
            .await
            .map_err(|error| Failure::unexpected("Signale sind nicht zu hören", error))?;
        running.stop().await;
        Ok(())
    }
}

/// The simulated ERP; clones share everything.
#[derive(Clone, Debug)]
pub struct Sim(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    courier: Courier,
    clock: Clock,
    chance: Chance,
    portal: Portal,
    token: Option<String>,
}

/// A simulated ERP at work.
#[derive(Debug)]
pub struct Running {
    /// Where its page is.
    pub address: SocketAddr,
    sim: Sim,
    tasks: [JoinHandle<()>; 2],
}

impl Sim {
    /// Opens the data in a folder, on the first call that of the demo company.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub async fn open(data: &Path, portal: Portal, token: Option<String>) -> Result<Self, Failure> {
        folder::make_own(data)?;
        let url = format!("sqlite://{}", data.join("erp-sim.db").display());
        let db = sim::open(&url).await.map_err(Failure::operator)?;
        let courier = Courier::net()
            .map_err(|error| Failure::unexpected("Verbindungen sind nicht möglich", error))?;
        let opened = Self(Arc::new(Inner {
            db,
            courier,
            clock: Clock::System,
            chance: Chance::System,
            portal,
            token,
        }));
        seed::furnish(&opened).await.map_err(unkept)?;
        Ok(opened)
    }

    /// From now on it answers by itself after that time.
    ///
    /// # Errors
    /// Its data cannot be written.
    pub async fn answer_after(&self, delay: Delay) -> Result<(), Failure> {
        books::set_delay(self, delay).await.map_err(unkept)
    }

    /// Listens and begins to work.
    ///
    /// # Errors
    /// The port is taken or may not be used.
    pub async fn serve(self, listen: SocketAddr) -> Result<Running, Failure> {
        let taken = |error: std::io::Error| {
            Failure::operator(format!(
                "Auf {listen} kann das simulierte ERP nicht lauschen ({}).",
                Failure::reason(&error)
            ))
        };
        let listener = TcpListener::bind(listen).await.map_err(taken)?;
        let address = listener.local_addr().map_err(taken)?;
        let router = pages::routes(self.clone(), address);
        let page = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the simulated ERP no longer answers");
            }
        });
        let work = tokio::spawn(work::run(self.clone()));
        Ok(Running {
            address,
            sim: self,
            tasks: [page, work],
        })
    }
}

impl Running {
    /// Ends it; what was under way is sent at the next start.
    pub async fn stop(self) {
        for task in self.tasks {
            task.abort();
        }
        self.sim.0.db.close().await;
    }
}

fn unkept(error: store::Error) -> Failure {
    Failure::unexpected("Die Daten des simulierten ERP sind nicht nutzbar", error)
}
