//! What was answered to the ERP's commands, for whoever did not hear it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Result, Tx};

/// What is known of a command.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Known {
    /// What it said.
    pub request_sha256: Vec<u8>,
    /// Status of the answer; empty while it is being worked on.
    pub status: Option<i64>,
    /// The answer.
    pub body: Option<String>,
    /// When it was answered, or taken on.
    pub answered_at: DateTime<Utc>,
}

/// Takes a command on; whether it is a new one. On PostgreSQL whoever comes second waits for the first.
///
/// # Errors
/// The engine refused.
pub async fn begin(
    tx: &mut Tx,
    key: Uuid,
    idempotency_key: &str,
    request_sha256: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "INSERT INTO erp_answer (key_id, idempotency_key, request_sha256, answered_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (key_id, idempotency_key) DO NOTHING",
        key,
        idempotency_key,
        request_sha256,
        now
    )? > 0)
}

/// Takes a command on again that nobody has answered since it was taken on before `before`; whether that was so.
///
/// # Errors
/// The engine refused.
pub async fn take_over(
    tx: &mut Tx,
    key: Uuid,
    idempotency_key: &str,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE erp_answer SET answered_at = $4 WHERE key_id = $1 AND idempotency_key = $2 AND status IS NULL AND answered_at <= $3",
        key,
        idempotency_key,
        before,
        now
    )? > 0)
}

/// What is known of a command.
///
/// # Errors
/// The engine refused.
pub async fn known(tx: &mut Tx, key: Uuid, idempotency_key: &str) -> Result<Option<Known>> {
    row!(
        tx,
        "SELECT request_sha256, status, body, answered_at FROM erp_answer WHERE key_id = $1 AND idempotency_key = $2",
        key,
        idempotency_key
    )
}

/// Keeps the answer to a command.
///
/// # Errors
/// The engine refused.
pub async fn finish(
    tx: &mut Tx,
    key: Uuid,
    idempotency_key: &str,
    status: i64,
    body: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "UPDATE erp_answer SET status = $3, body = $4, answered_at = $5 WHERE key_id = $1 AND idempotency_key = $2",
        key,
        idempotency_key,
        status,
        body,
        now
    )?;
    Ok(())
}

/// Gives back a command that could not be carried out, so that it may be sent again at once.
///
/// # Errors
/// The engine refused.
pub async fn give_back(tx: &mut Tx, key: Uuid, idempotency_key: &str) -> Result<()> {
    run!(
        tx,
        "DELETE FROM erp_answer WHERE key_id = $1 AND idempotency_key = $2 AND status IS NULL",
        key,
        idempotency_key
    )?;
    Ok(())
}

/// Forgets up to `most` answers given before a moment; how many.
///
/// # Errors
/// The engine refused.
pub async fn forget(tx: &mut Tx, before: DateTime<Utc>, most: i64) -> Result<u64> {
    run!(
        tx,
        "DELETE FROM erp_answer WHERE (key_id, idempotency_key) IN (
            SELECT key_id, idempotency_key FROM erp_answer WHERE answered_at < $1 LIMIT $2)",
        before,
        most
    )
}
