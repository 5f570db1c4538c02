//! Batches of letters: ordered, filled with the persons who are owed one, worked off piece by piece.

mod newcomers;
mod outcome;
mod people;
mod read;

use chrono::{DateTime, NaiveDate, Utc};
use domain::activation::{LetterId, TRIES};
use domain::rollout::{BatchId, BatchKind, LetterState};
use domain::{AccountId, PersonId, PropertyId};

use crate::{Result, Tx};

pub use newcomers::{add_newcomers, newcomers};
pub use outcome::{
    Outcome, Waiting, add_print, addresses, any, blobs, forget_blobs, handed_over, letter_pdf,
    old_blobs, outcome, print_pdf, waiting,
};
pub use people::{Letter, exhausted, history, search, since};
pub use read::{batch, letters, page, prints, properties};

/// A batch to be stored: for one house or for one person.
#[derive(Debug, Clone)]
pub struct NewBatch {
    /// Made by us.
    pub id: BatchId,
    /// Why.
    pub kind: BatchKind,
    /// The house.
    pub property_id: Option<PropertyId>,
    /// The one person.
    pub person_id: Option<PersonId>,
    /// The day it begins.
    pub due_on: NaiveDate,
    /// A live letter made before gives way.
    pub anew: Option<DateTime<Utc>>,
    /// Who of staff ordered it.
    pub ordered_by: Option<AccountId>,
    /// Now.
    pub created_at: DateTime<Utc>,
}

/// A batch that has not begun, or runs.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct Order {
    /// The batch.
    pub id: BatchId,
    /// Why.
    pub kind: BatchKind,
    /// The house.
    pub property_id: Option<PropertyId>,
    /// The one person.
    pub person_id: Option<PersonId>,
    /// A live letter made before gives way.
    pub anew: Option<DateTime<Utc>>,
    /// Who of staff ordered it.
    pub ordered_by: Option<AccountId>,
}

/// Adds a batch; `false` where it is there already, or where its house waits for another day.
///
/// # Errors
/// The engine refused.
pub async fn add(tx: &mut Tx, new: &NewBatch) -> Result<bool> {
    Ok(run!(
        tx,
        "INSERT INTO letter_batch (id, kind, property_id, person_id, due_on, anew, ordered_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT DO NOTHING",
        new.id,
        new.kind,
        new.property_id,
        new.person_id,
        new.due_on,
        new.anew,
        new.ordered_by,
        new.created_at
    )? == 1)
}

/// The batch of a house that waits for its day.
///
/// # Errors
/// The engine refused.
pub async fn planned(tx: &mut Tx, property: PropertyId) -> Result<Option<BatchId>> {
    maybe!(
        tx,
        "SELECT id FROM letter_batch WHERE property_id = $1 AND begun_at IS NULL",
        property
    )
}

/// Gives a waiting batch another day.
///
/// # Errors
/// The engine refused.
pub async fn put_off(tx: &mut Tx, id: BatchId, due_on: NaiveDate) -> Result<()> {
    run!(
        tx,
        "UPDATE letter_batch SET due_on = $2 WHERE id = $1 AND begun_at IS NULL",
        id,
        due_on
    )?;
    Ok(())
}

/// Takes back a waiting batch.
///
/// # Errors
/// The engine refused.
pub async fn take_back(tx: &mut Tx, id: BatchId) -> Result<()> {
    run!(
        tx,
        "DELETE FROM letter_batch WHERE id = $1 AND begun_at IS NULL",
        id
    )?;
    Ok(())
}

/// Batches whose day has come and that have not begun.
///
/// # Errors
/// The engine refused.
pub async fn due(tx: &mut Tx, today: NaiveDate) -> Result<Vec<Order>> {
    rows!(
        tx,
        "SELECT id, kind, property_id, person_id, anew, ordered_by FROM letter_batch WHERE begun_at IS NULL AND due_on <= $1 ORDER BY due_on, id",
        today
    )
}

/// The order of a batch.
///
/// # Errors
/// The engine refused.
pub async fn order(tx: &mut Tx, id: BatchId) -> Result<Option<Order>> {
    row!(
        tx,
        "SELECT id, kind, property_id, person_id, anew, ordered_by FROM letter_batch WHERE id = $1",
        id
    )
}

/// Begins a batch; `false` where somebody else has.
///
/// # Errors
/// The engine refused.
pub async fn begin(tx: &mut Tx, id: BatchId, now: DateTime<Utc>) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE letter_batch SET begun_at = $2 WHERE id = $1 AND begun_at IS NULL",
        id,
        now
    )? == 1)
}

