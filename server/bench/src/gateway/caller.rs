//! An ERP that changes one person at a time, each call signed as `docs/erp-api.md` says.

use std::net::SocketAddr;
use std::time::Duration;

use service::Clock;
use service::erp::signature::{self, Message};
use sha2::{Digest, Sha256};

use crate::Result;
use crate::load::Target;

/// Where persons are changed.
const PATH: &str = "/erp/v1/persons";

/// A key of the gateway.
#[derive(Debug)]
pub struct Key {
    handle: String,
    secret: String,
}

impl Key {
    /// Reads what `hausportal erp key add` shows.
    ///
    /// # Errors
    /// It shows no key.
    pub fn read(said: &str) -> Result<Self> {
        let after = |word: &str| {
            let line = said.lines().find_map(|line| line.trim().strip_prefix(word));
            line.map(|rest| rest.trim().to_owned())
        };
        Ok(Self {
            handle: after("Schlüssel:").ok_or("no handle was shown")?,
            secret: after("Geheimnis:").ok_or("no secret was shown")?,
        })
    }

    /// Changes one person; how long the answer took.
    ///
    /// # Errors
    /// The call is not answered with 200.
    pub async fn change_person(&self, portal: SocketAddr, call: u32) -> Result<Duration> {
        let body = format!(
            r#"{{"records":[{{"reference":"P{call}","revision":1,"salutation":"neutral","first_name":"Ada","last_name":"Moll-{call}","street":"Ahornweg 1","postal_code":"10115","town":"Berlin","email":"person-{call}@example.org","phone":"030 1{call:06}"}}]}}"#
        );
        let now = Clock::System.now();
        let nonce = format!("bench-nonce-{call:010}");
        let body_sha256: [u8; 32] = Sha256::digest(body.as_bytes()).into();
        let message = Message {
            method: "POST",
            target: PATH,
            body_sha256: &body_sha256,
        };
        let signed =
            signature::authorization(&self.handle, &self.secret, message, now.timestamp(), &nonce);
        let lines = [
            format!("Authorization: {signed}"),
            format!("Idempotency-Key: bench-{call}"),
        ];
        Target::json(portal, PATH, &lines, &body).accepted().await
    }
}
