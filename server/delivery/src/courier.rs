//! Errands to other machines: what is sent to the ERP, and what is fetched there.

use std::error::Error as _;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};
use thiserror::Error;

/// How long an errand may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of an answer.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Most characters of an answer that are told to staff.
const LINE: usize = 200;

/// One request: with a body it is a POST, without one a GET.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// Where to; only https, but for this machine.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// What is sent.
    pub body: Option<Vec<u8>>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status of HTTP.
    pub status: u16,
    /// The whole answer.
    pub body: Vec<u8>,
}

impl Reply {
    /// An answer of that status with a text.
    pub fn new(status: u16, text: &str) -> Self {
        Self {
            status,
            body: text.as_bytes().to_vec(),
        }
    }

    /// Whether it was good.
    pub const fn is_good(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// The first line that says something, for people who look for what went wrong.
    pub fn first_line(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        let line = text.lines().map(str::trim).find(|line| !line.is_empty());
        let plain = |c: &char| !c.is_control();
        line.unwrap_or_default()
            .chars()
            .filter(plain)
            .take(LINE)
            .collect()
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CourierError {
    /// The address is none that people's data may be sent to.
    #[error("no address for personal data: {0}")]
    Address(String),
    /// Nobody answered in time.
    #[error("no answer within ten seconds")]
    Silence,
    /// No connection, or it broke.
    #[error("not reached: {0}")]
    Unreachable(String),
    /// The answer is too long to be one.
    #[error("the answer is longer than 16 MiB")]
    TooLong,
}

/// The way to other machines; clones share its connections.
#[derive(Debug, Clone)]
pub enum Courier {
    /// Over the net.
    Net(Client),
    /// Into memory, for tests.
    Memory(MemoryCourier),
}

impl Courier {
    /// A courier for the net.
    ///
    /// # Errors
    /// The certificates of this machine cannot be read.
    pub fn net() -> Result<Self, CourierError> {
        // The client takes the process's library for TLS; that somebody has named one already is as good.
        let _already = rustls::crypto::ring::default_provider().install_default();
        Client::builder()
            .timeout(PATIENCE)
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .map(Self::Net)
            .map_err(|error| lost(&error))
    }

    /// Runs an errand; any status is an answer.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn run(&self, errand: &Errand) -> Result<Reply, CourierError> {
        let url = address(&errand.url)?;
        match self {
            Self::Memory(memory) => memory.run(errand),
            Self::Net(client) => {
                let mut request = match &errand.body {
                    Some(body) => client.post(url).body(body.clone()),
                    None => client.get(url),
                };
                for (name, value) in &errand.headers {
                    request = request.header(*name, value);
                }
                read(request.send().await.map_err(|error| lost(&error))?).await
            }
        }
    }
}

/// What travels there are people's data: unencrypted only within this machine.
fn address(text: &str) -> Result<Url, CourierError> {
    let refused = || CourierError::Address(text.to_owned());
    let url = Url::parse(text).map_err(|_| refused())?;
    let here = matches!(
        url.host_str(),
        Some("localhost" | "127.0.0.1" | "[::1]" | "::1")
    );
    match url.scheme() {
        "https" => Ok(url),
        "http" if here => Ok(url),
        _ => Err(refused()),
    }
}

async fn read(mut response: Response) -> Result<Reply, CourierError> {
    let status = response.status().as_u16();
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| lost(&error))? {
        if body.len() + piece.len() > MOST_BYTES {
            return Err(CourierError::TooLong);
        }
        body.extend_from_slice(&piece);
    }
    Ok(Reply { status, body })
}

/// Without the address: it may hold a key.
fn lost(error: &reqwest::Error) -> CourierError {
    if error.is_timeout() {
        return CourierError::Silence;
    }
    let first: Option<&(dyn std::error::Error + 'static)> = error.source();
    let last = std::iter::successors(first, |cause| (**cause).source()).last();
    CourierError::Unreachable(
        last.map_or_else(|| "no reason given".to_owned(), ToString::to_string),
    )
}

/// What stands in for the other machine.
type Answer = dyn FnMut(&Errand) -> Result<Reply, CourierError> + Send;

/// Another machine in memory; clones share it. Until somebody says what it answers, nobody is there.
#[derive(Clone, Default)]
pub struct MemoryCourier(Arc<Mutex<Memory>>);

#[derive(Default)]
struct Memory {
    sent: Vec<Errand>,
    answer: Option<Box<Answer>>,
}

impl MemoryCourier {
    /// Says what the other machine answers from now on.
    pub fn answer(
        &self,
        answer: impl FnMut(&Errand) -> Result<Reply, CourierError> + Send + 'static,
    ) {
        self.held().answer = Some(Box::new(answer));
    }

    /// Takes out all errands since the last call, oldest first.
    pub fn take(&self) -> Vec<Errand> {
        std::mem::take(&mut self.held().sent)
    }

    fn run(&self, errand: &Errand) -> Result<Reply, CourierError> {
        let mut held = self.held();
        held.sent.push(errand.clone());
        match &mut held.answer {
            Some(answer) => answer(errand),
            None => Err(CourierError::Unreachable("nobody is there".to_owned())),
        }
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for MemoryCourier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryCourier").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_of_people_travels_encrypted_or_stays_here() {
        for (url, good) in [
            ("https://erp.example.org/hook", true),
            ("http://127.0.0.1:3100/hook", true),
            ("http://[::1]:3100/", true),
            ("http://localhost/", true),
            ("http://erp.example.org/hook", false),
            ("http://localhost.example.org/", false),
            ("ftp://127.0.0.1/", false),
            ("erp", false),
        ] {
            assert_eq!(address(url).is_ok(), good, "{url}");
        }
    }

    #[test]
    fn staff_are_told_one_line_of_an_answer() {
        let long = "x".repeat(900);
        for (text, line) in [
            ("\n Person unbekannt \nweiter", "Person unbekannt"),
            ("", ""),
            (long.as_str(), &long[..LINE]),
        ] {
            assert_eq!(Reply::new(422, text).first_line(), line);
        }
    }

    #[tokio::test]
    async fn a_machine_that_is_not_there_is_not_reached() {
        let errand = Errand {
            url: "http://127.0.0.1:9/".to_owned(),
            headers: vec![("x-test", "1".to_owned())],
            body: Some(b"{}".to_vec()),
        };
        let courier = Courier::net().unwrap();
        let lost = courier.run(&errand).await.unwrap_err();
        assert!(matches!(lost, CourierError::Unreachable(_)), "{lost:?}");
        let memory = MemoryCourier::default();
        let courier = Courier::Memory(memory.clone());
        assert!(courier.run(&errand).await.is_err());
        memory.answer(|_| Ok(Reply::new(204, "")));
        assert!(courier.run(&errand).await.unwrap().is_good());
        assert_eq!(memory.take(), [errand.clone(), errand]);
    }
}
