//! What is said instead of an answer (RFC 9457), in a form that programs read and a sentence that people read.

use axum::response::{IntoResponse, Response};
use domain::Refusal;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use service::Error;
use utoipa::ToSchema;

use super::report::Report;

/// The type of its body.
pub const KIND: &str = "application/problem+json";

/// Why a request was not carried out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: `code` says what it is.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'static str,
    /// The status in words.
    title: &'static str,
    /// The status again.
    status: u16,
    /// A German sentence for the people who run the ERP.
    detail: String,
    /// What it is, for programs.
    code: Code,
    /// Each fault of the body, with its place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<BodyFault>,
    /// What each row of a refused batch lacks.
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Box<Report>>,
    #[serde(skip)]
    retry_after: Option<u32>,
}

/// A fault of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BodyFault {
    /// Where it is: `records[0].email`.
    pub path: String,
    /// A German sentence.
    pub reason: String,
}

/// What a problem is, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The sender is not known.
    Unauthorized,
    /// The key may not do this.
    Scope,
    /// There is no such address, or no such thing.
    NotFound,
    /// The address knows other methods.
    Method,
    /// A parameter or header is missing or wrong.
    Parameter,
    /// The body is no JSON.
    Json,
    /// The body is no `application/json`.
    MediaType,
    /// The body is too large.
    TooLarge,
    /// The body came too slowly.
    TooSlow,
    /// The body does not fit the schema.
    Schema,
    /// The portal refused what was asked.
    Refused,
    /// The idempotency key belongs to another request.
    Reused,
    /// The first request with this idempotency key is still being worked on.
    UnderWay,
    /// Too many requests.
    TooMany,
    /// The portal failed.
    Failed,
}

impl Problem {
    /// A problem with its sentence.
    pub fn new(status: StatusCode, code: Code, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Problem"),
            status: status.as_u16(),
            detail: detail.into(),
            code,
            faults: Vec::new(),
            report: None,
            retry_after: None,
        }
    }

    /// The sender is not known; why stands in the log only.
    pub fn unauthorized() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            Code::Unauthorized,
            "Die Anfrage ist nicht gültig unterschrieben. Prüfen Sie Schlüssel, Uhrzeit und Unterschrift; den Grund nennt das Protokoll des Portals.",
        )
    }

    /// The key may not do this.
    pub fn scope() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            Code::Scope,
            "Dieser Schlüssel darf das nicht. Lassen Sie einen Schlüssel mit dem passenden Recht anlegen.",
        )
    }

    /// There is no such thing.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            Code::NotFound,
            "Das gibt es hier nicht. Prüfen Sie Adresse und Referenz.",
        )
    }

    /// A parameter or header is missing or wrong.
    pub fn parameter(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Code::Parameter, detail)
    }

    /// The body does not fit the schema.
    pub fn schema(faults: Vec<BodyFault>) -> Self {
        Self {
            faults,
            ..Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                Code::Schema,
                "Die Daten passen nicht zum Schema. Es wurde nichts geändert.",
            )
        }
    }

    /// A batch with faulty rows.
    pub fn refused(report: Report) -> Self {
        Self {
            report: Some(Box::new(report)),
            ..Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                Code::Refused,
                "Mindestens ein Datensatz ist fehlerhaft. Es wurde nichts geändert.",
            )
        }
    }

    /// To be tried again after so many seconds.
    pub fn later(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// What a use case ended with.
    pub fn of(error: &Error, request: &str) -> Self {
        match error {
            Error::Refused(refusal) => Self::of_refusal(refusal),
            Error::SignIn => Self::unauthorized(),
            Error::Forbidden => Self::scope(),
            Error::NotFound => Self::not_found(),
            error => {
                error.report(request);
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    Code::Failed,
                    format!(
                        "Auf der Seite des Portals ist ein Fehler passiert. Es wurde nichts geändert. Versuchen Sie es in einer Minute noch einmal. Kennung: {request}"
                    ),
                )
            }
        }
    }

    fn of_refusal(refusal: &Refusal) -> Self {
        let status = app::ssr::status_of(refusal);
        let code = match status {
            StatusCode::TOO_MANY_REQUESTS => Code::TooMany,
            StatusCode::UNPROCESSABLE_ENTITY => Code::Refused,
            _ => Code::Failed,
        };
        let problem = Self::new(status, code, refusal.to_string());
        match refusal.retry_after() {
            Some(seconds) => problem.later(seconds),
            None => problem,
        }
    }

    /// Its body.
    pub fn text(&self) -> String {
        // Strings and numbers can always be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let kind = [(header::CONTENT_TYPE, KIND)];
        let mut response = (status, kind, self.text()).into_response();
        if let Some(seconds) = self.retry_after {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            let headers = response.headers_mut();
            let scheme = HeaderValue::from_static(service::erp::signature::SCHEME);
            headers.insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }
}
