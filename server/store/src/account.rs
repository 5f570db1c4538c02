//! Accounts and what guards them: password hash, epoch, wrong passwords.

use chrono::{DateTime, Utc};
use domain::{AccountId, PersonId, Role};

use crate::{Result, Tx};

/// An account as the server knows it; never sent to a browser.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Account {
    /// Made by us.
    pub id: AccountId,
    /// The resident's person.
    pub person_id: Option<PersonId>,
    /// What it may see.
    pub role: Role,
    /// "Vera Lindt".
    pub name: String,
    /// The login, in its one spelling.
    pub email: String,
    /// PHC string.
    pub password_hash: Option<String>,
    /// Sessions of older epochs are dead.
    pub auth_epoch: i64,
    /// Switched off.
    pub disabled_at: Option<DateTime<Utc>>,
}

/// Adds an account.
///
/// # Errors
/// The address or the person has one already; the engine refused.
pub async fn add(tx: &mut Tx, account: &Account, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "INSERT INTO account (id, person_id, role, name, email, password_hash, auth_epoch, disabled_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        account.id,
        account.person_id,
        account.role,
        account.name.as_str(),
        account.email.as_str(),
        account.password_hash.as_deref(),
        account.auth_epoch,
        account.disabled_at,
        now
    )?;
    Ok(())
}

/// The account with this login.
///
/// # Errors
/// The engine refused.
pub async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<Account>> {
    row!(
        tx,
        "SELECT id, person_id, role, name, email, password_hash, auth_epoch, disabled_at FROM account WHERE email = $1",
        email
    )
}

/// The account with this id.
///
/// # Errors
/// The engine refused.
pub async fn by_id(tx: &mut Tx, id: AccountId) -> Result<Option<Account>> {
    row!(
        tx,
        "SELECT id, person_id, role, name, email, password_hash, auth_epoch, disabled_at FROM account WHERE id = $1",
        id
    )
}

/// The account of a person.
///
/// # Errors
/// The engine refused.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Option<Account>> {
    row!(
        tx,
        "SELECT id, person_id, role, name, email, password_hash, auth_epoch, disabled_at FROM account WHERE person_id = $1",
        person
    )
}

/// Wrong passwords in a row for an address, and when the last was typed.
///
/// # Errors
/// The engine refused.
pub async fn failures(tx: &mut Tx, address_hash: &[u8]) -> Result<Option<(i64, DateTime<Utc>)>> {
    row!(
        tx,
        "SELECT failures, failed_at FROM sign_in_failure WHERE address_hash = $1",
        address_hash
    )
}

/// Counts a wrong password for an address, whether it is known or not; how many there are now.
///
/// # Errors
/// The engine refused.
pub async fn count_failure(tx: &mut Tx, address_hash: &[u8], now: DateTime<Utc>) -> Result<i64> {
    value!(
        tx,
        "INSERT INTO sign_in_failure (address_hash, failures, failed_at) VALUES ($1, 1, $2)
         ON CONFLICT (address_hash) DO UPDATE SET failures = sign_in_failure.failures + 1, failed_at = excluded.failed_at RETURNING failures",
        address_hash,
        now
    )
}

/// Forgets the failures of an address after the right password or a reset.
///
/// # Errors
/// The engine refused.
pub async fn clear_failures(tx: &mut Tx, address_hash: &[u8]) -> Result<()> {
    run!(
        tx,
        "DELETE FROM sign_in_failure WHERE address_hash = $1",
        address_hash
    )?;
    Ok(())
}

/// Forgets failures older than a moment, unless they put a password to sleep.
///
/// # Errors
/// The engine refused.
pub async fn forget_failures(tx: &mut Tx, before: DateTime<Utc>, asleep_from: i64) -> Result<()> {
    run!(
        tx,
        "DELETE FROM sign_in_failure WHERE failed_at < $1 AND failures < $2",
        before,
        asleep_from
    )?;
    Ok(())
}

/// Sets a new password and ends every session of an older epoch; the new epoch.
///
/// # Errors
/// The engine refused.
pub async fn set_password(tx: &mut Tx, id: AccountId, hash: &str) -> Result<i64> {
    value!(
        tx,
        "UPDATE account SET password_hash = $2, auth_epoch = auth_epoch + 1 WHERE id = $1 RETURNING auth_epoch",
        id,
        hash
    )
}

/// Writes the same password with newer parameters; sessions stay.
///
/// # Errors
/// The engine refused.
pub async fn rehash(tx: &mut Tx, id: AccountId, hash: &str) -> Result<()> {
    run!(
        tx,
        "UPDATE account SET password_hash = $2 WHERE id = $1",
        id,
        hash
    )?;
    Ok(())
}

/// Switches an account off; its sessions die with the epoch.
///
/// # Errors
/// The engine refused.
pub async fn disable(tx: &mut Tx, id: AccountId, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE account SET disabled_at = $2, auth_epoch = auth_epoch + 1 WHERE id = $1",
        id,
        now
    )?;
    Ok(())
}
