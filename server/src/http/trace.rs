//! One id and one log line per request; no query, no full address.

use std::time::Instant;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderName, HeaderValue};
use tracing::info;

use super::{address::ClientAddress, edge::Shared};

/// The header that tells a caller the id.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The request's id, as an extension of request and answer; people quote it on the phone.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Mints the id (a caller's own is not believed) and writes the line.
pub async fn write(State(edge): State<Shared>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = edge.random_text();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    request.headers_mut().remove(HEADER);
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    let network = response
        .extensions()
        .get::<ClientAddress>()
        .map(|address| address.logged().to_string());
    let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    info!(
        target: "http",
        %method,
        path,
        status = response.status().as_u16(),
        ms,
        request_id = id,
        network,
        "request"
    );
    if let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}
