//! What the pages about one's own data ask of the server.

use domain::privacy::{Archive, DeletionPage, LookList};
use leptos::prelude::*;
use uuid::Uuid;

use crate::AppError;
use crate::tickets::sheet::Sheet;

/// The archive that was asked for last.
#[server(endpoint = "privacy/archive")]
pub async fn last_archive() -> Result<Option<Archive>, AppError> {
    Ok(crate::ssr::caller()?.privacy().archive().await?)
}

/// Has all data put together; the password is asked for once more.
#[server(endpoint = "privacy/collect")]
pub async fn collect(password: String) -> Result<String, AppError> {
    crate::ssr::caller()?.privacy().collect(&password).await?;
    Ok(crate::ssr::go("/einstellungen/daten"))
}

/// One page of who looked at the data.
#[server(endpoint = "privacy/looks")]
pub async fn looks(page: i64) -> Result<LookList, AppError> {
    Ok(crate::ssr::caller()?.privacy().looks(page).await?)
}

/// What would be deleted and what has to stay.
#[server(endpoint = "privacy/deletion")]
pub async fn deletion() -> Result<Sheet<DeletionPage>, AppError> {
    let caller = crate::ssr::caller()?;
    let page = caller.privacy().deletion().await?;
    Ok(crate::ssr::sheet(&caller, page))
}

/// Asks for deletion; the answer is the page of the ticket that it became.
#[server(endpoint = "privacy/ask-deletion")]
pub async fn ask_deletion(client_ref: Uuid) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    let id = caller.privacy().ask_deletion(client_ref).await?;
    Ok(crate::ssr::go(format!("/vorgaenge/{id}?neu=1")))
}

/// Ends the access for good.
#[server(endpoint = "privacy/end-access")]
pub async fn end_access(
    password: String,
    #[server(default)] sure: bool,
) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    caller.privacy().end_access(&password, sure).await?;
    crate::ssr::drop_session();
    Ok(crate::ssr::go("/?abgemeldet=1"))
}
