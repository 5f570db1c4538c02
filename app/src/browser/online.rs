//! Whether the server can be reached; the browser's own word for it is not to be trusted.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use leptos::prelude::*;

/// Asks the server itself. A service worker answers nothing for this address.
pub async fn reachable() -> bool {
    let answer = JsFuture::from(window().fetch_with_str("/healthz")).await;
    answer
        .ok()
        .and_then(|value| value.dyn_into::<Response>().ok())
        .is_some_and(|response| response.ok())
}
