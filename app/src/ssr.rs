//! The server's half of the pages: who asks, what an error means there, and the cookies. The one server-only module.

use std::sync::{Arc, OnceLock};

use cookie::{Cookie, SameSite};
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use service::{NewSession, RequestFacts, Services};

use crate::AppError;
use crate::tickets::sheet::Sheet;

/// Names and flags of the cookies; the server provides it as a context.
#[derive(Debug, Clone, Copy)]
pub struct CookieRules {
    /// `__Host-sid`, or `sid` without TLS.
    pub session: &'static str,
    /// `__Host-reg`, or `reg` without TLS.
    pub registration: &'static str,
    /// Only over TLS.
    pub secure: bool,
}

/// The one who asks, recognised once per request however many parts of a page ask; the server provides it as a context.
#[derive(Debug, Clone, Default)]
pub struct Visit(Arc<OnceLock<service::Caller>>);

/// The one who asks, on whom every use case hangs.
///
/// # Errors
/// `Internal` outside a request; else what the session says.
pub async fn caller() -> Result<service::Caller, AppError> {
    let visit = use_context::<Visit>().unwrap_or_default();
    if let Some(known) = visit.0.get() {
        return Ok(known.clone());
    }
    let facts = use_context::<RequestFacts>().ok_or(AppError::Internal)?;
    let caller = services()?.caller(facts).await?;
    Ok(visit.0.get_or_init(|| caller).clone())
}

/// A page's data with today's date and a fresh mark for what is sent from it.
pub fn sheet<T>(caller: &service::Caller, page: T) -> Sheet<T> {
    let now = caller.services().clock().now();
    Sheet {
        today: domain::berlin::day(now),
        client_ref: caller.services().chance().id(now),
        kept_at: None,
        page,
    }
}

/// The use cases.
///
/// # Errors
/// `Internal` outside a request.
pub fn services() -> Result<Services, AppError> {
    use_context::<Services>().ok_or(AppError::Internal)
}

impl From<service::Error> for AppError {
    fn from(error: service::Error) -> Self {
        let (status, told) = match error {
            service::Error::Refused(refusal) => {
                (StatusCode::UNPROCESSABLE_ENTITY, Self::Refused(refusal))
            }
            service::Error::SignIn => (StatusCode::UNAUTHORIZED, Self::SignIn),
            service::Error::Forbidden => (StatusCode::FORBIDDEN, Self::Forbidden),
            service::Error::NotFound => (StatusCode::NOT_FOUND, Self::NotFound),
            unexpected => {
                let request = use_context::<RequestFacts>().map(|facts| facts.id);
                unexpected.report(&request.unwrap_or_default());
                (StatusCode::INTERNAL_SERVER_ERROR, Self::Internal)
            }
        };
        answer_with(status);
        told
    }
}

/// Sets the status of the page or the call. A plain form post is sent back to its page instead.
fn answer_with(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>()
        && !is_plain_post()
    {
        response.set_status(status);
    }
}

/// Answers 404 where a page is rendered for an address that leads nowhere.
pub fn nowhere() {
    if use_context::<Parts>().is_some_and(|request| !request.uri.path().starts_with("/api/")) {
        answer_with(StatusCode::NOT_FOUND);
    }
}

/// A form sent by a browser without our script.
fn is_plain_post() -> bool {
    use_context::<Parts>().is_some_and(|request| {
        request.method == http::Method::POST
            && request
                .headers
                .get(header::ACCEPT)
                .and_then(|accept| accept.to_str().ok())
                .is_some_and(|accept| accept.contains("text/html"))
    })
}

/// Where the person goes next: a plain form post is answered with 303, a call from our script gets the address back
/// and loads the page anew, so that nothing of the former person stays in memory.
pub fn go(path: impl Into<String>) -> String {
    let path = path.into();
    if let Some(response) = use_context::<ResponseOptions>()
        && is_plain_post()
        && let Ok(location) = HeaderValue::from_str(&path)
    {
        response.insert_header(header::LOCATION, location);
        response.set_status(StatusCode::SEE_OTHER);
    }
    path
}

/// Hands the browser its new session.
pub fn keep_session(session: NewSession) {
    if let Some(rules) = use_context::<CookieRules>() {
        set(rules, rules.session, session.token, session.max_age);
    }
}

/// Takes the session from the browser, and what it may have stored.
pub fn drop_session() {
    if let Some(rules) = use_context::<CookieRules>() {
        set(rules, rules.session, String::new(), Some(0));
    }
    if let Some(response) = use_context::<ResponseOptions>() {
        let all = HeaderValue::from_static("\"cache\", \"cookies\", \"storage\"");
        response.insert_header(header::HeaderName::from_static("clear-site-data"), all);
    }
}

/// Keeps the registration in progress until the browser closes, or drops it once it is done.
pub fn keep_registration(token: Option<String>) {
    if let Some(rules) = use_context::<CookieRules>() {
        let age = token.is_none().then_some(0);
        set(rules, rules.registration, token.unwrap_or_default(), age);
    }
}

fn set(rules: CookieRules, name: &'static str, value: String, max_age: Option<i64>) {
    let mut cookie = Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .secure(rules.secure)
        .same_site(SameSite::Lax)
        .build();
    if let Some(seconds) = max_age {
        cookie.set_max_age(cookie::time::Duration::seconds(seconds));
    }
    if let (Some(response), Ok(value)) = (
        use_context::<ResponseOptions>(),
        HeaderValue::from_str(&cookie.to_string()),
    ) {
        response.append_header(header::SET_COOKIE, value);
    }
}
