//! The audit log's lines about one account, for its owner.

use chrono::{DateTime, Utc};
use domain::audit::{Action, AuditResult};
use domain::security_log::ACTIONS;
use domain::{AccountId, PersonId};
use serde_json::{Map, Value};
use sqlx::QueryBuilder;
use sqlx::types::Json;
use uuid::Uuid;

use crate::{Result, Tx};

/// A line of the log.
#[derive(Debug, Clone, PartialEq, sqlx_macros::FromRow)]
pub struct Line {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, by kind.
    pub actor_kind: String,
    /// Who.
    pub actor_id: Option<Uuid>,
    /// What.
    pub action: Action,
    /// Kind of the thing.
    pub object_kind: String,
    /// Done or refused.
    pub result: AuditResult,
    /// The network part of the address.
    pub address: String,
    /// Facts beside it.
    pub detail: Json<Map<String, Value>>,
}

/// The columns of [`Line`].
const LINES: &str =
    "SELECT e.at, e.actor_kind, e.actor_id, e.action, e.object_kind, e.result, e.address, e.detail";

/// Lines about the account, and about person, letters and changes where it has a person.
macro_rules! lines {
    ($query:expr, $account:expr, $person:expr) => {{
        $query.push(" FROM audit_event e WHERE ");
        about!($query, $account, $person);
    }};
}

/// Whether a line is one of these.
macro_rules! about {
    ($query:expr, $account:expr, $person:expr) => {{
        $query
            .push("e.object_id IN (SELECT id FROM account WHERE id = ")
            .push_bind($account)
            .push(" UNION ALL SELECT id FROM person WHERE id = ")
            .push_bind($person)
            .push(" UNION ALL SELECT id FROM activation_letter WHERE person_id = ")
            .push_bind($person)
            .push(" UNION ALL SELECT id FROM change_request WHERE person_id = ")
            .push_bind($person)
            .push(") AND e.action IN (");
        let mut words = $query.separated(", ");
        for action in ACTIONS {
            words.push_bind(*action);
        }
        $query.push(")");
    }};
}

/// A page of the lines, the newest first.
///
/// # Errors
/// The engine refused.
pub async fn page(
    tx: &mut Tx,
    account: AccountId,
    person: Option<PersonId>,
    offset: i64,
    limit: i64,
) -> Result<Vec<Line>> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new(LINES);
        lines!(query, account, person);
        query
            .push(" ORDER BY e.at DESC, e.id DESC LIMIT ")
            .push_bind(limit)
            .push(" OFFSET ")
            .push_bind(offset);
        query.build_query_as::<Line>().fetch_all(c).await
    })
}

/// How many lines there are.
///
/// # Errors
/// The engine refused.
pub async fn count(tx: &mut Tx, account: AccountId, person: Option<PersonId>) -> Result<i64> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new("SELECT COUNT(*)");
        lines!(query, account, person);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })
}

/// Up to `most` lines about an account and of what it did itself, the newest first.
///
/// # Errors
/// The engine refused.
pub async fn all(
    tx: &mut Tx,
    account: AccountId,
    person: Option<PersonId>,
    most: i64,
) -> Result<Vec<Line>> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new(LINES);
        query
            .push(" FROM audit_event e WHERE e.actor_id = ")
            .push_bind(account)
            .push(" OR (");
        about!(query, account, person);
        query
            .push(") ORDER BY e.at DESC, e.id DESC LIMIT ")
            .push_bind(most);
        query.build_query_as::<Line>().fetch_all(c).await
    })
}
