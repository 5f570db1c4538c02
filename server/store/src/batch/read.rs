//! Houses and batches as staff see them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::activation::TRIES;
use domain::rollout::{BatchId, BatchLetter, BatchRow, PrintRow, PropertyRow};

use crate::{Result, Tx};

/// The columns of [`BatchRow`] and their tables; `$2` is the number of tries that kill a code.
macro_rules! batch_rows {
    ($rest:literal) => {
        concat!(
            "SELECT b.id, b.kind, COALESCE(o.name, TRIM(p.first_name || ' ' || p.last_name)) AS name, b.due_on, b.created_at, b.begun_at, b.finished_at, b.posted_on,
             (SELECT COUNT(*) FROM batch_letter l WHERE l.batch_id = b.id AND l.state <> 'needless') AS letters,
             (SELECT COUNT(*) FROM batch_letter l WHERE l.batch_id = b.id AND l.state = 'queued') AS queued,
             (SELECT COUNT(*) FROM batch_letter l WHERE l.batch_id = b.id AND l.state = 'rendered') AS rendered,
             (SELECT COUNT(*) FROM batch_letter l WHERE l.batch_id = b.id AND l.state = 'failed') AS failed,
             (SELECT COUNT(*) FROM batch_letter l JOIN activation_letter d ON d.id = l.letter_id WHERE l.batch_id = b.id AND l.state = 'rendered'
              AND d.used_at IS NULL AND (d.replaced_at IS NOT NULL OR d.tries >= $2)) AS dead,
             (SELECT COUNT(*) FROM batch_letter l JOIN activation_letter d ON d.id = l.letter_id WHERE l.batch_id = b.id AND l.state = 'rendered'
              AND d.used_at IS NOT NULL) AS redeemed
             FROM letter_batch b LEFT JOIN property o ON o.id = b.property_id LEFT JOIN person p ON p.id = b.person_id ",
            $rest
        )
    };
}

/// All houses, with how many of their people have an account or a live letter.
///
/// # Errors
/// The engine refused.
pub async fn properties(
    tx: &mut Tx,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Vec<PropertyRow>> {
    rows!(
        tx,
        "SELECT o.id, o.reference, o.name, o.street, o.town, o.enabled_on, COALESCE(n.persons, 0) AS persons,
            COALESCE(n.registered, 0) AS registered, COALESCE(n.under_way, 0) AS under_way
         FROM property o LEFT JOIN (
            SELECT d.property_id, COUNT(*) AS persons, COUNT(a.person_id) AS registered,
                COUNT(CASE WHEN a.person_id IS NULL THEN l.person_id END) AS under_way
            FROM (
                SELECT u.property_id, cp.person_id FROM contract_person cp JOIN contract c ON c.id = cp.contract_id JOIN unit u ON u.id = c.unit_id
                WHERE c.starts_on <= $1 AND (c.ends_on IS NULL OR c.ends_on >= $1) GROUP BY u.property_id, cp.person_id) d
            LEFT JOIN account a ON a.person_id = d.person_id
            LEFT JOIN activation_letter l ON l.person_id = d.person_id AND l.used_at IS NULL AND l.replaced_at IS NULL AND l.expires_at > $2 AND l.tries < $3
            GROUP BY d.property_id) n ON n.property_id = o.id
         ORDER BY o.reference",
        today,
        now,
        TRIES
    )
}

/// Batches, the newest first.
///
/// # Errors
/// The engine refused.
pub async fn page(tx: &mut Tx, most: i64) -> Result<Vec<BatchRow>> {
    rows!(
        tx,
        batch_rows!("ORDER BY b.created_at DESC, b.id DESC LIMIT $1"),
        most,
        TRIES
    )
}

/// One batch.
///
/// # Errors
/// The engine refused.
pub async fn batch(tx: &mut Tx, id: BatchId) -> Result<Option<BatchRow>> {
    row!(tx, batch_rows!("WHERE b.id = $1"), id, TRIES)
}

/// What of a batch is to be printed.
///
/// # Errors
/// The engine refused.
pub async fn prints(tx: &mut Tx, id: BatchId) -> Result<Vec<PrintRow>> {
    rows!(
        tx,
        "SELECT number, letters, pdf_sha256 IS NOT NULL AS kept FROM letter_print WHERE batch_id = $1 ORDER BY number",
        id
    )
}

/// The first letters of a batch: those that failed, those whose code died, then in their order.
///
/// # Errors
/// The engine refused.
pub async fn letters(tx: &mut Tx, id: BatchId, most: i64) -> Result<Vec<BatchLetter>> {
    rows!(
        tx,
        "SELECT l.person_id, TRIM(p.first_name || ' ' || p.last_name) AS name, l.state, l.reason,
            (l.pdf_sha256 IS NOT NULL AND a.replaced_at IS NULL AND (a.tries < $3 OR a.used_at IS NOT NULL)) AS kept,
            (a.replaced_at IS NOT NULL AND a.used_at IS NULL) AS replaced, (a.used_at IS NOT NULL) AS redeemed,
            (a.id IS NOT NULL AND a.tries >= $3 AND a.used_at IS NULL AND a.replaced_at IS NULL) AS exhausted
         FROM batch_letter l JOIN person p ON p.id = l.person_id LEFT JOIN activation_letter a ON a.id = l.letter_id
         WHERE l.batch_id = $1
         ORDER BY CASE WHEN l.state = 'failed' THEN 0 WHEN a.tries >= $3 AND a.used_at IS NULL AND a.replaced_at IS NULL THEN 1 ELSE 2 END, l.position
         LIMIT $2",
        id,
        most,
        TRIES
    )
}
