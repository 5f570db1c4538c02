//! The receipt of a report as PDF, under the ticket's own policy.

use axum::{
    Extension, Router,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Refusal, TicketId};
use http::{HeaderMap, StatusCode};
use service::{Caller, Receipt};

use super::file::{self, Instead};
use super::{later, page::Notice};

/// What is said instead.
const INSTEAD: Instead = Instead {
    missing: "Diesen Vorgang gibt es nicht, oder er gehört nicht zu Ihnen.",
    sign_in: "Diese Eingangsbestätigung bekommen Sie, sobald Sie angemeldet sind.",
    failed: "Die Eingangsbestätigung lässt sich gerade nicht erstellen. Bitte versuchen Sie es in einer Minute noch einmal.",
    log: "a receipt could not be made",
};

/// `GET /vorgaenge/{id}/eingangsbestaetigung.pdf`.
pub fn routes() -> Router {
    Router::new().route(
        "/vorgaenge/{ticket}/eingangsbestaetigung.pdf",
        get(download),
    )
}

async fn download(
    Extension(caller): Extension<Caller>,
    Path(ticket): Path<String>,
    asked: HeaderMap,
) -> Response {
    let Ok(ticket) = ticket.parse::<TicketId>() else {
        return INSTEAD.missing(&asked);
    };
    match caller.tickets().receipt(ticket).await {
        Ok(receipt) => pdf(receipt),
        Err(service::Error::Refused(refusal)) => {
            later::mark(&refusal, wait(&refusal).answer(&asked))
        }
        Err(error) => INSTEAD.answer(&error, &asked),
    }
}

/// To be kept, not shown: the browser opens it with what reads PDFs, outside of our pages.
fn pdf(receipt: Receipt) -> Response {
    let name = format!(
        "attachment; filename=\"Eingangsbestaetigung-{}.pdf\"",
        receipt.number
    );
    (file::headers("application/pdf", name), receipt.pdf).into_response()
}

/// The press has too much to do, or this account has had its share of it.
fn wait(refusal: &Refusal) -> Notice {
    Notice {
        status: StatusCode::SERVICE_UNAVAILABLE,
        heading: "Bitte einen Augenblick",
        text: refusal.to_string(),
    }
}
