//! Tickets with their messages, events, photos and read marks.

pub mod entry;
pub mod filing;
pub mod inbox;
pub mod list;
pub mod photo;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ticket::{Place, Stage, TicketKind};
use domain::{AccountId, ContractId, PersonId, State, TicketId, Topic};
use uuid::Uuid;

use crate::{Result, Tx, dialect};

/// A ticket as the server knows it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Ticket {
    /// Made by us.
    pub id: TicketId,
    /// "2026-000123".
    pub number: String,
    /// Whose flat or house.
    pub contract_id: ContractId,
    /// Who reported it.
    pub reporter_id: PersonId,
    /// Made in the form: the same report sent twice is one ticket.
    pub client_ref: Uuid,
    /// Damage or concern.
    pub kind: TicketKind,
    /// What it is about.
    pub topic: Topic,
    /// Where the damage is.
    pub place: Option<Place>,
    /// In a few words.
    pub title: String,
    /// Phone and access.
    pub access: String,
    /// It cannot wait.
    pub urgent: bool,
    /// All persons of the contract see it.
    pub shared: bool,
    /// Where it stands.
    pub state: State,
    /// The promise.
    pub answer_by: Option<NaiveDate>,
    /// The agreed date.
    pub appointment_at: Option<DateTime<Utc>>,
    /// Who works on it.
    pub assignee_id: Option<AccountId>,
    /// Reported.
    pub created_at: DateTime<Utc>,
    /// Last changed.
    pub updated_at: DateTime<Utc>,
    /// Last news for the resident.
    pub news_for_resident_at: Option<DateTime<Utc>>,
    /// Last news for staff.
    pub news_for_staff_at: Option<DateTime<Utc>>,
    /// Closed, rejected or withdrawn.
    pub closed_at: Option<DateTime<Utc>>,
    /// How often reopened.
    pub reopened: i64,
}

impl Ticket {
    /// What the rules need to know.
    pub fn stage(&self) -> Stage {
        Stage {
            state: self.state,
            closed_at: self.closed_at,
        }
    }
}

/// Takes the next running number of a year.
///
/// # Errors
/// The engine refused.
pub async fn next_number(tx: &mut Tx, year: i32) -> Result<i64> {
    value!(
        tx,
        "INSERT INTO counter (name, value) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value",
        format!("ticket-{year}")
    )
}

/// Adds a ticket, with what master data says of its reporter and place today; `false` when the same report is there
/// already.
///
/// # Errors
/// The engine refused.
pub async fn add(tx: &mut Tx, new: &Ticket) -> Result<bool> {
    let added = run!(
        &mut *tx,
        "INSERT INTO ticket (id, number, contract_id, reporter_id, client_ref, kind, topic, place, title, access, urgent, shared, state, answer_by,
            appointment_at, assignee_id, created_at, updated_at, news_for_resident_at, news_for_staff_at, closed_at, reopened)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
         ON CONFLICT (reporter_id, client_ref) DO NOTHING",
        new.id,
        new.number.as_str(),
        new.contract_id,
        new.reporter_id,
        new.client_ref,
        new.kind,
        new.topic,
        new.place,
        new.title.as_str(),
        new.access.as_str(),
        new.urgent,
        new.shared,
        new.state,
        new.answer_by,
        new.appointment_at,
        new.assignee_id,
        new.created_at,
        new.updated_at,
        new.news_for_resident_at,
        new.news_for_staff_at,
        new.closed_at,
        new.reopened
    )?;
    if added == 1 {
        filing::keep(tx, new.id).await?;
    }
    Ok(added == 1)
}

/// Holds the ticket for the rest of the transaction, so that two steps at once follow each other.
///
/// # Errors
/// The engine refused.
pub async fn hold(tx: &mut Tx, id: TicketId) -> Result<Option<TicketId>> {
    let text = dialect::ticket_for_update(tx);
    maybe!(tx, text, id)
}

