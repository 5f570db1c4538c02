//! Server functions of residents' documents.

use domain::ContractId;
use domain::document::{DocumentKind, DocumentsPage};
use leptos::prelude::*;

use crate::AppError;
use crate::tickets::sheet::Sheet;

/// The folders, with what is in the open one, what a search found, or what is new.
#[server(endpoint = "documents/list")]
pub async fn list(
    #[server(default)] kind: Option<DocumentKind>,
    #[server(default)] wanted: String,
) -> Result<Sheet<DocumentsPage>, AppError> {
    let caller = crate::ssr::caller()?;
    let page = caller.documents().list(kind, &wanted).await?;
    Ok(crate::ssr::sheet(&caller, page))
}

/// Files the concern that asks for a copy of a lease that is not in the portal.
#[server(endpoint = "documents/request-copy")]
pub async fn request_copy(contract: ContractId) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    let filed = caller.documents().request_copy(contract).await?;
    Ok(crate::ssr::go(format!("/vorgaenge/{}?neu=1", filed.id)))
}
