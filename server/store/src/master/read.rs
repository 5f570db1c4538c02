//! Reads master data by the ERP's keys, some hundred of them at once.

use chrono::NaiveDate;
use domain::erp::Entity;
use domain::person::Person;
use domain::{ContractId, PersonId};
use uuid::Uuid;

use super::rows::{
    Kept, NamedAccountEntry, NamedBankMandate, NamedConsumptionValue, NamedContract, NamedNaming,
    NamedRentPart, NamedUnit, PropertyRow, Sharing, Span,
};
use crate::keys::by;
use crate::{Result, Tx};

/// Houses by their keys.
///
/// # Errors
/// The engine refused.
pub async fn properties_of(tx: &mut Tx, references: &[&str]) -> Result<Vec<Kept<PropertyRow>>> {
    by(
        tx,
        "SELECT o.id, o.reference, o.name, o.street, o.postal_code, o.town, o.federal_state, o.caretaker_name, o.caretaker_phone, o.caretaker_hours, o.enabled_on, o.clerk_name, o.clerk_phone, o.clerk_email,
            o.valid_from, o.valid_to, o.revision, o.ended_revision, o.revised_at
         FROM property o WHERE o.reference IN (",
        references,
    )
    .await
}

/// Units by their keys.
///
/// # Errors
/// The engine refused.
pub async fn units(tx: &mut Tx, references: &[&str]) -> Result<Vec<NamedUnit>> {
    by(
        tx,
        "SELECT u.id, u.reference, u.property_id, u.kind, u.label, u.area, u.valid_from, u.valid_to, u.revision, u.ended_revision, u.revised_at, o.reference AS property
         FROM unit u JOIN property o ON o.id = u.property_id WHERE u.reference IN (",
        references,
    )
    .await
}

/// Persons by their keys.
///
/// # Errors
/// The engine refused.
pub async fn persons(tx: &mut Tx, references: &[&str]) -> Result<Vec<Kept<Person>>> {
    by(
        tx,
        "SELECT p.id, p.reference, p.salutation, p.first_name, p.last_name, p.street, p.postal_code, p.town, p.email, p.phone,
            p.valid_from, p.valid_to, p.revision, p.ended_revision, p.revised_at
         FROM person p WHERE p.reference IN (",
        references,
    )
    .await
}

/// Contracts by their keys.
///
/// # Errors
/// The engine refused.
pub async fn contracts(tx: &mut Tx, references: &[&str]) -> Result<Vec<NamedContract>> {
    by(
        tx,
        "SELECT c.id, c.reference, c.unit_id, c.kind, c.starts_on, c.ends_on, c.signed_on, c.rent, c.operating_costs, c.heating_costs, c.deposit, c.notice_period,
            c.starts_on AS valid_from, c.ends_on AS valid_to, c.revision, c.ended_revision, c.revised_at, u.reference AS unit
         FROM contract c JOIN unit u ON u.id = c.unit_id WHERE c.reference IN (",
        references,
    )
    .await
}

/// Names that have days of their own, by their keys.
///
/// # Errors
/// The engine refused.
pub async fn namings(tx: &mut Tx, references: &[&str]) -> Result<Vec<NamedNaming>> {
    by(
        tx,
        "SELECT n.id, n.reference, n.contract_id, n.person_id, n.valid_from, n.valid_to, n.revision, n.ended_revision, n.revised_at, c.reference AS contract, p.reference AS person
         FROM naming n JOIN contract c ON c.id = n.contract_id JOIN person p ON p.id = n.person_id WHERE n.reference IN (",
        references,
    )
    .await
}

/// Parts of rents by their keys.
///
/// # Errors
/// The engine refused.
pub async fn rent_parts(tx: &mut Tx, references: &[&str]) -> Result<Vec<NamedRentPart>> {
    by(
        tx,
        "SELECT r.id, r.reference, r.contract_id, r.kind, r.label, r.amount, r.valid_from, r.valid_to, r.revision, r.ended_revision, r.revised_at, c.reference AS contract
         FROM rent_part r JOIN contract c ON c.id = r.contract_id WHERE r.reference IN (",
        references,
    )
    .await
}

/// Accounts that contracts are debited from, by their keys.
///
/// # Errors
/// The engine refused.
pub async fn bank_mandates(tx: &mut Tx, references: &[&str]) -> Result<Vec<NamedBankMandate>> {
    by(
        tx,
        "SELECT b.id, b.reference, b.contract_id, b.holder, b.iban_masked, b.mandate, b.signed_on, b.valid_from, b.valid_to, b.revision, b.ended_revision, b.revised_at, c.reference AS contract
         FROM bank_mandate b JOIN contract c ON c.id = b.contract_id WHERE b.reference IN (",
        references,
    )
    .await
}

/// What units consumed, by the keys.
///
/// # Errors
/// The engine refused.
pub async fn consumption_values(
    tx: &mut Tx,
    references: &[&str],
) -> Result<Vec<NamedConsumptionValue>> {
    by(
        tx,
        "SELECT v.id, v.reference, v.unit_id, v.medium, v.amount, v.measure, v.estimated, v.valid_from, v.valid_to, v.revision, v.ended_revision, v.revised_at, u.reference AS unit
         FROM consumption_value v JOIN unit u ON u.id = v.unit_id WHERE v.reference IN (",
        references,
    )
    .await
}

/// Lines of accounts by their keys.
///
/// # Errors
/// The engine refused.
pub async fn account_entries(tx: &mut Tx, references: &[&str]) -> Result<Vec<NamedAccountEntry>> {
    by(
        tx,
        "SELECT e.id, e.reference, e.contract_id, e.booked_on, e.due_on, e.label, e.amount, e.valid_from, e.valid_to, e.revision, e.ended_revision, e.revised_at, c.reference AS contract
         FROM account_entry e JOIN contract c ON c.id = e.contract_id WHERE e.reference IN (",
        references,
    )
    .await
}

/// The ids behind keys of a kind, with the keys.
///
/// # Errors
/// The engine refused.
pub async fn ids(tx: &mut Tx, kind: Entity, references: &[&str]) -> Result<Vec<(String, Uuid)>> {
    let text = match kind {
        Entity::Property => "SELECT reference, id FROM property WHERE reference IN (",
        Entity::Unit => "SELECT reference, id FROM unit WHERE reference IN (",
        Entity::Person => "SELECT reference, id FROM person WHERE reference IN (",
        _ => "SELECT reference, id FROM contract WHERE reference IN (",
    };
    by(tx, text, references).await
}

/// The next keys of a kind behind one, in the engine's order of texts.
///
/// # Errors
/// The engine refused.
pub async fn references(tx: &mut Tx, kind: Entity, after: &str, most: i64) -> Result<Vec<String>> {
    macro_rules! keys {
        ($table:literal) => {
            concat!(
                "SELECT reference FROM ",
                $table,
                " WHERE reference > $1 ORDER BY reference LIMIT $2"
            )
        };
    }
    let text = match kind {
        Entity::Property => keys!("property"),
        Entity::Unit => keys!("unit"),
        Entity::Person => keys!("person"),
        Entity::Contract => keys!("contract"),
        Entity::ContractPerson => keys!("naming"),
        Entity::RentPart => keys!("rent_part"),
        Entity::BankMandate => keys!("bank_mandate"),
        Entity::ConsumptionValue => keys!("consumption_value"),
        Entity::AccountEntry => keys!("account_entry"),
        Entity::Document => return Ok(Vec::new()),
    };
    let rows: Vec<(String,)> = rows!(tx, text, after, most)?;
    Ok(rows.into_iter().map(|(reference,)| reference).collect())
}

/// Whether there is any row of a kind.
///
/// # Errors
/// The engine refused.
pub async fn any(tx: &mut Tx, kind: Entity) -> Result<bool> {
    Ok(!references(tx, kind, "", 1).await?.is_empty())
}

/// Those of some persons who have an account that is not disabled.
///
/// # Errors
/// The engine refused.
pub async fn accounts(tx: &mut Tx, persons: &[PersonId]) -> Result<Vec<PersonId>> {
    let rows: Vec<(PersonId,)> = by(
        tx,
        "SELECT person_id FROM account WHERE disabled_at IS NULL AND person_id IN (",
        persons,
    )
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Who has one of some mail addresses.
///
/// # Errors
/// The engine refused.
pub async fn sharing(tx: &mut Tx, emails: &[&str]) -> Result<Vec<Sharing>> {
    by(
        tx,
        "SELECT email, reference FROM person WHERE email IN (",
        emails,
    )
    .await
}

/// From when to when some contracts run.
///
/// # Errors
/// The engine refused.
pub async fn spans(tx: &mut Tx, contracts: &[ContractId]) -> Result<Vec<Span>> {
    by(
        tx,
        "SELECT id, starts_on, ends_on FROM contract WHERE id IN (",
        contracts,
    )
    .await
}

/// How many contracts run on a day.
///
/// # Errors
/// The engine refused.
pub async fn running(tx: &mut Tx, today: NaiveDate) -> Result<i64> {
    value!(
        tx,
        "SELECT COUNT(*) FROM contract WHERE starts_on <= $1 AND (ends_on IS NULL OR ends_on >= $1)",
        today
    )
}
