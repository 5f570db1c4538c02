//! What the ERP says has changed and is still to be fetched; repeated words fall together.
//!
//! A word about a record that is just being fetched sets its attempts back to none. Whoever fetched it then finds another
//! number than it had, and leaves the row to the next.

use chrono::{DateTime, Utc};
use domain::erp::Entity;

use crate::{Result, Tx};

/// A record that is still to be fetched.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Event {
    /// What it is.
    pub entity: Entity,
    /// The ERP's key.
    pub reference: String,
    /// When the last word about it came.
    pub heard_at: DateTime<Utc>,
    /// Attempts since then.
    pub attempts: i64,
    /// When it is tried again.
    pub next_at: DateTime<Utc>,
    /// Why the last attempt was in vain.
    pub last_error: Option<String>,
    /// When it was given up.
    pub dead_at: Option<DateTime<Utc>>,
}

/// Notes that a record has changed; it is to be fetched from now on.
///
/// # Errors
/// The engine refused.
pub async fn note(tx: &mut Tx, entity: Entity, reference: &str, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "INSERT INTO erp_event (entity, reference, heard_at, next_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (entity, reference) DO UPDATE SET heard_at = excluded.heard_at, attempts = 0, next_at = excluded.next_at,
            last_error = NULL, dead_at = NULL",
        entity,
        reference,
        now
    )?;
    Ok(())
}

/// The next record that is to be fetched.
///
/// # Errors
/// The engine refused.
pub async fn due(tx: &mut Tx, now: DateTime<Utc>) -> Result<Option<Event>> {
    row!(
        tx,
        "SELECT entity, reference, heard_at, attempts, next_at, last_error, dead_at FROM erp_event
         WHERE dead_at IS NULL AND next_at <= $1 ORDER BY next_at, entity, reference LIMIT 1",
        now
    )
}

/// Takes a record to fetch it, so that nobody else does before `until`; `false` where somebody else has it, or it changed
/// once more.
///
/// # Errors
/// The engine refused.
pub async fn claim(tx: &mut Tx, event: &mut Event, until: DateTime<Utc>) -> Result<bool> {
    let claimed = run!(
        tx,
        "UPDATE erp_event SET attempts = attempts + 1, next_at = $5
         WHERE entity = $1 AND reference = $2 AND attempts = $3 AND next_at = $4 AND dead_at IS NULL",
        event.entity,
        event.reference.as_str(),
        event.attempts,
        event.next_at,
        until
    )? > 0;
    if claimed {
        event.attempts += 1;
        event.next_at = until;
    }
    Ok(claimed)
}

/// Forgets a record that was fetched, unless it has changed once more since it was claimed.
///
/// # Errors
/// The engine refused.
pub async fn finish(tx: &mut Tx, event: &Event) -> Result<()> {
    run!(
        tx,
        "DELETE FROM erp_event WHERE entity = $1 AND reference = $2 AND attempts = $3 AND heard_at = $4",
        event.entity,
        event.reference.as_str(),
        event.attempts,
        event.heard_at
    )?;
    Ok(())
}

/// Tries a claimed record again later, or gives it up; not where it has changed once more.
///
/// # Errors
/// The engine refused.
pub async fn put_off(
    tx: &mut Tx,
    event: &Event,
    next_at: DateTime<Utc>,
    dead_at: Option<DateTime<Utc>>,
    error: &str,
) -> Result<()> {
    run!(
        tx,
        "UPDATE erp_event SET next_at = $5, dead_at = $6, last_error = $7
         WHERE entity = $1 AND reference = $2 AND attempts = $3 AND heard_at = $4",
        event.entity,
        event.reference.as_str(),
        event.attempts,
        event.heard_at,
        next_at,
        dead_at,
        error
    )?;
    Ok(())
}

/// Tries all that is due later, without counting that as an attempt.
///
/// # Errors
/// The engine refused.
pub async fn put_off_due(tx: &mut Tx, now: DateTime<Utc>, until: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE erp_event SET next_at = $2 WHERE dead_at IS NULL AND next_at <= $1",
        now,
        until
    )?;
    Ok(())
}

/// Tries a record again that was given up; `false` where there is none.
///
/// # Errors
/// The engine refused.
pub async fn again(
    tx: &mut Tx,
    entity: Entity,
    reference: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE erp_event SET heard_at = $3, attempts = 0, next_at = $3, dead_at = NULL
         WHERE entity = $1 AND reference = $2 AND dead_at IS NOT NULL",
        entity,
        reference,
        now
    )? > 0)
}

/// Records that were given up, the oldest first.
///
/// # Errors
/// The engine refused.
pub async fn dead(tx: &mut Tx, most: i64) -> Result<Vec<Event>> {
    rows!(
        tx,
        "SELECT entity, reference, heard_at, attempts, next_at, last_error, dead_at FROM erp_event
         WHERE dead_at IS NOT NULL ORDER BY dead_at, entity, reference LIMIT $1",
        most
    )
}

/// Records that wait to be fetched, and those that were given up.
///
/// # Errors
/// The engine refused.
pub async fn counts(tx: &mut Tx) -> Result<(i64, i64)> {
    let waiting = value!(
        &mut *tx,
        "SELECT COUNT(*) FROM erp_event WHERE dead_at IS NULL"
    )?;
    let dead = value!(
        tx,
        "SELECT COUNT(*) FROM erp_event WHERE dead_at IS NOT NULL"
    )?;
    Ok((waiting, dead))
}
