//! The Content-Security-Policy of pages, and of everything else.

use http::HeaderValue;

/// Answers that are no page load and show nothing.
pub const INERT: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

const BEFORE_SCRIPT: &str = "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
     frame-src 'none'; form-action 'self'; script-src 'self' 'nonce-";
const BEFORE_STYLE: &str = "' 'wasm-unsafe-eval'; style-src 'self' 'nonce-";
const REST: &str = "'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
     worker-src 'self'; report-to csp; report-uri /csp-report";
const UPGRADE: &str = "; upgrade-insecure-requests";

/// The policy of one page; `nonce` must be fresh for each.
pub fn of_page(nonce: &str, https: bool) -> Option<HeaderValue> {
    let upgrade = if https { UPGRADE } else { "" };
    HeaderValue::try_from([BEFORE_SCRIPT, nonce, BEFORE_STYLE, nonce, REST, upgrade].concat()).ok()
}
