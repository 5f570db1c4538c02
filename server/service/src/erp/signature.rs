//! How the ERP proves who it is: each request is signed with the hash of a key's secret (`docs/erp-api.md`).

use std::net::IpAddr;

use chrono::Duration;
use domain::erp::{Scope, Scopes};
use hmac::{Hmac, KeyInit, Mac};
use ipnet::IpNet;
use sha2::{Digest, Sha256};
use store::erp::key::{self, Key};

pub use super::proof::{CLOCK, Distrust, Proof, SCHEME};
use crate::denial::Denials;
use crate::digest::hex;
use crate::{Actor, Caller, ErpClient, RequestFacts, Result, Services};

/// How long the word of a request is kept, so that nobody sends it again: longer than a clock that is ahead makes its
/// request count, with the minute that a body may be on its way.
pub(crate) const NONCE_KEPT: Duration = Duration::minutes(15);

/// What is signed of a request.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// `POST`.
    pub method: &'a str,
    /// Path and query as they are sent.
    pub target: &'a str,
    /// Hash of the body.
    pub body_sha256: &'a [u8; 32],
}

/// A key that a request names, and the secrets it may have been signed with.
#[derive(Debug)]
pub struct Candidate {
    key: Key,
    secrets: Vec<Vec<u8>>,
}

impl Services {
    /// Finds the key that a request names, before anything of its body is read.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn erp_candidate(
        &self,
        proof: &Proof,
        from: IpAddr,
    ) -> Result<std::result::Result<Candidate, Distrust>> {
        let now = self.clock().now();
        let mut tx = self.db().read().await?;
        let Some(key) = key::by_handle(&mut tx, proof.handle()).await? else {
            return Ok(Err(Distrust::Unknown));
        };
        if key.revoked_at.is_some() {
            return Ok(Err(Distrust::Revoked));
        }
        if !proof.is_in_time(now) {
            return Ok(Err(Distrust::Clock));
        }
        if !lies_in(from, &key.networks) {
            return Ok(Err(Distrust::Network));
        }
        let secrets = key::secrets(&mut tx, key.id, now).await?;
        Ok(Ok(Candidate { key, secrets }))
    }

    /// The ERP, once one of the key's secrets has signed exactly this request.
    ///
    /// # Errors
    /// Why it is not believed.
    pub fn erp_caller(
        &self,
        candidate: Candidate,
        proof: &Proof,
        message: Message<'_>,
        facts: RequestFacts,
    ) -> std::result::Result<Caller, Distrust> {
        let Candidate { key, secrets } = candidate;
        let scopes: Scopes = key.scopes.parse().unwrap_or_default();
        match proof {
            Proof::Signed {
                timestamp,
                nonce,
                signature,
                ..
            } => {
                let text = text(message, *timestamp, nonce);
                // Each is tried, so that nobody learns which of them it was.
                let fits = secrets
                    .iter()
                    .fold(false, |fits, secret| fits | signs(secret, &text, signature));
                if !fits {
                    return Err(Distrust::Signature);
                }
            }
            Proof::Bearer { secret_sha256, .. } => {
                let fits = secrets
                    .iter()
                    .fold(false, |fits, secret| fits | same(secret, secret_sha256));
                if !fits {
                    return Err(Distrust::Signature);
                }
                if !scopes.are_only(Scope::EventsWrite) {
                    return Err(Distrust::Shown);
                }
            }
        }
        Ok(Caller {
            services: self.clone(),
            facts,
            actor: Actor::Erp(ErpClient {
                key: key.id,
                name: key.name,
                scopes,
            }),
            denials: Denials::default(),
        })
    }
}

/// What is signed: five lines.
pub fn text(message: Message<'_>, timestamp: i64, nonce: &str) -> String {
    let Message {
        method,
        target,
        body_sha256,
    } = message;
    format!(
        "{method}\n{target}\n{timestamp}\n{nonce}\n{}",
        hex(body_sha256)
    )
}

/// The header `Authorization` of a request that a key signs.
pub fn authorization(
    handle: &str,
    secret: &str,
    message: Message<'_>,
    timestamp: i64,
    nonce: &str,
) -> String {
    let mut mac = keyed(&Sha256::digest(secret.as_bytes()));
    mac.update(text(message, timestamp, nonce).as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    format!("{SCHEME} key={handle},timestamp={timestamp},nonce={nonce},signature={signature}")
}

/// 64 hexadecimal digits as bytes.
pub fn unhex(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    let digit = |at: usize| char::from(digits[at]).to_digit(16);
    let mut bytes = [0; 32];
    if digits.len() != bytes.len() * 2 {
        return None;
    }
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::try_from(digit(place * 2)? * 16 + digit(place * 2 + 1)?).ok()?;
    }
    Some(bytes)
}

