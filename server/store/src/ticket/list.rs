//! A resident's list of tickets.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ticket::TicketKind;
use domain::{AccountId, ContractId, PersonId, State, TicketId, Topic};
use sqlx::QueryBuilder;

use super::Ticket;
use crate::{Result, Tx};

/// What a resident may see, as the policy said: all shared tickets of some contracts, the own ones of these and more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The reader.
    pub person: PersonId,
    /// The reader's account, for the read marks.
    pub account: AccountId,
    /// Contracts that run: shared tickets and own ones.
    pub running: Vec<ContractId>,
    /// Contracts that have ended: own tickets only.
    pub past: Vec<ContractId>,
}

/// A line of a list, before it is shown.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct ListRow {
    /// The ticket.
    pub id: TicketId,
    /// Its contract.
    pub contract_id: ContractId,
    /// "2026-000123".
    pub number: String,
    /// Damage or concern.
    pub kind: TicketKind,
    /// What it is about.
    pub topic: Topic,
    /// In a few words.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// The promise.
    pub answer_by: Option<NaiveDate>,
    /// The agreed date.
    pub appointment_at: Option<DateTime<Utc>>,
    /// It cannot wait.
    pub urgent: bool,
    /// All persons of the contract see it.
    pub shared: bool,
    /// Last changed.
    pub updated_at: DateTime<Utc>,
    /// Reported.
    pub created_at: DateTime<Utc>,
    /// Last news for the side that reads.
    pub news_at: Option<DateTime<Utc>>,
    /// When the reader last looked.
    pub read_at: Option<DateTime<Utc>>,
    /// Street and number.
    pub street: String,
    /// Where in the house.
    pub unit_label: String,
    /// Who reported it.
    pub reporter: String,
    /// Who works on it.
    pub assignee: Option<String>,
}

/// The columns of [`ListRow`] and their tables; `$news` is the column of the reader's side.
macro_rules! list_columns {
    ($news:literal) => {
        concat!(
            "SELECT t.id, t.contract_id, t.number, t.kind, t.topic, t.title, t.state, t.answer_by, t.appointment_at, t.urgent, t.shared, t.updated_at, t.created_at, t.",
            $news,
            " AS news_at, r.read_at, o.street, u.label AS unit_label, TRIM(p.first_name || ' ' || p.last_name) AS reporter, s.name AS assignee
             FROM ticket t JOIN contract c ON c.id = t.contract_id JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id
             JOIN person p ON p.id = t.reporter_id LEFT JOIN account s ON s.id = t.assignee_id
             LEFT JOIN ticket_read r ON r.ticket_id = t.id AND r.account_id = "
        )
    };
}
pub(super) use list_columns;

/// States in which something still has to happen.
fn open_states() -> impl Iterator<Item = State> {
    State::ALL.iter().copied().filter(|state| state.is_open())
}

/// Adds the reader's reach to a query, as one condition.
macro_rules! within {
    ($query:expr, $reach:expr) => {{
        $query.push("((t.contract_id IN (");
        in_list!($query, $reach.running.iter().copied());
        $query
            .push(") AND (t.shared OR t.reporter_id = ")
            .push_bind($reach.person)
            .push(")) OR (t.contract_id IN (");
        in_list!($query, $reach.past.iter().copied());
        $query
            .push(") AND t.reporter_id = ")
            .push_bind($reach.person)
            .push("))");
    }};
}

/// Binds the members of an `IN` list; an empty list matches nothing on either engine.
macro_rules! in_list {
    ($query:expr, $members:expr) => {{
        let mut any = false;
        for member in $members {
            if any {
                $query.push(", ");
            }
            $query.push_bind(member);
            any = true;
        }
        if !any {
            $query.push("NULL");
        }
    }};
}

