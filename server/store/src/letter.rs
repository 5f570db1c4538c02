//! Activation letters: one live code per person, single use, dead after ten wrong tries.

use chrono::{DateTime, NaiveDate, Utc};
use domain::PersonId;
use domain::activation::LetterId;
use domain::person::Person;

use crate::{Result, Tx};

/// A letter to be stored; the code itself is never stored.
#[derive(Debug, Clone)]
pub struct NewLetter {
    /// Made by us.
    pub id: LetterId,
    /// To whom.
    pub person_id: PersonId,
    /// Nine digits without gaps.
    pub access_number: String,
    /// PHC string of the code.
    pub code_hash: String,
    /// Now.
    pub created_at: DateTime<Utc>,
    /// End of validity.
    pub expires_at: DateTime<Utc>,
}

/// A letter as looked up by its number.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Letter {
    /// The letter.
    pub id: LetterId,
    /// To whom.
    pub person_id: PersonId,
    /// PHC string of the code.
    pub code_hash: Option<String>,
    /// End of validity.
    pub expires_at: DateTime<Utc>,
    /// Wrong tries so far.
    pub tries: i64,
}

/// Adds a letter; the person's older code dies.
///
/// # Errors
/// The engine refused, or another run was quicker.
pub async fn add(tx: &mut Tx, new: &NewLetter) -> Result<()> {
    run!(
        &mut *tx,
        "UPDATE activation_letter SET replaced_at = $2, code_hash = NULL WHERE person_id = $1 AND used_at IS NULL AND replaced_at IS NULL",
        new.person_id,
        new.created_at
    )?;
    run!(
        tx,
        "INSERT INTO activation_letter (id, person_id, access_number, code_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        new.id,
        new.person_id,
        new.access_number.as_str(),
        new.code_hash.as_str(),
        new.created_at,
        new.expires_at
    )?;
    Ok(())
}

/// The letter with this number that is neither used nor replaced.
///
/// # Errors
/// The engine refused.
pub async fn live(tx: &mut Tx, access_number: &str) -> Result<Option<Letter>> {
    row!(
        tx,
        "SELECT id, person_id, code_hash, expires_at, tries FROM activation_letter
         WHERE access_number = $1 AND used_at IS NULL AND replaced_at IS NULL AND code_hash IS NOT NULL",
        access_number
    )
}

/// Takes one of the tries before the code is looked at, so that parallel guesses are counted; `false` when none is left.
///
/// # Errors
/// The engine refused.
pub async fn take_try(tx: &mut Tx, id: LetterId, most: i64) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE activation_letter SET tries = tries + 1 WHERE id = $1 AND tries < $2",
        id,
        most
    )? > 0)
}

/// Gives the try back after the right code.
///
/// # Errors
/// The engine refused.
pub async fn give_try_back(tx: &mut Tx, id: LetterId) -> Result<()> {
    run!(
        tx,
        "UPDATE activation_letter SET tries = tries - 1 WHERE id = $1 AND tries > 0",
        id
    )?;
    Ok(())
}

/// Uses the letter up; `false` when somebody was quicker.
///
/// # Errors
/// The engine refused.
pub async fn redeem(tx: &mut Tx, id: LetterId, now: DateTime<Utc>) -> Result<bool> {
    let used = run!(
        tx,
        "UPDATE activation_letter SET used_at = $2, code_hash = NULL
         WHERE id = $1 AND used_at IS NULL AND replaced_at IS NULL AND expires_at > $2",
        id,
        now
    )?;
    Ok(used == 1)
}

/// When the person's last letter was made.
///
/// # Errors
/// The engine refused.
pub async fn last_made(tx: &mut Tx, person: PersonId) -> Result<Option<DateTime<Utc>>> {
    maybe!(
        tx,
        "SELECT created_at FROM activation_letter WHERE person_id = $1 ORDER BY created_at DESC LIMIT 1",
        person
    )
}

/// Persons who are owed a letter: named in a contract that runs today, in a property enabled by then, without an
/// account. With `anew` false those who hold a live letter are left out.
///
/// # Errors
/// The engine refused.
pub async fn owed(
    tx: &mut Tx,
    property: &str,
    today: NaiveDate,
    now: DateTime<Utc>,
    anew: bool,
) -> Result<Vec<Person>> {
    rows!(
        tx,
        "SELECT id, reference, salutation, first_name, last_name, street, postal_code, town, email, phone FROM person p
         WHERE EXISTS (
            SELECT 1 FROM contract_person cp JOIN contract c ON c.id = cp.contract_id JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id
            WHERE cp.person_id = p.id AND o.reference = $1 AND o.enabled_on <= $2 AND c.starts_on <= $2 AND (c.ends_on IS NULL OR c.ends_on >= $2))
         AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id)
         AND ($4 OR NOT EXISTS (
            SELECT 1 FROM activation_letter l WHERE l.person_id = p.id AND l.used_at IS NULL AND l.replaced_at IS NULL AND l.expires_at > $3))
         ORDER BY p.reference",
        property,
        today,
        now,
        anew
    )
}
