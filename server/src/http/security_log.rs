//! The security log of one's own account as a table.

use axum::{
    Extension, Router,
    response::{IntoResponse, Response},
    routing::get,
};
use http::HeaderMap;
use service::Caller;

use super::file::{self, Instead};

/// What is said instead.
const INSTEAD: Instead = Instead {
    missing: "Dieses Protokoll gibt es nicht, oder es gehört nicht zu Ihnen.",
    sign_in: "Ihr Sicherheitsprotokoll bekommen Sie, sobald Sie angemeldet sind.",
    failed: "Das Protokoll lässt sich gerade nicht lesen. Bitte versuchen Sie es in einer Minute noch einmal.",
    log: "a security log could not be read",
};

/// `GET /einstellungen/zugang/protokoll.csv`.
pub fn routes() -> Router {
    Router::new().route("/einstellungen/zugang/protokoll.csv", get(download))
}

async fn download(Extension(caller): Extension<Caller>, asked: HeaderMap) -> Response {
    match caller.access().fetch_log().await {
        Ok(rows) => {
            let name = "attachment; filename=\"Sicherheitsprotokoll.csv\"".to_owned();
            let headers = file::headers("text/csv; charset=utf-8", name);
            (headers, app::access::log_file(&rows)).into_response()
        }
        Err(error) => INSTEAD.answer(&error, &asked),
    }
}
