//! A panic in a handler becomes a page with the request's id; the process lives on.

use std::panic::AssertUnwindSafe;

use axum::{extract::Request, middleware::Next, response::Response};
use futures::FutureExt;
use http::StatusCode;
use tracing::error;

use super::{page::Notice, trace::RequestId};

/// Runs the rest and answers 500 if it panics.
pub async fn catch(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let id = request
        .extensions()
        .get::<RequestId>()
        .map_or_else(String::new, |id| id.0.clone());
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(panic) => {
            let said = panic
                .downcast_ref::<&str>()
                .copied()
                .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
                .unwrap_or("no message");
            error!(target: "http", request_id = id, panic = said, "a handler panicked");
            failed(&id).answer(&asked)
        }
    }
}

fn failed(id: &str) -> Notice {
    Notice {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        heading: "Das hat nicht geklappt",
        text: format!(
            "Auf unserer Seite ist ein Fehler passiert. Bitte versuchen Sie es noch einmal. \
             Wenn Sie anrufen, nennen Sie diese Kennung: {id}"
        ),
    }
}
