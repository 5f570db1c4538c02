//! The photos of a ticket, under the ticket's own policy.

use axum::{
    Extension, Router,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use domain::{TicketId, ticket::PhotoId};
use http::{HeaderMap, StatusCode, header};
use service::Caller;
use tracing::error;

use super::page::Notice;

/// The large photo, and the small one behind `/klein`.
pub fn routes() -> Router {
    Router::new()
        .route("/vorgaenge/{ticket}/fotos/{photo}", get(large))
        .route("/vorgaenge/{ticket}/fotos/{photo}/klein", get(small))
}

type Ids = Path<(String, String)>;

async fn large(Extension(caller): Extension<Caller>, Path(ids): Ids, asked: HeaderMap) -> Response {
    show(caller, ids, &asked, false).await
}

async fn small(Extension(caller): Extension<Caller>, Path(ids): Ids, asked: HeaderMap) -> Response {
    show(caller, ids, &asked, true).await
}

async fn show(caller: Caller, ids: (String, String), asked: &HeaderMap, small: bool) -> Response {
    let (Ok(ticket), Ok(photo)) = (ids.0.parse::<TicketId>(), ids.1.parse::<PhotoId>()) else {
        return missing(asked);
    };
    let found = caller.tickets().photo(ticket, photo, small).await;
    match found {
        Ok(bytes) => picture(bytes),
        Err(service::Error::SignIn) => sign_in(asked),
        Err(service::Error::NotFound | service::Error::Forbidden) => missing(asked),
        Err(error) => {
            error!(%error, "a photo could not be read");
            failed(asked)
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
