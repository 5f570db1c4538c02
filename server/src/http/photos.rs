//! The photos of a ticket, under the ticket's own policy.

use axum::{
    Extension, Router,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use domain::{TicketId, ticket::PhotoId};
use http::HeaderMap;
use service::Caller;

use super::file::{self, Instead};

/// What is said instead.
const INSTEAD: Instead = Instead {
    missing: "Dieses Foto gibt es nicht, oder es gehört nicht zu Ihren Vorgängen.",
    sign_in: "Dieses Foto sehen Sie, sobald Sie angemeldet sind.",
    failed: "Das Foto lässt sich gerade nicht laden. Bitte versuchen Sie es in einer Minute noch einmal.",
    log: "a photo could not be read",
};

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
        return INSTEAD.missing(asked);
    };
    let found = caller.tickets().photo(ticket, photo, small).await;
    match found {
        Ok(bytes) => picture(bytes),
        Err(error) => INSTEAD.answer(&error, asked),
    }
}

/// All photos are JPEGs of our own making; the policy holds even if one were not.
fn picture(bytes: Bytes) -> Response {
    let disposition = "inline; filename=\"foto.jpg\"".to_owned();
    (file::headers("image/jpeg", disposition), bytes).into_response()
}
