//! Size of bodies and time of handlers.

use std::time::Duration;

use axum::{body::Body, extract::Request, middleware::Next, response::Response};
use http::{HeaderMap, StatusCode, header};
use http_body_util::Limited;

use super::page::Notice;

/// The largest body of an ordinary request, in bytes.
pub const BODY_BYTES: usize = 64 * 1024;
/// The longest an ordinary request may take.
pub const HANDLER: Duration = Duration::from_secs(15);
/// The longest an upload may take: 60 MiB at about 1 MBit/s.
pub const UPLOAD: Duration = Duration::from_secs(600);

/// Limits of all routes but the uploads.
pub async fn ordinary(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    if declared_bytes(&asked).is_some_and(|bytes| bytes > BODY_BYTES as u64) {
        return too_large().answer(&asked);
    }
    let limited = request.map(|body| Body::new(Limited::new(body, BODY_BYTES)));
    timed(HANDLER, limited, next, &asked).await
}

/// Limits of the uploads; [`super::upload`] counts the bytes itself, part by part.
pub async fn upload(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    timed(UPLOAD, request, next, &asked).await
}

async fn timed(limit: Duration, request: Request, next: Next, asked: &HeaderMap) -> Response {
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => too_slow().answer(asked),
    }
}

fn declared_bytes(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// The refusal of a body above [`BODY_BYTES`].
pub fn too_large() -> Notice {
    Notice::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "Das ist zu viel auf einmal",
        "Ihre Eingabe ist zu groß. Bitte kürzen Sie den Text, und versuchen Sie es noch einmal.",
    )
}

fn too_slow() -> Notice {
    Notice::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "Das dauert zu lange",
        "Das Portal ist gerade sehr beschäftigt. Bitte versuchen Sie es in einer Minute noch einmal.",
    )
}
