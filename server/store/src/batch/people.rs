//! People as staff find them, and the history of their letters.

use chrono::{DateTime, NaiveDate, Utc};
use domain::activation::{LetterId, LetterKind, TRIES};
use domain::rollout::{BatchId, PersonRow};
use domain::{AccountId, PersonId};

use crate::{Result, Tx, search::patterns};

/// A letter of a person, without its code.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct Letter {
    /// The letter.
    pub id: LetterId,
    /// What it opens.
    pub kind: LetterKind,
    /// Nine digits.
    pub access_number: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// End of validity.
    pub expires_at: DateTime<Utc>,
    /// Wrong tries.
    pub tries: i64,
    /// When an account was opened with it.
    pub used_at: Option<DateTime<Utc>>,
    /// When a newer letter took its place.
    pub replaced_at: Option<DateTime<Utc>>,
    /// When it was taken to the post.
    pub posted_on: Option<NaiveDate>,
    /// The batch, while the PDF is there.
    pub batch_id: Option<BatchId>,
    /// Who of staff ordered it.
    pub ordered_by: Option<AccountId>,
}

/// What a person is found by: name, ERP key, mail addresses, street and town.
macro_rules! known_by {
    () => {
        "(p.search_text || ' ' || LOWER(COALESCE(p.email, '')) || ' ' || LOWER(COALESCE(a.email, '')) || ' ' ||
          LOWER(REPLACE(REPLACE(REPLACE(p.street || ' ' || p.town, 'Ä', 'ä'), 'Ö', 'ö'), 'Ü', 'ü')))"
    };
}

/// Who lives in a house that is called or stands as the words say.
macro_rules! lives_at {
    () => {
        "SELECT h.person_id FROM (SELECT id, LOWER(REPLACE(REPLACE(REPLACE(name || ' ' || street, 'Ä', 'ä'), 'Ö', 'ö'), 'Ü', 'ü')) AS said FROM property) o
         JOIN unit u ON u.property_id = o.id JOIN contract k ON k.unit_id = u.id JOIN contract_person h ON h.contract_id = k.id
         WHERE o.said LIKE $2 ESCAPE '!' AND o.said LIKE $3 ESCAPE '!' AND o.said LIKE $4 ESCAPE '!'"
    };
}

/// The columns of [`PersonRow`]; `$1` is the number of tries that kill a code.
macro_rules! person_rows {
    ($($rest:expr),+ $(,)?) => {
        concat!(
            "SELECT p.id, TRIM(p.first_name || ' ' || p.last_name) AS name, p.reference, p.street, p.town, a.id IS NOT NULL AS registered,
             EXISTS (SELECT 1 FROM activation_letter l WHERE l.person_id = p.id AND l.tries >= $1 AND l.used_at IS NULL AND l.replaced_at IS NULL
             AND (a.id IS NULL OR l.kind = 'wiederherstellung')) AS exhausted
             FROM person p LEFT JOIN account a ON a.person_id = p.id ",
            $($rest),+
        )
    };
}

/// Digits of a phone number that are enough to search for it.
const PHONE_MIN: usize = 5;

/// The digits of a phone number as it is dialled at home: "+49 30 23125" is "03023125".
fn dialled(typed: &str) -> String {
    let home = typed.trim().replacen("+49", "0", 1);
    home.chars().filter(char::is_ascii_digit).collect()
}

/// Persons whose name, reference, mail address or postal address holds all words, whose house does, whose phone number
/// it is, or who are named in this contract or letter; up to `most`.
///
/// # Errors
/// The engine refused.
pub async fn search(tx: &mut Tx, wanted: &str, most: i64) -> Result<Vec<PersonRow>> {
    let lower = wanted.to_lowercase();
    let mut words = patterns(wanted).into_iter();
    let mut word = || words.next().unwrap_or_else(|| "%".to_owned());
    let digits: String = wanted.chars().filter(char::is_ascii_digit).collect();
    let phone = Some(dialled(wanted)).filter(|phone| phone.len() >= PHONE_MIN);
    let phone = phone.map(|phone| format!("%{phone}%")).unwrap_or_default();
    rows!(
        tx,
        person_rows!(
            "WHERE (",
            known_by!(),
            " LIKE $2 ESCAPE '!' AND ",
            known_by!(),
            " LIKE $3 ESCAPE '!' AND ",
            known_by!(),
            " LIKE $4 ESCAPE '!')
             OR REPLACE(REPLACE(REPLACE(REPLACE(p.phone, ' ', ''), '/', ''), '-', ''), '+49', '0') LIKE $8
             OR p.id IN (",
            lives_at!(),
            " UNION SELECT cp.person_id FROM contract c JOIN contract_person cp ON cp.contract_id = c.id WHERE LOWER(c.reference) = $5
                UNION SELECT n.person_id FROM activation_letter n WHERE n.access_number = $6)
             ORDER BY p.last_name, p.first_name, p.reference LIMIT $7"
        ),
        TRIES,
        word(),
        word(),
        word(),
        lower.as_str(),
        digits.as_str(),
        most,
        phone
    )
}

/// Persons whose newest code died of wrong tries, up to `most`.
///
/// # Errors
/// The engine refused.
pub async fn exhausted(tx: &mut Tx, most: i64) -> Result<Vec<PersonRow>> {
    rows!(
        tx,
        person_rows!(
            "WHERE p.id IN (
                SELECT d.person_id FROM activation_letter d WHERE d.tries >= $1 AND d.used_at IS NULL AND d.replaced_at IS NULL
                AND (d.kind = 'wiederherstellung' OR NOT EXISTS (SELECT 1 FROM account o WHERE o.person_id = d.person_id)))
             ORDER BY p.last_name, p.first_name, p.reference LIMIT $2"
        ),
        TRIES,
        most
    )
}

/// All letters of a person, the newest first.
///
/// # Errors
/// The engine refused.
pub async fn history(tx: &mut Tx, person: PersonId) -> Result<Vec<Letter>> {
    rows!(
        tx,
        "SELECT a.id, a.kind, a.access_number, a.created_at, a.expires_at, a.tries, a.used_at, a.replaced_at, b.posted_on,
            CASE WHEN l.pdf_sha256 IS NOT NULL THEN l.batch_id END AS batch_id, b.ordered_by
         FROM activation_letter a LEFT JOIN batch_letter l ON l.letter_id = a.id LEFT JOIN letter_batch b ON b.id = l.batch_id
         WHERE a.person_id = $1 ORDER BY a.created_at DESC, a.id DESC",
        person
    )
}

/// When a person's account was opened, and whether a letter is being made for them.
///
/// # Errors
/// The engine refused.
pub async fn since(tx: &mut Tx, person: PersonId) -> Result<(Option<DateTime<Utc>>, bool)> {
    let opened = maybe!(
        &mut *tx,
        "SELECT created_at FROM account WHERE person_id = $1",
        person
    )?;
    let waiting: i64 = value!(
        tx,
        "SELECT COUNT(*) FROM batch_letter WHERE person_id = $1 AND state = 'queued'",
        person
    )?;
    Ok((opened, waiting > 0))
}

#[cfg(test)]
mod tests {
    use super::dialled;

    #[test]
    fn a_number_is_dialled_at_home() {
        for (typed, digits) in [
            ("+49 30 23125 100", "03023125100"),
            ("030/23125-100", "03023125100"),
            ("Vera", ""),
        ] {
            assert_eq!(dialled(typed), digits);
        }
    }
}
