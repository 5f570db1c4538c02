//! Archives of a person's data: one under way per account, each worked on by the run that began last.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::AccountId;
use domain::privacy::ArchiveId;

use crate::{Result, Tx};

/// An archive's row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Archive {
    /// Made by us.
    pub id: ArchiveId,
    /// Whose data.
    pub account_id: AccountId,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Which run works on it.
    pub run: i64,
    /// Parts that are in it.
    pub done: i64,
    /// Parts it will have.
    pub total: i64,
    /// Name of the blob, also of one that is still being written.
    pub blob_sha256: Option<String>,
    /// Bytes of the finished file.
    pub bytes: i64,
    /// When it was finished.
    pub ready_at: Option<DateTime<Utc>>,
    /// Until when it can be fetched.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Begins an archive; `false` where the account has one under way.
///
/// # Errors
/// The engine refused.
pub async fn ask(
    tx: &mut Tx,
    id: ArchiveId,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let added = run!(
        tx,
        "INSERT INTO data_archive (id, account_id, asked_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        id,
        account,
        now
    )?;
    Ok(added == 1)
}

/// The archive that an account asked for last.
///
/// # Errors
/// The engine refused.
pub async fn last(tx: &mut Tx, account: AccountId) -> Result<Option<Archive>> {
    row!(
        tx,
        "SELECT id, account_id, asked_at, run, done, total, blob_sha256, bytes, ready_at, expires_at FROM data_archive
         WHERE account_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 1",
        account
    )
}

/// The archive with this id.
///
/// # Errors
/// The engine refused.
pub async fn by_id(tx: &mut Tx, id: ArchiveId) -> Result<Option<Archive>> {
    row!(
        tx,
        "SELECT id, account_id, asked_at, run, done, total, blob_sha256, bytes, ready_at, expires_at FROM data_archive WHERE id = $1",
        id
    )
}

/// Begins a run on an unfinished archive, which overtakes every earlier one; nothing where there is no such archive.
/// The blob of an earlier run stands in the answer and is to be removed.
///
/// # Errors
/// The engine refused.
pub async fn begin(tx: &mut Tx, id: ArchiveId, total: i64) -> Result<Option<Archive>> {
    row!(
        tx,
        "UPDATE data_archive SET run = run + 1, done = 0, total = $2 WHERE id = $1 AND ready_at IS NULL
         RETURNING id, account_id, asked_at, run, done, total, blob_sha256, bytes, ready_at, expires_at",
        id,
        total
    )
}

/// Notes how many parts are in it; `false` where the run was overtaken.
///
/// # Errors
/// The engine refused.
pub async fn advance(tx: &mut Tx, id: ArchiveId, run: i64, done: i64) -> Result<bool> {
    let moved = run!(
        tx,
        "UPDATE data_archive SET done = $3 WHERE id = $1 AND run = $2 AND ready_at IS NULL",
        id,
        run,
        done
    )?;
    Ok(moved == 1)
}

/// Names the blob before it is written; `false` where the run was overtaken.
///
/// # Errors
/// The engine refused.
pub async fn name(tx: &mut Tx, id: ArchiveId, run: i64, sha256: &str) -> Result<bool> {
    let named = run!(
        tx,
        "UPDATE data_archive SET blob_sha256 = $3 WHERE id = $1 AND run = $2 AND ready_at IS NULL",
        id,
        run,
        sha256
    )?;
    Ok(named == 1)
}

/// Finishes an archive whose blob is written; `false` where the run was overtaken.
///
/// # Errors
/// The engine refused.
pub async fn finish(
    tx: &mut Tx,
    id: ArchiveId,
    run: i64,
    bytes: i64,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<bool> {
    let finished = run!(
        tx,
        "UPDATE data_archive SET done = total, bytes = $3, ready_at = $4, expires_at = $5 WHERE id = $1 AND run = $2 AND ready_at IS NULL",
        id,
        run,
        bytes,
        now,
        expires_at
    )?;
    Ok(finished == 1)
}

/// Ends all archives of an account now.
///
/// # Errors
/// The engine refused.
pub async fn expire_all(tx: &mut Tx, account: AccountId, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE data_archive SET run = run + 1, ready_at = COALESCE(ready_at, $2), expires_at = $2 WHERE account_id = $1",
        account,
        now
    )?;
    Ok(())
}

/// Up to `most` archives that have expired, or were asked for before `given_up` and are still not ready.
///
/// # Errors
/// The engine refused.
pub async fn over(
    tx: &mut Tx,
    now: DateTime<Utc>,
    given_up: DateTime<Utc>,
    most: i64,
) -> Result<Vec<Archive>> {
    rows!(
        tx,
        "SELECT id, account_id, asked_at, run, done, total, blob_sha256, bytes, ready_at, expires_at FROM data_archive
         WHERE expires_at <= $1 OR (ready_at IS NULL AND asked_at <= $2) ORDER BY asked_at LIMIT $3",
        now,
        given_up,
        most
    )
}

/// Forgets an archive whose blob is gone, unless another run has begun on it.
///
/// # Errors
/// The engine refused.
pub async fn forget(tx: &mut Tx, id: ArchiveId, run: i64) -> Result<bool> {
    Ok(run!(
        tx,
        "DELETE FROM data_archive WHERE id = $1 AND run = $2",
        id,
        run
    )? > 0)
}

/// The name of every blob that an archive needs.
///
/// # Errors
/// The engine refused.
pub async fn blobs(tx: &mut Tx) -> Result<HashSet<String>> {
    let names: Vec<(String,)> = rows!(
        tx,
        "SELECT blob_sha256 FROM data_archive WHERE blob_sha256 IS NOT NULL"
    )?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}
