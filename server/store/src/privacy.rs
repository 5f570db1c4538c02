//! What there is about one person, who looked at it, and what the person asked to be deleted.

use chrono::{DateTime, Utc};
use domain::audit::Action;
use domain::privacy::retention::DeletionRequest;
use domain::{AccountId, PersonId, TicketId};
use sqlx::QueryBuilder;

use crate::{Result, Tx};

/// Looks of one of staff at one thing within an hour, as the log has them.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Look {
    /// When, the last time.
    pub at: DateTime<Utc>,
    /// How often.
    pub times: i64,
    /// What was done.
    pub action: Action,
    /// Kind of the thing.
    pub object_kind: String,
    /// Name of the account that looked.
    pub name: Option<String>,
    /// Number of the ticket or contract.
    pub number: Option<String>,
}

/// The log's lines of staff who looked at the person, at tickets they reported, at changes they asked for, or at contracts
/// they are named in.
macro_rules! looks {
    ($query:expr, $person:expr) => {{
        $query
            .push(" FROM audit_event e LEFT JOIN account a ON a.id = e.actor_id LEFT JOIN ticket t ON t.id = e.object_id
             LEFT JOIN contract c ON c.id = e.object_id WHERE e.object_id IN (SELECT id FROM ticket WHERE reporter_id = ")
            .push_bind($person)
            .push(" UNION ALL SELECT contract_id FROM contract_person WHERE person_id = ")
            .push_bind($person)
            .push(" UNION ALL SELECT id FROM change_request WHERE person_id = ")
            .push_bind($person)
            .push(" UNION ALL SELECT id FROM account WHERE person_id = ")
            .push_bind($person)
            .push(" UNION ALL SELECT id FROM person WHERE id = ")
            .push_bind($person)
            .push(") AND e.actor_kind IN ('clerk', 'admin') AND e.result = 'done' AND e.action IN (");
        let mut words = $query.separated(", ");
        for action in Action::ALL.iter().filter(|action| action.is_look()) {
            words.push_bind(*action);
        }
        $query.push(")");
    }};
}

/// What is one entry: whoever reads on sees no line for each click. An instant begins with day and hour on both engines.
const AN_HOUR: &str = " GROUP BY e.actor_id, a.name, e.action, e.object_kind, t.number, c.reference, SUBSTR(CAST(e.at AS TEXT), 1, 13)";

/// A page of the looks at a person's data, the newest first.
///
/// # Errors
/// The engine refused.
pub async fn looks(tx: &mut Tx, person: PersonId, offset: i64, limit: i64) -> Result<Vec<Look>> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new(
            "SELECT MAX(e.at) AS at, COUNT(*) AS times, e.action, e.object_kind, a.name, COALESCE(t.number, c.reference) AS number",
        );
        looks!(query, person);
        query
            .push(AN_HOUR)
            .push(" ORDER BY MAX(e.at) DESC, e.action, e.object_kind, number LIMIT ")
            .push_bind(limit)
            .push(" OFFSET ")
            .push_bind(offset);
        query.build_query_as::<Look>().fetch_all(c).await
    })
}

/// How many entries the looks at a person's data make.
///
/// # Errors
/// The engine refused.
pub async fn count_looks(tx: &mut Tx, person: PersonId) -> Result<i64> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new("SELECT COUNT(*) FROM (SELECT e.action");
        looks!(query, person);
        query.push(AN_HOUR).push(") seen");
        query.build_query_scalar::<i64>().fetch_one(c).await
    })
}

/// Tickets that a person reported, and those of others in which their account wrote; the oldest first.
///
/// # Errors
/// The engine refused.
pub async fn tickets(tx: &mut Tx, person: PersonId, account: AccountId) -> Result<Vec<TicketId>> {
    let found: Vec<(TicketId,)> = rows!(
        tx,
        "SELECT id FROM ticket WHERE reporter_id = $1 OR id IN (SELECT ticket_id FROM ticket_message WHERE account_id = $2) ORDER BY created_at, id",
        person,
        account
    )?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// A letter with access data, as far as its addressee may know.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Letter {
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// End of validity.
    pub expires_at: DateTime<Utc>,
    /// When somebody registered with it.
    pub used_at: Option<DateTime<Utc>>,
    /// When a newer one took its place.
    pub replaced_at: Option<DateTime<Utc>>,
}

/// The letters of a person, the oldest first.
///
/// # Errors
/// The engine refused.
pub async fn letters(tx: &mut Tx, person: PersonId) -> Result<Vec<Letter>> {
    rows!(
        tx,
        "SELECT created_at, expires_at, used_at, replaced_at FROM activation_letter WHERE person_id = $1 ORDER BY created_at, id",
        person
    )
}

/// Tickets a person reported: how many, how many of them are open, and when the last of the others was closed.
///
/// # Errors
/// The engine refused.
pub async fn reported(tx: &mut Tx, person: PersonId) -> Result<(i64, i64, Option<DateTime<Utc>>)> {
    let found: Option<(i64, i64, Option<DateTime<Utc>>)> = row!(
        tx,
        "SELECT COUNT(*), COUNT(*) - COUNT(closed_at), MAX(closed_at) FROM ticket WHERE reporter_id = $1",
        person
    )?;
    Ok(found.unwrap_or_default())
}

/// Notes that a ticket asks for the deletion of a person's data.
///
/// # Errors
/// The engine refused.
pub async fn ask_deletion(
    tx: &mut Tx,
    ticket: TicketId,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "INSERT INTO deletion_request (ticket_id, person_id, asked_at) VALUES ($1, $2, $3)",
        ticket,
        person,
        now
    )?;
    Ok(())
}

/// All deletions that a person asked for, the oldest first.
///
/// # Errors
/// The engine refused.
pub async fn deletions(tx: &mut Tx, person: PersonId) -> Result<Vec<DeletionRequest>> {
    rows!(
        tx,
        "SELECT d.ticket_id, t.number, d.asked_at, t.state FROM deletion_request d JOIN ticket t ON t.id = d.ticket_id
         WHERE d.person_id = $1 ORDER BY d.asked_at, d.ticket_id",
        person
    )
}

/// The deletion that a person asked for last.
///
/// # Errors
/// The engine refused.
pub async fn deletion(tx: &mut Tx, person: PersonId) -> Result<Option<DeletionRequest>> {
    row!(
        tx,
        "SELECT d.ticket_id, t.number, d.asked_at, t.state FROM deletion_request d JOIN ticket t ON t.id = d.ticket_id
         WHERE d.person_id = $1 ORDER BY d.asked_at DESC, d.ticket_id DESC LIMIT 1",
        person
    )
}
