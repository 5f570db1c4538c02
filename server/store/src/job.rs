//! Jobs: what is to be done after the transaction that asked for it.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde_json::{Map, Value};
use sqlx::types::Json;
use uuid::Uuid;

use crate::{Result, Tx, dialect};

/// A job as claimed.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct Job {
    /// Made by us; also the identity of the mail it sends.
    pub id: Uuid,
    /// Which job.
    pub name: String,
    /// Its data.
    pub data: Json<Map<String, Value>>,
    /// Tries, this one included.
    pub attempts: i64,
}

/// Adds a job, due at `run_at`.
///
/// # Errors
/// The engine refused.
pub async fn add(
    tx: &mut Tx,
    id: Uuid,
    name: &'static str,
    data: Map<String, Value>,
    run_at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "INSERT INTO job (id, name, data, run_at, created_at) VALUES ($1, $2, $3, $4, $4)",
        id,
        name,
        Json(data),
        run_at
    )?;
    Ok(())
}

/// Claims the next due job until `until`; a worker that dies leaves it to the next.
///
/// # Errors
/// The engine refused.
pub async fn claim(tx: &mut Tx, now: DateTime<Utc>, until: DateTime<Utc>) -> Result<Option<Job>> {
    let text = dialect::claim_job(tx);
    row!(tx, text, now, until)
}

/// Frees all claimed jobs; only for whoever knows that nobody runs any.
///
/// # Errors
/// The engine refused.
pub async fn free_all(tx: &mut Tx) -> Result<()> {
    run!(
        tx,
        "UPDATE job SET locked_until = NULL WHERE locked_until IS NOT NULL"
    )?;
    Ok(())
}

/// Forgets a job that is done.
///
/// # Errors
/// The engine refused.
pub async fn finish(tx: &mut Tx, id: Uuid) -> Result<()> {
    run!(tx, "DELETE FROM job WHERE id = $1", id)?;
    Ok(())
}

/// Tries a job again later.
///
/// # Errors
/// The engine refused.
pub async fn retry(tx: &mut Tx, id: Uuid, run_at: DateTime<Utc>, error: &str) -> Result<()> {
    run!(
        tx,
        "UPDATE job SET run_at = $2, locked_until = NULL, last_error = $3 WHERE id = $1",
        id,
        run_at,
        error
    )?;
    Ok(())
}

/// Gives a job up; it stays for staff to see.
///
/// # Errors
/// The engine refused.
pub async fn bury(tx: &mut Tx, id: Uuid, now: DateTime<Utc>, error: &str) -> Result<()> {
    run!(
        tx,
        "UPDATE job SET dead_at = $2, locked_until = NULL, last_error = $3 WHERE id = $1",
        id,
        now,
        error
    )?;
    Ok(())
}

/// Forgets up to `most` jobs that were given up before a moment; how many.
///
/// # Errors
/// The engine refused.
pub async fn forget(tx: &mut Tx, before: DateTime<Utc>, most: i64) -> Result<u64> {
    run!(
        tx,
        "DELETE FROM job WHERE id IN (SELECT id FROM job WHERE dead_at < $1 LIMIT $2)",
        before,
        most
    )
}

/// Begins a day of the daily jobs; `false` where another portal, or this one before a restart, has begun it.
///
/// # Errors
/// The engine refused.
pub async fn begin_day(tx: &mut Tx, today: NaiveDate) -> Result<bool> {
    Ok(run!(
        tx,
        "INSERT INTO counter (name, value) VALUES ('daily_jobs', $1)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE counter.value <> excluded.value",
        i64::from(today.num_days_from_ce())
    )? > 0)
}

/// Jobs waiting or running, and jobs given up.
///
/// # Errors
/// The engine refused.
pub async fn counts(tx: &mut Tx) -> Result<(i64, i64)> {
    let waiting = value!(&mut *tx, "SELECT COUNT(*) FROM job WHERE dead_at IS NULL")?;
    let dead = value!(tx, "SELECT COUNT(*) FROM job WHERE dead_at IS NOT NULL")?;
    Ok((waiting, dead))
}
