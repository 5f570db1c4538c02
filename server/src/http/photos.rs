//! The photos of a ticket, under the ticket's own policy.

use axum::{
    Router,
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use domain::{TicketId, ticket::PhotoId};
use http::{HeaderMap, StatusCode, header};
use tracing::error;

use super::{page::Notice, requester, site::Site};

/// The large photo, and the small one behind `/klein`.
pub fn routes(site: Site) -> Router {
    Router::new()
        .route("/vorgaenge/{ticket}/fotos/{photo}", get(large))
        .route("/vorgaenge/{ticket}/fotos/{photo}/klein", get(small))
        .with_state(site)
}

type Ids = Path<(String, String)>;

async fn large(State(site): State<Site>, Path(ids): Ids, request: Request) -> Response {
    show(site, ids, request, false).await
}

async fn small(State(site): State<Site>, Path(ids): Ids, request: Request) -> Response {
    show(site, ids, request, true).await
}

async fn show(site: Site, ids: (String, String), request: Request, small: bool) -> Response {
    let (parts, _) = request.into_parts();
    let facts = requester::facts(&parts, site.cookies);
    let (Ok(ticket), Ok(photo)) = (ids.0.parse::<TicketId>(), ids.1.parse::<PhotoId>()) else {
        return missing(&parts.headers);
    };
    let found = match site.services.caller(facts).await {
        Ok(caller) => caller.tickets().photo(ticket, photo, small).await,
        Err(error) => Err(error),
    };
    match found {
        Ok(bytes) => picture(bytes),
        Err(service::Error::SignIn) => sign_in(&parts.headers),
        Err(service::Error::NotFound | service::Error::Forbidden) => missing(&parts.headers),
        Err(error) => {
            error!(%error, "a photo could not be read");
            failed(&parts.headers)
        }
    }
}

/// All photos are JPEGs of our own making; the policy holds even if one were not.
fn picture(bytes: Bytes) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"foto.jpg\""),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    (headers, bytes).into_response()
}

fn missing(asked: &HeaderMap) -> Response {
    Notice::new(
        StatusCode::NOT_FOUND,
        "Das haben wir nicht gefunden",
        "Dieses Foto gibt es nicht, oder es gehört nicht zu Ihren Vorgängen.",
    )
    .answer(asked)
}

fn sign_in(asked: &HeaderMap) -> Response {
    Notice::new(
        StatusCode::UNAUTHORIZED,
        "Bitte melden Sie sich an",
        "Dieses Foto sehen Sie, sobald Sie angemeldet sind.",
    )
    .answer(asked)
}

fn failed(asked: &HeaderMap) -> Response {
    Notice::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "Das hat nicht geklappt",
        "Das Foto lässt sich gerade nicht laden. Bitte versuchen Sie es in einer Minute noch einmal.",
    )
    .answer(asked)
}
