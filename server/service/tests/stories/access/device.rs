//! A device with a passkey, in software: as a browser and its authenticator answer together.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use domain::passkey::PasskeyQuestion;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Somebody is there.
const PRESENT: u8 = 1;
/// The device has made sure who.
pub const VERIFIED: u8 = 4;
/// The answer holds a new key.
const ATTESTED: u8 = 0x40;

/// What a device does; a test changes what shall be wrong.
#[derive(Debug, Clone)]
pub struct Device {
    key: SigningKey,
    id: Vec<u8>,
    handle: String,
    /// Uses so far.
    pub counter: u32,
    /// Where the browser believes to be.
    pub origin: &'static str,
    /// For whom the device signs.
    pub host: &'static str,
    /// Whether it has made sure who holds it.
    pub verified: u8,
}

impl Device {
    /// A device of its own for each number.
    pub fn new(number: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[number; 32]).unwrap(),
            id: vec![number; 20],
            handle: String::new(),
            counter: 0,
            origin: "http://localhost:3000",
            host: "localhost",
            verified: VERIFIED,
        }
    }

    /// Makes the passkey that was asked for.
    pub fn make(&mut self, question: &PasskeyQuestion) -> String {
        let options: Value = serde_json::from_str(&question.options).unwrap();
        self.handle = options["user"]["id"].as_str().unwrap().to_owned();
        let data = self.client_data("webauthn.create", &options);
        let mut about = self.about(ATTESTED);
        about.extend([0; 16]);
        about.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        about.extend(&self.id);
        about.extend(self.public_key());
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attestation.push(u8::try_from(about.len()).unwrap());
        attestation.extend(about);
        self.answer(&json!({
            "clientDataJSON": BASE64.encode(data),
            "attestationObject": BASE64.encode(attestation),
        }))
    }

    /// Signs with it.
    pub fn sign(&mut self, question: &PasskeyQuestion) -> String {
        let options: Value = serde_json::from_str(&question.options).unwrap();
        self.counter += 1;
        let data = self.client_data("webauthn.get", &options);
        let about = self.about(0);
        let signed = [about.as_slice(), Sha256::digest(&data).as_slice()].concat();
        let signature: Signature = self.key.sign(&signed);
        self.answer(&json!({
            "clientDataJSON": BASE64.encode(data),
            "authenticatorData": BASE64.encode(about),
            "signature": BASE64.encode(signature.to_der().as_bytes()),
            "userHandle": self.handle,
        }))
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }

    fn about(&self, more: u8) -> Vec<u8> {
        let mut about = Sha256::digest(self.host.as_bytes()).to_vec();
        about.push(PRESENT | self.verified | more);
        about.extend(self.counter.to_be_bytes());
        about
    }

    /// The public key as COSE writes it: an ES256 key on the curve P-256.
    fn public_key(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let mut key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".to_vec();
        key.extend(point.x().unwrap());
        key.extend(b"\x22\x58\x20");
        key.extend(point.y().unwrap());
        key
    }

    fn answer(&self, response: &Value) -> String {
        let id = BASE64.encode(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string()
    }
}
