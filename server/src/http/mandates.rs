//! The papers of bank details as PDF: the mandate for the person and staff, the letter for staff.

use axum::{Extension, Router, extract::Path, response::Response, routing::get};
use domain::ChangeId;
use http::HeaderMap;
use service::Caller;

use super::file::Instead;

/// What is said instead.
const INSTEAD: Instead = Instead {
    missing: "Dieses Blatt gibt es nicht mehr, oder es gehört nicht zu Ihnen.",
    sign_in: "Dieses Blatt bekommen Sie, sobald Sie angemeldet sind.",
    failed: "Das Blatt lässt sich gerade nicht erstellen. Bitte versuchen Sie es in einer Minute noch einmal.",
    log: "a paper of bank details could not be made",
};

/// `GET /einstellungen/kontaktdaten/bank/{id}/lastschriftmandat.pdf`, and the same and the letter for staff.
pub fn routes() -> Router {
    Router::new()
        .route(
            "/einstellungen/kontaktdaten/bank/{change}/lastschriftmandat.pdf",
            get(mandate),
        )
        .route(
            "/team/aenderungen/{change}/lastschriftmandat.pdf",
            get(mandate),
        )
        .route("/team/aenderungen/{change}/brief.pdf", get(letter))
}

async fn mandate(
    Extension(caller): Extension<Caller>,
    Path(change): Path<String>,
    asked: HeaderMap,
) -> Response {
    let Ok(change) = change.parse::<ChangeId>() else {
        return INSTEAD.missing(&asked);
    };
    let made = caller.changes().mandate(change).await;
    INSTEAD.pdf(
        made.map(|pdf| ("SEPA-Lastschriftmandat.pdf".to_owned(), pdf)),
        &asked,
    )
}

async fn letter(
    Extension(caller): Extension<Caller>,
    Path(change): Path<String>,
    asked: HeaderMap,
) -> Response {
    let Ok(change) = change.parse::<ChangeId>() else {
        return INSTEAD.missing(&asked);
    };
    let made = caller.changes().notice(change).await;
    INSTEAD.pdf(
        made.map(|pdf| ("Hinweis-Bankverbindung.pdf".to_owned(), pdf)),
        &asked,
    )
}