fn keyed(secret_sha256: &[u8]) -> Hmac<Sha256> {
    // A shorter key is filled with zeros by the standard itself; ours always are.
    let mut block = [0; 64];
    let known = secret_sha256.len().min(block.len());
    block[..known].copy_from_slice(&secret_sha256[..known]);
    Hmac::new(&block.into())
}

fn signs(secret_sha256: &[u8], text: &str, signature: &[u8; 32]) -> bool {
    let mut mac = keyed(secret_sha256);
    mac.update(text.as_bytes());
    mac.verify_slice(signature).is_ok()
}

/// Compares two hashes by what they sign, which takes as long whether they differ early or late.
fn same(one: &[u8], other: &[u8; 32]) -> bool {
    let mut mac = keyed(one);
    mac.update(b"bearer");
    let mut shown = keyed(other);
    shown.update(b"bearer");
    mac.verify(&shown.finalize().into_bytes()).is_ok()
}

/// Whether an address lies in one of these networks; where none is named, anywhere is.
fn lies_in(from: IpAddr, networks: &str) -> bool {
    let from = from.to_canonical();
    let mut named = networks.split_whitespace().peekable();
    named.peek().is_none()
        || named.any(|network| {
            network
                .parse()
                .is_ok_and(|network: IpNet| network.contains(&from))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message<'a>(target: &'a str, body: &'a [u8; 32]) -> Message<'a> {
        Message {
            method: "POST",
            target,
            body_sha256: body,
        }
    }

    #[test]
    fn five_lines_are_signed_and_each_of_them_counts() {
        let body = &[7; 32];
        let base = text(message("/erp/v1/batch?dry_run=true", body), 1, "n");
        assert_eq!(
            base,
            format!(
                "POST\n/erp/v1/batch?dry_run=true\n1\nn\n{}",
                "07".repeat(32)
            )
        );
        let secret: [u8; 32] = Sha256::digest(b"geheim").into();
        let header = authorization("erp-1", "geheim", message("/a", body), 1, "n");
        let signature = unhex(header.split_once("signature=").expect("it").1).expect("hex");
        assert!(signs(
            &secret,
            &text(message("/a", body), 1, "n"),
            &signature
        ));
        for other in [
            text(message("/b", body), 1, "n"),
            text(message("/a", &[8; 32]), 1, "n"),
            text(message("/a", body), 2, "n"),
            text(message("/a", body), 1, "m"),
            text(message("/a", body), 1, "n").replace("POST", "PUT"),
        ] {
            assert!(!signs(&secret, &other, &signature), "{other}");
        }
        assert!(same(&secret, &secret) && !same(&secret, body));
    }

    #[test]
    fn the_example_of_the_documentation_is_right() {
        let page = include_str!("../../../../docs/erp-api.md");
        let secret = "pQ3vWc8Zt1yLr6Xk0BfNs9Hd4Mj2GuAe7TiOx5VnKqE";
        let body = page
            .split("```json\n")
            .nth(1)
            .and_then(|rest| rest.split('\n').next());
        let body_sha256: [u8; 32] = Sha256::digest(body.expect("a body")).into();
        let message = message("/erp/v1/persons?dry_run=true", &body_sha256);
        let (timestamp, nonce) = (1_793_610_000, "5f0c6f6e2b1d4c7e9a3b8d7f6c5e4a21");
        let header = authorization("erp-1", secret, message, timestamp, nonce);
        let signature = header.split_once("signature=").expect("a signature").1;
        for told in [secret, &text(message, timestamp, nonce), signature] {
            assert!(page.contains(told), "{told}");
        }
    }

    #[test]
    fn a_word_is_kept_for_longer_than_its_request_counts() {
        assert!(NONCE_KEPT > CLOCK * 2 + Duration::minutes(1));
    }

    #[test]
    fn an_address_lies_in_a_network_of_the_key() {
        for (from, networks, inside) in [
            ("192.0.2.7", "", true),
            ("192.0.2.7", "10.0.0.0/8 192.0.2.0/24", true),
            ("::ffff:192.0.2.7", "192.0.2.0/24", true),
            ("192.0.3.7", "10.0.0.0/8 192.0.2.0/24", false),
            ("2001:db8::1", "2001:db8::/32", true),
            ("192.0.2.7", "2001:db8::/32", false),
        ] {
            let from = from.parse().expect("address");
            assert_eq!(lies_in(from, networks), inside, "{from} in {networks}");
        }
    }
}
