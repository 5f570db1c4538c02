//! People as staff find them, and the history of their letters.

use chrono::{DateTime, NaiveDate, Utc};
use domain::activation::{LetterId, LetterKind, TRIES};
use domain::rollout::{BatchId, PersonRow};
use domain::{AccountId, PersonId};

use crate::{Result, Tx};

/// Words of a search that count; more never narrow it down.
const WORDS: usize = 3;

/// A letter of a person, without its code.
#[derive(Debug, Clone, sqlx::FromRow)]
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

/// The columns of [`PersonRow`]; `$1` is the number of tries that kill a code.
macro_rules! person_rows {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, TRIM(p.first_name || ' ' || p.last_name) AS name, p.reference, p.street, p.town, a.id IS NOT NULL AS registered,
             EXISTS (SELECT 1 FROM activation_letter l WHERE l.person_id = p.id AND l.tries >= $1 AND l.used_at IS NULL AND l.replaced_at IS NULL
             AND (a.id IS NULL OR l.kind = 'wiederherstellung')) AS exhausted
             FROM person p LEFT JOIN account a ON a.person_id = p.id ",
            $rest
        )
    };
}

/// Persons whose name or reference holds all words, or who are named in this contract or letter; up to `most`.
///
/// # Errors
/// The engine refused.
pub async fn search(tx: &mut Tx, wanted: &str, most: i64) -> Result<Vec<PersonRow>> {
    let lower = wanted.to_lowercase();
    let mut words = lower.split_whitespace().take(WORDS).map(containing);
    let mut word = || words.next().unwrap_or_else(|| "%".to_owned());
    let digits: String = wanted.chars().filter(char::is_ascii_digit).collect();
    rows!(
        tx,
        person_rows!(
            "WHERE (p.search_text LIKE $2 ESCAPE '!' AND p.search_text LIKE $3 ESCAPE '!' AND p.search_text LIKE $4 ESCAPE '!')
             OR p.id IN (
                SELECT cp.person_id FROM contract c JOIN contract_person cp ON cp.contract_id = c.id WHERE LOWER(c.reference) = $5
                UNION SELECT n.person_id FROM activation_letter n WHERE n.access_number = $6)
             ORDER BY p.last_name, p.first_name, p.reference LIMIT $7"
        ),
        TRIES,
        word(),
        word(),
        word(),
        lower.as_str(),
        digits.as_str(),
        most
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

/// A pattern for text that holds a word.
fn containing(word: &str) -> String {
    let plain: String = word
        .chars()
        .flat_map(|c| match c {
            '!' | '%' | '_' => vec!['!', c],
            _ => vec![c],
        })
        .collect();
    format!("%{plain}%")
}

#[cfg(test)]
mod tests {
    use super::containing;

    #[test]
    fn a_word_is_only_itself() {
        assert_eq!(containing("lindt"), "%lindt%");
        assert_eq!(containing("100%_!"), "%100!%!_!!%");
    }
}
