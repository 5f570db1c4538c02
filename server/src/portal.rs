//! A running portal: the folder held, the port open, the routes behind their guards, the queue at work.

use std::{path::PathBuf, sync::Arc, time::Duration};

use chrono::TimeDelta;
use service::{Chance, Clock, Queue, Services};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
    task::AbortHandle,
    time::timeout,
};
use tracing::{info, warn};

use crate::{
    config::Config,
    failure::Failure,
    folder::{self, DataLock},
    http::{
        accept::{self, Patience},
        edge::{Edge, Shared},
        health::Readiness,
        router,
        site::Site,
    },
};

const FORGET_EVERY: Duration = Duration::from_secs(300);
/// The slowest upload that is let through takes two days.
const LEFT_OVER: TimeDelta = TimeDelta::days(3);
/// Below this many bytes nothing new is taken from the net.
const LEAST_ROOM: u64 = 200 * 1024 * 1024;

/// A portal that holds its folder and its port and does not answer yet.
#[derive(Debug)]
pub struct Portal {
    listener: TcpListener,
    interrupt: Signal,
    terminate: Signal,
    _lock: DataLock,
}

impl Portal {
    /// Takes folder and port; from here on Ctrl-C is waited for.
    ///
    /// # Errors
    /// When the folder is held or cannot be written, or the port is taken.
    pub async fn take(config: &Config) -> Result<Self, Failure> {
        let unheard = |error| Failure::unexpected("Signale sind nicht zu hören", error);
        // A port that is taken leaves no empty folder behind; in a folder that is there, its portal is named first.
        let early = if config.data.dir.exists() {
            None
        } else {
            Some(accept::bind(&config.server).await?)
        };
        folder::prepare(&config.data)?;
        let lock = folder::hold(&config.data)?;
        let listener = match early {
            Some(listener) => listener,
            None => accept::bind(&config.server).await?,
        };
        Ok(Self {
            listener,
            interrupt: signal(SignalKind::interrupt()).map_err(unheard)?,
            terminate: signal(SignalKind::terminate()).map_err(unheard)?,
            _lock: lock,
        })
    }

    /// Answers until Ctrl-C or SIGTERM, then lets requests and jobs under way finish.
    pub async fn serve(self, config: &Config, services: Services) {
        let Self {
            listener,
            mut interrupt,
            mut terminate,
            _lock,
        } = self;
        let edge = Edge::new(config, Chance::System);
        let site = Site::new(services.clone(), &edge, &config.data);
        let (stop, stopped) = watch::channel(false);
        let queue = Queue::new(services.clone());
        // Whoever holds the folder is the only portal on the file in it. `hausportal letters` may be at a batch: of two that
        // make a piece only one can enter it.
        if folder::keeps(&config.data, &config.database_url())
            && let Err(error) = queue.resume().await
        {
            warn!(%error, "what a killed portal left waits until its claims run out");
        }
        let queue = tokio::spawn(queue.run(stopped));
        let ready = readiness(config, &services, queue.abort_handle());
        let router = router::build(&edge, config, site.routes(), ready);
        let quiet = tokio::spawn(forget(edge, services.clock().clone(), config.data.tmp()));
        info!(address = %config.server.base_url, "Das Portal ist bereit");
        let signal = async {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        };
        let patience = Patience::default();
        accept::serve(listener, router, &config.server, patience, signal).await;
        quiet.abort();
        stop.send_replace(true);
        if timeout(patience.drain, queue).await.is_err() {
            warn!("a job was cut off; it runs again at the next start");
        }
        services.db().close().await;
    }
}

async fn forget(edge: Shared, clock: Clock, uploads: PathBuf) {
    loop {
        tokio::time::sleep(FORGET_EVERY).await;
        edge.throttles.forget_quiet();
        edge.erp.forget_quiet();
        match folder::clear_before(&uploads, clock.now() - LEFT_OVER) {
            Ok(0) => {}
            Ok(count) => info!(count, "left-over uploads were removed"),
            Err(error) => warn!(%error, "left-over uploads cannot be removed"),
        }
    }
}

/// The tables were brought up to date at the start, so database, disk and queue are what can fail later.
fn readiness(config: &Config, services: &Services, queue: AbortHandle) -> Readiness {
    let (services, folder) = (services.clone(), config.data.dir.clone());
    Arc::new(move || {
        let (services, folder, queue) = (services.clone(), folder.clone(), queue.clone());
        Box::pin(async move {
            if queue.is_finished() {
                return Err("the queue has ended".to_owned());
            }
            services.ready().await.map_err(|error| error.to_string())?;
            let disk = rustix::fs::statvfs(&folder).map_err(|error| error.to_string())?;
            match disk.f_bavail * disk.f_frsize {
                room if room < LEAST_ROOM => Err(format!("only {room} bytes are free")),
                _ => Ok(()),
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use service::testing::{Engine, World};

    use super::*;

    #[tokio::test]
    async fn a_portal_whose_queue_has_ended_is_not_ready() {
        let world = World::new(Engine::Sqlite).await.expect("world");
        let folder = tempfile::tempdir().expect("folder");
        let mut config = Config::from_text("haus.toml", "").expect("configuration");
        config.data.dir = folder.path().to_owned();
        let queue = tokio::spawn(std::future::pending::<()>());
        let ready = readiness(&config, &world.services, queue.abort_handle());
        assert_eq!(ready().await, Ok(()));
        queue.abort();
        assert!(queue.await.is_err());
        assert_eq!(ready().await, Err("the queue has ended".to_owned()));
    }
}
