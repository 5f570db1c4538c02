//! How the simulated ERP speaks to the portal: signed, as any other.

use delivery::{CourierError, Errand, Reply};
use service::erp::signature::{Message, authorization};
use sha2::{Digest, Sha256};

use super::Sim;

/// The portal at the other end.
#[derive(Clone, Debug)]
pub struct Portal {
    /// Without a slash at the end.
    pub url: String,
    /// What requests are signed with; without one nothing is said.
    pub key: Option<Key>,
}

/// A key of the portal.
#[derive(Clone)]
pub struct Key {
    /// What stands in each request.
    pub handle: String,
    /// What signs it.
    pub secret: String,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key")
            .field("handle", &self.handle)
            .finish_non_exhaustive()
    }
}

/// What is sent: with a body and the name that makes it count once, or nothing but a question.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    Question,
    Order { id: &'a str, body: &'a str },
}

/// Sends something to a path of the portal.
///
/// # Errors
/// Nobody answers; or it has no key.
pub async fn say(sim: &Sim, target: &str, said: Said<'_>) -> Result<Reply, CourierError> {
    let Portal { url, key } = &sim.0.portal;
    let Some(key) = key else {
        return Err(CourierError::Unreachable("kein Schlüssel".to_owned()));
    };
    let (method, body) = match said {
        Said::Question => ("GET", ""),
        Said::Order { body, .. } => ("POST", body),
    };
    let sha256: [u8; 32] = Sha256::digest(body.as_bytes()).into();
    let message = Message {
        method,
        target,
        body_sha256: &sha256,
    };
    let timestamp = sim.0.clock.now().timestamp();
    let nonce = sim.0.chance.token();
    let mut headers = vec![
        ("accept", "application/json".to_owned()),
        (
            "authorization",
            authorization(&key.handle, &key.secret, message, timestamp, &nonce),
        ),
    ];
    if let Said::Order { id, .. } = said {
        headers.push(("content-type", "application/json".to_owned()));
        headers.push(("idempotency-key", id.to_owned()));
    }
    let errand = Errand {
        url: format!("{url}{target}"),
        headers,
        body: matches!(said, Said::Order { .. }).then(|| body.as_bytes().to_vec()),
    };
    sim.0.courier.run(&errand).await
}
