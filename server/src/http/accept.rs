//! Our own accept loop: `axum::serve` would never close a slow or silent client.

use std::{io, net::SocketAddr, pin::pin, time::Duration};

use axum::Router;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::{net::TcpListener, net::TcpStream, time::timeout};
use tracing::{info, warn};

use super::connection::{self, Doorman};
use crate::{config::Server, failure::Failure};

/// How long a client may take; the defaults are the design's.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// From the connection to the end of the first request's headers.
    pub first_request: Duration,
    /// Between two requests, the next one's headers included.
    pub between_requests: Duration,
    /// Until a client takes the next bytes of an answer.
    pub reading: Duration,
    /// For requests under way when the portal stops.
    pub drain: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            first_request: Duration::from_secs(5),
            between_requests: Duration::from_secs(30),
            reading: Duration::from_secs(30),
            drain: Duration::from_secs(10),
        }
    }
}

/// Takes the address, or tells the operator why not.
///
/// # Errors
/// When the port is taken or may not be used.
pub async fn bind(server: &Server) -> Result<TcpListener, Failure> {
    let listen = server.listen;
    TcpListener::bind(listen).await.map_err(|error| {
        Failure::operator(match error.kind() {
            io::ErrorKind::AddrInUse => format!(
                "Port {} ist belegt. Beenden Sie das andere Programm, oder wählen Sie mit server.listen einen anderen Port.",
                listen.port()
            ),
            io::ErrorKind::PermissionDenied => format!(
                "Port {} darf nur ein Verwalter öffnen. Wählen Sie mit server.listen einen Port ab 1024.",
                listen.port()
            ),
            _ => format!("Auf {listen} lässt sich nicht lauschen ({error}). Prüfen Sie server.listen."),
        })
    })
}

/// Serves `router` until `stop` is done, then lets requests under way finish.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    server: &Server,
    patience: Patience,
    stop: impl Future<Output = ()>,
) {
    let doorman = Doorman::new(server);
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let place = tokio::select! {
            place = doorman.place() => place,
            () = &mut stop => break,
        };
        let (stream, peer) = tokio::select! {
            accepted = next(&listener) => accepted,
            () = &mut stop => break,
        };
        let Some(pass) = doorman.admit(peer.ip(), place) else {
            warn!(target: "security", event = "too_many_connections", "one address holds too many connections");
            continue;
        };
        let watcher = graceful.watcher();
        let work = connection::run(stream, peer, router.clone(), patience, watcher);
        tokio::spawn(async move {
            work.await;
            drop(pass);
        });
    }
    drop(listener);
    if timeout(patience.drain, graceful.shutdown()).await.is_err() {
        warn!("some requests were cut off at the end");
    }
    info!("stopped");
}

/// The next connection; a passing shortage (no free file handle) is waited out.
async fn next(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) => {
                warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}
