//! Documents: one call brings what is known of a document and its file.

use axum::{
    extract::{Request, State},
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use chrono::NaiveDate;
use domain::{document::DocumentKind, erp::Scope};
use serde::Deserialize;
use service::{
    documents,
    erp::order::{Order, Paper, Recipient},
};
use sha2::{Digest, Sha256};
use utoipa::{
    ToSchema,
    openapi::{ObjectBuilder, Type},
};

use super::{
    Desk,
    gate::told,
    letter::Letter,
    problem::{BodyFault, Problem},
};

/// A document with its file.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDocument {
    /// The ERP's key of the document.
    #[schema(min_length = 1, max_length = 100, example = "D-2026-0815")]
    pub reference: String,
    /// The ERP's revision of it; lower or equal ones are ignored.
    #[schema(minimum = 0, example = 1)]
    pub revision: i64,
    /// The folder it lies in.
    #[schema(schema_with = kinds)]
    pub kind: DocumentKind,
    /// The title that residents read.
    #[schema(
        min_length = 1,
        max_length = 120,
        example = "Betriebskostenabrechnung 2025"
    )]
    pub title: String,
    /// The day that stands on it.
    #[schema(example = "2026-11-02")]
    pub dated_on: NaiveDate,
    /// For whom it is.
    pub target: Target,
    /// The PDF as base64, at most 12 MiB.
    #[schema(content_encoding = "base64", content_media_type = "application/pdf")]
    pub file: String,
    /// SHA-256 of the PDF in hexadecimal digits; checked where it is given.
    #[serde(default)]
    #[schema(pattern = "^[0-9a-fA-F]{64}$")]
    pub sha256: Option<String>,
    /// First day on which it is there.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it is there.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
}

/// For whom a document is, by the ERP's key.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// One person alone.
    Person(String),
    /// Whoever is named in a contract.
    Contract(String),
    /// Whoever has a running contract for a unit.
    Unit(String),
    /// Whoever has a running contract in a house.
    Property(String),
    /// Whoever has a running contract.
    Everybody,
}

/// `POST /erp/v1/documents`.
pub async fn provide(State(desk): State<Desk>, request: Request) -> Response {
    told(taken(&desk, request).await)
}

/// `DELETE /erp/v1/documents/{reference}`.
pub async fn withdraw(State(desk): State<Desk>, request: Request) -> Response {
    told(withdrawn(&desk, request).await)
}

async fn taken(desk: &Desk, request: Request) -> Result<Response, Problem> {
    let letter = desk.admit(request, Scope::DocumentsWrite).await?;
    letter.nothing_asked()?;
    let new: NewDocument = letter.json()?;
    let file = file(&new)?;
    let reference = domain::typed::line(&new.reference);
    if reference.is_empty() || reference.chars().count() > 100 {
        return Err(fault("reference", "Eine Referenz hat 1 bis 100 Zeichen."));
    }
    // The file is durable before the database knows it.
    let file = documents::keep(&desk.services, file).await;
    let file = desk.settled(&letter, file).await?;
    let paper = Paper {
        reference,
        revision: new.revision,
        kind: new.kind,
        title: new.title,
        dated_on: new.dated_on,
        recipient: new.target.into(),
        file,
        valid_from: new.valid_from,
        valid_to: new.valid_to,
    };
    desk.carry_out(&letter, Order::Provide(paper)).await
}

async fn withdrawn(desk: &Desk, request: Request) -> Result<Response, Problem> {
    let mut letter: Letter = desk.admit(request, Scope::DocumentsWrite).await?;
    letter.nothing_asked()?;
    let reference = letter.place().await?;
    desk.carry_out(&letter, Order::Withdraw(reference)).await
}

fn file(new: &NewDocument) -> Result<Bytes, Problem> {
    let Ok(bytes) = STANDARD.decode(&new.file) else {
        return Err(fault("file", "Das ist kein Base64."));
    };
    if let Some(told) = &new.sha256 {
        let sha256: [u8; 32] = Sha256::digest(&bytes).into();
        if service::erp::signature::unhex(told) != Some(sha256) {
            return Err(fault(
                "sha256",
                "Die Prüfsumme passt nicht zur Datei. Senden Sie das Dokument noch einmal.",
            ));
        }
    }
    Ok(bytes.into())
}

impl From<Target> for Recipient {
    fn from(target: Target) -> Self {
        match target {
            Target::Person(reference) => Self::Person(reference),
            Target::Contract(reference) => Self::Contract(reference),
            Target::Unit(reference) => Self::Unit(reference),
            Target::Property(reference) => Self::Property(reference),
            Target::Everybody => Self::All,
        }
    }
}

fn kinds() -> ObjectBuilder {
    let words = DocumentKind::ALL.iter().map(|kind| kind.as_str());
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(words))
}

fn fault(path: &str, reason: &str) -> Problem {
    Problem::schema(vec![BodyFault {
        path: path.to_owned(),
        reason: reason.to_owned(),
    }])
}
