//! A request whose sender is known: what it says, and how a command is carried out once.

use std::net::IpAddr;

use axum::{
    RequestPartsExt,
    extract::Path,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};
use serde::{Deserialize, de::DeserializeOwned};
use service::{
    Caller,
    erp::{
        order::{Command, Order, Told},
        signature::Proof,
    },
};
use sha2::{Digest, Sha256};

use super::{
    Desk,
    gate::address,
    json,
    pace::Pass,
    problem::{Code, KIND, Problem},
    report,
};

/// The header that names a command, so that it is carried out once however often it is sent.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The header that says that an answer is an old one.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Longest name of a command.
const LONGEST_KEY: usize = 64;
/// How soon to ask again for the answer to a command that is still being worked on.
const AGAIN: u32 = 2;

/// No parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// The request.
#[derive(Debug)]
pub struct Letter {
    /// The ERP, by its key.
    pub caller: Caller,
    proof: Proof,
    parts: Parts,
    body: Bytes,
    sha256: [u8; 32],
    _pass: Pass,
}

impl Letter {
    /// A request of `caller`.
    pub fn new(
        caller: Caller,
        proof: Proof,
        parts: Parts,
        body: Bytes,
        sha256: [u8; 32],
        pass: Pass,
    ) -> Self {
        Self {
            caller,
            proof,
            parts,
            body,
            sha256,
            _pass: pass,
        }
    }

    /// The handle of the key.
    pub fn handle(&self) -> &str {
        self.proof.handle()
    }

    /// Where it comes from.
    pub fn address(&self) -> IpAddr {
        address(&self.parts)
    }

    /// The body, strictly read.
    ///
    /// # Errors
    /// 415 for another type than JSON; 400 and 422 as [`json::read`].
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let kind = self.parts.headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                Code::MediaType,
                "Der Inhalt muss application/json sein.",
            ));
        }
        json::read(&self.body)
    }

    /// The parameters behind the question mark, strictly read.
    ///
    /// # Errors
    /// 400 for one that there is not, stands there twice or does not fit.
    pub fn query<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let query = self.parts.uri.query().unwrap_or_default();
        serde_urlencoded::from_str(query).map_err(|_misshapen| {
            Problem::parameter("Ein Parameter der Adresse ist unbekannt, doppelt oder hat einen Wert, der nicht möglich ist.")
        })
    }

    /// There are no parameters.
    ///
    /// # Errors
    /// 400 for any.
    pub fn nothing_asked(&self) -> Result<(), Problem> {
        self.query::<Nothing>().map(|_nothing| ())
    }

    /// The part of the address in braces.
    ///
    /// # Errors
    /// 404 for what cannot be one.
    pub async fn place<T: DeserializeOwned + Send + 'static>(&mut self) -> Result<T, Problem> {
        // No key of the ERP holds it, and PostgreSQL does not take it.
        if self.parts.uri.path().contains("%00") {
            return Err(Problem::not_found());
        }
        let place = self.parts.extract::<Path<T>>().await;
        place
            .map(|Path(place)| place)
            .map_err(|_misshapen| Problem::not_found())
    }

    /// A rehearsal has a name as any other command, and nothing is kept under it.
    ///
    /// # Errors
    /// 400 where there is none, or one that could not be kept.
    pub fn named(&self) -> Result<(), Problem> {
        self.idempotency_key(false).map(|_name| ())
    }

    /// The name of the command; one that may be carried out twice can do without.
    ///
    /// # Errors
    /// 400 where there is none, or one that cannot be kept.
    fn idempotency_key(&self, may_lack: bool) -> Result<Option<String>, Problem> {
        let mut told = self.parts.headers.get_all(IDEMPOTENCY_KEY).iter();
        let (first, None) = (told.next(), told.next()) else {
            return Err(Problem::parameter(
                "Der Kopf Idempotency-Key steht mehrfach da.",
            ));
        };
        let Some(key) = first else {
            return match may_lack {
                true => Ok(None),
                false => Err(Problem::parameter(
                    "Der Kopf Idempotency-Key fehlt. Geben Sie jedem Auftrag einen eigenen, und bei einer Wiederholung denselben.",
                )),
            };
        };
        let key = key.to_str().unwrap_or_default();
        if key.is_empty()
            || key.len() > LONGEST_KEY
            || !key.bytes().all(|byte| byte.is_ascii_graphic())
        {
            return Err(Problem::parameter(
                "Der Kopf Idempotency-Key hat 1 bis 64 sichtbare ASCII-Zeichen ohne Leerzeichen.",
            ));
        }
        Ok(Some(key.to_owned()))
    }

    /// What makes two commands the same one: method, address and body.
    fn fingerprint(&self) -> [u8; 32] {
        let target = self
            .parts
            .uri
            .path_and_query()
            .map_or("/", |target| target.as_str());
        Sha256::new()
            .chain_update(self.parts.method.as_str())
            .chain_update([0])
            .chain_update(target)
            .chain_update([0])
            .chain_update(self.sha256)
            .finalize()
            .into()
    }
}

impl Desk {
    /// Uses up the word of a question.
    ///
    /// # Errors
    /// 401 for one that was asked before.
    pub async fn hear(&self, letter: &Letter) -> Result<(), Problem> {
        let heard = letter.caller.erp_heard(letter.proof.nonce()).await;
        match self.settled(letter, heard).await? {
            true => Ok(()),
            false => Err(self.replayed(letter)),
        }
    }

    /// Carries out a command once.
    ///
    /// # Errors
    /// 409 where its name belongs to another, or the first is still under way.
    pub async fn carry_out(&self, letter: &Letter, order: Order) -> Result<Response, Problem> {
        // A webhook names nothing, and what is heard twice is fetched once.
        let may_lack = matches!(order, Order::Events(_));
        let command = Command {
            nonce: letter.proof.nonce().map(str::to_owned),
            idempotency_key: letter.idempotency_key(may_lack)?,
            request_sha256: letter.fingerprint(),
            order,
        };
        let done = letter.caller.carry_out(command, report::answer).await;
        match self.settled(letter, done).await? {
            Told::Answer {
                status,
                body,
                repeated,
            } => Ok(kept(status, body, repeated)),
            Told::OtherBody => Err(Problem::new(
                StatusCode::CONFLICT,
                Code::Reused,
                "Unter diesem Idempotency-Key kam schon ein anderer Auftrag. Geben Sie jedem Auftrag einen eigenen.",
            )),
            Told::UnderWay => Err(Problem::new(
                StatusCode::CONFLICT,
                Code::UnderWay,
                "Dieser Auftrag wird noch ausgeführt. Fragen Sie gleich noch einmal.",
            )
            .later(AGAIN)),
            Told::Replayed => Err(self.replayed(letter)),
        }
    }
}

/// An answer as it was first given.
fn kept(status: u16, body: String, repeated: bool) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = match status.is_success() {
        true => "application/json",
        false => KIND,
    };
    let mut response = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
    if repeated {
        let headers = response.headers_mut();
        headers.insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}
