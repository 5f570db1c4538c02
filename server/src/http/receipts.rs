//! The receipt of a report as PDF, under the ticket's own policy.

use axum::{
    Extension, Router,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Refusal, TicketId};
use http::{HeaderMap, StatusCode, header};
use service::{Caller, Receipt};
use tracing::error;

use super::{later, page::Notice};

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
        return missing(&asked);
    };
    match caller.tickets().receipt(ticket).await {
        Ok(receipt) => pdf(receipt),
        Err(service::Error::SignIn) => sign_in(&asked),
        Err(service::Error::NotFound | service::Error::Forbidden) => missing(&asked),
        Err(service::Error::Refused(refusal)) => {
            later::mark(&refusal, wait(&refusal).answer(&asked))
        }
        Err(error) => {
            error!(%error, "a receipt could not be made");
            failed(&asked)
        }
    }
}

/// To be kept, not shown: the browser opens it with what reads PDFs, outside of our pages.
fn pdf(receipt: Receipt) -> Response {
    let name = format!(
        "attachment; filename=\"Eingangsbestaetigung-{}.pdf\"",
        receipt.number
    );
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    let named = [(header::CONTENT_DISPOSITION, name)];
    (headers, named, receipt.pdf).into_response()
}

fn missing(asked: &HeaderMap) -> Response {
    Notice::new(
        StatusCode::NOT_FOUND,
        "Das haben wir nicht gefunden",
        "Diesen Vorgang gibt es nicht, oder er gehört nicht zu Ihnen.",
    )
    .answer(asked)
}

fn sign_in(asked: &HeaderMap) -> Response {
    Notice::new(
        StatusCode::UNAUTHORIZED,
        "Bitte melden Sie sich an",
        "Diese Eingangsbestätigung bekommen Sie, sobald Sie angemeldet sind.",
    )
    .answer(asked)
}

/// The press has too much to do, or this account has had its share of it.
fn wait(refusal: &Refusal) -> Notice {
    Notice {
        status: StatusCode::SERVICE_UNAVAILABLE,
        heading: "Bitte einen Augenblick",
        text: refusal.to_string(),
    }
}

fn failed(asked: &HeaderMap) -> Response {
    Notice::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "Das hat nicht geklappt",
        "Die Eingangsbestätigung lässt sich gerade nicht erstellen. Bitte versuchen Sie es in einer Minute noch einmal.",
    )
    .answer(asked)
}
