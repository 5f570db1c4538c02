//! What the ERP's export says of requests that wait for it.

use std::collections::BTreeMap;

use domain::change::ChangeState;
use domain::ticket::Side;
use store::Tx;
use store::change as rows;

use super::{course, held};
use crate::import::PersonRecord;
use crate::{Caller, Result};

/// Puts into effect what an import's persons now carry, in the import's own transaction; how many.
///
/// # Errors
/// The database is gone.
pub(crate) async fn confirm_imported(
    caller: &Caller,
    tx: &mut Tx,
    persons: &BTreeMap<String, PersonRecord>,
) -> Result<u32> {
    let mut confirmed = 0;
    for waiting in rows::waiting(tx).await? {
        let Some(person) = persons.get(&waiting.reference) else {
            continue;
        };
        let (email, phone) = (person.email.as_deref(), person.phone.as_deref());
        if !course::says(waiting.kind, &waiting.new_value, email, phone) {
            continue;
        }
        let mut found = held(tx, waiting.id).await?;
        if found.state == ChangeState::HandedOver {
            course::accept(caller, tx, &mut found, Side::System).await?;
            confirmed += 1;
        }
    }
    Ok(confirmed)
}
