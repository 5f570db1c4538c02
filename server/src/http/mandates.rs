//! The papers of bank details as PDF: the mandate for the person and staff, the letter for staff.

use axum::{
    Extension, Router,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{ChangeId, Refusal};
use http::{HeaderMap, StatusCode};
use service::Caller;

use super::file::{self, Instead};
use super::{later, page::Notice};

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
    answer(made, "SEPA-Lastschriftmandat.pdf", &asked)
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
    answer(made, "Hinweis-Bankverbindung.pdf", &asked)
}

/// To be kept, not shown: the browser opens it with what reads PDFs, outside of our pages.
fn answer(made: service::Result<Vec<u8>>, name: &str, asked: &HeaderMap) -> Response {
    match made {
        Ok(pdf) => {
            let name = format!("attachment; filename=\"{name}\"");
            (file::headers("application/pdf", name), pdf).into_response()
        }
        Err(service::Error::Refused(refusal)) => {
            later::mark(&refusal, wait(&refusal).answer(asked))
        }
        Err(error) => INSTEAD.answer(&error, asked),
    }
}

/// The press has too much to do, or this account has had its share of it.
fn wait(refusal: &Refusal) -> Notice {
    Notice {
        status: StatusCode::SERVICE_UNAVAILABLE,
        heading: "Bitte einen Augenblick",
        text: refusal.to_string(),
    }
}
