//! Activation letters: one live code per person, single use, dead after ten wrong tries.

use chrono::{DateTime, NaiveDate, Utc};
use domain::PersonId;
use domain::activation::{LetterId, LetterKind, Standing, TRIES};
use domain::person::Person;
use domain::property::Property;

use crate::{Result, Tx};

/// A letter to be stored; the code itself is never stored.
#[derive(Debug, Clone)]
pub struct NewLetter {
    /// Made by us.
    pub id: LetterId,
    /// To whom.
    pub person_id: PersonId,
    /// What it opens.
    pub kind: LetterKind,
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
#[derive(Debug, Clone, sqlx_macros::FromRow)]
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

/// What became of a letter; all but the first are to be rolled back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is the person's live letter.
    Made,
    /// Another letter has this number.
    NumberTaken,
    /// The person holds a live letter that stays, has an account by now, or has none that could be recovered.
    Needless,
}

/// Adds a letter. The person's live letter gives way if it has ended, died of wrong tries or was made before `anew`; any
/// other stays, also one that a run beside this one has just made: the index of live letters lets only one in.
///
/// # Errors
/// The engine refused.
pub async fn add(tx: &mut Tx, new: &NewLetter, anew: Option<DateTime<Utc>>) -> Result<Added> {
    run!(
        &mut *tx,
        "UPDATE activation_letter SET replaced_at = $2, code_hash = NULL
         WHERE person_id = $1 AND used_at IS NULL AND replaced_at IS NULL AND (expires_at <= $2 OR created_at < $3 OR tries >= $4)",
        new.person_id,
        new.created_at,
        anew,
        TRIES
    )?;
    // The account is looked for here and not before: the update waits for whoever is just using the old letter.
    let added = run!(
        &mut *tx,
        "INSERT INTO activation_letter (id, person_id, access_number, code_hash, created_at, expires_at, kind)
         SELECT $1, $2, $3, $4, $5, $6, $7 WHERE EXISTS (SELECT 1 FROM account WHERE person_id = $2) = $8 ON CONFLICT DO NOTHING",
        new.id,
        new.person_id,
        new.access_number.as_str(),
        new.code_hash.as_str(),
        new.created_at,
        new.expires_at,
        new.kind,
        new.kind == LetterKind::Recovery
    )?;
    if added == 1 {
        return Ok(Added::Made);
    }
    let taken: i64 = value!(
        tx,
        "SELECT COUNT(*) FROM activation_letter WHERE access_number = $1",
        new.access_number.as_str()
    )?;
    Ok(if taken > 0 {
        Added::NumberTaken
    } else {
        Added::Needless
    })
}

/// Numbers of the letters that gave way to one that was added.
///
/// # Errors
/// The engine refused.
pub async fn replaced_by(tx: &mut Tx, new: &NewLetter) -> Result<Vec<String>> {
    let numbers: Vec<(String,)> = rows!(
        tx,
        "SELECT access_number FROM activation_letter WHERE person_id = $1 AND replaced_at = $2",
        new.person_id,
        new.created_at
    )?;
    Ok(numbers.into_iter().map(|(number,)| number).collect())
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
            SELECT 1 FROM activation_letter l WHERE l.person_id = p.id AND l.used_at IS NULL AND l.replaced_at IS NULL AND l.expires_at > $3 AND l.tries < $5))
         ORDER BY p.reference",
        property,
        today,
        now,
        anew,
        TRIES
    )
}

/// The house about which a person is owed a letter: of a contract that runs today, in a property enabled by then; none
/// for persons with an account or a live letter. A letter made before `anew` does not count.
///
/// # Errors
/// The engine refused.
pub async fn owed_to(
    tx: &mut Tx,
    person: PersonId,
    today: NaiveDate,
    now: DateTime<Utc>,
    anew: Option<DateTime<Utc>>,
) -> Result<Option<Property>> {
    row!(
        tx,
        "SELECT o.id, o.reference, o.name, o.street, o.postal_code, o.town, o.federal_state, o.caretaker_name, o.caretaker_phone, o.caretaker_hours, o.enabled_on
         FROM contract_person cp JOIN contract c ON c.id = cp.contract_id JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id
         WHERE cp.person_id = $1 AND o.enabled_on <= $2 AND c.starts_on <= $2 AND (c.ends_on IS NULL OR c.ends_on >= $2)
         AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = $1)
         AND NOT EXISTS (
            SELECT 1 FROM activation_letter l WHERE l.person_id = $1 AND l.used_at IS NULL AND l.replaced_at IS NULL AND l.expires_at > $3
            AND l.tries < $5 AND ($4 IS NULL OR l.created_at >= $4))
         ORDER BY c.kind, c.starts_on DESC, c.id LIMIT 1",
        person,
        today,
        now,
        anew,
        TRIES
    )
}

/// What is known of a person who may get a letter.
///
/// # Errors
/// The engine refused.
pub async fn standing(tx: &mut Tx, person: PersonId, today: NaiveDate) -> Result<Standing> {
    let (account, running, named): (i64, i64, i64) = on!(tx, |c| {
        sqlx::query_as::<Engine, _>(
            "SELECT (SELECT COUNT(*) FROM account WHERE person_id = $1),
                (SELECT COUNT(*) FROM contract_person cp JOIN contract c ON c.id = cp.contract_id JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id
                 WHERE cp.person_id = $1 AND o.enabled_on <= $2 AND c.starts_on <= $2 AND (c.ends_on IS NULL OR c.ends_on >= $2)),
                (SELECT COUNT(*) FROM contract_person WHERE person_id = $1)",
        )
        .bind(person)
        .bind(today)
        .fetch_one(c)
        .await
    })?;
    Ok(Standing {
        account: account > 0,
        running: running > 0,
        named: named > 0,
    })
}

/// The house about which a person with an account is written: of a contract that runs today, else of the last one; none
/// without an account, and none where a live letter was made since `anew`.
///
/// # Errors
/// The engine refused.
pub async fn recovers(
    tx: &mut Tx,
    person: PersonId,
    today: NaiveDate,
    now: DateTime<Utc>,
    anew: Option<DateTime<Utc>>,
) -> Result<Option<Property>> {
    row!(
        tx,
        "SELECT o.id, o.reference, o.name, o.street, o.postal_code, o.town, o.federal_state, o.caretaker_name, o.caretaker_phone, o.caretaker_hours, o.enabled_on
         FROM contract_person cp JOIN contract c ON c.id = cp.contract_id JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id
         WHERE cp.person_id = $1 AND EXISTS (SELECT 1 FROM account a WHERE a.person_id = $1)
         AND NOT EXISTS (
            SELECT 1 FROM activation_letter l WHERE l.person_id = $1 AND l.used_at IS NULL AND l.replaced_at IS NULL AND l.expires_at > $3
            AND l.tries < $5 AND ($4 IS NULL OR l.created_at >= $4))
         ORDER BY CASE WHEN c.starts_on <= $2 AND (c.ends_on IS NULL OR c.ends_on >= $2) THEN 0 ELSE 1 END, c.starts_on DESC, c.id LIMIT 1",
        person,
        today,
        now,
        anew,
        TRIES
    )
}
