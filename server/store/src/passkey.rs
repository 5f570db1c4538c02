//! Passkeys: the public keys, whose they are, and questions that wait for a device's answer.

use chrono::{DateTime, Utc};
use domain::AccountId;
use domain::passkey::{PasskeyId, PasskeyRow};
use uuid::Uuid;

use crate::{Result, Tx};

/// A passkey to be stored.
#[derive(Debug, Clone)]
pub struct NewPasskey {
    /// Made by us.
    pub id: PasskeyId,
    /// Whose.
    pub account_id: AccountId,
    /// The device's name for it.
    pub credential_id: Vec<u8>,
    /// Public key and counter.
    pub credential: String,
    /// The owner's name for it.
    pub name: String,
    /// Now.
    pub created_at: DateTime<Utc>,
}

/// What is known of a passkey that a device presents.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Known {
    /// The passkey.
    pub id: PasskeyId,
    /// Whose.
    pub account_id: AccountId,
    /// What the device was told instead of the account.
    pub handle: Uuid,
    /// Public key and counter.
    pub credential: String,
}

/// What devices are told instead of the account: the one it has, or from now on `fresh`.
///
/// # Errors
/// The engine refused.
pub async fn handle(tx: &mut Tx, account: AccountId, fresh: Uuid) -> Result<Uuid> {
    value!(
        tx,
        "INSERT INTO passkey_holder (account_id, handle) VALUES ($1, $2)
         ON CONFLICT (account_id) DO UPDATE SET handle = passkey_holder.handle RETURNING handle",
        account,
        fresh
    )
}

/// Asks a device; `account` is empty for a sign-in, which anybody may answer.
///
/// # Errors
/// The engine refused.
pub async fn ask(
    tx: &mut Tx,
    token_hash: &[u8],
    account: Option<AccountId>,
    state: &str,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "INSERT INTO passkey_question (token_hash, account_id, state, expires_at) VALUES ($1, $2, $3, $4)",
        token_hash,
        account,
        state,
        expires_at
    )?;
    Ok(())
}

/// Uses up the question to make a key for an account; what it was, if it is alive.
///
/// # Errors
/// The engine refused.
pub async fn take_own(
    tx: &mut Tx,
    token_hash: &[u8],
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    maybe!(
        tx,
        "DELETE FROM passkey_question WHERE token_hash = $1 AND account_id = $2 AND expires_at > $3 RETURNING state",
        token_hash,
        account,
        now
    )
}

/// Uses up the question of a sign-in; what it was, if it is alive.
///
/// # Errors
/// The engine refused.
pub async fn take(tx: &mut Tx, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<String>> {
    maybe!(
        tx,
        "DELETE FROM passkey_question WHERE token_hash = $1 AND account_id IS NULL AND expires_at > $2 RETURNING state",
        token_hash,
        now
    )
}

/// Adds a passkey; whether no account had it already.
///
/// # Errors
/// The engine refused.
pub async fn add(tx: &mut Tx, new: &NewPasskey) -> Result<bool> {
    Ok(run!(
        tx,
        "INSERT INTO passkey (id, account_id, credential_id, credential, name, created_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (credential_id) DO NOTHING",
        new.id,
        new.account_id,
        new.credential_id.as_slice(),
        new.credential.as_str(),
        new.name.as_str(),
        new.created_at
    )? > 0)
}

/// The passkeys of an account, the oldest first.
///
/// # Errors
/// The engine refused.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<PasskeyRow>> {
    rows!(
        tx,
        "SELECT id, name, created_at, used_at FROM passkey WHERE account_id = $1 ORDER BY created_at, id",
        account
    )
}

/// The devices' names for the passkeys of an account.
///
/// # Errors
/// The engine refused.
pub async fn credential_ids(tx: &mut Tx, account: AccountId) -> Result<Vec<Vec<u8>>> {
    let rows: Vec<(Vec<u8>,)> = rows!(
        tx,
        "SELECT credential_id FROM passkey WHERE account_id = $1 ORDER BY created_at, id",
        account
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The passkey a device presents.
///
/// # Errors
/// The engine refused.
pub async fn by_credential(tx: &mut Tx, credential_id: &[u8]) -> Result<Option<Known>> {
    row!(
        tx,
        "SELECT p.id, p.account_id, h.handle, p.credential FROM passkey p JOIN passkey_holder h ON h.account_id = p.account_id
         WHERE p.credential_id = $1",
        credential_id
    )
}

/// Notes that a passkey was used; whether nobody else used it since `old` was read.
///
/// # Errors
/// The engine refused.
pub async fn used(
    tx: &mut Tx,
    id: PasskeyId,
    old: &str,
    credential: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE passkey SET credential = $3, used_at = $4 WHERE id = $1 AND credential = $2",
        id,
        old,
        credential,
        now
    )? > 0)
}

/// Gives a passkey of an account another name; whether there was one.
///
/// # Errors
/// The engine refused.
pub async fn rename(tx: &mut Tx, account: AccountId, id: PasskeyId, name: &str) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE passkey SET name = $3 WHERE id = $2 AND account_id = $1",
        account,
        id,
        name
    )? > 0)
}

/// Removes a passkey of an account; whether there was one.
///
/// # Errors
/// The engine refused.
pub async fn remove(tx: &mut Tx, account: AccountId, id: PasskeyId) -> Result<bool> {
    Ok(run!(
        tx,
        "DELETE FROM passkey WHERE id = $2 AND account_id = $1",
        account,
        id
    )? > 0)
}

/// Removes all passkeys of an account with all that belongs to them; how many there were.
///
/// # Errors
/// The engine refused.
pub async fn remove_all(tx: &mut Tx, account: AccountId) -> Result<u64> {
    run!(
        tx,
        "DELETE FROM passkey_question WHERE account_id = $1",
        account
    )?;
    let gone = run!(tx, "DELETE FROM passkey WHERE account_id = $1", account)?;
    run!(
        tx,
        "DELETE FROM passkey_holder WHERE account_id = $1",
        account
    )?;
    Ok(gone)
}

/// Forgets up to `most` questions that nobody answered in time; how many.
///
/// # Errors
/// The engine refused.
pub async fn forget(tx: &mut Tx, now: DateTime<Utc>, most: i64) -> Result<u64> {
    run!(
        tx,
        "DELETE FROM passkey_question WHERE token_hash IN (SELECT token_hash FROM passkey_question WHERE expires_at <= $1 LIMIT $2)",
        now,
        most
    )
}
