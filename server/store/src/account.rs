//! Accounts and what guards them: password hash, epoch, wrong passwords.

use chrono::{DateTime, Utc};
use domain::{AccountId, PersonId, Role};

use crate::{Result, Tx, source};

/// An account as the server knows it; never sent to a browser.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
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

/// Wrong passwords in a row for an address, tries under way included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Failures {
    /// How many.
    pub failures: i64,
    /// When the last was typed.
    pub failed_at: DateTime<Utc>,
    /// Until then no password opens the account.
    pub locked_until: Option<DateTime<Utc>>,
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

/// The failures of an address, held until the end of the transaction so that tries at once are counted one by one.
///
/// # Errors
/// The engine refused.
pub async fn hold_failures(
    tx: &mut Tx,
    address_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Failures> {
    on!(tx, |c| {
        sqlx::query_as::<Engine, _>(
        "INSERT INTO sign_in_failure (address_hash, failures, failed_at) VALUES ($1, 0, $2)
         ON CONFLICT (address_hash) DO UPDATE SET failures = sign_in_failure.failures RETURNING failures, failed_at, locked_until"
    )
    .bind(address_hash)
    .bind(now)
    .fetch_one(c)
    .await
    })
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

/// Takes a counted try back that was never compared.
///
/// # Errors
/// The engine refused.
pub async fn uncount_failure(tx: &mut Tx, address_hash: &[u8]) -> Result<()> {
    run!(
        tx,
        "UPDATE sign_in_failure SET failures = failures - 1 WHERE address_hash = $1 AND failures > 0",
        address_hash
    )?;
    Ok(())
}

/// Lets no password open the account of an address until a moment.
///
/// # Errors
/// The engine refused.
pub async fn lock(tx: &mut Tx, address_hash: &[u8], until: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE sign_in_failure SET locked_until = $2 WHERE address_hash = $1",
        address_hash,
        until
    )?;
    Ok(())
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

/// Forgets up to `most` failures older than a moment and where they came from, unless they put a password to sleep; how
/// many.
///
/// # Errors
/// The engine refused.
pub async fn forget_failures(
    tx: &mut Tx,
    before: DateTime<Utc>,
    asleep_from: i64,
    most: i64,
) -> Result<u64> {
    source::forget_old(tx, before).await?;
    run!(
        tx,
        "DELETE FROM sign_in_failure WHERE address_hash IN (
            SELECT address_hash FROM sign_in_failure WHERE failed_at < $1 AND failures < $2 LIMIT $3)",
        before,
        asleep_from,
        most
    )
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

/// Ends every session of an older epoch; the new epoch.
///
/// # Errors
/// The engine refused.
pub async fn raise_epoch(tx: &mut Tx, id: AccountId) -> Result<i64> {
    value!(
        tx,
        "UPDATE account SET auth_epoch = auth_epoch + 1 WHERE id = $1 RETURNING auth_epoch",
        id
    )
}

/// Writes the same password with newer parameters; sessions stay. Nothing happens where another password was set since
/// `old` was read.
///
/// # Errors
/// The engine refused.
pub async fn rehash(tx: &mut Tx, id: AccountId, old: &str, hash: &str) -> Result<()> {
    run!(
        tx,
        "UPDATE account SET password_hash = $3 WHERE id = $1 AND password_hash = $2",
        id,
        old,
        hash
    )?;
    Ok(())
}

/// Gives an account another login and ends every session of an older epoch; `false` where the address has an account
/// already, also one that is made at this moment. The transaction goes on either way.
///
/// # Errors
/// The engine refused.
pub async fn set_email(tx: &mut Tx, id: AccountId, email: &str) -> Result<bool> {
    run!(&mut *tx, "SAVEPOINT login")?;
    let done = run!(
        &mut *tx,
        "UPDATE account SET email = $2, auth_epoch = auth_epoch + 1 WHERE id = $1",
        id,
        email
    );
    let taken = match done {
        Ok(_) => false,
        Err(error) if is_taken(&error) => true,
        Err(error) => return Err(error),
    };
    if taken {
        run!(&mut *tx, "ROLLBACK TO SAVEPOINT login")?;
    }
    run!(tx, "RELEASE SAVEPOINT login")?;
    Ok(!taken)
}

fn is_taken(error: &sqlx::Error) -> bool {
    let refused = error.as_database_error();
    refused.is_some_and(|refused| refused.is_unique_violation())
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

/// Ends an account for good: its address is free for another one, no password opens it, and its sessions die with the
/// epoch. The row stays, for what was written under it.
///
/// # Errors
/// The engine refused.
pub async fn end(tx: &mut Tx, id: AccountId, now: DateTime<Utc>) -> Result<()> {
    // No mailbox can have this address: it holds no @.
    run!(
        tx,
        "UPDATE account SET email = $3, password_hash = NULL, disabled_at = $2, auth_epoch = auth_epoch + 1 WHERE id = $1",
        id,
        now,
        format!("beendet-{id}")
    )?;
    Ok(())
}

/// Gives an account a new login and password and switches it on again; every session of an older epoch ends. The new
/// epoch.
///
/// # Errors
/// The address has another account; the engine refused.
pub async fn recover(tx: &mut Tx, id: AccountId, email: &str, hash: &str) -> Result<i64> {
    value!(
        tx,
        "UPDATE account SET email = $2, password_hash = $3, disabled_at = NULL, auth_epoch = auth_epoch + 1 WHERE id = $1 RETURNING auth_epoch",
        id,
        email,
        hash
    )
}
