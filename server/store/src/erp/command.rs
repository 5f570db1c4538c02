//! Commands for the ERP: in the order in which they became true, and with the facts they are made of when they are read.

use chrono::{DateTime, NaiveDate, Utc};
use domain::change::{ChangeKind, ChangeState};
use domain::erp::{CommandId, CommandKind, CommandState};
use domain::ticket::TicketKind;
use domain::{ChangeId, TicketId, Topic};

use crate::{Result, Tx};

/// A command as it is kept; what it says is read from what it is about.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Command {
    /// Made by us; also the idempotency key.
    pub id: CommandId,
    /// Its place in the order.
    pub position: i64,
    /// What is told.
    pub kind: CommandKind,
    /// About which change.
    pub change_id: Option<ChangeId>,
    /// About which ticket.
    pub ticket_id: Option<TicketId>,
    /// How far it has come.
    pub state: CommandState,
    /// Tries to hand it over.
    pub attempts: i64,
    /// When it became true.
    pub created_at: DateTime<Utc>,
}

/// A command that is to be added; it is about one thing.
#[derive(Debug, Clone, Copy)]
pub struct NewCommand {
    /// Made by us.
    pub id: CommandId,
    /// What is told.
    pub kind: CommandKind,
    /// About which change.
    pub change_id: Option<ChangeId>,
    /// About which ticket.
    pub ticket_id: Option<TicketId>,
    /// When it became true.
    pub created_at: DateTime<Utc>,
}

/// What a command says of a change.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct ChangeFacts {
    /// The request.
    pub id: ChangeId,
    /// The ERP's key of the person.
    pub person: String,
    /// What is to be changed.
    pub kind: ChangeKind,
    /// What held on the day it was asked for.
    pub old_value: Option<String>,
    /// What shall hold; of an account the masked form.
    pub new_value: String,
    /// Where it stands.
    pub state: ChangeState,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// By when it is promised.
    pub promised_on: Option<NaiveDate>,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// Bank details: the ERP's key of the contract.
    pub contract: Option<String>,
    /// Bank details: whose account it is.
    pub holder: Option<String>,
    /// Bank details: in full until the request is over.
    pub iban: Option<String>,
    /// Bank details: the rent may be debited.
    pub debit: Option<bool>,
    /// Bank details: the reference of the mandate.
    pub mandate: Option<String>,
}

/// What a command says of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct TicketFacts {
    /// The ticket.
    pub id: TicketId,
    /// "2026-000123".
    pub number: String,
    /// The ERP's key of who reported it.
    pub person: String,
    /// The ERP's key of the contract.
    pub contract: String,
    /// Damage or concern.
    pub kind: TicketKind,
    /// What it is about.
    pub topic: Topic,
    /// In a few words.
    pub title: String,
    /// It cannot wait.
    pub urgent: bool,
    /// When it was reported.
    pub created_at: DateTime<Utc>,
}

/// Adds a command at the end of the order; its place in it. Whoever is next waits for the end of this transaction, so
/// that places are in the order of the commits.
///
/// # Errors
/// The engine refused.
pub async fn add(tx: &mut Tx, new: NewCommand) -> Result<i64> {
    let position: i64 = value!(
        &mut *tx,
        "INSERT INTO counter (name, value) VALUES ('erp_command', 1)
         ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value"
    )?;
    run!(
        tx,
        "INSERT INTO erp_command (id, position, kind, change_id, ticket_id, state, next_at, created_at) VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $6)",
        new.id,
        position,
        new.kind,
        new.change_id,
        new.ticket_id,
        new.created_at
    )?;
    Ok(position)
}

/// The commands behind a place in the order, whatever has become of them.
///
/// # Errors
/// The engine refused.
pub async fn after(tx: &mut Tx, position: i64, limit: i64) -> Result<Vec<Command>> {
    rows!(
        tx,
        "SELECT id, position, kind, change_id, ticket_id, state, attempts, created_at FROM erp_command WHERE position > $1 ORDER BY position LIMIT $2",
        position,
        limit
    )
}

/// The other side has all commands up to a place in the order; how many are new to it.
///
/// # Errors
/// The engine refused.
pub async fn acknowledge(tx: &mut Tx, position: i64, now: DateTime<Utc>) -> Result<u64> {
    run!(
        tx,
        "UPDATE erp_command SET state = 'delivered', delivered_at = $2, next_at = NULL, last_error = NULL
         WHERE position <= $1 AND state <> 'delivered'",
        position,
        now
    )
}

