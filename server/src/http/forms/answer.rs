//! Answers a form: JSON for our script, a page or a redirect for a plain form.

use std::collections::BTreeMap;

use app::posted::FieldError;
use axum::{
    Json,
    extract::Request,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Refusal, TicketId, ticket::TicketRow};
use http::{StatusCode, header, request::Parts};
use serde::Serialize;
use serde_json::json;
use tracing::error;

use super::report::field_of;
use crate::http::{later, page::Notice, site::Site, upload::UploadError};

/// A form that was taken.
#[derive(Debug, Serialize)]
pub struct Taken {
    /// The page that shows it.
    url: String,
    /// Of a report or concern: the ticket it became.
    #[serde(flatten)]
    ticket: Option<Opened>,
}

#[derive(Debug, Serialize)]
struct Opened {
    id: TicketId,
    number: String,
}

impl Taken {
    /// Something that became no ticket of its own.
    pub fn shown_at(url: String) -> Self {
        Self { url, ticket: None }
    }
}

impl From<TicketRow> for Taken {
    fn from(row: TicketRow) -> Self {
        let url = format!("/vorgaenge/{}?neu=1", row.id);
        let (id, number) = (row.id, row.number);
        Self {
            url,
            ticket: Some(Opened { id, number }),
        }
    }
}

/// Why a form was not taken.
#[derive(Debug)]
pub enum Fault {
    /// Fields to be put right.
    Fields(Vec<FieldError>),
    /// The body could not be read.
    Upload(UploadError),
    /// The use case refused or failed.
    Service(service::Error),
}

/// The one who sent a form, and the page the form stands on.
#[derive(Debug)]
pub struct Sender {
    /// The request without its body.
    pub parts: Parts,
    page: String,
}

impl Sender {
    /// Keeps a copy of the head and gives the request back for reading.
    pub fn new(request: Request, page: String) -> (Self, Request) {
        let (parts, body) = request.into_parts();
        let sender = Self {
            parts: parts.clone(),
            page,
        };
        (sender, Request::from_parts(parts, body))
    }

    /// The answer to what became of it.
    pub async fn answer(
        self,
        site: &Site,
        fields: BTreeMap<String, String>,
        done: Result<Taken, Fault>,
    ) -> Response {
        match done {
            Ok(taken) if self.is_script() => (StatusCode::CREATED, Json(taken)).into_response(),
            Ok(taken) => Redirect::to(&taken.url).into_response(),
            Err(Fault::Fields(errors)) => self.refuse(site, fields, errors).await,
            Err(Fault::Service(service::Error::Refused(refusal @ Refusal::ForeignDraft))) => {
                self.foreign(&refusal)
            }
            Err(Fault::Service(service::Error::Refused(refusal))) => {
                let error = FieldError::new(field_of(&refusal), &refusal);
                later::mark(&refusal, self.refuse(site, fields, vec![error]).await)
            }
            Err(Fault::Service(service::Error::SignIn)) if !self.is_script() => {
                Redirect::to(&format!("/anmelden?ziel={}", self.page)).into_response()
            }
            Err(Fault::Upload(upload)) => self.notice(&upload.notice()),
            Err(Fault::Service(failure)) => self.notice(&sentence(&failure)),
        }
    }

    async fn refuse(
        &self,
        site: &Site,
        fields: BTreeMap<String, String>,
        errors: Vec<FieldError>,
    ) -> Response {
        if self.is_script() {
            let errors = Json(json!({ "errors": errors }));
            return (StatusCode::UNPROCESSABLE_ENTITY, errors).into_response();
        }
        let page = self.page.parse().unwrap_or_default();
        site.render_refused(&self.parts, page, fields, errors).await
    }

    /// What was typed is not shown again: it may be somebody else's.
    fn foreign(&self, refusal: &Refusal) -> Response {
        let status = StatusCode::CONFLICT;
        if self.is_script() {
            let errors = [FieldError::new("", refusal)];
            let told = json!({ "code": "anderer_benutzer", "errors": errors });
            return (status, Json(told)).into_response();
        }
        Notice::new(status, "Anderes Konto", &refusal.to_string()).answer(&self.parts.headers)
    }

    fn notice(&self, notice: &Notice) -> Response {
        if self.is_script() {
            let errors = [FieldError::new("", &notice.text)];
            return (notice.status, Json(json!({ "errors": errors }))).into_response();
        }
        notice.answer(&self.parts.headers)
    }

    fn is_script(&self) -> bool {
        self.parts
            .headers
            .get(header::ACCEPT)
            .is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"))
    }
}

fn sentence(failure: &service::Error) -> Notice {
    match failure {
        service::Error::SignIn => Notice::new(
            StatusCode::UNAUTHORIZED,
            "Bitte melden Sie sich an",
            "Sie sind nicht mehr angemeldet. Bitte melden Sie sich an, und senden Sie noch einmal.",
        ),
        service::Error::Forbidden => Notice::new(
            StatusCode::FORBIDDEN,
            "Das geht hier nicht",
            "Dafür haben Sie keine Berechtigung.",
        ),
        service::Error::NotFound => Notice::new(
            StatusCode::NOT_FOUND,
            "Das haben wir nicht gefunden",
            "Diesen Vorgang gibt es nicht, oder er gehört nicht zu Ihnen.",
        ),
        failure => {
            error!(error = %failure, "a form could not be stored");
            Notice::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Das hat nicht geklappt",
                "Auf unserer Seite ist ein Fehler passiert. Bitte versuchen Sie es noch einmal.",
            )
        }
    }
}