/// A page of the reader's tickets, the last changed first.
///
/// # Errors
/// The engine refused.
pub async fn page(
    tx: &mut Tx,
    reach: &Reach,
    open_only: bool,
    offset: i64,
    limit: i64,
) -> Result<Vec<ListRow>> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new(list_columns!("news_for_resident_at"));
        query.push_bind(reach.account).push(" WHERE ");
        within!(query, reach);
        if open_only {
            query.push(" AND t.state IN (");
            in_list!(query, open_states());
            query.push(")");
        }
        query
            .push(" ORDER BY t.updated_at DESC, t.id DESC LIMIT ")
            .push_bind(limit)
            .push(" OFFSET ")
            .push_bind(offset);
        query.build_query_as::<ListRow>().fetch_all(c).await
    })
}

/// How many tickets of the reader are open, and how many there are.
///
/// # Errors
/// The engine refused.
pub async fn counts(tx: &mut Tx, reach: &Reach) -> Result<(i64, i64)> {
    on!(tx, |c| {
        let mut query =
            QueryBuilder::<Engine>::new("SELECT CAST(COALESCE(SUM(CASE WHEN t.state IN (");
        in_list!(query, open_states());
        query.push(") THEN 1 ELSE 0 END), 0) AS BIGINT), COUNT(*) FROM ticket t WHERE ");
        within!(query, reach);
        query.build_query_as::<(i64, i64)>().fetch_one(c).await
    })
}

/// The reader's tickets that changed since a moment, at most `limit`, for the copy on the own device.
///
/// # Errors
/// The engine refused.
pub async fn recent(
    tx: &mut Tx,
    reach: &Reach,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<TicketId>> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new("SELECT t.id FROM ticket t WHERE ");
        within!(query, reach);
        query
            .push(" AND t.updated_at > ")
            .push_bind(since)
            .push(" ORDER BY t.updated_at DESC, t.id DESC LIMIT ")
            .push_bind(limit);
        query.build_query_scalar::<TicketId>().fetch_all(c).await
    })
}

/// What stands in a line beside the ticket itself.
#[derive(Debug, sqlx_macros::FromRow)]
struct Beside {
    street: String,
    unit_label: String,
    reporter: String,
    assignee: Option<String>,
    read_at: Option<DateTime<Utc>>,
}

/// A ticket in hand as a line of a list.
///
/// # Errors
/// The engine refused.
pub async fn one(
    tx: &mut Tx,
    ticket: &Ticket,
    reader: AccountId,
    for_staff: bool,
) -> Result<Option<ListRow>> {
    let beside: Option<Beside> = row!(
        tx,
        "SELECT o.street, u.label AS unit_label, TRIM(p.first_name || ' ' || p.last_name) AS reporter, s.name AS assignee, r.read_at
         FROM contract c JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id JOIN person p ON p.id = $2
         LEFT JOIN account s ON s.id = $3 LEFT JOIN ticket_read r ON r.ticket_id = $4 AND r.account_id = $5 WHERE c.id = $1",
        ticket.contract_id,
        ticket.reporter_id,
        ticket.assignee_id,
        ticket.id,
        reader
    )?;
    Ok(beside.map(|beside| line(ticket, beside, for_staff)))
}

fn line(ticket: &Ticket, beside: Beside, for_staff: bool) -> ListRow {
    ListRow {
        id: ticket.id,
        contract_id: ticket.contract_id,
        number: ticket.number.clone(),
        kind: ticket.kind,
        topic: ticket.topic,
        title: ticket.title.clone(),
        state: ticket.state,
        answer_by: ticket.answer_by,
        appointment_at: ticket.appointment_at,
        urgent: ticket.urgent,
        shared: ticket.shared,
        updated_at: ticket.updated_at,
        created_at: ticket.created_at,
        news_at: if for_staff {
            ticket.news_for_staff_at
        } else {
            ticket.news_for_resident_at
        },
        read_at: beside.read_at,
        street: beside.street,
        unit_label: beside.unit_label,
        reporter: beside.reporter,
        assignee: beside.assignee,
    }
}
