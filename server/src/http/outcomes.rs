//! What a batch of letters has made, for staff: PDFs to print, and the list of addresses.

use axum::{
    Extension, Router,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{PersonId, rollout::BatchId};
use http::{HeaderMap, StatusCode};
use service::{Caller, Download};

use super::file::{self, Instead};
use super::page::Notice;

/// What is said instead.
const INSTEAD: Instead = Instead {
    missing: "Diese Briefe gibt es nicht, oder sie wurden nach 7 Tagen gelöscht.",
    sign_in: "Diese Briefe bekommen Sie, sobald Sie angemeldet sind.",
    failed: "Die Briefe lassen sich gerade nicht laden. Bitte versuchen Sie es in einer Minute noch einmal.",
    log: "letters could not be read",
};

/// Prints, single letters and addresses of a batch.
pub fn routes() -> Router {
    Router::new()
        .route("/team/freischaltung/{batch}/druck/{number}", get(print))
        .route("/team/freischaltung/{batch}/briefe/{person}", get(letter))
        .route("/team/freischaltung/{batch}/adressen.csv", get(addresses))
}

type Ids = Path<(String, String)>;

async fn print(Extension(caller): Extension<Caller>, Path(ids): Ids, asked: HeaderMap) -> Response {
    let (Ok(batch), Ok(number)) = (ids.0.parse::<BatchId>(), ids.1.parse::<i64>()) else {
        return INSTEAD.missing(&asked);
    };
    answer(caller.rollouts().print(batch, number).await, PDF, &asked)
}

async fn letter(
    Extension(caller): Extension<Caller>,
    Path(ids): Ids,
    asked: HeaderMap,
) -> Response {
    let (Ok(batch), Ok(person)) = (ids.0.parse::<BatchId>(), ids.1.parse::<PersonId>()) else {
        return INSTEAD.missing(&asked);
    };
    answer(caller.rollouts().letter(batch, person).await, PDF, &asked)
}

async fn addresses(
    Extension(caller): Extension<Caller>,
    Path(batch): Path<String>,
    asked: HeaderMap,
) -> Response {
    let Ok(batch) = batch.parse::<BatchId>() else {
        return INSTEAD.missing(&asked);
    };
    answer(caller.rollouts().addresses(batch).await, CSV, &asked)
}

const PDF: &str = "application/pdf";
const CSV: &str = "text/csv; charset=utf-8";

fn answer(found: Result<Download, service::Error>, kind: &str, asked: &HeaderMap) -> Response {
    match found {
        Ok(file) => download(file, kind),
        Err(service::Error::Refused(refusal)) => Notice {
            status: StatusCode::FORBIDDEN,
            heading: "Vier Augen für diesen Brief",
            text: refusal.to_string(),
        }
        .answer(asked),
        Err(error) => INSTEAD.answer(&error, asked),
    }
}

/// To be kept, not shown: the browser opens it outside of our pages.
fn download(found: Download, kind: &str) -> Response {
    let name: String = found
        .name
        .chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') => c,
            _ => '-',
        })
        .collect();
    let disposition = format!("attachment; filename=\"{name}\"");
    (file::headers(kind, disposition), found.bytes).into_response()
}
