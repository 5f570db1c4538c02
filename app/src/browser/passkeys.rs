//! Passkeys in the browser: hands its question to the device, and the device's answer back as JSON. Newer browsers read
//! and write that JSON themselves; for older ones the binary fields are turned around here.

use domain::passkey::{self as rules, PasskeyTrouble};
use js_sys::{Array, Function, JSON, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Fields of the two kinds of answers.
const ANSWERS: [&str; 5] = [
    "clientDataJSON",
    "attestationObject",
    "authenticatorData",
    "signature",
    "userHandle",
];

/// Whether this browser can have passkeys for the address of this page.
pub fn possible() -> bool {
    let named = window().location().origin();
    named.is_ok_and(|origin| rules::host(&origin).is_some())
        && interface().is_some()
        && container().is_some()
}

/// Has the device make a passkey.
///
/// # Errors
/// What the browser said instead.
pub async fn make(options: &str) -> Result<String, PasskeyTrouble> {
    exchange("create", "parseCreationOptionsFromJSON", options)
        .await
        .map_err(|error| trouble(&error))
}

/// Has the device sign with one.
///
/// # Errors
/// What the browser said instead.
pub async fn sign(options: &str) -> Result<String, PasskeyTrouble> {
    exchange("get", "parseRequestOptionsFromJSON", options)
        .await
        .map_err(|error| trouble(&error))
}

fn interface() -> Option<JsValue> {
    present(get(&window(), "PublicKeyCredential").ok()?)
}

/// `navigator.credentials`, which browsers leave out on pages without TLS.
fn container() -> Option<JsValue> {
    present(get(&window().navigator(), "credentials").ok()?)
}

fn present(value: JsValue) -> Option<JsValue> {
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

fn get(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &JsValue::from_str(name))
}

fn set(on: &JsValue, name: &str, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(on, &JsValue::from_str(name), value).map(drop)
}

fn trouble(error: &JsValue) -> PasskeyTrouble {
    let name = get(error, "name").ok().and_then(|name| name.as_string());
    PasskeyTrouble::read(&name.unwrap_or_default())
}

async fn exchange(verb: &str, reader: &str, options: &str) -> Result<String, JsValue> {
    let (interface, container) = (
        interface().ok_or(JsValue::NULL)?,
        container().ok_or(JsValue::NULL)?,
    );
    let plain = JSON::parse(options)?;
    let question = match get(&interface, reader)?.dyn_into::<Function>() {
        Ok(read) => read.call1(&interface, &plain)?,
        Err(_) => {
            to_bytes(&plain)?;
            plain
        }
    };
    let asked: JsValue = Object::new().into();
    set(&asked, "publicKey", &question)?;
    let ask: Function = get(&container, verb)?.dyn_into()?;
    let promise: Promise = ask.call1(&container, &asked)?.dyn_into()?;
    let credential = present(JsFuture::from(promise).await?).ok_or(JsValue::NULL)?;
    let answer = match get(&credential, "toJSON")?.dyn_into::<Function>() {
        Ok(write) => write.call0(&credential)?,
        Err(_) => to_text(&credential)?.into(),
    };
    Ok(JSON::stringify(&answer)?.into())
}

/// Turns the binary fields of a question from text into bytes.
fn to_bytes(question: &JsValue) -> Result<(), JsValue> {
    decode(question, "challenge")?;
    if let Some(user) = present(get(question, "user")?) {
        decode(&user, "id")?;
    }
    for list in ["excludeCredentials", "allowCredentials"] {
        if let Some(list) = present(get(question, list)?) {
            for one in Array::from(&list) {
                decode(&one, "id")?;
            }
        }
    }
    Ok(())
}

fn decode(of: &JsValue, name: &str) -> Result<(), JsValue> {
    let text = get(of, name)?.as_string().ok_or(JsValue::NULL)?;
    let binary = window().atob(&text.replace('-', "+").replace('_', "/"))?;
    // Each character of what comes back stands for one byte.
    let bytes: Vec<u8> = binary
        .chars()
        .filter_map(|c| u8::try_from(u32::from(c)).ok())
        .collect();
    set(of, name, &Uint8Array::from(bytes.as_slice()))
}

/// Turns an answer into an object that holds no bytes.
fn to_text(credential: &JsValue) -> Result<Object, JsValue> {
    let (answer, inner) = (Object::new(), Object::new());
    let response = get(credential, "response")?;
    for name in ANSWERS {
        if let Some(bytes) = present(get(&response, name)?) {
            set(&inner, name, &encode(&bytes)?)?;
        }
    }
    set(&answer, "id", &get(credential, "id")?)?;
    set(&answer, "rawId", &encode(&get(credential, "rawId")?)?)?;
    set(&answer, "type", &get(credential, "type")?)?;
    set(&answer, "response", &inner)?;
    Ok(answer)
}

fn encode(bytes: &JsValue) -> Result<JsValue, JsValue> {
    let binary: String = Uint8Array::new(bytes)
        .to_vec()
        .into_iter()
        .map(char::from)
        .collect();
    let text = window().btoa(&binary)?.replace('+', "-").replace('/', "_");
    Ok(JsValue::from_str(text.trim_end_matches('=')))
}
