//! Recognises the one who asks, once per request; every route behind finds a [`service::Caller`] among the extensions.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::StatusCode;

use super::{
    page::{Notice, wants_page},
    requester,
    site::Site,
};

/// The page without network. The browser keeps it for whoever holds the device: it must not know anybody.
pub const OFFLINE: &str = "/offline";

/// How often the gateway to the ERP needs one of the staff, for the menu of a page.
#[derive(Clone, Copy, Debug)]
pub struct ErpNeeds(pub i64);

/// Puts the caller into the request, or answers 503 where nobody can be asked; what the caller was refused on the way is
/// in the audit log before they hear of it.
pub async fn recognise(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let mut facts = requester::facts(&parts, site.cookies);
    if parts.uri.path() == OFFLINE {
        facts.session = None;
    }
    let id = facts.id.clone();
    match site.services.caller(facts).await {
        Ok(caller) => {
            if wants_page(&parts.headers) {
                parts.extensions.insert(ErpNeeds(caller.erp_needs().await));
            }
            parts.extensions.insert(caller.clone());
            let answer = next.run(Request::from_parts(parts, body)).await;
            if let Err(error) = caller.write_denials().await {
                error.report(&id);
            }
            answer
        }
        Err(error) => {
            error.report(&id);
            failed().answer(&parts.headers)
        }
    }
}

fn failed() -> Notice {
    Notice::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "Das hat nicht geklappt",
        "Auf unserer Seite ist ein Fehler passiert. Bitte versuchen Sie es in einer Minute noch einmal.",
    )
}
