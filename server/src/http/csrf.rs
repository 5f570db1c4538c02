//! No other site may act in a person's name.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, Method, StatusCode, header};
use tower_http::csrf::ProtectionError;

use super::{cookie::Jar, edge::Shared, page::Notice};

/// Where server functions live.
pub const SERVER_FUNCTIONS: &str = "/api/";
const FORMS: &[&str] = &["application/x-www-form-urlencoded", "application/json"];

/// Words the refusal of the layer below, and refuses what that layer lets through.
///
/// The layer below (`tower_http::csrf`) passes requests that carry neither `Sec-Fetch-Site` nor `Origin`, as programs
/// send them; together with our session cookie such a request is a browser's, and has no business without either.
pub async fn guard(State(edge): State<Shared>, request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    if is_unsafe(request.method()) {
        if edge.cookies.read(Jar::Session, &asked).is_some() && !tells_origin(&asked) {
            return foreign().answer(&asked);
        }
        if request.uri().path().starts_with(SERVER_FUNCTIONS) && !has_declared_type(&asked) {
            return undeclared().answer(&asked);
        }
    }
    let response = next.run(request).await;
    if response.extensions().get::<ProtectionError>().is_some() {
        return foreign().answer(&asked);
    }
    response
}

/// Whether a request with this method may change something.
pub fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn tells_origin(headers: &HeaderMap) -> bool {
    headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN)
}

fn has_declared_type(headers: &HeaderMap) -> bool {
    let Some(given) = headers.get(header::CONTENT_TYPE) else {
        return false;
    };
    let essence = given.to_str().unwrap_or_default().split(';').next();
    essence.is_some_and(|given| {
        FORMS
            .iter()
            .any(|form| given.trim().eq_ignore_ascii_case(form))
    })
}

fn foreign() -> Notice {
    Notice::new(
        StatusCode::FORBIDDEN,
        "Das kam nicht aus dem Portal",
        "Diese Anfrage kam von einer anderen Seite. Öffnen Sie das Portal neu, und versuchen Sie es dort noch einmal.",
    )
}

fn undeclared() -> Notice {
    Notice::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "Diese Form kennt das Portal nicht",
        "Das Portal nimmt hier nur seine eigenen Formulare an. Laden Sie die Seite neu, und versuchen Sie es noch einmal.",
    )
}
