//! The archive of a person's data as ZIP, for that person alone.

use axum::{
    Extension, Router,
    body::Body,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::privacy::ArchiveId;
use http::{HeaderMap, StatusCode, header};
use service::{Caller, Parcel};
use tracing::error;

use super::page::Notice;

/// `GET /einstellungen/daten/{id}/meine-daten.zip`.
pub fn routes() -> Router {
    Router::new().route(
        "/einstellungen/daten/{archive}/meine-daten.zip",
        get(download),
    )
}

async fn download(
    Extension(caller): Extension<Caller>,
    Path(archive): Path<String>,
    asked: HeaderMap,
) -> Response {
    let Ok(archive) = archive.parse::<ArchiveId>() else {
        return missing(&asked);
    };
    match caller.privacy().fetch(archive).await {
        Ok(parcel) => zip(parcel),
        Err(service::Error::SignIn) => sign_in(&asked),
        Err(service::Error::NotFound | service::Error::Forbidden) => missing(&asked),
        Err(error) => {
            error!(%error, "an archive could not be read");
            failed(&asked)
        }
    }
}

/// To be kept, and sent as it is read: the whole is never in memory.
fn zip(parcel: Parcel) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    let named = [
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", parcel.name),
        ),
        (header::CONTENT_LENGTH, parcel.bytes.to_string()),
    ];
    (headers, named, Body::from_stream(parcel.pieces)).into_response()
}

fn missing(asked: &HeaderMap) -> Response {
    Notice::new(
        StatusCode::NOT_FOUND,
        "Das haben wir nicht gefunden",
        "Diese Datei gibt es nicht mehr, oder sie gehört nicht zu Ihnen. Unter „Einstellungen“, „Meine Daten“ lassen Sie Ihre Daten neu zusammenstellen.",
    )
    .answer(asked)
}

fn sign_in(asked: &HeaderMap) -> Response {
    Notice::new(
        StatusCode::UNAUTHORIZED,
        "Bitte melden Sie sich an",
        "Ihre Daten bekommen Sie, sobald Sie angemeldet sind.",
    )
    .answer(asked)
}

fn failed(asked: &HeaderMap) -> Response {
    Notice::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "Das hat nicht geklappt",
        "Die Datei lässt sich gerade nicht lesen. Bitte versuchen Sie es in einer Minute noch einmal.",
    )
    .answer(asked)
}
