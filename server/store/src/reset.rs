//! Links to set a new password: one live per account, single use.

use chrono::{DateTime, Utc};
use domain::AccountId;
use uuid::Uuid;

use crate::{Result, Tx};

/// Adds a link; the account's older ones die.
///
/// # Errors
/// The engine refused.
pub async fn add(
    tx: &mut Tx,
    id: Uuid,
    account: AccountId,
    token_hash: &[u8],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    kill(tx, account, now).await?;
    run!(
        tx,
        "INSERT INTO password_reset (id, account_id, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        account,
        token_hash,
        now,
        expires_at
    )?;
    Ok(())
}

/// Takes a link back that was never mailed.
///
/// # Errors
/// The engine refused.
pub async fn take_back(tx: &mut Tx, id: Uuid) -> Result<()> {
    run!(tx, "DELETE FROM password_reset WHERE id = $1", id)?;
    Ok(())
}

/// Whose live link it is, without using it.
///
/// # Errors
/// The engine refused.
pub async fn peek(tx: &mut Tx, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<AccountId>> {
    maybe!(
        tx,
        "SELECT account_id FROM password_reset WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
        token_hash,
        now
    )
}

/// Uses a link up; whose it was.
///
/// # Errors
/// The engine refused.
pub async fn redeem(
    tx: &mut Tx,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<AccountId>> {
    maybe!(
        tx,
        "UPDATE password_reset SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING account_id",
        token_hash,
        now
    )
}

/// Ends all live links of an account.
///
/// # Errors
/// The engine refused.
pub async fn kill(tx: &mut Tx, account: AccountId, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE password_reset SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL",
        account,
        now
    )?;
    Ok(())
}

/// How many links an account asked for since a moment, and when the last.
///
/// # Errors
/// The engine refused.
pub async fn asked_since(
    tx: &mut Tx,
    account: AccountId,
    since: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>> {
    let rows: Vec<(DateTime<Utc>,)> = rows!(
        tx,
        "SELECT created_at FROM password_reset WHERE account_id = $1 AND created_at > $2 ORDER BY created_at DESC",
        account,
        since
    )?;
    Ok(rows.into_iter().map(|(at,)| at).collect())
}

/// Forgets up to `most` links that ended before a moment, used or not; how many.
///
/// # Errors
/// The engine refused.
pub async fn forget(tx: &mut Tx, before: DateTime<Utc>, most: i64) -> Result<u64> {
    run!(
        tx,
        "DELETE FROM password_reset WHERE id IN (SELECT id FROM password_reset WHERE expires_at < $1 LIMIT $2)",
        before,
        most
    )
}
