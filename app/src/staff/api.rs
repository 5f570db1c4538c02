//! Server functions of staff.

use domain::ticket::{Inbox, InboxView, TicketId};
use leptos::prelude::*;

use crate::AppError;
use crate::tickets::sheet::Sheet;

/// One page of a view, with the counts of all.
#[server(endpoint = "staff/inbox")]
pub async fn inbox_page(view: InboxView, page: i64) -> Result<Sheet<Inbox>, AppError> {
    let caller = crate::ssr::caller()?;
    let inbox = caller.staff().inbox(view, page).await?;
    Ok(crate::ssr::sheet(&caller, inbox))
}

/// A note that only staff read.
#[server(endpoint = "staff/note")]
pub async fn note(id: TicketId, note: String) -> Result<(), AppError> {
    Ok(crate::ssr::caller()?.staff().note(id, &note).await?)
}

/// Takes a ticket over.
#[server(endpoint = "staff/assign")]
pub async fn assign(id: TicketId) -> Result<(), AppError> {
    Ok(crate::ssr::caller()?.staff().assign_to_me(id).await?)
}
