//! The receipt of a report as PDF, under the ticket's own policy.

use axum::{Extension, Router, extract::Path, response::Response, routing::get};
use domain::TicketId;
use http::HeaderMap;
use service::Caller;

use super::file::Instead;

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
    let made = caller.tickets().receipt(ticket).await;
    let made = made.map(|made| {
        let name = format!("Eingangsbestaetigung-{}.pdf", made.number);
        (name, made.pdf)
    });
    INSTEAD.pdf(made, &asked)
}
