//! What a batch of letters has made, for staff: PDFs to print, and the list of addresses.

use axum::{
    Extension, Router,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{PersonId, rollout::BatchId};
use http::{HeaderMap, StatusCode, header};
use service::{Caller, Download};
use tracing::error;

use super::page::Notice;

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
        return missing(&asked);
    };
    answer(caller.rollouts().print(batch, number).await, PDF, &asked)
}

async fn letter(
    Extension(caller): Extension<Caller>,
    Path(ids): Ids,
    asked: HeaderMap,
) -> Response {
    let (Ok(batch), Ok(person)) = (ids.0.parse::<BatchId>(), ids.1.parse::<PersonId>()) else {
        return missing(&asked);
    };
    answer(caller.rollouts().letter(batch, person).await, PDF, &asked)
}

async fn addresses(
    Extension(caller): Extension<Caller>,
    Path(batch): Path<String>,
    asked: HeaderMap,
) -> Response {
    let Ok(batch) = batch.parse::<BatchId>() else {
        return missing(&asked);
    };
    answer(caller.rollouts().addresses(batch).await, CSV, &asked)
}

const PDF: &str = "application/pdf";
const CSV: &str = "text/csv; charset=utf-8";

fn answer(found: Result<Download, service::Error>, kind: &str, asked: &HeaderMap) -> Response {
    match found {
        Ok(file) => download(file, kind),
        Err(service::Error::SignIn) => sign_in(asked),
        Err(service::Error::NotFound | service::Error::Forbidden) => missing(asked),
        Err(error) => {
            error!(%error, "letters could not be read");
            failed(asked)
        }
    }
}

/// To be kept, not shown: the browser opens it outside of our pages.
fn download(file: Download, kind: &str) -> Response {
    let name: String = file
        .name
        .chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') => c,
            _ => '-',
        })
        .collect();
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox".to_owned(),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, file.bytes).into_response()
}

fn missing(asked: &HeaderMap) -> Response {
    Notice::new(
        StatusCode::NOT_FOUND,
        "Das haben wir nicht gefunden",
        "Diese Briefe gibt es nicht, oder sie wurden nach 7 Tagen gelöscht.",
    )
    .answer(asked)
}

fn sign_in(asked: &HeaderMap) -> Response {
    Notice::new(
        StatusCode::UNAUTHORIZED,
        "Bitte melden Sie sich an",
        "Diese Briefe bekommen Sie, sobald Sie angemeldet sind.",
    )
    .answer(asked)
}

fn failed(asked: &HeaderMap) -> Response {
    Notice::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "Das hat nicht geklappt",
        "Die Briefe lassen sich gerade nicht laden. Bitte versuchen Sie es in einer Minute noch einmal.",
    )
    .answer(asked)
}
