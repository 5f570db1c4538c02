//! Server functions of staff.

use domain::ChangeId;
use domain::change::StaffChanges;
use domain::ticket::{Inbox, InboxView, TicketId};
use leptos::prelude::*;

use crate::AppError;
use crate::tickets::sheet::Sheet;

/// One page of a view or of what a search found, with the counts of all views.
#[server(endpoint = "staff/inbox")]
pub async fn inbox_page(
    view: InboxView,
    page: i64,
    #[server(default)] wanted: String,
) -> Result<Sheet<Inbox>, AppError> {
    let caller = crate::ssr::caller()?;
    let inbox = caller.staff().inbox(view, page, &wanted).await?;
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

/// One page of the changes under way, or of those that are over; with the whole IBAN of one where it is asked for.
#[server(endpoint = "staff/changes")]
pub async fn changes(
    done: bool,
    page: i64,
    #[server(default)] reveal: Option<ChangeId>,
) -> Result<Sheet<StaffChanges>, AppError> {
    let caller = crate::ssr::caller()?;
    let changes = caller.changes().desk(done, page, reveal).await?;
    Ok(crate::ssr::sheet(&caller, changes))
}

/// The ERP has confirmed a change.
#[server(endpoint = "staff/accept-change")]
pub async fn accept_change(id: ChangeId) -> Result<String, AppError> {
    crate::ssr::caller()?.changes().accept(id).await?;
    Ok(crate::ssr::go("/team/aenderungen?erledigt=1"))
}

/// Bank details may pass, as far as the one who asks is concerned.
#[server(endpoint = "staff/release-change")]
pub async fn release_change(id: ChangeId) -> Result<String, AppError> {
    crate::ssr::caller()?.changes().release(id).await?;
    let list = format!("/team/aenderungen?freigegeben={id}");
    Ok(crate::ssr::go(list))
}

/// A change does not take effect, for a reason.
#[server(endpoint = "staff/reject-change")]
pub async fn reject_change(
    id: ChangeId,
    #[server(default)] reason: String,
) -> Result<String, AppError> {
    crate::ssr::caller()?.changes().reject(id, &reason).await?;
    Ok(crate::ssr::go("/team/aenderungen?erledigt=1"))
}
