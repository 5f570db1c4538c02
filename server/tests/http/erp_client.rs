//! An ERP with a key, in front of a portal.

use chrono::Duration;
use domain::erp::{Scope, Scopes};
use serde_json::Value;
use service::{
    erp::{
        keys::{self, Added, Fresh},
        signature::{Message, authorization},
    },
    testing::World,
};
use sha2::{Digest, Sha256};

use super::house::{Answer, House};

/// A key at the door.
#[derive(Debug, Clone)]
pub struct Client {
    pub key: Fresh,
}

/// A request that is to be signed.
#[derive(Debug, Clone)]
pub struct Letter {
    pub method: &'static str,
    pub target: String,
    pub body: String,
    pub headers: Vec<String>,
    /// Seconds that the ERP's clock is ahead.
    pub ahead: i64,
    pub nonce: String,
}

impl Letter {
    /// A question.
    pub fn get(world: &World, target: &str) -> Self {
        Self {
            method: "GET",
            target: target.to_owned(),
            body: String::new(),
            headers: Vec::new(),
            ahead: 0,
            nonce: word(world),
        }
    }

    /// An order with a name of its own.
    pub fn post(world: &World, target: &str, body: &Value) -> Self {
        let named = format!("idempotency-key: {}", word(world));
        let mut letter = Self::get(world, target);
        letter.method = "POST";
        letter.body = body.to_string();
        letter.headers = vec![named, "content-type: application/json".to_owned()];
        letter
    }

    /// The same order under another word, as it is sent again.
    pub fn again(&self, world: &World) -> Self {
        Self {
            nonce: word(world),
            ..self.clone()
        }
    }

    /// With one more header.
    pub fn with(mut self, header: &str) -> Self {
        self.headers.push(header.to_owned());
        self
    }
}

/// A word that nobody has used.
pub fn word(world: &World) -> String {
    world.services.chance().id(world.now()).simple().to_string()
}

impl Client {
    /// A key with these scopes.
    pub async fn with(world: &World, name: &str, scopes: &[Scope]) -> Self {
        Self::from(world, name, scopes, &[]).await
    }

    /// A key that may do everything.
    pub async fn new(world: &World) -> Self {
        Self::with(world, "Buchhaltung", Scope::ALL).await
    }

    /// A key that may be used from some networks only.
    pub async fn from(world: &World, name: &str, scopes: &[Scope], networks: &[&str]) -> Self {
        let scopes = Scopes::of(scopes.iter().copied());
        let networks: Vec<ipnet::IpNet> = networks
            .iter()
            .map(|net| net.parse().expect("net"))
            .collect();
        let operator = world.services.operator("test");
        match keys::add(&operator, name, &scopes, &networks).await {
            Ok(Added::Key(key)) => Self { key },
            other => panic!("no key: {other:?}"),
        }
    }

    /// The header that proves a letter.
    pub fn sign(&self, world: &World, letter: &Letter) -> String {
        let body_sha256: [u8; 32] = Sha256::digest(&letter.body).into();
        let message = Message {
            method: letter.method,
            target: &letter.target,
            body_sha256: &body_sha256,
        };
        let at = world.now() + Duration::seconds(letter.ahead);
        let proof = authorization(
            &self.key.handle,
            &self.key.secret,
            message,
            at.timestamp(),
            &letter.nonce,
        );
        format!("authorization: {proof}")
    }

    /// Signs and sends.
    pub async fn send(&self, world: &World, house: &House, letter: &Letter) -> Answer {
        let proof = self.sign(world, letter);
        send(house, letter, &[&proof]).await
    }
}

/// Sends a letter with these headers beside its own.
pub async fn send(house: &House, letter: &Letter, headers: &[&str]) -> Answer {
    let Letter { method, target, .. } = letter;
    let mut head = format!("{method} {target} HTTP/1.1");
    for header in letter
        .headers
        .iter()
        .map(String::as_str)
        .chain(headers.iter().copied())
    {
        head.push('\n');
        head.push_str(header);
    }
    house.ask(&head, letter.body.as_bytes()).await
}

/// The body of an answer.
pub fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}
