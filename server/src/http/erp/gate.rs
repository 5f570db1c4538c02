//! Who asks: a request is believed once a key has signed exactly this method, address and body.

use std::{net::IpAddr, time::Duration};

use axum::{
    body::{Body, HttpBody},
    extract::Request,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use domain::erp::Scope;
use http::{HeaderMap, StatusCode, header, request::Parts};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use service::{
    Actor, Caller,
    erp::signature::{Distrust, Message, Proof},
};
use sha2::{Digest, Sha256};
use tokio::time::timeout;
use tracing::warn;

use super::{
    Desk,
    letter::Letter,
    pace::Pass,
    problem::{Code, Problem},
};
use crate::http::{address::ClientAddress, requester, throttle::Limit};

/// The largest body.
pub const BODY_BYTES: usize = 16 * 1024 * 1024;
/// Large bodies on their way in at one time.
pub const READERS: usize = 8;
/// From so many bytes on, a body is a large one.
const LARGE: u64 = 1024 * 1024;
/// How long a body may be on its way.
const READING: Duration = Duration::from_secs(60);

impl Desk {
    /// Lets a request through whose key may do this.
    ///
    /// # Errors
    /// 401 with the same body whatever is wrong with the proof; 403 without the scope; 413, 408, 429.
    pub async fn admit(&self, request: Request, scope: Scope) -> Result<Letter, Problem> {
        let letter = self.believe(request, scope == Scope::EventsWrite).await?;
        let allowed = letter.caller.erp(scope).map(|_client| ());
        self.settled(&letter, allowed).await?;
        Ok(letter)
    }

    /// Lets a request through whose key is known, whatever it may do.
    ///
    /// # Errors
    /// As [`Desk::admit`], but for the scope.
    pub async fn identify(&self, request: Request) -> Result<Letter, Problem> {
        self.believe(request, false).await
    }

    /// Asks the key; whether it may be `shown` instead of signing.
    async fn believe(&self, request: Request, shown: bool) -> Result<Letter, Problem> {
        let (parts, body) = request.into_parts();
        let address = address(&parts);
        let proof = proof(&parts.headers)
            .ok_or_else(|| self.turn_away(Distrust::Unreadable, "", address))?;
        if proof.nonce().is_none() && !shown {
            return Err(self.turn_away(Distrust::Shown, proof.handle(), address));
        }
        let found = self.services.erp_candidate(&proof, address).await;
        let found = found.map_err(|error| Problem::of(&error, &request_id(&parts)))?;
        let candidate = found.map_err(|why| self.turn_away(why, proof.handle(), address))?;
        let body = self.read(&parts.headers, body).await?;
        let sha256: [u8; 32] = Sha256::digest(&body).into();
        let target = parts
            .uri
            .path_and_query()
            .map_or("/", |target| target.as_str());
        let message = Message {
            method: parts.method.as_str(),
            target,
            body_sha256: &sha256,
        };
        let facts = requester::bare(&parts);
        let caller = self
            .services
            .erp_caller(candidate, &proof, message, facts)
            .map_err(|why| self.turn_away(why, proof.handle(), address))?;
        let pass = self.pace(&caller, address)?;
        Ok(Letter::new(caller, proof, parts, body, sha256, pass))
    }

    /// Words the refusal, and counts it for the address it came from.
    fn turn_away(&self, why: Distrust, handle: &str, address: IpAddr) -> Problem {
        let network = ClientAddress(address).logged();
        // Whoever guesses writes into the log: only what a handle may look like.
        let key: String = handle.chars().filter(char::is_ascii_graphic).collect();
        warn!(target: "security", event = "erp_distrusted", %why, key, %network);
        match self.edge.throttles.check(Limit::Anonymous, address) {
            Ok(()) => Problem::unauthorized(),
            Err(too_many) => busy(u32::try_from(too_many.wait_seconds).unwrap_or(u32::MAX)),
        }
    }

    fn pace(&self, caller: &Caller, address: IpAddr) -> Result<Pass, Problem> {
        let Actor::Erp(client) = caller.actor() else {
            return Err(Problem::unauthorized());
        };
        self.edge.erp.admit(client.key).map_err(|seconds| {
            let network = ClientAddress(address).logged();
            warn!(target: "security", event = "excess_rate_limit", key = client.name, %network);
            busy(seconds)
        })
    }

    async fn read(&self, headers: &HeaderMap, body: Body) -> Result<Bytes, Problem> {
        let declared = headers
            .get(header::CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if declared.is_some_and(|bytes| bytes > BODY_BYTES as u64) {
            return Err(too_large());
        }
        let room = || self.readers.try_acquire().map_err(|_full| busy(1));
        let _room = is_large(declared, &body).then(room).transpose()?;
        let reading = Limited::new(body, BODY_BYTES).collect();
        match timeout(READING, reading).await {
            Ok(Ok(read)) => Ok(read.to_bytes()),
            Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
            Ok(Err(_cut)) => Err(too_slow()),
            Err(_late) => Err(too_slow()),
        }
    }

    /// The same request was sent before.
    pub fn replayed(&self, letter: &Letter) -> Problem {
        self.turn_away(Distrust::Replayed, letter.handle(), letter.address())
    }

    /// What a use case said, once the refusals on the way are in the audit log.
    pub async fn settled<T>(
        &self,
        letter: &Letter,
        done: service::Result<T>,
    ) -> Result<T, Problem> {
        let id = letter.caller.request();
        if let Err(error) = letter.caller.write_denials().await {
            error.report(id);
        }
        done.map_err(|error| Problem::of(&error, id))
    }
}

/// Whether a body is a large one; of one that does not say its length, it may be.
fn is_large(declared: Option<u64>, body: &Body) -> bool {
    declared.map_or_else(|| !body.is_end_stream(), |bytes| bytes > LARGE)
}

fn proof(headers: &HeaderMap) -> Option<Proof> {
    let mut told = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(first), None) = (told.next(), told.next()) else {
        return None;
    };
    Proof::read(first.to_str().ok()?)
}

/// Where a request comes from.
pub fn address(parts: &Parts) -> IpAddr {
    let found = parts.extensions.get::<ClientAddress>();
    found.map_or(IpAddr::from([0, 0, 0, 0]), |address| address.0)
}

fn request_id(parts: &Parts) -> String {
    requester::bare(parts).id
}

/// The key, or the address, has asked too often.
fn busy(seconds: u32) -> Problem {
    let detail = format!(
        "Das waren zu viele Anfragen. Bitte warten Sie {}.",
        domain::refusal::span(seconds)
    );
    Problem::new(StatusCode::TOO_MANY_REQUESTS, Code::TooMany, detail).later(seconds)
}

fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        Code::TooLarge,
        "Eine Anfrage darf höchstens 16 MiB groß sein. Teilen Sie die Daten auf.",
    )
}

fn too_slow() -> Problem {
    Problem::new(
        StatusCode::REQUEST_TIMEOUT,
        Code::TooSlow,
        "Die Daten sind nicht ganz angekommen. Senden Sie sie noch einmal.",
    )
}

/// A problem in place of an answer.
pub fn told<T: IntoResponse>(done: Result<T, Problem>) -> Response {
    match done {
        Ok(answer) => answer.into_response(),
        Err(problem) => problem.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures::stream::pending;

    use super::*;

    #[test]
    fn a_body_that_does_not_say_its_length_counts_as_a_large_one() {
        let endless = || Body::from_stream(pending::<Result<Bytes, Infallible>>());
        for (declared, body, large) in [
            (None, Body::empty(), false),
            (None, endless(), true),
            (Some(LARGE), endless(), false),
            (Some(LARGE + 1), endless(), true),
        ] {
            assert_eq!(is_large(declared, &body), large, "{declared:?}");
        }
    }
}
