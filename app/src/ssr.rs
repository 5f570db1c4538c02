//! The server's half of the pages: who asks, what an error means there, and the cookies. The one server-only module.

use cookie::{Cookie, SameSite};
use domain::Refusal;
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use service::NewSession;

use crate::AppError;
use crate::tickets::sheet::Sheet;

/// Names and flags of the cookies; the server provides it as a context.
#[derive(Debug, Clone, Copy)]
pub struct CookieRules {
    /// `__Host-sid`, or `sid` without TLS.
    pub session: &'static str,
    /// `__Host-reg`, or `reg` without TLS.
    pub registration: &'static str,
    /// `__Host-half`, or `half` without TLS.
    pub half_session: &'static str,
    /// `__Host-contract`, or `contract` without TLS.
    pub contract: &'static str,
    /// Only over TLS.
    pub secure: bool,
}

/// The one who asks, on whom every use case hangs; the server has recognised them before the page or the call began.
///
/// # Errors
/// `Internal` outside a request.
pub fn caller() -> Result<service::Caller, AppError> {
    use_context::<service::Caller>().ok_or(AppError::Internal)
}

/// A page's data with today's date and a fresh mark for what is sent from it.
pub fn sheet<T>(caller: &service::Caller, page: T) -> Sheet<T> {
    let now = caller.services().clock().now();
    Sheet {
        now,
        today: domain::berlin::day(now),
        client_ref: caller.services().chance().id(now),
        kept_at: None,
        page,
    }
}

impl From<service::Error> for AppError {
    fn from(error: service::Error) -> Self {
        let (status, told) = match error {
            service::Error::Refused(refusal) => (status_of(&refusal), Self::Refused(refusal)),
            service::Error::SignIn => (StatusCode::UNAUTHORIZED, Self::SignIn),
            service::Error::Forbidden => (StatusCode::FORBIDDEN, Self::Forbidden),
            service::Error::NotFound => (StatusCode::NOT_FOUND, Self::NotFound),
            unexpected => {
                let caller = use_context::<service::Caller>();
                unexpected.report(caller.as_ref().map_or("", service::Caller::request));
                (StatusCode::INTERNAL_SERVER_ERROR, Self::Internal)
            }
        };
        let later = match &told {
            Self::Refused(refusal) => refusal.retry_after(),
            _ => None,
        };
        answer_with(status, later);
        told
    }
}

/// What a refusal is in HTTP: the house is busy or full, somebody was too quick, or something is to be put right.
pub fn status_of(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
        Refusal::Wait { .. } | Refusal::TooMany | Refusal::ArchiveTooSoon { .. } => {
            StatusCode::TOO_MANY_REQUESTS
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Sets the status of the page or the call, and after how many seconds it may be tried again. A plain form post keeps the
/// status that sends it back to its page.
fn answer_with(status: StatusCode, later: Option<u32>) {
    let Some(response) = use_context::<ResponseOptions>() else {
        return;
    };
    if !is_plain_post() {
        response.set_status(status);
    }
    if let Some(seconds) = later {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
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

/// Keeps a sign-in that still lacks its code until the browser closes, or drops it once it is done.
pub fn keep_half_session(token: Option<String>) {
    if let Some(rules) = use_context::<CookieRules>() {
        let age = token.is_none().then_some(0);
        set(rules, rules.half_session, token.unwrap_or_default(), age);
    }
}

/// Keeps the chosen contract until the browser closes, or drops it where all are wanted.
pub fn keep_contract(chosen: Option<String>) {
    if let Some(rules) = use_context::<CookieRules>() {
        let age = chosen.is_none().then_some(0);
        set(rules, rules.contract, chosen.unwrap_or_default(), age);
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
