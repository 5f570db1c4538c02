//! Security headers and caching rules of every answer but the browser files.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{content_security, edge::Shared};

/// The page's nonce, as an extension of the request: hand it to whatever renders.
#[derive(Clone, Debug)]
pub struct PageNonce(pub Arc<str>);

/// On every answer, browser files included.
pub const ALWAYS: [(HeaderName, &str); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (CORP, "same-origin"),
];
/// Only over https: on plain http it would bind a developer's browser for two years.
pub const TRANSPORT: &str = "max-age=63072000; includeSubDomains";

const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const COOP: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");
const REPORTING: HeaderName = HeaderName::from_static("reporting-endpoints");
const ANSWERS: [(HeaderName, &str); 5] = [
    (header::REFERRER_POLICY, "same-origin"),
    (COOP, "same-origin"),
    (
        PERMISSIONS,
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), usb=(), interest-cohort=()",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
    (ROBOTS, "noindex, nofollow"),
];

/// Mints the nonce and sets the headers; a handler's own policy or caching rule stays.
pub async fn set(State(edge): State<Shared>, mut request: Request, next: Next) -> Response {
    let nonce: Arc<str> = edge.random_text().into();
    request.extensions_mut().insert(PageNonce(nonce.clone()));
    let mut response = next.run(request).await;
    let https = edge.base_url.is_https();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS.into_iter().chain(ANSWERS) {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if https {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static(TRANSPORT),
        );
    }
    let policy = match is_page(headers) {
        true => {
            headers.insert(REPORTING, HeaderValue::from_static("csp=\"/csp-report\""));
            content_security::of_page(&nonce, https).unwrap_or(content_security::INERT)
        }
        false => content_security::INERT,
    };
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(policy);
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

fn is_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
