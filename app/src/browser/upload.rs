//! Sends a form with photos and tells how far it is. `fetch` cannot tell that, so it is the older request.

use std::rc::Rc;

use serde::Deserialize;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, ProgressEvent, XmlHttpRequest};

use crate::posted::FieldError;

/// What the server made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It has it; the page that shows it.
    Done(String),
    /// Something is to be corrected.
    Wrong(Vec<FieldError>),
    /// The session is over.
    SignIn,
    /// The server could not be reached.
    Offline,
    /// Anything else.
    Broken,
}

#[derive(Deserialize)]
struct Made {
    url: String,
}

#[derive(Deserialize)]
struct Refused {
    errors: Vec<FieldError>,
}

/// Sends the form; `tell` hears the percent that has left the device.
pub async fn send(address: &str, data: &FormData, tell: impl Fn(u32) + 'static) -> Answer {
    match exchange(address, data, tell).await {
        Ok((201, body)) => serde_json::from_str::<Made>(&body)
            .map_or(Answer::Broken, |made| Answer::Done(made.url)),
        Ok((401, _)) => Answer::SignIn,
        Ok((0, _)) | Err(_) => Answer::Offline,
        Ok((_, body)) => serde_json::from_str::<Refused>(&body)
            .map_or(Answer::Broken, |refused| Answer::Wrong(refused.errors)),
    }
}

/// Status and body; an error where no answer came.
async fn exchange(
    address: &str,
    data: &FormData,
    tell: impl Fn(u32) + 'static,
) -> Result<(u16, String), JsValue> {
    let request = Rc::new(XmlHttpRequest::new()?);
    request.open("POST", address)?;
    request.set_request_header("Accept", "application/json")?;
    let progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            // Between 0 and 100.
            #[expect(
                clippy::as_conversions,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a percentage"
            )]
            tell((event.loaded() / event.total() * 100.0) as u32);
        }
    });
    request
        .upload()?
        .set_onprogress(Some(progress.as_ref().unchecked_ref()));
    let ended = js_sys::Promise::new(&mut |resolve, reject| {
        request.set_onload(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onabort(Some(&reject));
    });
    request.send_with_opt_form_data(Some(data))?;
    JsFuture::from(ended).await?;
    let body = request.response_text()?.unwrap_or_default();
    Ok((request.status()?, body))
}
