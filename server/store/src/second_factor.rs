//! Second factors: the app's secret, the codes on paper, and sign-ins that wait for one of them.

use chrono::{DateTime, Utc};
use domain::AccountId;

use crate::{Result, Tx};

/// The second factor of an account; never sent to a browser, never logged.
#[derive(Clone, sqlx_macros::FromRow)]
pub struct Factor {
    /// What the app computes with.
    pub secret: Vec<u8>,
    /// What the codes on paper are made of, until the app has proved itself or new ones were confirmed.
    pub recovery_seed: Option<Vec<u8>>,
    /// When the secret, or the seed of new codes, was made.
    pub begun_at: DateTime<Utc>,
    /// Since when sign-in asks for a code.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The last step whose code counted.
    pub last_step: i64,
}

impl std::fmt::Debug for Factor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Factor")
            .field("confirmed_at", &self.confirmed_at)
            .finish_non_exhaustive()
    }
}

/// A sign-in with the right password that still lacks the code.
#[derive(Debug, Clone)]
pub struct NewHalf {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Whose password was right.
    pub account_id: AccountId,
    /// The account's epoch then.
    pub auth_epoch: i64,
    /// "Eigenes Gerät".
    pub own_device: bool,
    /// The end.
    pub expires_at: DateTime<Utc>,
}

/// What is known of such a sign-in when a code is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Half {
    /// Whose password was right.
    pub account_id: AccountId,
    /// The account's epoch then.
    pub auth_epoch: i64,
    /// "Eigenes Gerät".
    pub own_device: bool,
}

/// The second factor of an account, proved or not.
///
/// # Errors
/// The engine refused.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Option<Factor>> {
    row!(
        tx,
        "SELECT secret, recovery_seed, begun_at, confirmed_at, last_step FROM second_factor WHERE account_id = $1",
        account
    )
}

/// Begins one, in place of one that was never proved; whether there was room.
///
/// # Errors
/// The engine refused.
pub async fn begin(
    tx: &mut Tx,
    account: AccountId,
    secret: &[u8],
    recovery_seed: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "INSERT INTO second_factor (account_id, secret, recovery_seed, begun_at, last_step) VALUES ($1, $2, $3, $4, -1)
         ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, recovery_seed = excluded.recovery_seed, begun_at = excluded.begun_at
         WHERE second_factor.confirmed_at IS NULL",
        account,
        secret,
        recovery_seed,
        now
    )? > 0)
}

/// Lets one count from now on and forgets its seed; whether it was begun and not yet proved.
///
/// # Errors
/// The engine refused.
pub async fn confirm(
    tx: &mut Tx,
    account: AccountId,
    step: i64,
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE second_factor SET confirmed_at = $3, last_step = $2, recovery_seed = NULL WHERE account_id = $1 AND confirmed_at IS NULL",
        account,
        step,
        now
    )? > 0)
}

/// Keeps the seed of new codes on paper; whether the second factor counts.
///
/// # Errors
/// The engine refused.
pub async fn renew(
    tx: &mut Tx,
    account: AccountId,
    recovery_seed: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE second_factor SET recovery_seed = $2, begun_at = $3 WHERE account_id = $1 AND confirmed_at IS NOT NULL",
        account,
        recovery_seed,
        now
    )? > 0)
}

/// Forgets the seed of new codes on paper; whether it was still there.
///
/// # Errors
/// The engine refused.
pub async fn forget_seed(tx: &mut Tx, account: AccountId, recovery_seed: &[u8]) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE second_factor SET recovery_seed = NULL WHERE account_id = $1 AND confirmed_at IS NOT NULL AND recovery_seed = $2",
        account,
        recovery_seed
    )? > 0)
}

/// Uses a step up; whether no code of it or of a later one has counted.
///
/// # Errors
/// The engine refused.
pub async fn use_step(tx: &mut Tx, account: AccountId, step: i64) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE second_factor SET last_step = $2 WHERE account_id = $1 AND confirmed_at IS NOT NULL AND last_step < $2",
        account,
        step
    )? > 0)
}

/// Adds a code on paper.
///
/// # Errors
/// The engine refused.
pub async fn add_recovery(tx: &mut Tx, account: AccountId, code_hash: &[u8]) -> Result<()> {
    run!(
        tx,
        "INSERT INTO recovery_code (account_id, code_hash) VALUES ($1, $2)",
        account,
        code_hash
    )?;
    Ok(())
}

/// Uses a code on paper up; whether it was there and unused.
///
/// # Errors
/// The engine refused.
pub async fn use_recovery(
    tx: &mut Tx,
    account: AccountId,
    code_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL",
        account,
        code_hash,
        now
    )? > 0)
}

/// How many codes on paper are unused.
///
/// # Errors
/// The engine refused.
pub async fn recovery_left(tx: &mut Tx, account: AccountId) -> Result<i64> {
    value!(
        tx,
        "SELECT COUNT(*) FROM recovery_code WHERE account_id = $1 AND used_at IS NULL",
        account
    )
}

/// Removes all codes on paper, used or not.
///
/// # Errors
/// The engine refused.
pub async fn remove_recovery(tx: &mut Tx, account: AccountId) -> Result<()> {
    run!(
        tx,
        "DELETE FROM recovery_code WHERE account_id = $1",
        account
    )?;
    Ok(())
}

/// Removes the second factor with all that belongs to it; whether there was one.
///
/// # Errors
/// The engine refused.
pub async fn remove(tx: &mut Tx, account: AccountId) -> Result<bool> {
    end_halves(tx, account).await?;
    remove_recovery(tx, account).await?;
    Ok(run!(
        tx,
        "DELETE FROM second_factor WHERE account_id = $1",
        account
    )? > 0)
}

/// Adds a sign-in that waits for its code.
///
/// # Errors
/// The engine refused.
pub async fn add_half(tx: &mut Tx, new: &NewHalf) -> Result<()> {
    run!(
        tx,
        "INSERT INTO half_session (token_hash, account_id, auth_epoch, own_device, tries, expires_at) VALUES ($1, $2, $3, $4, 0, $5)",
        new.token_hash.as_slice(),
        new.account_id,
        new.auth_epoch,
        new.own_device,
        new.expires_at
    )?;
    Ok(())
}

/// Counts a try of a code and says whose sign-in it is, if it is alive and has tries left.
///
/// # Errors
/// The engine refused.
pub async fn try_half(
    tx: &mut Tx,
    token_hash: &[u8],
    now: DateTime<Utc>,
    most: i64,
) -> Result<Option<Half>> {
    row!(
        tx,
        "UPDATE half_session SET tries = tries + 1 WHERE token_hash = $1 AND expires_at > $2 AND tries < $3
         RETURNING account_id, auth_epoch, own_device",
        token_hash,
        now,
        most
    )
}

/// Ends all sign-ins of an account that wait for a code.
///
/// # Errors
/// The engine refused.
pub async fn end_halves(tx: &mut Tx, account: AccountId) -> Result<()> {
    run!(
        tx,
        "DELETE FROM half_session WHERE account_id = $1",
        account
    )?;
    Ok(())
}

/// Forgets up to `most` sign-ins that waited in vain; how many.
///
/// # Errors
/// The engine refused.
pub async fn forget_halves(tx: &mut Tx, now: DateTime<Utc>, most: i64) -> Result<u64> {
    run!(
        tx,
        "DELETE FROM half_session WHERE token_hash IN (SELECT token_hash FROM half_session WHERE expires_at <= $1 LIMIT $2)",
        now,
        most
    )
}
