//! `/csp-report`: what browsers tell us about blocked content.

use axum::{Router, body::Bytes, routing::post};
use http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use tracing::warn;

/// The largest report, in bytes.
const BYTES: usize = 8 * 1024;

/// The one route of this file.
pub fn routes() -> Router {
    Router::new().route("/csp-report", post(take))
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Report {
    /// `report-to`: a list of reports.
    List(Vec<Listed>),
    /// `report-uri`: one report under an old name.
    Old(OldReport),
}

#[derive(Deserialize)]
struct Listed {
    body: Value,
}

#[derive(Deserialize)]
struct OldReport {
    #[serde(rename = "csp-report")]
    body: Value,
}

async fn take(body: Bytes) -> StatusCode {
    if body.len() > BYTES {
        return StatusCode::PAYLOAD_TOO_LARGE;
    }
    let bodies = match serde_json::from_slice(&body) {
        Ok(Report::List(list)) => list.into_iter().map(|report| report.body).collect(),
        Ok(Report::Old(report)) => vec![report.body],
        Err(_) => return StatusCode::BAD_REQUEST,
    };
    for body in bodies {
        warn!(
            target: "security",
            event = "csp_violation",
            directive = field(&body, ["effectiveDirective", "effective-directive"]),
            blocked = field(&body, ["blockedURL", "blocked-uri"]),
            page = field(&body, ["documentURL", "document-uri"]),
        );
    }
    StatusCode::NO_CONTENT
}

/// The first of two names, without query and fragment: those may hold a person's data.
fn field(body: &Value, names: [&str; 2]) -> String {
    let text = names.iter().find_map(|name| body.get(name)?.as_str());
    let bare = text.unwrap_or_default().split(['?', '#']).next();
    bare.unwrap_or_default().chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_report_is_cut_before_the_query() {
        let body = json!({ "document-uri": "https://portal.example.org/a?mail=x@y#z" });
        assert_eq!(
            field(&body, ["documentURL", "document-uri"]),
            "https://portal.example.org/a"
        );
    }
}
