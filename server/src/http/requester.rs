//! What is known of a request before anybody is recognised.

use std::net::{IpAddr, Ipv4Addr};

use http::{header, request::Parts};
use service::RequestFacts;

use super::{
    address::ClientAddress,
    cookie::{Cookies, Jar},
    trace::RequestId,
};

/// Longest name of a browser that is kept.
const USER_AGENT: usize = 200;

/// Address, id, browser and cookies of a request.
pub fn facts(parts: &Parts, cookies: Cookies) -> RequestFacts {
    let read = |jar| cookies.read(jar, &parts.headers);
    RequestFacts {
        session: read(Jar::Session),
        registration: read(Jar::Registration),
        half_session: read(Jar::HalfSession),
        contract: read(Jar::Contract),
        ..bare(parts)
    }
}

/// Address, id and program of a request; its cookies count nothing.
pub fn bare(parts: &Parts) -> RequestFacts {
    let address = parts
        .extensions
        .get::<ClientAddress>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |address| address.0);
    let id = parts.extensions.get::<RequestId>();
    let user_agent = parts
        .headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    RequestFacts {
        address,
        id: id.map_or_else(String::new, |id| id.0.clone()),
        user_agent: user_agent.chars().take(USER_AGENT).collect(),
        session: None,
        registration: None,
        half_session: None,
        contract: None,
    }
}
