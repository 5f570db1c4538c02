//! Bank details: kept in full while somebody has to enter them, released by two.

use chrono::{DateTime, Utc};
use domain::{AccountId, ChangeId, ContractId, PersonId};

use crate::keys::by;
use crate::{Result, Tx};

/// Bank details of a request.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Bank {
    /// The request.
    pub change_id: ChangeId,
    /// For which contract.
    pub contract_id: ContractId,
    /// Whose account it is.
    pub holder: String,
    /// In full until the request is over.
    pub iban: Option<String>,
    /// The rent may be debited.
    pub debit: bool,
    /// Reference of the mandate.
    pub mandate: Option<String>,
    /// Nobody lets it pass before.
    pub releasable_from: DateTime<Utc>,
    /// Who let it pass first.
    pub first_by: Option<AccountId>,
    /// When the letter to the address on file was printed.
    pub letter_at: Option<DateTime<Utc>>,
    /// Number of the contract.
    pub contract: String,
}

/// Adds the bank details of a request; number of the contract, letter and release are not written.
///
/// # Errors
/// The request has some already; the engine refused.
pub async fn add(tx: &mut Tx, new: &Bank) -> Result<()> {
    run!(
        tx,
        "INSERT INTO bank_request (change_id, contract_id, holder, iban, debit, mandate, releasable_from) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        new.change_id,
        new.contract_id,
        new.holder.as_str(),
        new.iban.as_deref(),
        new.debit,
        new.mandate.as_deref(),
        new.releasable_from
    )?;
    Ok(())
}

/// The bank details of a request.
///
/// # Errors
/// The engine refused.
pub async fn of_change(tx: &mut Tx, id: ChangeId) -> Result<Option<Bank>> {
    row!(
        tx,
        "SELECT b.change_id, b.contract_id, b.holder, b.iban, b.debit, b.mandate, b.releasable_from, b.first_by, b.letter_at, c.reference AS contract
         FROM bank_request b JOIN contract c ON c.id = b.contract_id WHERE b.change_id = $1",
        id
    )
}

/// All bank details a person asked for.
///
/// # Errors
/// The engine refused.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Bank>> {
    rows!(
        tx,
        "SELECT b.change_id, b.contract_id, b.holder, b.iban, b.debit, b.mandate, b.releasable_from, b.first_by, b.letter_at, c.reference AS contract
         FROM bank_request b JOIN contract c ON c.id = b.contract_id JOIN change_request r ON r.id = b.change_id
         WHERE r.person_id = $1 ORDER BY b.change_id",
        person
    )
}

/// The masked account that last took effect for a contract, as far as the portal knows.
///
/// # Errors
/// The engine refused.
pub async fn known(tx: &mut Tx, person: PersonId, contract: ContractId) -> Result<Option<String>> {
    maybe!(
        tx,
        "SELECT r.new_value FROM change_request r JOIN bank_request b ON b.change_id = r.id
         WHERE r.person_id = $1 AND b.contract_id = $2 AND r.state = 'wirksam' ORDER BY r.closed_at DESC LIMIT 1",
        person,
        contract
    )
}

/// A request whose mandate waits for the ERP.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct WaitingMandate {
    /// The request.
    pub change_id: ChangeId,
    /// For which contract.
    pub contract_id: ContractId,
    /// Reference of the mandate.
    pub mandate: String,
}

/// The requests that wait for the ERP with one of some mandates.
///
/// # Errors
/// The engine refused.
pub async fn waiting(tx: &mut Tx, mandates: &[&str]) -> Result<Vec<WaitingMandate>> {
    by(
        tx,
        "SELECT b.change_id, b.contract_id, b.mandate FROM bank_request b JOIN change_request c ON c.id = b.change_id
         WHERE c.state = 'uebergeben' AND b.mandate IN (",
        mandates,
    )
    .await
}

/// Notes the first release; `false` when there is one already, or the time has not come.
///
/// # Errors
/// The engine refused.
pub async fn release_first(
    tx: &mut Tx,
    id: ChangeId,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE bank_request SET first_by = $2, first_at = $3 WHERE change_id = $1 AND first_by IS NULL AND releasable_from <= $3",
        id,
        by,
        now
    )? > 0)
}

/// Notes the second release; `false` without a first one or the letter, for the same person, or when it is done already.
///
/// # Errors
/// The engine refused.
pub async fn release_second(
    tx: &mut Tx,
    id: ChangeId,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE bank_request SET second_by = $2, second_at = $3
         WHERE change_id = $1 AND first_by IS NOT NULL AND first_by <> $2 AND second_by IS NULL AND releasable_from <= $3
            AND letter_at IS NOT NULL",
        id,
        by,
        now
    )? > 0)
}

/// Forgets the account of a request that is over; its masked form stays.
///
/// # Errors
/// The engine refused.
pub async fn forget(tx: &mut Tx, id: ChangeId) -> Result<()> {
    run!(
        tx,
        "UPDATE bank_request SET iban = NULL WHERE change_id = $1",
        id
    )?;
    Ok(())
}

/// Notes when the letter to the address on file was printed; the first time counts.
///
/// # Errors
/// The engine refused.
pub async fn letter_printed(tx: &mut Tx, id: ChangeId, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE bank_request SET letter_at = $2 WHERE change_id = $1 AND letter_at IS NULL",
        id,
        now
    )?;
    Ok(())
}
