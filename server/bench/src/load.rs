//! The load: connections that each ask again as soon as they are answered.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::Result;
use crate::http::Connection;

/// An answer that takes longer ends the run.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is asked of whom.
#[derive(Clone, Debug)]
pub struct Target {
    address: SocketAddr,
    path: Arc<str>,
    request: Arc<[u8]>,
}

/// One turn.
#[derive(Debug)]
pub struct Turn {
    /// Microseconds each request took.
    pub waits: Vec<u32>,
    /// How long the turn was.
    pub length: Duration,
}

impl Target {
    /// A GET of `path` with these header lines.
    pub fn new(address: SocketAddr, path: &str, lines: &[String]) -> Self {
        let mut request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: */*\r\n");
        for line in lines {
            request.push_str(line);
            request.push_str("\r\n");
        }
        request.push_str("\r\n");
        Self {
            address,
            path: path.into(),
            request: request.into_bytes().into(),
        }
    }

    /// A POST of a form to `path`, as the portal's own pages send it, by somebody at `from`.
    pub fn form(address: SocketAddr, path: &str, from: Ipv4Addr, body: &str) -> Self {
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nSec-Fetch-Site: same-origin\r\n\
             Accept: application/json\r\nX-Forwarded-For: {from}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        );
        Self {
            address,
            path: path.into(),
            request: request.into_bytes().into(),
        }
    }

    /// A POST of JSON to `path` with these header lines.
    pub fn json(address: SocketAddr, path: &str, lines: &[String], body: &str) -> Self {
        let (length, lines) = (body.len(), lines.join("\r\n"));
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n{lines}\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        Self {
            address,
            path: path.into(),
            request: request.into_bytes().into(),
        }
    }

    /// Sends it once on a connection of its own; what it took until all of the answer was there.
    ///
    /// # Errors
    /// Any answer but 200.
    pub async fn accepted(&self) -> Result<Duration> {
        let mut connection = Connection::open(self.address).await?;
        let asked = Instant::now();
        match timeout(PATIENCE, connection.ask(&self.request)).await?? {
            200 => Ok(asked.elapsed()),
            status => Err(self.unexpected(status)),
        }
    }

    /// Sends it once on a connection of its own; what it took from the last byte of the question.
    ///
    /// # Errors
    /// It was put off, or the server failed.
    pub async fn time(&self) -> Result<Duration> {
        let mut connection = Connection::open(self.address).await?;
        let asked = Instant::now();
        match timeout(PATIENCE, connection.ask(&self.request)).await?? {
            status @ (429 | 500..) => Err(self.unexpected(status)),
            _ => Ok(asked.elapsed()),
        }
    }

    /// Asks once; the body.
    ///
    /// # Errors
    /// Any answer but 200.
    pub async fn fetch(&self) -> Result<Vec<u8>> {
        let answer = async {
            Connection::open(self.address)
                .await?
                .fetch(&self.request)
                .await
        };
        match timeout(PATIENCE, answer).await?? {
            (200, body) => Ok(body),
            (status, _) => Err(self.unexpected(status)),
        }
    }

    /// Asks on `connections` connections until the time is over.
    ///
    /// # Errors
    /// Any answer but 200: figures of wrong answers are worth nothing.
    pub async fn turn(&self, connections: usize, length: Duration) -> Result<Turn> {
        let begun = Instant::now();
        let mut workers = JoinSet::new();
        for _ in 0..connections {
            workers.spawn(self.clone().work(begun + length));
        }
        let mut waits = Vec::new();
        while let Some(done) = timeout(length + PATIENCE, workers.join_next()).await? {
            waits.extend(done??);
        }
        Ok(Turn {
            waits,
            length: begun.elapsed(),
        })
    }

    async fn work(self, end: Instant) -> Result<Vec<u32>> {
        let mut connection = Connection::open(self.address).await?;
        let mut waits = Vec::new();
        let mut asked = Instant::now();
        while asked < end {
            let status = connection.ask(&self.request).await?;
            if status != 200 {
                return Err(self.unexpected(status));
            }
            let answered = Instant::now();
            waits.push(u32::try_from((answered - asked).as_micros()).unwrap_or(u32::MAX));
            asked = answered;
        }
        Ok(waits)
    }

    fn unexpected(&self, status: u16) -> Box<dyn std::error::Error + Send + Sync> {
        format!("{} answered {status} where 200 was expected", self.path).into()
    }
}
