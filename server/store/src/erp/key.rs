//! Keys of the ERP: what each may do, and the secrets it signs with.

use chrono::{DateTime, Utc};
use domain::erp::{CommandState, ParcelState};
use uuid::Uuid;

use crate::{Result, Tx};

/// A key to be stored.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// Made by us.
    pub id: Uuid,
    /// What stands in each request.
    pub handle: String,
    /// The operator's name for it.
    pub name: String,
    /// Scopes, joined by blanks.
    pub scopes: String,
    /// Networks it may come from, joined by blanks; empty is all.
    pub networks: String,
    /// Now.
    pub created_at: DateTime<Utc>,
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Key {
    /// The key.
    pub id: Uuid,
    /// What stands in each request.
    pub handle: String,
    /// The operator's name for it.
    pub name: String,
    /// Scopes, joined by blanks.
    pub scopes: String,
    /// Networks it may come from, joined by blanks; empty is all.
    pub networks: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was used last, to five minutes.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Since when it opens nothing.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Adds a key.
///
/// # Errors
/// The handle is taken.
pub async fn add(tx: &mut Tx, new: &NewKey) -> Result<()> {
    run!(
        tx,
        "INSERT INTO erp_key (id, handle, name, scopes, networks, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        new.id,
        new.handle.as_str(),
        new.name.as_str(),
        new.scopes.as_str(),
        new.networks.as_str(),
        new.created_at
    )?;
    Ok(())
}

/// Gives a key one more secret, whose hash is stored.
///
/// # Errors
/// The engine refused.
pub async fn add_secret(
    tx: &mut Tx,
    id: Uuid,
    key: Uuid,
    sha256: &[u8],
    now: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "INSERT INTO erp_secret (id, key_id, secret_sha256, created_at) VALUES ($1, $2, $3, $4)",
        id,
        key,
        sha256,
        now
    )?;
    Ok(())
}

/// The key of a handle, revoked or not.
///
/// # Errors
/// The engine refused.
pub async fn by_handle(tx: &mut Tx, handle: &str) -> Result<Option<Key>> {
    row!(
        tx,
        "SELECT id, handle, name, scopes, networks, created_at, last_used_at, revoked_at FROM erp_key WHERE handle = $1",
        handle
    )
}

/// The living key of a name.
///
/// # Errors
/// The engine refused.
pub async fn by_name(tx: &mut Tx, name: &str) -> Result<Option<Key>> {
    row!(
        tx,
        "SELECT id, handle, name, scopes, networks, created_at, last_used_at, revoked_at FROM erp_key
         WHERE name = $1 AND revoked_at IS NULL ORDER BY created_at, id LIMIT 1",
        name
    )
}

/// All keys, living ones first.
///
/// # Errors
/// The engine refused.
pub async fn all(tx: &mut Tx) -> Result<Vec<Key>> {
    rows!(
        tx,
        "SELECT id, handle, name, scopes, networks, created_at, last_used_at, revoked_at FROM erp_key
         ORDER BY CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, name, created_at, id"
    )
}

/// The hashes of the secrets a key signs with now, the newest first.
///
/// # Errors
/// The engine refused.
pub async fn secrets(tx: &mut Tx, key: Uuid, now: DateTime<Utc>) -> Result<Vec<Vec<u8>>> {
    let rows: Vec<(Vec<u8>,)> = rows!(
        tx,
        "SELECT secret_sha256 FROM erp_secret WHERE key_id = $1 AND (expires_at IS NULL OR expires_at > $2)
         ORDER BY created_at DESC, id DESC",
        key,
        now
    )?;
    Ok(rows.into_iter().map(|(sha256,)| sha256).collect())
}

/// Makes room for a new secret: of a key's living ones only the newest stays, until `ends_at`.
///
/// # Errors
/// The engine refused.
pub async fn expire_secrets(
    tx: &mut Tx,
    key: Uuid,
    now: DateTime<Utc>,
    ends_at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "UPDATE erp_secret SET expires_at = $2 WHERE key_id = $1 AND (expires_at IS NULL OR expires_at > $2)
            AND id <> (SELECT id FROM erp_secret WHERE key_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1)",
        key,
        now
    )?;
    run!(
        tx,
        "UPDATE erp_secret SET expires_at = $3 WHERE key_id = $1 AND (expires_at IS NULL OR expires_at > $2)",
        key,
        now,
        ends_at
    )?;
    Ok(())
}

/// Ends a key and forgets its secrets.
///
/// # Errors
/// The engine refused.
pub async fn revoke(tx: &mut Tx, key: Uuid, now: DateTime<Utc>) -> Result<()> {
    run!(tx, "DELETE FROM erp_secret WHERE key_id = $1", key)?;
    run!(
        tx,
        "UPDATE erp_key SET revoked_at = $2 WHERE id = $1",
        key,
        now
    )?;
    Ok(())
}

/// Notes that a key was used, unless it was noted since `since`.
///
/// # Errors
/// The engine refused.
pub async fn touch(tx: &mut Tx, key: Uuid, now: DateTime<Utc>, since: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE erp_key SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)",
        key,
        now,
        since
    )?;
    Ok(())
}

/// Uses up the word of one request; whether nobody used it before.
///
/// # Errors
/// The engine refused.
pub async fn note_nonce(tx: &mut Tx, key: Uuid, nonce: &str, now: DateTime<Utc>) -> Result<bool> {
    Ok(run!(
        tx,
        "INSERT INTO erp_nonce (key_id, nonce, seen_at) VALUES ($1, $2, $3) ON CONFLICT (key_id, nonce) DO NOTHING",
        key,
        nonce,
        now
    )? > 0)
}

/// Forgets up to `most` words of requests seen before a moment; how many.
///
/// # Errors
/// The engine refused.
pub async fn forget_nonces(tx: &mut Tx, before: DateTime<Utc>, most: i64) -> Result<u64> {
    run!(
        tx,
        "DELETE FROM erp_nonce WHERE (key_id, nonce) IN (SELECT key_id, nonce FROM erp_nonce WHERE seen_at < $1 LIMIT $2)",
        before,
        most
    )
}

/// How many batches wait for two people, and how many commands for the ERP.
///
/// # Errors
/// The engine refused.
pub async fn waiting(tx: &mut Tx) -> Result<(i64, i64)> {
    let parked = value!(
        &mut *tx,
        "SELECT COUNT(*) FROM erp_batch WHERE state = $1",
        ParcelState::Parked
    )?;
    let open = value!(
        tx,
        "SELECT COUNT(*) FROM erp_command WHERE state = $1",
        CommandState::Waiting
    )?;
    Ok((parked, open))
}
