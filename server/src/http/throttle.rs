//! How fast one address may try things. Counters of accounts and codes are kept in the database instead.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use app::AppError;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Refusal, refusal::span};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use http::{HeaderValue, StatusCode, header};
use leptos::server_fn::error::FromServerFnError;
use service::Caller;
use tracing::warn;

use super::{
    address::ClientAddress,
    csrf::{SERVER_FUNCTIONS, is_unsafe},
    edge::Shared,
    page::{Notice, wants_page},
};
use crate::config::{Throttle, ThrottleTable};

/// What is being tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Signing in.
    Login,
    /// An activation code.
    Activation,
    /// Asking for a new password.
    Reset,
    /// Asking for a new letter.
    Letter,
    /// Calling a change back with the link of the old mailbox.
    Revoke,
    /// A browser's report about blocked content.
    CspReport,
    /// Any other call that changes or asks for data, by nobody we know.
    Anonymous,
    /// The same by somebody signed in.
    SignedIn,
}

/// The named paths; every other call counts as `Anonymous` or `SignedIn`.
const NAMED: &[(&str, Limit)] = &[
    ("/csp-report", Limit::CspReport),
    ("/api/access/sign-in", Limit::Login),
    ("/api/access/sign-in-code", Limit::Login),
    ("/api/access/sign-in-passkey", Limit::Login),
    ("/api/access/redeem", Limit::Activation),
    ("/api/access/confirm-email", Limit::Login),
    ("/api/access/reset-password", Limit::Login),
    ("/api/privacy/collect", Limit::Login),
    ("/api/privacy/end-access", Limit::Login),
    ("/api/access/forgot-password", Limit::Reset),
    ("/api/access/lost-letter", Limit::Letter),
    ("/api/contact/revoke", Limit::Revoke),
];

/// Refused for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// Whole seconds until the next try is allowed, at least 1.
    pub wait_seconds: u64,
}

/// One counter per limit and address.
#[derive(Debug)]
pub struct Throttles {
    login: Counter,
    activation: Counter,
    reset: Counter,
    letter: Counter,
    revoke: Counter,
    csp_report: Counter,
    anonymous: Counter,
    signed_in: Counter,
}

type Counter = DefaultKeyedRateLimiter<u128>;

impl Throttles {
    /// The limits of `table`.
    pub fn new(table: &ThrottleTable) -> Self {
        Self {
            login: counter(table.login),
            activation: counter(table.activation),
            reset: counter(table.reset),
            letter: counter(table.letter),
            revoke: counter(table.revoke),
            csp_report: counter(table.csp_report),
            anonymous: counter(table.anonymous),
            signed_in: counter(table.signed_in),
        }
    }

    /// Counts one try of `address`.
    ///
    /// # Errors
    /// When there were too many; says how long to wait.
    pub fn check(&self, limit: Limit, address: IpAddr) -> Result<(), TooMany> {
        let key = ClientAddress(address).counted();
        self.counter(limit).check_key(&key).map_err(|refused| {
            let wait = refused.wait_time_from(DefaultClock::default().now());
            TooMany {
                wait_seconds: wait.as_secs() + 1,
            }
        })
    }

    /// Forgets addresses that have been quiet; call it every few minutes.
    pub fn forget_quiet(&self) {
        for counter in [
            &self.login,
            &self.activation,
            &self.reset,
            &self.letter,
            &self.revoke,
            &self.csp_report,
            &self.anonymous,
            &self.signed_in,
        ] {
            counter.retain_recent();
            counter.shrink_to_fit();
        }
    }

    fn counter(&self, limit: Limit) -> &Counter {
        match limit {
            Limit::Login => &self.login,
            Limit::Activation => &self.activation,
            Limit::Reset => &self.reset,
            Limit::Letter => &self.letter,
            Limit::Revoke => &self.revoke,
            Limit::CspReport => &self.csp_report,
            Limit::Anonymous => &self.anonymous,
            Limit::SignedIn => &self.signed_in,
        }
    }
}

fn counter(throttle: Throttle) -> Counter {
    // The configuration refuses zeros; 1 is the strictest that can be said here.
    let burst = NonZeroU32::new(throttle.burst).unwrap_or(NonZeroU32::MIN);
    let period = Duration::from_secs(throttle.every_seconds.max(1).into());
    let quota = Quota::with_period(period).unwrap_or(Quota::per_hour(NonZeroU32::MIN));
    RateLimiter::keyed(quota.allow_burst(burst))
}

/// Counts the named paths, before anything is done for them.
pub async fn slow(State(edge): State<Shared>, request: Request, next: Next) -> Response {
    match limit_of(request.uri().path()) {
        Some(limit) if is_counted(&request) => pass(&edge, limit, request, next).await,
        _ => next.run(request).await,
    }
}

/// Counts every other call once the caller is recognised: a cookie that somebody invented gives nobody more tries.
pub async fn pace(State(edge): State<Shared>, request: Request, next: Next) -> Response {
    if limit_of(request.uri().path()).is_some() || !is_counted(&request) {
        return next.run(request).await;
    }
    let caller = request.extensions().get::<Caller>();
    let limit = match caller.is_some_and(|caller| caller.me().is_some()) {
        true => Limit::SignedIn,
        false => Limit::Anonymous,
    };
    pass(&edge, limit, request, next).await
}

/// What changes something or calls a server function; pages and files are free.
fn is_counted(request: &Request) -> bool {
    is_unsafe(request.method()) || request.uri().path().starts_with(SERVER_FUNCTIONS)
}

async fn pass(edge: &Shared, limit: Limit, request: Request, next: Next) -> Response {
    let address = request
        .extensions()
        .get::<ClientAddress>()
        .map_or(IpAddr::from([0, 0, 0, 0]), |address| address.0);
    match edge.throttles.check(limit, address) {
        Ok(()) => next.run(request).await,
        Err(too_many) => {
            warn!(target: "security", event = "excess_rate_limit", ?limit, network = %ClientAddress(address).logged());
            answer(too_many, &request)
        }
    }
}

/// The server functions that have a limit of their own.
pub fn named_paths() -> impl Iterator<Item = &'static str> {
    NAMED.iter().map(|(path, _)| *path)
}

fn limit_of(path: &str) -> Option<Limit> {
    NAMED
        .iter()
        .find(|(named, _)| *named == path)
        .map(|(_, limit)| *limit)
}

/// Our script reads the refusal as any other of a server function; a plain form gets a page.
fn answer(too_many: TooMany, request: &Request) -> Response {
    let status = StatusCode::TOO_MANY_REQUESTS;
    let seconds = u32::try_from(too_many.wait_seconds).unwrap_or(u32::MAX);
    let called = request.uri().path().starts_with(SERVER_FUNCTIONS);
    let mut response = if called && !wants_page(request.headers()) {
        let json = [(header::CONTENT_TYPE, "application/json")];
        let told = AppError::from(Refusal::Wait { seconds }).ser();
        (status, json, told).into_response()
    } else {
        let wait = span(seconds);
        Notice {
            status,
            heading: "Einen Moment bitte",
            text: format!(
                "Das waren zu viele Versuche. Bitte warten Sie {wait}, dann geht es weiter."
            ),
        }
        .answer(request.headers())
    };
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}
