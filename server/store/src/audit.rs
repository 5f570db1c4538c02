//! The append-only log of who did what to what.

use chrono::{DateTime, Utc};
use domain::audit::{Action, AuditResult};
use serde_json::{Map, Value};
use sqlx::types::Json;
use uuid::Uuid;

use crate::{Result, Tx, dialect};

/// One line of the log; `detail` holds no secrets and no message texts.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Made by us.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// `anonymous`, a role, `operator` or `queue`.
    pub actor_kind: &'static str,
    /// The account.
    pub actor_id: Option<Uuid>,
    /// What.
    pub action: Action,
    /// Kind of the thing: `ticket`, `account` …
    pub object_kind: &'static str,
    /// The thing.
    pub object_id: Option<Uuid>,
    /// Done or refused.
    pub result: AuditResult,
    /// The request that led to it.
    pub request_id: String,
    /// The network part of the client's address.
    pub address: String,
    /// Facts beside it.
    pub detail: Map<String, Value>,
}

/// A line as read back.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Event {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, by kind.
    pub actor_kind: String,
    /// Who.
    pub actor_id: Option<Uuid>,
    /// What.
    pub action: Action,
    /// On what.
    pub object_id: Option<Uuid>,
    /// Done or refused.
    pub result: AuditResult,
}

/// Writes a line.
///
/// # Errors
/// The engine refused.
pub async fn add(tx: &mut Tx, event: NewEvent) -> Result<()> {
    run!(
        tx,
        "INSERT INTO audit_event (id, at, actor_kind, actor_id, action, object_kind, object_id, result, request_id, address, detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        event.id,
        event.at,
        event.actor_kind,
        event.actor_id,
        event.action,
        event.object_kind,
        event.object_id,
        event.result,
        event.request_id,
        event.address,
        Json(event.detail)
    )?;
    Ok(())
}

/// The lines about one thing, oldest first.
///
/// # Errors
/// The engine refused.
pub async fn about(tx: &mut Tx, object: Uuid) -> Result<Vec<Event>> {
    rows!(
        tx,
        "SELECT at, actor_kind, actor_id, action, object_id, result FROM audit_event WHERE object_id = $1 ORDER BY at, id",
        object
    )
}

/// How many lines of an action there are.
///
/// # Errors
/// The engine refused.
pub async fn count(tx: &mut Tx, action: Action) -> Result<i64> {
    value!(
        tx,
        "SELECT COUNT(*) FROM audit_event WHERE action = $1",
        action
    )
}

/// Bytes of the whole database.
///
/// # Errors
/// The engine refused.
pub async fn database_size(tx: &mut Tx) -> Result<i64> {
    let text = dialect::database_size(tx);
    value!(tx, text)
}
