//! Parcels of master data: noted before anything of them holds, held by one worker, finished by whoever comes.

use chrono::{DateTime, Utc};
use domain::AccountId;
use domain::erp::{ParcelId, ParcelState, Source};
use serde_json::{Map, Value};
use sqlx::types::Json;

use crate::{Result, Tx};

/// A parcel to be noted.
#[derive(Debug, Clone)]
pub struct NewParcel {
    /// Made by us.
    pub id: ParcelId,
    /// By which way it came.
    pub source: Source,
    /// Its name there.
    pub label: String,
    /// When.
    pub received_at: DateTime<Utc>,
    /// Where it stands.
    pub state: ParcelState,
    /// The parcel itself.
    pub blob_sha256: String,
    /// Counts, and why it is parked.
    pub facts: Map<String, Value>,
    /// What it changes, in words.
    pub diff: String,
    /// Its records.
    pub total: i64,
    /// Until when whoever notes it works on it.
    pub worked_until: Option<DateTime<Utc>>,
}

/// A parcel in hand.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Parcel {
    /// The parcel.
    pub id: ParcelId,
    /// By which way it came.
    pub source: Source,
    /// Its name there.
    pub label: String,
    /// When.
    pub received_at: DateTime<Utc>,
    /// Where it stands.
    pub state: ParcelState,
    /// The parcel itself, as long as it is needed.
    pub blob_sha256: Option<String>,
    /// Its records that are written.
    pub done: i64,
    /// Its records.
    pub total: i64,
    /// Who let it pass first.
    pub first_by: Option<AccountId>,
}

/// Notes a parcel.
///
/// # Errors
/// The engine refused.
pub async fn add(tx: &mut Tx, new: &NewParcel) -> Result<()> {
    run!(
        tx,
        "INSERT INTO erp_batch (id, source, label, received_at, state, blob_sha256, facts, diff, done, total, worked_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)",
        new.id,
        new.source,
        new.label.as_str(),
        new.received_at,
        new.state,
        new.blob_sha256.as_str(),
        Json(new.facts.clone()),
        new.diff.as_str(),
        new.total,
        new.worked_until
    )?;
    Ok(())
}

/// A parcel, held until the end of the transaction, so that of two presses at once one comes second.
///
/// # Errors
/// The engine refused.
pub async fn hold(tx: &mut Tx, id: ParcelId) -> Result<Option<Parcel>> {
    row!(
        tx,
        "UPDATE erp_batch SET done = done WHERE id = $1
         RETURNING id, source, label, received_at, state, blob_sha256, done, total, first_by",
        id
    )
}

/// Keeps other workers from a parcel until a moment; nothing where it is written already or another worker is at it.
///
/// # Errors
/// The engine refused.
pub async fn work(
    tx: &mut Tx,
    id: ParcelId,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<Parcel>> {
    row!(
        tx,
        "UPDATE erp_batch SET worked_until = $3 WHERE id = $1 AND state = 'applying' AND (worked_until IS NULL OR worked_until <= $2)
         RETURNING id, source, label, received_at, state, blob_sha256, done, total, first_by",
        id,
        now,
        until
    )
}

/// Notes how many records are written, and works on; `false` where the parcel is finished already.
///
/// # Errors
/// The engine refused.
pub async fn progress(tx: &mut Tx, id: ParcelId, done: i64, until: DateTime<Utc>) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE erp_batch SET done = $2, worked_until = $3 WHERE id = $1 AND state = 'applying'",
        id,
        done,
        until
    )? == 1)
}

/// All of a parcel is written; it is not needed any more. `false` where it was finished before.
///
/// # Errors
/// The engine refused.
pub async fn finish(tx: &mut Tx, id: ParcelId, now: DateTime<Utc>) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE erp_batch SET state = 'applied', done = total, blob_sha256 = NULL, worked_until = NULL, finished_at = $2
         WHERE id = $1 AND state = 'applying'",
        id,
        now
    )? == 1)
}

/// Lets other workers at all parcels; only for whoever knows that nobody works on any.
///
/// # Errors
/// The engine refused.
pub async fn let_go_all(tx: &mut Tx) -> Result<()> {
    run!(
        tx,
        "UPDATE erp_batch SET worked_until = NULL WHERE worked_until IS NOT NULL"
    )?;
    Ok(())
}

/// Parcels that are being written or wait to be, the oldest first.
///
/// # Errors
/// The engine refused.
pub async fn applying(tx: &mut Tx) -> Result<Vec<ParcelId>> {
    let rows: Vec<(ParcelId,)> = rows!(
        tx,
        "SELECT id FROM erp_batch WHERE state = 'applying' ORDER BY received_at, id"
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Notes the first release of a parked parcel; `false` where there is one already.
///
/// # Errors
/// The engine refused.
pub async fn release_first(
    tx: &mut Tx,
    id: ParcelId,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE erp_batch SET first_by = $2, first_at = $3 WHERE id = $1 AND state = 'parked' AND first_by IS NULL",
        id,
        by,
        now
    )? == 1)
}

/// Notes the second release and lets the parcel pass; `false` without a first one, or for the same person.
///
/// # Errors
/// The engine refused.
pub async fn release_second(
    tx: &mut Tx,
    id: ParcelId,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE erp_batch SET second_by = $2, second_at = $3, state = 'applying'
         WHERE id = $1 AND state = 'parked' AND first_by IS NOT NULL AND first_by <> $2",
        id,
        by,
        now
    )? == 1)
}

/// Throws a parked parcel away; `false` where it is not parked any more.
///
/// # Errors
/// The engine refused.
pub async fn discard(tx: &mut Tx, id: ParcelId, now: DateTime<Utc>) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE erp_batch SET state = 'discarded', blob_sha256 = NULL, finished_at = $2 WHERE id = $1 AND state = 'parked'",
        id,
        now
    )? == 1)
}

/// The blobs that parcels name.
///
/// # Errors
/// The engine refused.
pub async fn blobs(tx: &mut Tx) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = rows!(
        tx,
        "SELECT DISTINCT blob_sha256 FROM erp_batch WHERE blob_sha256 IS NOT NULL"
    )?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}
