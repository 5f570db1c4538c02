//! How fast one address may try things. Counters of accounts and codes are kept in the database instead.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use http::{HeaderValue, StatusCode, header};
use tracing::warn;

use super::{
    address::ClientAddress,
    cookie::Jar,
    csrf::{SERVER_FUNCTIONS, is_unsafe},
    edge::Shared,
    page::Notice,
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
    /// A browser's report about blocked content.
    CspReport,
    /// Any other call that changes or asks for data, without a session.
    Anonymous,
    /// The same with a session.
    SignedIn,
}

/// The named paths; every other call counts as `Anonymous` or `SignedIn`.
const NAMED: &[(&str, Limit)] = &[
    ("/csp-report", Limit::CspReport),
    ("/api/access/sign-in", Limit::Login),
    ("/api/access/redeem", Limit::Activation),
    ("/api/access/confirm-email", Limit::Login),
    ("/api/access/reset-password", Limit::Login),
    ("/api/access/forgot-password", Limit::Reset),
    ("/api/access/lost-letter", Limit::Reset),
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

/// Counts requests that change something or call a server function; pages and files are free.
pub async fn slow(State(edge): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if !is_unsafe(request.method()) && !path.starts_with(SERVER_FUNCTIONS) {
        return next.run(request).await;
    }
    let address = request
        .extensions()
        .get::<ClientAddress>()
        .map_or(IpAddr::from([0, 0, 0, 0]), |address| address.0);
    let limit = limit_of(path).unwrap_or_else(|| {
        match edge.cookies.read(Jar::Session, request.headers()) {
            Some(_) => Limit::SignedIn,
            None => Limit::Anonymous,
        }
    });
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

fn answer(too_many: TooMany, request: &Request) -> Response {
    let seconds = too_many.wait_seconds;
    let wait = match seconds {
        0..=1 => "eine Sekunde".to_owned(),
        2..=90 => format!("{seconds} Sekunden"),
        _ => format!("{} Minuten", seconds.div_ceil(60)),
    };
    let mut response = Notice {
        status: StatusCode::TOO_MANY_REQUESTS,
        heading: "Einen Moment bitte",
        text: format!("Das waren zu viele Versuche. Bitte warten Sie {wait}, dann geht es weiter."),
    }
    .answer(request.headers());
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}