/// Takes the first command that is due, until a moment in which another try may begin. Of one person's commands a later
/// one waits for the earlier.
///
/// # Errors
/// The engine refused.
pub async fn claim(
    tx: &mut Tx,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<Command>> {
    row!(
        tx,
        "UPDATE erp_command SET next_at = $2, attempts = attempts + 1 WHERE state = 'waiting' AND next_at <= $1 AND id = (
            SELECT c.id FROM erp_command c LEFT JOIN change_request r ON r.id = c.change_id LEFT JOIN ticket t ON t.id = c.ticket_id
            WHERE c.state = 'waiting' AND c.next_at <= $1 AND NOT EXISTS (
                SELECT 1 FROM erp_command e LEFT JOIN change_request q ON q.id = e.change_id LEFT JOIN ticket s ON s.id = e.ticket_id
                WHERE e.state = 'waiting' AND e.position < c.position
                AND COALESCE(q.person_id, s.reporter_id) = COALESCE(r.person_id, t.reporter_id))
            ORDER BY c.position LIMIT 1)
         RETURNING id, position, kind, change_id, ticket_id, state, attempts, created_at",
        now,
        until
    )
}

/// The other side has a command.
///
/// # Errors
/// The engine refused.
pub async fn deliver(tx: &mut Tx, id: CommandId, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE erp_command SET state = 'delivered', delivered_at = $2, next_at = NULL, last_error = NULL WHERE id = $1",
        id,
        now
    )?;
    Ok(())
}

/// Tries a command again later.
///
/// # Errors
/// The engine refused.
pub async fn retry(tx: &mut Tx, id: CommandId, at: DateTime<Utc>, error: &str) -> Result<()> {
    run!(
        tx,
        "UPDATE erp_command SET next_at = $2, last_error = $3 WHERE id = $1 AND state = 'waiting'",
        id,
        at,
        error
    )?;
    Ok(())
}

/// Gives a command up; it lies there for staff.
///
/// # Errors
/// The engine refused.
pub async fn bury(tx: &mut Tx, id: CommandId, error: &str) -> Result<()> {
    run!(
        tx,
        "UPDATE erp_command SET state = 'dead', next_at = NULL, last_error = $2 WHERE id = $1 AND state = 'waiting'",
        id,
        error
    )?;
    Ok(())
}

/// Begins a command anew that was given up; `false` where it was not.
///
/// # Errors
/// The engine refused.
pub async fn revive(tx: &mut Tx, id: CommandId, now: DateTime<Utc>) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE erp_command SET state = 'waiting', attempts = 0, next_at = $2 WHERE id = $1 AND state = 'dead'",
        id,
        now
    )? > 0)
}

/// Notes that a change the ERP was asked for needs no answer any more; `false` where it was never asked, or has been
/// answered.
///
/// # Errors
/// The engine refused.
pub async fn answer(tx: &mut Tx, change: ChangeId, now: DateTime<Utc>) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE erp_command SET answered_at = $2 WHERE change_id = $1 AND kind = 'change_requested' AND answered_at IS NULL",
        change,
        now
    )? > 0)
}

/// The change that the command at a place in the order is about.
///
/// # Errors
/// The engine refused.
pub async fn change_at(tx: &mut Tx, position: i64) -> Result<Option<ChangeId>> {
    maybe!(
        tx,
        "SELECT change_id FROM erp_command WHERE position = $1 AND change_id IS NOT NULL",
        position
    )
}

/// Since when the oldest command waits.
///
/// # Errors
/// The engine refused.
pub async fn waiting_since(tx: &mut Tx) -> Result<Option<DateTime<Utc>>> {
    maybe!(
        tx,
        "SELECT created_at FROM erp_command WHERE state = 'waiting' ORDER BY position LIMIT 1"
    )
}

/// What there is to be said of a change.
///
/// # Errors
/// The engine refused.
pub async fn change(tx: &mut Tx, id: ChangeId) -> Result<Option<ChangeFacts>> {
    row!(
        tx,
        "SELECT c.id, p.reference AS person, c.kind, c.old_value, c.new_value, c.state, c.created_at, c.promised_on, c.reason,
            v.reference AS contract, b.holder, b.iban, b.debit, b.mandate
         FROM change_request c JOIN person p ON p.id = c.person_id LEFT JOIN bank_request b ON b.change_id = c.id
         LEFT JOIN contract v ON v.id = b.contract_id WHERE c.id = $1",
        id
    )
}

/// What there is to be said of a ticket.
///
/// # Errors
/// The engine refused.
pub async fn ticket(tx: &mut Tx, id: TicketId) -> Result<Option<TicketFacts>> {
    row!(
        tx,
        "SELECT t.id, t.number, p.reference AS person, v.reference AS contract, t.kind, t.topic, t.title, t.urgent, t.created_at
         FROM ticket t JOIN person p ON p.id = t.reporter_id JOIN contract v ON v.id = t.contract_id WHERE t.id = $1",
        id
    )
}

/// Changes whose promised day has passed without a word from the ERP, and of which staff were not reminded since a
/// moment.
///
/// # Errors
/// The engine refused.
pub async fn unanswered(
    tx: &mut Tx,
    today: NaiveDate,
    since: DateTime<Utc>,
) -> Result<Vec<(ChangeId, NaiveDate)>> {
    rows!(
        tx,
        "SELECT c.id, c.promised_on FROM change_request c WHERE c.state = 'uebergeben' AND c.promised_on < $1
         AND NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.object_id = c.id AND e.action = 'change_reminded' AND e.at > $2)
         ORDER BY c.promised_on, c.id",
        today,
        since
    )
}
