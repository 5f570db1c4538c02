//! What a batch has made: PDFs by their names in the blob store, and what is still to be handed over.

use chrono::{DateTime, Utc};
use domain::PersonId;
use domain::activation::TRIES;
use domain::rollout::{Addressed, BatchId};

use crate::{Result, Tx};

/// A letter that is there, with its file's name.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct Outcome {
    /// The ERP's key of the person.
    pub reference: String,
    /// Nine digits.
    pub access_number: String,
    /// The address on the paper.
    pub recipient: String,
    /// The PDF's name in the blob store.
    pub pdf_sha256: String,
    /// Pages to print.
    pub pages: i64,
}

impl Outcome {
    /// What the letter's file is called.
    pub fn file(&self) -> String {
        format!("{}-{}.pdf", self.reference, self.access_number)
    }
}

/// Letters printed together that were not handed over yet.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Waiting {
    /// The print's number in its batch.
    pub number: i64,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

/// Adds a print; its number is the next of the batch.
///
/// # Errors
/// Another worker took the same number; the engine refused.
pub async fn add_print(
    tx: &mut Tx,
    id: BatchId,
    letters: i64,
    pdf_sha256: &str,
    now: DateTime<Utc>,
) -> Result<i64> {
    value!(
        tx,
        "INSERT INTO letter_print (batch_id, number, letters, pdf_sha256, made_at)
         SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4 FROM letter_print WHERE batch_id = $1 RETURNING number",
        id,
        letters,
        pdf_sha256,
        now
    )
}

/// The blob of a print.
///
/// # Errors
/// The engine refused.
pub async fn print_pdf(tx: &mut Tx, id: BatchId, number: i64) -> Result<Option<String>> {
    maybe!(
        tx,
        "SELECT pdf_sha256 FROM letter_print WHERE batch_id = $1 AND number = $2 AND pdf_sha256 IS NOT NULL",
        id,
        number
    )
}

/// A single letter, while its PDF is there and its code can still open something.
///
/// # Errors
/// The engine refused.
pub async fn letter_pdf(tx: &mut Tx, id: BatchId, person: PersonId) -> Result<Option<Outcome>> {
    row!(
        tx,
        "SELECT p.reference, a.access_number, l.recipient, l.pdf_sha256, l.pages
         FROM batch_letter l JOIN activation_letter a ON a.id = l.letter_id JOIN person p ON p.id = l.person_id
         WHERE l.batch_id = $1 AND l.person_id = $2 AND l.pdf_sha256 IS NOT NULL
         AND (a.used_at IS NOT NULL OR (a.replaced_at IS NULL AND a.tries < $3))",
        id,
        person,
        TRIES
    )
}

/// The letters of a print, in the order of its pages.
///
/// # Errors
/// The engine refused.
pub async fn outcome(tx: &mut Tx, id: BatchId, number: i64) -> Result<Vec<Outcome>> {
    rows!(
        tx,
        "SELECT p.reference, a.access_number, l.recipient, l.pdf_sha256, l.pages
         FROM batch_letter l JOIN activation_letter a ON a.id = l.letter_id JOIN person p ON p.id = l.person_id
         WHERE l.batch_id = $1 AND l.print_number = $2 AND l.pdf_sha256 IS NOT NULL ORDER BY l.position",
        id,
        number
    )
}

/// All addresses of a batch, while its papers are there.
///
/// # Errors
/// The engine refused.
pub async fn addresses(tx: &mut Tx, id: BatchId) -> Result<Vec<Addressed>> {
    let rows: Vec<Outcome> = rows!(
        tx,
        "SELECT p.reference, a.access_number, l.recipient, l.pdf_sha256, l.pages
         FROM batch_letter l JOIN activation_letter a ON a.id = l.letter_id JOIN person p ON p.id = l.person_id
         WHERE l.batch_id = $1 AND l.pdf_sha256 IS NOT NULL ORDER BY l.position",
        id
    )?;
    let addressed = |row: Outcome| Addressed {
        file: row.file(),
        recipient: row.recipient,
    };
    Ok(rows.into_iter().map(addressed).collect())
}

/// Prints of a batch that wait to be handed over.
///
/// # Errors
/// The engine refused.
pub async fn waiting(tx: &mut Tx, id: BatchId) -> Result<Vec<Waiting>> {
    rows!(
        tx,
        "SELECT number, made_at FROM letter_print WHERE batch_id = $1 AND handed_over_at IS NULL AND pdf_sha256 IS NOT NULL ORDER BY number",
        id
    )
}

/// Notes that a print was handed over.
///
/// # Errors
/// The engine refused.
pub async fn handed_over(tx: &mut Tx, id: BatchId, number: i64, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE letter_print SET handed_over_at = $3 WHERE batch_id = $1 AND number = $2",
        id,
        number,
        now
    )?;
    Ok(())
}

/// Up to `most` prints made before a moment whose PDFs are still there, the oldest first.
async fn old(tx: &mut Tx, before: DateTime<Utc>, most: i64) -> Result<Vec<(BatchId, i64, String)>> {
    rows!(
        tx,
        "SELECT batch_id, number, pdf_sha256 FROM letter_print WHERE made_at < $1 AND pdf_sha256 IS NOT NULL
         ORDER BY made_at, batch_id, number LIMIT $2",
        before,
        most
    )
}

/// The blobs of up to `most` prints made before a moment, and of their letters.
///
/// # Errors
/// The engine refused.
pub async fn old_blobs(tx: &mut Tx, before: DateTime<Utc>, most: i64) -> Result<Vec<String>> {
    let mut blobs = Vec::new();
    for (batch, number, print) in old(tx, before, most).await? {
        let letters = outcome(tx, batch, number).await?;
        blobs.extend(letters.into_iter().map(|letter| letter.pdf_sha256));
        blobs.push(print);
    }
    Ok(blobs)
}

/// The blobs of all prints and letters that are still there.
///
/// # Errors
/// The engine refused.
pub async fn blobs(tx: &mut Tx) -> Result<Vec<String>> {
    let names: Vec<(String,)> = rows!(
        tx,
        "SELECT pdf_sha256 FROM letter_print WHERE pdf_sha256 IS NOT NULL
         UNION ALL SELECT pdf_sha256 FROM batch_letter WHERE pdf_sha256 IS NOT NULL"
    )?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}

/// Whether a batch was ever ordered.
///
/// # Errors
/// The engine refused.
pub async fn any(tx: &mut Tx) -> Result<bool> {
    let batches: i64 = value!(tx, "SELECT COUNT(*) FROM letter_batch")?;
    Ok(batches > 0)
}

/// Takes off the books what [`old_blobs`] has named, addresses included.
///
/// # Errors
/// The engine refused.
pub async fn forget_blobs(tx: &mut Tx, before: DateTime<Utc>, most: i64) -> Result<()> {
    for (batch, number, _) in old(tx, before, most).await? {
        run!(
            &mut *tx,
            "UPDATE batch_letter SET recipient = NULL, pdf_sha256 = NULL WHERE batch_id = $1 AND print_number = $2",
            batch,
            number
        )?;
        run!(
            &mut *tx,
            "UPDATE letter_print SET pdf_sha256 = NULL WHERE batch_id = $1 AND number = $2",
            batch,
            number
        )?;
    }
    Ok(())
}
