//! The portal as browsers and devices know it, and what is written down between question and answer.

use std::time::Duration;

use domain::Refusal;
use domain::passkey::{self as rules, QUESTION_MINUTES};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    CreationChallengeResponse, RequestChallengeResponse, Url, Webauthn, WebauthnBuilder,
    WebauthnError,
};

use crate::{Error, Result, Services};

/// The portal under its address: the host is what passkeys hold for, the whole address is where they may be used.
///
/// # Errors
/// `PasskeyAddress` where the address has no name.
pub(super) fn relying(services: &Services) -> Result<Webauthn> {
    let settings = services.settings();
    let host = rules::host(&settings.base_url).ok_or(Refusal::PasskeyAddress)?;
    let origin = Url::parse(&settings.base_url).map_err(|_| Refusal::PasskeyAddress)?;
    let minutes = u64::try_from(QUESTION_MINUTES).unwrap_or_default();
    WebauthnBuilder::new(host, &origin)
        .map(|builder| {
            builder
                .rp_name(&settings.portal.name)
                .timeout(Duration::from_secs(minutes * 60))
        })
        .and_then(WebauthnBuilder::build)
        .map_err(broken)
}

/// The library could not even ask.
pub(super) fn broken(_: WebauthnError) -> Error {
    Error::Internal("no question to a passkey could be made")
}

/// What a browser needs to make a passkey. It has to be one that the device finds without a user name, which the library
/// leaves to the device.
pub(super) fn creation(options: &CreationChallengeResponse) -> Result<String> {
    let mut options = public_key(options)?;
    let wanted = &mut options["authenticatorSelection"];
    wanted["residentKey"] = json!("required");
    wanted["requireResidentKey"] = json!(true);
    Ok(options.to_string())
}

/// What a browser needs to use one.
pub(super) fn request(options: &RequestChallengeResponse) -> Result<String> {
    Ok(public_key(options)?.to_string())
}

fn public_key(options: &impl Serialize) -> Result<Value> {
    let mut all = serde_json::to_value(options).map_err(unwritten)?;
    Ok(all["publicKey"].take())
}

/// A state or key as it is stored.
pub(super) fn written(state: &impl Serialize) -> Result<String> {
    serde_json::to_string(state).map_err(unwritten)
}

/// The same, read again.
pub(super) fn read<T: DeserializeOwned>(state: &str) -> Result<T> {
    serde_json::from_str(state).map_err(unwritten)
}

fn unwritten(_: serde_json::Error) -> Error {
    Error::Internal("a passkey cannot be written or read")
}
