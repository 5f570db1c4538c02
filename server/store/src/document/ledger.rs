//! The ledger: what became of each document for each person.

use chrono::{DateTime, Utc};
use domain::document::{DocumentId, LedgerRow};
use domain::{AccountId, PersonId};

use crate::{Result, Tx};

/// Enters a person; `false` where they stand in it already.
///
/// # Errors
/// The engine refused.
pub async fn enter(
    tx: &mut Tx,
    document: DocumentId,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let touched = run!(
        tx,
        "INSERT INTO document_delivery (document_id, person_id, provided_at) VALUES ($1, $2, $3) ON CONFLICT (document_id, person_id) DO NOTHING",
        document,
        person,
        now
    )?;
    Ok(touched > 0)
}

/// Notes that a person opened a document; `false` where they did before.
///
/// # Errors
/// The engine refused.
pub async fn open(
    tx: &mut Tx,
    document: DocumentId,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<bool> {
    enter(tx, document, person, now).await?;
    let touched = run!(
        tx,
        "UPDATE document_delivery SET opened_at = $3 WHERE document_id = $1 AND person_id = $2 AND opened_at IS NULL",
        document,
        person,
        now
    )?;
    Ok(touched > 0)
}

/// Notes that a letter about a document was made for a person; `false` where the person is not in the ledger.
///
/// # Errors
/// The engine refused.
pub async fn post(
    tx: &mut Tx,
    document: DocumentId,
    person: PersonId,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let touched = run!(
        tx,
        "UPDATE document_delivery SET letter_at = $3, letter_by = $4 WHERE document_id = $1 AND person_id = $2",
        document,
        person,
        now,
        by
    )?;
    Ok(touched > 0)
}

/// A line of a person's own ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Delivery {
    /// The document.
    pub document_id: DocumentId,
    /// Since when it is there for them.
    pub provided_at: DateTime<Utc>,
    /// When they were told.
    pub notified_at: Option<DateTime<Utc>>,
    /// When they opened it first.
    pub opened_at: Option<DateTime<Utc>>,
    /// When a letter was made for them.
    pub letter_at: Option<DateTime<Utc>>,
}

/// A person's own lines.
///
/// # Errors
/// The engine refused.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Delivery>> {
    rows!(
        tx,
        "SELECT document_id, provided_at, notified_at, opened_at, letter_at FROM document_delivery WHERE person_id = $1",
        person
    )
}

/// The columns of [`LedgerRow`].
macro_rules! ledger_columns {
    ($rest:literal) => {
        concat!(
            "SELECT l.person_id, TRIM(p.first_name || ' ' || p.last_name) AS name, p.reference, a.id IS NOT NULL AS registered, l.provided_at, l.notified_at,
                l.notified_by, l.opened_at, l.letter_at, s.name AS letter_name
             FROM document_delivery l JOIN person p ON p.id = l.person_id LEFT JOIN account a ON a.person_id = p.id AND a.disabled_at IS NULL
             LEFT JOIN account s ON s.id = l.letter_by ",
            $rest
        )
    };
}

/// A page of a document's ledger: those who have not opened it first, then by name.
///
/// # Errors
/// The engine refused.
pub async fn page(
    tx: &mut Tx,
    document: DocumentId,
    offset: i64,
    most: i64,
) -> Result<Vec<LedgerRow>> {
    rows!(
        tx,
        ledger_columns!(
            "WHERE l.document_id = $1 ORDER BY CASE WHEN l.opened_at IS NULL THEN 0 ELSE 1 END, p.last_name, p.first_name, p.id LIMIT $2 OFFSET $3"
        ),
        document,
        most,
        offset
    )
}

/// What became of a document for one person.
///
/// # Errors
/// The engine refused.
pub async fn line(
    tx: &mut Tx,
    document: DocumentId,
    person: PersonId,
) -> Result<Option<LedgerRow>> {
    row!(
        tx,
        ledger_columns!("WHERE l.document_id = $1 AND l.person_id = $2"),
        document,
        person
    )
}

/// Somebody who is still to be told of documents.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Untold {
    /// The person.
    pub person_id: PersonId,
    /// "Vera Lindt".
    pub name: String,
    /// The login.
    pub email: String,
    /// Since when the document is there for them.
    pub provided_at: DateTime<Utc>,
}

/// Persons with an account who were not told of a document yet, have not opened it, and for whom it is still there.
///
/// # Errors
/// The engine refused.
pub async fn untold(tx: &mut Tx, document: DocumentId, most: i64) -> Result<Vec<Untold>> {
    rows!(
        tx,
        "SELECT l.person_id, a.name, a.email, l.provided_at FROM document_delivery l JOIN document d ON d.id = l.document_id AND d.withdrawn_at IS NULL
         JOIN account a ON a.person_id = l.person_id AND a.disabled_at IS NULL
         WHERE l.document_id = $1 AND l.notified_at IS NULL AND l.opened_at IS NULL ORDER BY l.person_id LIMIT $2",
        document,
        most
    )
}

/// Marks all documents that came for a person since a moment as told by mail; how many they are.
///
/// # Errors
/// The engine refused.
pub async fn tell(
    tx: &mut Tx,
    person: PersonId,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64> {
    run!(
        tx,
        "UPDATE document_delivery SET notified_at = $3, notified_by = 'email' WHERE person_id = $1 AND provided_at >= $2 AND notified_at IS NULL
            AND opened_at IS NULL AND document_id IN (SELECT id FROM document WHERE withdrawn_at IS NULL)",
        person,
        since,
        now
    )
}
