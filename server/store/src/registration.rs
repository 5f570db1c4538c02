//! Registrations in progress, from the letter's code to the password.

use chrono::{DateTime, Utc};
use domain::PersonId;
use domain::activation::LetterId;
use domain::registration::RegistrationId;

use crate::{Result, Tx};

/// A registration with the person behind it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Registration {
    /// Made by us.
    pub id: RegistrationId,
    /// The letter it began with.
    pub letter_id: LetterId,
    /// To whom the letter went.
    pub person_id: PersonId,
    /// "Vera".
    pub first_name: String,
    /// "Lindt".
    pub last_name: String,
    /// Postal address, a word a password must not contain.
    pub street: String,
    /// Postal address.
    pub town: String,
    /// The address given so far.
    pub email: Option<String>,
    /// SHA-256 of registration id and six digits.
    pub code_hash: Option<Vec<u8>>,
    /// End of the code.
    pub code_expires_at: Option<DateTime<Utc>>,
    /// Wrong tries of the code.
    pub code_tries: i64,
    /// Mails sent.
    pub mails: i64,
    /// The address is confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// Begins a registration; an older one of the same letter ends, so that its device is out.
///
/// # Errors
/// The engine refused.
pub async fn begin(
    tx: &mut Tx,
    id: RegistrationId,
    letter: LetterId,
    token_hash: &[u8],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    run!(
        &mut *tx,
        "UPDATE registration SET finished_at = $2 WHERE letter_id = $1 AND finished_at IS NULL",
        letter,
        now
    )?;
    run!(
        tx,
        "INSERT INTO registration (id, letter_id, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        letter,
        token_hash,
        now,
        expires_at
    )?;
    Ok(())
}

/// The live registration of a token, as long as its letter is.
///
/// # Errors
/// The engine refused.
pub async fn by_token(
    tx: &mut Tx,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<Registration>> {
    row!(
        tx,
        "SELECT r.id, r.letter_id, l.person_id, p.first_name, p.last_name, p.street, p.town, r.email, r.code_hash, r.code_expires_at,
                r.code_tries, r.mails, r.confirmed_at
         FROM registration r JOIN activation_letter l ON l.id = r.letter_id JOIN person p ON p.id = l.person_id
         WHERE r.token_hash = $1 AND r.finished_at IS NULL AND r.expires_at > $2 AND l.used_at IS NULL AND l.replaced_at IS NULL",
        token_hash,
        now
    )
}

/// Sets address and code and counts the mail.
///
/// # Errors
/// The engine refused.
pub async fn set_code(
    tx: &mut Tx,
    id: RegistrationId,
    email: &str,
    code_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "UPDATE registration SET email = $2, code_hash = $3, code_expires_at = $4, code_tries = 0, mails = mails + 1, confirmed_at = NULL WHERE id = $1",
        id,
        email,
        code_hash,
        expires_at
    )?;
    Ok(())
}

/// Takes one of the tries of the code before it is compared; `false` when none is left.
///
/// # Errors
/// The engine refused.
pub async fn take_try(tx: &mut Tx, id: RegistrationId, most: i64) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE registration SET code_tries = code_tries + 1 WHERE id = $1 AND code_tries < $2",
        id,
        most
    )? > 0)
}

/// The address is confirmed.
///
/// # Errors
/// The engine refused.
pub async fn confirm(tx: &mut Tx, id: RegistrationId, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE registration SET confirmed_at = $2, code_hash = NULL WHERE id = $1",
        id,
        now
    )?;
    Ok(())
}

/// The registration is over.
///
/// # Errors
/// The engine refused.
pub async fn finish(tx: &mut Tx, id: RegistrationId, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE registration SET finished_at = $2 WHERE id = $1",
        id,
        now
    )?;
    Ok(())
}

/// Sets the digits that were drawn, as long as the address is still the one asked for.
///
/// # Errors
/// The engine refused.
pub async fn renew_code(
    tx: &mut Tx,
    id: RegistrationId,
    email: &str,
    code_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "UPDATE registration SET code_hash = $3, code_expires_at = $4, code_tries = 0 WHERE id = $1 AND email = $2 AND confirmed_at IS NULL",
        id,
        email,
        code_hash,
        expires_at
    )?;
    Ok(())
}
