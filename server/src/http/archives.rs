//! The archive of a person's data as ZIP, for that person alone.

use axum::{
    Extension, Router,
    body::Body,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::privacy::ArchiveId;
use http::{HeaderMap, header};
use service::{Caller, Parcel};

use super::file::{self, Instead};

/// What is said instead.
const INSTEAD: Instead = Instead {
    missing: "Diese Datei gibt es nicht mehr, oder sie gehört nicht zu Ihnen. Unter „Einstellungen“, „Meine Daten“ lassen Sie Ihre Daten neu zusammenstellen.",
    sign_in: "Ihre Daten bekommen Sie, sobald Sie angemeldet sind.",
    failed: "Die Datei lässt sich gerade nicht lesen. Bitte versuchen Sie es in einer Minute noch einmal.",
    log: "an archive could not be read",
};

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
        return INSTEAD.missing(&asked);
    };
    match caller.privacy().fetch(archive).await {
        Ok(parcel) => zip(parcel),
        Err(error) => INSTEAD.answer(&error, &asked),
    }
}

/// To be kept, and sent as it is read: the whole is never in memory.
fn zip(parcel: Parcel) -> Response {
    let name = format!("attachment; filename=\"{}\"", parcel.name);
    let headers = file::headers("application/zip", name);
    let length = [(header::CONTENT_LENGTH, parcel.bytes.to_string())];
    (headers, length, Body::from_stream(parcel.pieces)).into_response()
}
