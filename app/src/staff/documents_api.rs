//! Server functions of staff about documents.

use domain::PersonId;
use domain::document::{
    Audience, DocumentDesk, DocumentId, DocumentKind, DocumentPage, SerialPage, SerialRow, SetId,
    TargetKind, TargetRow,
};
use leptos::prelude::*;

use crate::AppError;

/// A page of all documents that fit.
#[server(endpoint = "staff/documents")]
pub async fn documents(
    #[server(default)] wanted: String,
    #[server(default)] kind: Option<DocumentKind>,
    #[server(default)] unopened: bool,
    page: i64,
) -> Result<DocumentDesk, AppError> {
    let caller = crate::ssr::caller()?;
    Ok(caller
        .documents()
        .desk(&wanted, kind, unopened, page)
        .await?)
}

/// One document with a page of its ledger.
#[server(endpoint = "staff/document")]
pub async fn document(id: DocumentId, page: i64) -> Result<DocumentPage, AppError> {
    Ok(crate::ssr::caller()?.documents().show(id, page).await?)
}

/// Takes a document back, for a reason.
#[server(endpoint = "staff/withdraw-document")]
pub async fn withdraw_document(
    id: DocumentId,
    #[server(default)] reason: String,
) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    caller.documents().take_back(id, &reason).await?;
    Ok(crate::ssr::go(format!("/team/dokumente/{id}?zurueck=1")))
}

/// Notes that a letter about a document goes to a person.
#[server(endpoint = "staff/post-document")]
pub async fn post_document(id: DocumentId, person: PersonId) -> Result<String, AppError> {
    crate::ssr::caller()?.documents().post(id, person).await?;
    Ok(crate::ssr::go(format!(
        "/team/dokumente/{id}?brief={person}"
    )))
}

/// Persons, contracts, units or houses by name or number.
#[server(endpoint = "staff/document-targets")]
pub async fn document_targets(
    kind: TargetKind,
    #[server(default)] wanted: String,
) -> Result<Vec<TargetRow>, AppError> {
    let caller = crate::ssr::caller()?;
    Ok(caller.documents().targets(kind, &wanted).await?)
}

/// How many people would get a document.
#[server(endpoint = "staff/document-audience")]
pub async fn document_audience(
    kind: DocumentKind,
    target: TargetKind,
    #[server(default)] id: String,
) -> Result<Audience, AppError> {
    let caller = crate::ssr::caller()?;
    Ok(caller.documents().audience(kind, (target, &id)).await?)
}

/// The files for many persons, youngest first.
#[server(endpoint = "staff/document-sets")]
pub async fn document_sets() -> Result<Vec<SerialRow>, AppError> {
    Ok(crate::ssr::caller()?.documents().sets().await?)
}

/// The check list of a file for many persons.
#[server(endpoint = "staff/document-set")]
pub async fn document_set(id: SetId) -> Result<SerialPage, AppError> {
    Ok(crate::ssr::caller()?.documents().set(id).await?)
}

/// Provides the parts of a file for many persons, but for those that are left out.
#[server(endpoint = "staff/publish-document-set")]
pub async fn publish_document_set(
    id: SetId,
    #[server(default)] left_out: Vec<i64>,
) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    caller.documents().publish_set(id, left_out).await?;
    Ok(crate::ssr::go(format!("/team/dokumente/serie/{id}?los=1")))
}

/// Throws a file for many persons away.
#[server(endpoint = "staff/discard-document-set")]
pub async fn discard_document_set(id: SetId) -> Result<String, AppError> {
    crate::ssr::caller()?.documents().discard_set(id).await?;
    Ok(crate::ssr::go(format!("/team/dokumente/serie/{id}")))
}
