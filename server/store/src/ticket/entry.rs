//! The lines of a ticket's timeline.

use chrono::{DateTime, Utc};
use domain::ticket::{EntryKind, MessageId, Side};
use domain::{AccountId, State, TicketId};
use uuid::Uuid;

use crate::{Result, Tx};

/// A message to be stored.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// Made by us.
    pub id: MessageId,
    /// Of which ticket.
    pub ticket_id: TicketId,
    /// Who wrote it.
    pub account_id: Option<AccountId>,
    /// On which side.
    pub side: Side,
    /// A note that only staff see.
    pub internal: bool,
    /// The same message sent twice is one.
    pub client_ref: Uuid,
    /// The text.
    pub body: String,
    /// Now.
    pub created_at: DateTime<Utc>,
}

/// An event to be stored.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Made by us.
    pub id: Uuid,
    /// Of which ticket.
    pub ticket_id: TicketId,
    /// Who did it.
    pub account_id: Option<AccountId>,
    /// On which side.
    pub side: Side,
    /// What.
    pub kind: EntryKind,
    /// The state after it.
    pub state: Option<State>,
    /// Reason, question or firm.
    pub body: String,
    /// Now.
    pub created_at: DateTime<Utc>,
}

/// A line as read back; for events `message_id` is empty.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct Line {
    /// The message, for its photos.
    pub message_id: Option<MessageId>,
    /// Of which ticket.
    pub ticket_id: TicketId,
    /// Who.
    pub account_id: Option<AccountId>,
    /// Who, by name.
    pub name: Option<String>,
    /// On which side.
    pub side: Side,
    /// What.
    pub kind: EntryKind,
    /// The state after it.
    pub state: Option<State>,
    /// Text.
    pub body: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Adds a message; `false` when the same one is there already.
///
/// # Errors
/// The engine refused.
pub async fn add_message(tx: &mut Tx, new: &NewMessage) -> Result<bool> {
    let added = run!(
        tx,
        "INSERT INTO ticket_message (id, ticket_id, account_id, side, internal, client_ref, body, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (ticket_id, client_ref) DO NOTHING",
        new.id,
        new.ticket_id,
        new.account_id,
        new.side,
        new.internal,
        new.client_ref,
        new.body.as_str(),
        new.created_at
    )?;
    Ok(added == 1)
}

/// Whether a message was stored already.
///
/// # Errors
/// The engine refused.
pub async fn is_there(tx: &mut Tx, ticket: TicketId, client_ref: Uuid) -> Result<bool> {
    let found: Option<MessageId> = maybe!(
        tx,
        "SELECT id FROM ticket_message WHERE ticket_id = $1 AND client_ref = $2",
        ticket,
        client_ref
    )?;
    Ok(found.is_some())
}

/// Adds an event.
///
/// # Errors
/// The engine refused.
pub async fn add_event(tx: &mut Tx, new: &NewEvent) -> Result<()> {
    run!(
        tx,
        "INSERT INTO ticket_event (id, ticket_id, account_id, side, kind, state, body, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id,
        new.ticket_id,
        new.account_id,
        new.side,
        new.kind,
        new.state,
        new.body.as_str(),
        new.created_at
    )?;
    Ok(())
}

/// The messages and events of a ticket, oldest first; notes and assignments only for staff.
///
/// # Errors
/// The engine refused.
pub async fn timeline(tx: &mut Tx, ticket: TicketId, for_staff: bool) -> Result<Vec<Line>> {
    let mut lines: Vec<Line> = rows!(
        &mut *tx,
        "SELECT m.id AS message_id, m.ticket_id, m.account_id, a.name, m.side, CASE WHEN m.internal THEN 'notiz' ELSE 'nachricht' END AS kind,
            CAST(NULL AS TEXT) AS state, m.body, m.created_at
         FROM ticket_message m LEFT JOIN account a ON a.id = m.account_id WHERE m.ticket_id = $1 AND ($2 OR NOT m.internal)",
        ticket,
        for_staff
    )?;
    let events: Vec<Line> = rows!(
        tx,
        "SELECT NULL AS message_id, e.ticket_id, e.account_id, a.name, e.side, e.kind, e.state, e.body, e.created_at
         FROM ticket_event e LEFT JOIN account a ON a.id = e.account_id WHERE e.ticket_id = $1 AND ($2 OR e.kind <> $3)",
        ticket,
        for_staff,
        EntryKind::Assigned
    )?;
    lines.extend(events);
    lines.sort_by_key(|line| line.created_at);
    Ok(lines)
}
