//! Registrations in progress, from the letter's code to the password.

use chrono::{DateTime, NaiveDate, Utc};
use domain::PersonId;
use domain::activation::{LetterId, LetterKind};
use domain::registration::RegistrationId;

use crate::{Result, Tx};

/// A registration with the person behind it.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct Registration {
    /// Made by us.
    pub id: RegistrationId,
    /// The letter it began with.
    pub letter_id: LetterId,
    /// What the letter opens.
    pub kind: LetterKind,
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
    /// When the letter was made.
    pub written_at: DateTime<Utc>,
    /// The address given so far.
    pub email: Option<String>,
    /// End of the code.
    pub code_expires_at: Option<DateTime<Utc>>,
    /// Wrong tries of the code.
    pub code_tries: i64,
    /// Mails sent.
    pub mails: i64,
    /// The address is confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// A registration to be stored.
#[derive(Debug, Clone)]
pub struct NewRegistration {
    /// Made by us.
    pub id: RegistrationId,
    /// The letter it begins with.
    pub letter_id: LetterId,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Now.
    pub created_at: DateTime<Utc>,
    /// Its end.
    pub expires_at: DateTime<Utc>,
}

/// Begins a registration; an older one of the same letter ends, so that its device is out. Mails that the letter led to
/// since `counted_from` count for the new one as well.
///
/// # Errors
/// The engine refused.
pub async fn begin(tx: &mut Tx, new: &NewRegistration, counted_from: DateTime<Utc>) -> Result<()> {
    run!(
        &mut *tx,
        "UPDATE registration SET finished_at = $2 WHERE letter_id = $1 AND finished_at IS NULL",
        new.letter_id,
        new.created_at
    )?;
    run!(
        tx,
        "INSERT INTO registration (id, letter_id, token_hash, created_at, expires_at, mails, mailed_at)
         SELECT $1, $2, $3, $4, $5, CAST(COALESCE(MAX(mails), 0) AS BIGINT), MAX(mailed_at)
         FROM registration WHERE letter_id = $2 AND mailed_at > $6",
        new.id,
        new.letter_id,
        new.token_hash.as_slice(),
        new.created_at,
        new.expires_at,
        counted_from
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
        "SELECT r.id, r.letter_id, l.kind, l.person_id, p.first_name, p.last_name, p.street, p.town, l.created_at AS written_at,
                r.email, r.code_expires_at, r.code_tries, r.mails, r.confirmed_at
         FROM registration r JOIN activation_letter l ON l.id = r.letter_id JOIN person p ON p.id = l.person_id
         WHERE r.token_hash = $1 AND r.finished_at IS NULL AND r.expires_at > $2 AND l.used_at IS NULL AND l.replaced_at IS NULL",
        token_hash,
        now
    )
}

/// Street and number of the house that a person's first letter of a day is about, in the order of
/// [`owed_to`](crate::letter::owed_to).
///
/// # Errors
/// The engine refused.
pub async fn house(tx: &mut Tx, person: PersonId, written_on: NaiveDate) -> Result<Option<String>> {
    maybe!(
        tx,
        "SELECT o.street
         FROM contract_person cp JOIN contract c ON c.id = cp.contract_id JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id
         WHERE cp.person_id = $1 AND o.enabled_on <= $2 AND c.starts_on <= $2 AND (c.ends_on IS NULL OR c.ends_on >= $2)
         ORDER BY c.kind, c.starts_on DESC, c.id LIMIT 1",
        person,
        written_on
    )
}

/// To whom the letter of a registration went.
///
/// # Errors
/// The engine refused.
pub async fn person(tx: &mut Tx, id: RegistrationId) -> Result<Option<PersonId>> {
    maybe!(
        tx,
        "SELECT l.person_id FROM registration r JOIN activation_letter l ON l.id = r.letter_id WHERE r.id = $1",
        id
    )
}

/// Sets the address and counts the mail to it; no digits fit until some are drawn. `false` when `most` were sent or the
/// registration is over.
///
/// # Errors
/// The engine refused.
pub async fn set_email(
    tx: &mut Tx,
    id: RegistrationId,
    email: &str,
    now: DateTime<Utc>,
    most: i64,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE registration SET email = $2, code_hash = NULL, code_expires_at = $3, code_tries = 0, mails = mails + 1, mailed_at = $3, confirmed_at = NULL
         WHERE id = $1 AND mails < $4 AND finished_at IS NULL",
        id,
        email,
        now,
        most
    )? > 0)
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

/// Confirms an address with the digits that were sent to it; `false` when they do not fit, are too old, or another address
/// was given since.
///
/// # Errors
/// The engine refused.
pub async fn confirm(
    tx: &mut Tx,
    id: RegistrationId,
    email: &str,
    code_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE registration SET confirmed_at = $4, code_hash = NULL
         WHERE id = $1 AND email = $2 AND code_hash = $3 AND code_expires_at > $4 AND confirmed_at IS NULL",
        id,
        email,
        code_hash,
        now
    )? > 0)
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

/// Sets the digits that were drawn; `false` when another address was given since, or this one is confirmed.
///
/// # Errors
/// The engine refused.
pub async fn set_code(
    tx: &mut Tx,
    id: RegistrationId,
    email: &str,
    code_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE registration SET code_hash = $3, code_expires_at = $4, code_tries = 0
         WHERE id = $1 AND email = $2 AND confirmed_at IS NULL AND finished_at IS NULL",
        id,
        email,
        code_hash,
        expires_at
    )? > 0)
}

/// Forgets up to `most` registrations that ended before a moment; how many.
///
/// # Errors
/// The engine refused.
pub async fn forget(tx: &mut Tx, before: DateTime<Utc>, most: i64) -> Result<u64> {
    run!(
        tx,
        "DELETE FROM registration WHERE id IN (SELECT id FROM registration WHERE expires_at < $1 OR finished_at < $1 LIMIT $2)",
        before,
        most
    )
}
