//! Who is named in a house after its letters were made, and gets one all the same.
//!
//! That a house's letters were made is known by a batch of its own that has begun. A house that only came enabled with the
//! manager's export, as the demo company's did, has none: its first letters are ordered by somebody.

use chrono::NaiveDate;
use domain::PropertyId;
use domain::rollout::BatchId;

use crate::{Result, Tx};

/// Persons of running contracts, in houses whose letters were made, who have no account and never had a letter; nobody tries
/// again by itself where one could not be made. `$1` is today.
macro_rules! newly_named {
    () => {
        "FROM contract_person cp JOIN contract c ON c.id = cp.contract_id JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id
         WHERE o.enabled_on <= $1 AND c.starts_on <= $1 AND (c.ends_on IS NULL OR c.ends_on >= $1)
         AND o.id IN (SELECT b.property_id FROM letter_batch b WHERE b.property_id IS NOT NULL AND b.begun_at IS NOT NULL)
         AND cp.person_id NOT IN (SELECT w.person_id FROM batch_letter w WHERE w.state IN ('queued', 'failed'))
         AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = cp.person_id)
         AND NOT EXISTS (SELECT 1 FROM activation_letter l WHERE l.person_id = cp.person_id)"
    };
}

/// Houses in which somebody is newly named.
///
/// # Errors
/// The engine refused.
pub async fn newcomers(tx: &mut Tx, today: NaiveDate) -> Result<Vec<PropertyId>> {
    let houses: Vec<(PropertyId,)> = rows!(
        tx,
        concat!("SELECT DISTINCT o.id ", newly_named!(), " ORDER BY o.id"),
        today
    )?;
    Ok(houses.into_iter().map(|(house,)| house).collect())
}

/// Puts everybody who is newly named in a house into a batch; how many.
///
/// # Errors
/// The engine refused.
pub async fn add_newcomers(
    tx: &mut Tx,
    id: BatchId,
    property: PropertyId,
    today: NaiveDate,
) -> Result<u64> {
    run!(
        tx,
        concat!(
            "INSERT INTO batch_letter (batch_id, person_id, position, state)
             SELECT $2, p.id, ROW_NUMBER() OVER (ORDER BY p.reference), 'queued' FROM person p WHERE p.id IN (SELECT cp.person_id ",
            newly_named!(),
            " AND o.id = $3)"
        ),
        today,
        id,
        property
    )
}
