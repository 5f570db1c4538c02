//! Signed-in devices; the token itself is never stored.

use chrono::{DateTime, Utc};
use domain::{AccountId, PersonId, Role, SessionId};

use crate::{Result, Tx};

/// A session to be stored.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Made by us.
    pub id: SessionId,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Who.
    pub account_id: AccountId,
    /// The account's epoch at sign-in.
    pub auth_epoch: i64,
    /// "Eigenes Gerät".
    pub own_device: bool,
    /// "Firefox auf Windows".
    pub device: String,
    /// Now.
    pub created_at: DateTime<Utc>,
    /// The absolute end.
    pub expires_at: DateTime<Utc>,
}

/// A live session with its account.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct Session {
    /// The session.
    pub id: SessionId,
    /// Who.
    pub account_id: AccountId,
    /// The resident's person.
    pub person_id: Option<PersonId>,
    /// What the account may see now.
    pub role: Role,
    /// "Vera Lindt".
    pub name: String,
    /// The login.
    pub email: String,
    /// "Eigenes Gerät".
    pub own_device: bool,
    /// Seen last, to five minutes.
    pub last_seen_at: DateTime<Utc>,
    /// The absolute end.
    pub expires_at: DateTime<Utc>,
    /// Since when the account has a second factor: codes of an app, or a passkey.
    pub enrolled_at: Option<DateTime<Utc>>,
}

/// A device as its owner sees it.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct Device {
    /// The session.
    pub id: SessionId,
    /// "Firefox auf Windows".
    pub device: String,
    /// Signed in.
    pub created_at: DateTime<Utc>,
    /// Seen last.
    pub last_seen_at: DateTime<Utc>,
}

/// Adds a session.
///
/// # Errors
/// The engine refused.
pub async fn add(tx: &mut Tx, new: &NewSession) -> Result<()> {
    run!(
        tx,
        "INSERT INTO session (id, token_hash, account_id, auth_epoch, own_device, device, created_at, last_seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
        new.id,
        new.token_hash.as_slice(),
        new.account_id,
        new.auth_epoch,
        new.own_device,
        new.device.as_str(),
        new.created_at,
        new.expires_at
    )?;
    Ok(())
}

/// The text of [`by_token`]; the bench asks the same without us.
pub const BY_TOKEN: &str = "SELECT s.id, s.account_id, a.person_id, a.role, a.name, a.email, s.own_device, s.last_seen_at, s.expires_at,
       COALESCE(f.confirmed_at, (SELECT MIN(p.created_at) FROM passkey p WHERE p.account_id = a.id)) AS enrolled_at
    FROM session s JOIN account a ON a.id = s.account_id LEFT JOIN second_factor f ON f.account_id = a.id
    WHERE s.token_hash = $1 AND s.auth_epoch = a.auth_epoch AND a.disabled_at IS NULL";

/// The session of a token, unless its account was switched off or moved on to another epoch.
///
/// # Errors
/// The engine refused.
pub async fn by_token(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<Session>> {
    row!(tx, BY_TOKEN, token_hash)
}

/// Notes that a device was seen.
///
/// # Errors
/// The engine refused.
pub async fn touch(tx: &mut Tx, id: SessionId, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE session SET last_seen_at = $2 WHERE id = $1",
        id,
        now
    )?;
    Ok(())
}

/// Ends one session of an account; whether there was one.
///
/// # Errors
/// The engine refused.
pub async fn end(tx: &mut Tx, account: AccountId, id: SessionId) -> Result<bool> {
    Ok(run!(
        tx,
        "DELETE FROM session WHERE id = $1 AND account_id = $2",
        id,
        account
    )? > 0)
}

/// Ends all sessions of an account.
///
/// # Errors
/// The engine refused.
pub async fn end_all(tx: &mut Tx, account: AccountId) -> Result<u64> {
    run!(tx, "DELETE FROM session WHERE account_id = $1", account)
}

/// Keeps the `most` newest sessions of an account and those not expired.
///
/// # Errors
/// The engine refused.
pub async fn tidy(tx: &mut Tx, account: AccountId, now: DateTime<Utc>, most: i64) -> Result<()> {
    run!(
        tx,
        "DELETE FROM session WHERE account_id = $1 AND (expires_at <= $2 OR id NOT IN (
            SELECT id FROM session WHERE account_id = $1 ORDER BY created_at DESC, id DESC LIMIT $3))",
        account,
        now,
        most
    )?;
    Ok(())
}

/// The live devices of an account, the last seen first; those of a session on an own device must have been seen after
/// `own_after`, others after `short_after`.
///
/// # Errors
/// The engine refused.
pub async fn devices(
    tx: &mut Tx,
    account: AccountId,
    now: DateTime<Utc>,
    own_after: DateTime<Utc>,
    short_after: DateTime<Utc>,
) -> Result<Vec<Device>> {
    rows!(
        tx,
        "SELECT s.id, s.device, s.created_at, s.last_seen_at FROM session s JOIN account a ON a.id = s.account_id
         WHERE s.account_id = $1 AND s.expires_at > $2 AND s.auth_epoch = a.auth_epoch
            AND ((s.own_device AND s.last_seen_at > $3) OR (NOT s.own_device AND s.last_seen_at > $4))
         ORDER BY s.last_seen_at DESC, s.id DESC",
        account,
        now,
        own_after,
        short_after
    )
}

/// Forgets up to `most` sessions that have expired or belong to an older epoch; how many.
///
/// # Errors
/// The engine refused.
pub async fn forget(tx: &mut Tx, now: DateTime<Utc>, most: i64) -> Result<u64> {
    run!(
        tx,
        "DELETE FROM session WHERE id IN (
            SELECT s.id FROM session s JOIN account a ON a.id = s.account_id WHERE s.expires_at <= $1 OR s.auth_epoch < a.auth_epoch LIMIT $2)",
        now,
        most
    )
}
