//! Only requests for our own name are answered: no rebinding, no poisoned links.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{StatusCode, header};

use super::{edge::Shared, page::Notice};
use crate::config::{BaseUrl, host, is_loopback_name};

/// Answers 421 to every other name.
pub async fn check(State(edge): State<Shared>, request: Request, next: Next) -> Response {
    if ours(&request, &edge.base_url) {
        return next.run(request).await;
    }
    Notice::new(
        StatusCode::MISDIRECTED_REQUEST,
        "Diese Adresse gehört nicht zum Portal",
        "Unter diesem Namen gibt es hier kein Portal. Bitte prüfen Sie die Adresse im Browser.",
    )
    .answer(request.headers())
}

fn ours(request: &Request, base: &BaseUrl) -> bool {
    let mut named = request.headers().get_all(header::HOST).iter();
    let (Some(first), None) = (named.next(), named.next()) else {
        return false;
    };
    let target = request.uri().authority();
    first.to_str().is_ok_and(|name| fits(name, base))
        && target.is_none_or(|target| fits(target.as_str(), base))
}

fn fits(name: &str, base: &BaseUrl) -> bool {
    let default_port = if base.is_https() { ":443" } else { ":80" };
    let bare = |name: &str| {
        name.strip_suffix(default_port)
            .unwrap_or(name)
            .to_lowercase()
    };
    bare(name) == bare(base.authority()) || (base.is_loopback() && is_loopback_name(host(name)))
}
