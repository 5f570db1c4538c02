//! One connection: who may have it, and how long it may idle.

use std::{
    collections::HashMap,
    convert::Infallible,
    future,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{Router, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::Watcher,
};
use tokio::{
    net::TcpStream,
    pin,
    sync::{OwnedSemaphorePermit, Semaphore},
    time::sleep,
};
use tower::Service;
use tracing::debug;

use super::{accept::Patience, address::ClientAddress, patient::PatientStream};
use crate::config::{Network, Server};

const HEADERS: usize = 64;
const HEADER_BYTES: usize = 16 * 1024;

/// Counts connections, in total and per address.
#[derive(Debug)]
pub struct Doorman {
    places: Arc<Semaphore>,
    per_address: u32,
    exempt: Vec<Network>,
    counts: Counts,
}

type Counts = Arc<Mutex<HashMap<u128, u32>>>;

/// The right to a connection; dropping it frees the place.
#[derive(Debug)]
pub struct Pass {
    _place: Option<OwnedSemaphorePermit>,
    counted: Option<(Counts, u128)>,
}

impl Doorman {
    /// The caps of `server`; trusted proxies stand for many people and count in total only.
    pub fn new(server: &Server) -> Self {
        let total = usize::try_from(server.max_connections).unwrap_or(usize::MAX);
        Self {
            places: Arc::new(Semaphore::new(total.min(Semaphore::MAX_PERMITS))),
            per_address: server.per_address,
            exempt: server.trusted_proxies.clone(),
            counts: Counts::default(),
        }
    }

    /// Waits for a free place: those who come meanwhile stay in the system's queue.
    pub async fn place(&self) -> Option<OwnedSemaphorePermit> {
        self.places.clone().acquire_owned().await.ok()
    }

    /// A pass, unless the address holds too many already.
    pub fn admit(&self, peer: IpAddr, place: Option<OwnedSemaphorePermit>) -> Option<Pass> {
        if self.exempt.iter().any(|range| range.contains(peer)) {
            return Some(Pass {
                _place: place,
                counted: None,
            });
        }
        let key = ClientAddress(peer).counted();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(key).or_default();
        if *count >= self.per_address {
            return None;
        }
        *count += 1;
        Some(Pass {
            _place: place,
            counted: Some((self.counts.clone(), key)),
        })
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let Some((counts, key)) = self.counted.take() else {
            return;
        };
        let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&key);
            }
        }
    }
}

/// Answers the requests of one connection until either side ends it.
pub async fn run(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    patience: Patience,
    watcher: Watcher,
) {
    // Answers are written whole: waiting for more to send would only delay them.
    if let Err(error) = stream.set_nodelay(true) {
        debug!(%error, "no TCP_NODELAY");
    }
    let asked = Arc::new(AtomicBool::new(false));
    let has_asked = asked.clone();
    let service = service_fn(move |mut request: Request<Incoming>| {
        has_asked.store(true, Ordering::Relaxed);
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = router.clone().call(request);
        async { Ok::<_, Infallible>(answer.await.unwrap_or_else(|never| match never {})) }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.between_requests)
        .max_headers(HEADERS)
        .max_header_size(HEADER_BYTES)
        .serve_connection(
            TokioIo::new(PatientStream::new(stream, patience.reading)),
            service,
        );
    let served = watcher.watch(served);
    pin!(served);
    tokio::select! {
        result = &mut served => {
            if let Err(error) = result {
                debug!(%error, "a connection ended early");
            }
        }
        () = silent(&asked, patience.first_request) => debug!("no request came in time"),
    }
}

/// Done when `limit` passes without a first request.
async fn silent(asked: &AtomicBool, limit: Duration) {
    sleep(limit).await;
    if asked.load(Ordering::Relaxed) {
        future::pending::<()>().await;
    }
}
