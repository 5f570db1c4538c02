//! The receipt of a report as PDF, under the ticket's own policy.

use axum::{
    Router,
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::TicketId;
use http::{HeaderMap, StatusCode, header};
use service::Receipt;
use tracing::error;

use super::{page::Notice, requester, site::Site};

/// `GET /vorgaenge/{id}/eingangsbestaetigung.pdf`.
pub fn routes(site: Site) -> Router {
    Router::new()
        .route(
            "/vorgaenge/{ticket}/eingangsbestaetigung.pdf",
            get(download),
        )
        .with_state(site)
}

async fn download(
    State(site): State<Site>,
    Path(ticket): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let facts = requester::facts(&parts, site.cookies);
    let Ok(ticket) = ticket.parse::<TicketId>() else {
        return missing(&parts.headers);
    };
    let made = match site.services.caller(facts).await {
        Ok(caller) => caller.tickets().receipt(ticket).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(receipt) => pdf(receipt),
        Err(service::Error::SignIn) => sign_in(&parts.headers),
        Err(service::Error::NotFound | service::Error::Forbidden) => missing(&parts.headers),
        Err(error) => {
            error!(%error, "a receipt could not be made");
            failed(&parts.headers)
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

fn failed(asked: &HeaderMap) -> Response {
    Notice::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "Das hat nicht geklappt",
        "Die Eingangsbestätigung lässt sich gerade nicht erstellen. Bitte versuchen Sie es in einer Minute noch einmal.",
    )
    .answer(asked)
}
