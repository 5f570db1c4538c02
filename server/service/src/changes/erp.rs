//! What the ERP says of requests, by an export or in so many words: some it confirms, some lose their ground.

use domain::change::{ChangeKind, ChangeState};
use domain::erp::{Answer, answer};
use domain::ticket::Side;
use domain::{ChangeId, ContractId, PersonId};
use store::Tx;
use store::change as rows;
use store::erp::command;
use store::master::{BankMandate, Kept};

use super::{course, held};
use crate::erp::Write;
use crate::import::PersonRecord;
use crate::{Caller, Result};

/// What stands in the portal's name where a contract no longer names whoever asked.
const NOT_NAMED: &str = "Sie stehen nicht mehr in dem Vertrag, für den diese Bankverbindung gelten sollte. Haben Sie Fragen, rufen Sie uns an.";

/// Puts into effect what a parcel's persons now carry, in the parcel's own transaction.
///
/// # Errors
/// The database is gone.
pub(crate) async fn confirm_imported(
    caller: &Caller,
    tx: &mut Tx,
    writes: &[Write<PersonRecord>],
) -> Result<()> {
    let known = writes.iter().filter(|write| write.before.is_some());
    let known: Vec<PersonId> = known.map(|write| PersonId(write.id)).collect();
    for waiting in rows::waiting(tx, &known).await? {
        let mut writes = writes.iter().map(|write| &write.record);
        let Some(person) = writes.find(|person| person.reference == waiting.reference) else {
            continue;
        };
        let (email, phone) = (person.email.as_deref(), person.phone.as_deref());
        if !course::says(waiting.kind, &waiting.new_value, email, phone) {
            continue;
        }
        let mut found = held(tx, waiting.id).await?;
        if found.state == ChangeState::HandedOver {
            course::accept(caller, tx, &mut found, Side::System).await?;
        }
    }
    Ok(())
}

/// Puts bank details into effect whose mandate the ERP now debits, in the parcel's own transaction.
///
/// # Errors
/// The database is gone.
pub(crate) async fn confirm_mandates(
    caller: &Caller,
    tx: &mut Tx,
    mandates: &[Kept<BankMandate>],
) -> Result<()> {
    let named = mandates
        .iter()
        .filter_map(|kept| kept.row.mandate.as_deref());
    let named: Vec<&str> = named.collect();
    for waiting in rows::bank::waiting(tx, &named).await? {
        let says = |kept: &Kept<BankMandate>| {
            kept.row.mandate.as_deref() == Some(waiting.mandate.as_str())
                && kept.row.contract_id == waiting.contract_id
        };
        if !mandates.iter().any(says) {
            continue;
        }
        let mut found = held(tx, waiting.change_id).await?;
        if found.state == ChangeState::HandedOver {
            course::accept(caller, tx, &mut found, Side::System).await?;
        }
    }
    Ok(())
}

/// Rejects bank details for a contract that no longer names the person, in the import's own transaction.
///
/// # Errors
/// The database is gone.
pub(crate) async fn not_named(
    caller: &Caller,
    tx: &mut Tx,
    contract: ContractId,
    person: PersonId,
) -> Result<()> {
    let Some(id) = rows::open_of(tx, person, ChangeKind::Bank).await? else {
        return Ok(());
    };
    let details = rows::bank::of_change(tx, id).await?;
    if details.is_none_or(|details| details.contract_id != contract) {
        return Ok(());
    }
    let mut found = held(tx, id).await?;
    course::reject(caller, tx, &mut found, NOT_NAMED, Side::System).await
}

/// The ERP's own word on a request; where it stands then. The same word again changes nothing.
///
/// # Errors
/// `AnsweredOtherwise`, `StepNotAllowed`, `NotFound`.
pub(crate) async fn answered(
    caller: &Caller,
    tx: &mut Tx,
    id: ChangeId,
    word: Answer,
    reason: &str,
) -> Result<ChangeState> {
    let mut found = held(tx, id).await?;
    if answer::is_news(found.state, word)? {
        match word {
            Answer::Yes => course::accept(caller, tx, &mut found, Side::System).await?,
            Answer::No => {
                // Its own word: it need not hear of it.
                command::answer(tx, id, caller.services.clock().now()).await?;
                course::reject(caller, tx, &mut found, reason, Side::System).await?;
            }
        }
    }
    Ok(found.state)
}