/// The ticket with this id; whether the reader may see it is asked of the policy.
///
/// # Errors
/// The engine refused.
pub async fn by_id(tx: &mut Tx, id: TicketId) -> Result<Option<Ticket>> {
    row!(
        tx,
        "SELECT id, number, contract_id, reporter_id, client_ref, kind, topic, place, title, access, urgent, shared, state, answer_by, appointment_at,
            assignee_id, created_at, updated_at, news_for_resident_at, news_for_staff_at, closed_at, reopened FROM ticket WHERE id = $1",
        id
    )
}

/// The ticket that a report became when it was sent before.
///
/// # Errors
/// The engine refused.
pub async fn by_client_ref(
    tx: &mut Tx,
    reporter: PersonId,
    client_ref: Uuid,
) -> Result<Option<TicketId>> {
    maybe!(
        tx,
        "SELECT id FROM ticket WHERE reporter_id = $1 AND client_ref = $2",
        reporter,
        client_ref
    )
}

/// How many tickets a person reported since a moment.
///
/// # Errors
/// The engine refused.
pub async fn reported_since(tx: &mut Tx, reporter: PersonId, since: DateTime<Utc>) -> Result<i64> {
    value!(
        tx,
        "SELECT COUNT(*) FROM ticket WHERE reporter_id = $1 AND created_at > $2",
        reporter,
        since
    )
}

/// Writes what can change in a ticket.
///
/// # Errors
/// The engine refused.
pub async fn update(tx: &mut Tx, ticket: &Ticket) -> Result<()> {
    run!(
        tx,
        "UPDATE ticket SET shared = $2, state = $3, answer_by = $4, appointment_at = $5, assignee_id = $6, updated_at = $7, news_for_resident_at = $8,
            news_for_staff_at = $9, closed_at = $10, reopened = $11 WHERE id = $1",
        ticket.id,
        ticket.shared,
        ticket.state,
        ticket.answer_by,
        ticket.appointment_at,
        ticket.assignee_id,
        ticket.updated_at,
        ticket.news_for_resident_at,
        ticket.news_for_staff_at,
        ticket.closed_at,
        ticket.reopened
    )?;
    Ok(())
}

/// Marks a ticket as read.
///
/// # Errors
/// The engine refused.
pub async fn mark_read(
    tx: &mut Tx,
    ticket: TicketId,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "INSERT INTO ticket_read (ticket_id, account_id, read_at) VALUES ($1, $2, $3)
         ON CONFLICT (ticket_id, account_id) DO UPDATE SET read_at = excluded.read_at",
        ticket,
        account,
        now
    )?;
    Ok(())
}

/// When an account last read a ticket.
///
/// # Errors
/// The engine refused.
pub async fn read_at(
    tx: &mut Tx,
    ticket: TicketId,
    account: AccountId,
) -> Result<Option<DateTime<Utc>>> {
    maybe!(
        tx,
        "SELECT read_at FROM ticket_read WHERE ticket_id = $1 AND account_id = $2",
        ticket,
        account
    )
}

/// Repaired tickets whose promise has passed without doubt.
///
/// # Errors
/// The engine refused.
pub async fn expired(tx: &mut Tx, today: NaiveDate) -> Result<Vec<(TicketId,)>> {
    rows!(
        tx,
        "SELECT id FROM ticket WHERE state = $1 AND answer_by < $2 ORDER BY answer_by LIMIT 500",
        State::Fixed,
        today
    )
}

/// Somebody who is told about a ticket.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Reader {
    /// The account.
    pub id: AccountId,
    /// "Vera Lindt".
    pub name: String,
    /// Its login.
    pub email: String,
}

/// Accounts that are told about a ticket: its reporter, and the others of the running contract when it is shared.
///
/// # Errors
/// The engine refused.
pub async fn audience(tx: &mut Tx, ticket: TicketId, today: NaiveDate) -> Result<Vec<Reader>> {
    rows!(
        tx,
        "SELECT a.id, a.name, a.email FROM ticket t JOIN contract c ON c.id = t.contract_id JOIN contract_person cp ON cp.contract_id = t.contract_id
         JOIN account a ON a.person_id = cp.person_id
         WHERE t.id = $1 AND a.disabled_at IS NULL AND (a.person_id = t.reporter_id OR (t.shared AND (c.ends_on IS NULL OR c.ends_on >= $2)))
         ORDER BY a.id",
        ticket,
        today
    )
}