/// Puts everybody into a batch who is owed a letter: named in a contract of its house that runs today, without an account
/// and without a live letter; how many.
///
/// # Errors
/// The engine refused.
pub async fn fill(tx: &mut Tx, order: &Order, today: NaiveDate, now: DateTime<Utc>) -> Result<u64> {
    run!(
        tx,
        "INSERT INTO batch_letter (batch_id, person_id, position, state)
         SELECT $1, p.id, ROW_NUMBER() OVER (ORDER BY p.reference), 'queued' FROM person p
         WHERE EXISTS (
            SELECT 1 FROM contract_person cp JOIN contract c ON c.id = cp.contract_id JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id
            WHERE cp.person_id = p.id AND o.id = $2 AND o.enabled_on <= $3 AND c.starts_on <= $3 AND (c.ends_on IS NULL OR c.ends_on >= $3))
         AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id)
         AND NOT EXISTS (
            SELECT 1 FROM activation_letter l WHERE l.person_id = p.id AND l.used_at IS NULL AND l.replaced_at IS NULL AND l.expires_at > $4
            AND l.tries < $6 AND ($5 IS NULL OR l.created_at >= $5))
         ON CONFLICT DO NOTHING",
        order.id,
        order.property_id,
        today,
        now,
        order.anew,
        TRIES
    )
}

/// Puts one person into a batch.
///
/// # Errors
/// The engine refused.
pub async fn add_person(tx: &mut Tx, id: BatchId, person: PersonId) -> Result<()> {
    run!(
        tx,
        "INSERT INTO batch_letter (batch_id, person_id, position, state) VALUES ($1, $2, 1, 'queued') ON CONFLICT DO NOTHING",
        id,
        person
    )?;
    Ok(())
}

/// The next persons of a batch that still wait for their letter.
///
/// # Errors
/// The engine refused.
pub async fn queued(tx: &mut Tx, id: BatchId, most: i64) -> Result<Vec<PersonId>> {
    let rows: Vec<(PersonId,)> = rows!(
        tx,
        "SELECT person_id FROM batch_letter WHERE batch_id = $1 AND state = 'queued' ORDER BY position LIMIT $2",
        id,
        most
    )?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// A letter that is there.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// To whom.
    pub person: PersonId,
    /// The letter.
    pub letter: LetterId,
    /// With which others it is printed.
    pub print: i64,
    /// The address on the paper.
    pub recipient: String,
    /// The PDF's name in the blob store.
    pub pdf_sha256: String,
    /// Pages to print.
    pub pages: i64,
}

/// Says that a letter is there; `false` where another worker was quicker.
///
/// # Errors
/// The engine refused.
pub async fn render(tx: &mut Tx, id: BatchId, done: &Rendered) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE batch_letter SET state = 'rendered', letter_id = $3, print_number = $4, recipient = $5, pdf_sha256 = $6, pages = $7
         WHERE batch_id = $1 AND person_id = $2 AND state = 'queued'",
        id,
        done.person,
        done.letter,
        done.print,
        done.recipient.as_str(),
        done.pdf_sha256.as_str(),
        done.pages
    )? == 1)
}

/// Says why there is no letter: it failed, or nobody needs it any more; `false` where another worker was quicker.
///
/// # Errors
/// The engine refused.
pub async fn leave_out(
    tx: &mut Tx,
    id: BatchId,
    person: PersonId,
    state: LetterState,
    reason: Option<&str>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE batch_letter SET state = $3, reason = $4 WHERE batch_id = $1 AND person_id = $2 AND state = 'queued'",
        id,
        person,
        state,
        reason
    )? == 1)
}

/// Ends a batch in which nobody waits any more.
///
/// # Errors
/// The engine refused.
pub async fn finish(tx: &mut Tx, id: BatchId, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE letter_batch SET finished_at = $2 WHERE id = $1 AND begun_at IS NOT NULL AND finished_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM batch_letter l WHERE l.batch_id = $1 AND l.state = 'queued')",
        id,
        now
    )?;
    Ok(())
}

/// Keeps other workers from a batch until a moment; `false` where one is at work on it.
///
/// # Errors
/// The engine refused.
pub async fn hold(
    tx: &mut Tx,
    id: BatchId,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE letter_batch SET worked_until = $3 WHERE id = $1 AND begun_at IS NOT NULL AND (worked_until IS NULL OR worked_until <= $2)",
        id,
        now,
        until
    )? == 1)
}

/// Lets other workers at a batch.
///
/// # Errors
/// The engine refused.
pub async fn let_go(tx: &mut Tx, id: BatchId) -> Result<()> {
    run!(
        tx,
        "UPDATE letter_batch SET worked_until = NULL WHERE id = $1",
        id
    )?;
    Ok(())
}

/// Lets other workers at all batches; only for whoever knows that nobody works on any.
///
/// # Errors
/// The engine refused.
pub async fn let_go_all(tx: &mut Tx) -> Result<()> {
    run!(
        tx,
        "UPDATE letter_batch SET worked_until = NULL WHERE worked_until IS NOT NULL"
    )?;
    Ok(())
}

/// Notes the day on which a batch went to the post.
///
/// # Errors
/// The engine refused.
pub async fn post(tx: &mut Tx, id: BatchId, on: NaiveDate) -> Result<()> {
    run!(
        tx,
        "UPDATE letter_batch SET posted_on = $2 WHERE id = $1",
        id,
        on
    )?;
    Ok(())
}
