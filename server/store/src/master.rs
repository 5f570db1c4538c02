//! Master data as the ERP sends it: load all, write one.

use chrono::NaiveDate;
use domain::contract::Contract;
use domain::person::Person;
use domain::property::{Property, Unit};
use domain::{ContractId, PersonId, PropertyId};

use crate::{Result, Tx, dialect};

/// Who is named in which contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct ContractPersonLink {
    /// The contract.
    pub contract_id: ContractId,
    /// The person.
    pub person_id: PersonId,
}

/// All master data.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Houses.
    pub properties: Vec<Property>,
    /// Flats, shops, parking spaces.
    pub units: Vec<Unit>,
    /// People.
    pub persons: Vec<Person>,
    /// Leases and ownerships.
    pub contracts: Vec<Contract>,
    /// Who is named where.
    pub contract_persons: Vec<ContractPersonLink>,
}

/// Everything the portal knows.
///
/// # Errors
/// The engine refused.
pub async fn load(tx: &mut Tx) -> Result<Snapshot> {
    Ok(Snapshot {
        properties: properties(tx).await?,
        units: rows!(
            &mut *tx,
            "SELECT id, reference, property_id, kind, label, area FROM unit ORDER BY reference"
        )?,
        persons: rows!(
            &mut *tx,
            "SELECT id, reference, salutation, first_name, last_name, street, postal_code, town, email, phone FROM person ORDER BY reference"
        )?,
        contracts: rows!(
            &mut *tx,
            "SELECT id, reference, unit_id, kind, starts_on, ends_on, signed_on, rent, operating_costs, heating_costs, deposit FROM contract ORDER BY reference"
        )?,
        contract_persons: rows!(
            &mut *tx,
            "SELECT contract_id, person_id FROM contract_person ORDER BY contract_id, person_id"
        )?,
    })
}

/// All houses.
///
/// # Errors
/// The engine refused.
pub async fn properties(tx: &mut Tx) -> Result<Vec<Property>> {
    rows!(
        tx,
        "SELECT id, reference, name, street, postal_code, town, federal_state, caretaker_name, caretaker_phone, caretaker_hours, enabled_on
         FROM property ORDER BY reference"
    )
}

/// Writes a house by its reference. Where the ERP names no day, the one on which staff enabled the house stays.
///
/// # Errors
/// The engine refused.
pub async fn put_property(tx: &mut Tx, new: &Property) -> Result<()> {
    run!(
        tx,
        "INSERT INTO property (id, reference, name, street, postal_code, town, federal_state, caretaker_name, caretaker_phone, caretaker_hours, enabled_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (reference) DO UPDATE SET name = excluded.name, street = excluded.street, postal_code = excluded.postal_code, town = excluded.town,
            federal_state = excluded.federal_state, caretaker_name = excluded.caretaker_name, caretaker_phone = excluded.caretaker_phone,
            caretaker_hours = excluded.caretaker_hours, enabled_on = COALESCE(excluded.enabled_on, property.enabled_on)",
        new.id,
        new.reference.as_str(),
        new.name.as_str(),
        new.street.as_str(),
        new.postal_code.as_str(),
        new.town.as_str(),
        new.federal_state,
        new.caretaker_name.as_deref(),
        new.caretaker_phone.as_deref(),
        new.caretaker_hours.as_deref(),
        new.enabled_on
    )?;
    Ok(())
}

/// Writes a unit by its reference.
///
/// # Errors
/// The engine refused.
pub async fn put_unit(tx: &mut Tx, new: &Unit) -> Result<()> {
    run!(
        tx,
        "INSERT INTO unit (id, reference, property_id, kind, label, area) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (reference) DO UPDATE SET property_id = excluded.property_id, kind = excluded.kind, label = excluded.label, area = excluded.area",
        new.id,
        new.reference.as_str(),
        new.property_id,
        new.kind,
        new.label.as_str(),
        new.area
    )?;
    Ok(())
}

/// Writes a person by its reference.
///
/// # Errors
/// The engine refused.
pub async fn put_person(tx: &mut Tx, new: &Person) -> Result<()> {
    let search_text = format!("{} {}", new.name(), new.reference).to_lowercase();
    run!(
        tx,
        "INSERT INTO person (id, reference, salutation, first_name, last_name, street, postal_code, town, email, phone, search_text)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (reference) DO UPDATE SET salutation = excluded.salutation, first_name = excluded.first_name, last_name = excluded.last_name,
            street = excluded.street, postal_code = excluded.postal_code, town = excluded.town, email = excluded.email, phone = excluded.phone,
            search_text = excluded.search_text",
        new.id,
        new.reference.as_str(),
        new.salutation,
        new.first_name.as_str(),
        new.last_name.as_str(),
        new.street.as_str(),
        new.postal_code.as_str(),
        new.town.as_str(),
        new.email.as_deref(),
        new.phone.as_deref(),
        search_text.as_str()
    )?;
    Ok(())
}

/// Writes a contract by its reference.
///
/// # Errors
/// The engine refused.
pub async fn put_contract(tx: &mut Tx, new: &Contract) -> Result<()> {
    run!(
        tx,
        "INSERT INTO contract (id, reference, unit_id, kind, starts_on, ends_on, signed_on, rent, operating_costs, heating_costs, deposit)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (reference) DO UPDATE SET unit_id = excluded.unit_id, kind = excluded.kind, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
            signed_on = excluded.signed_on, rent = excluded.rent, operating_costs = excluded.operating_costs, heating_costs = excluded.heating_costs,
            deposit = excluded.deposit",
        new.id,
        new.reference.as_str(),
        new.unit_id,
        new.kind,
        new.starts_on,
        new.ends_on,
        new.signed_on,
        new.rent,
        new.operating_costs,
        new.heating_costs,
        new.deposit
    )?;
    Ok(())
}

/// Names a person in a contract.
///
/// # Errors
/// The engine refused.
pub async fn link(tx: &mut Tx, contract: ContractId, person: PersonId) -> Result<()> {
    run!(
        &mut *tx,
        "DELETE FROM former_contract_person WHERE contract_id = $1 AND person_id = $2",
        contract,
        person
    )?;
    run!(
        tx,
        "INSERT INTO contract_person (contract_id, person_id) VALUES ($1, $2) ON CONFLICT (contract_id, person_id) DO NOTHING",
        contract,
        person
    )?;
    Ok(())
}

/// Takes a person's name out of a contract; its terms are kept for them as they are now.
///
/// # Errors
/// The engine refused.
pub async fn unlink(
    tx: &mut Tx,
    contract: ContractId,
    person: PersonId,
    last_day: NaiveDate,
) -> Result<()> {
    run!(
        &mut *tx,
        "INSERT INTO former_contract_person (contract_id, person_id, last_day, rent, operating_costs, heating_costs, deposit)
         SELECT c.id, cp.person_id, $3, c.rent, c.operating_costs, c.heating_costs, c.deposit
         FROM contract_person cp JOIN contract c ON c.id = cp.contract_id WHERE cp.contract_id = $1 AND cp.person_id = $2",
        contract,
        person,
        last_day
    )?;
    run!(
        tx,
        "DELETE FROM contract_person WHERE contract_id = $1 AND person_id = $2",
        contract,
        person
    )?;
    Ok(())
}

/// Enables a house from a day on.
///
/// # Errors
/// The engine refused.
pub async fn enable(tx: &mut Tx, property: PropertyId, on: NaiveDate) -> Result<()> {
    run!(
        tx,
        "UPDATE property SET enabled_on = $2 WHERE id = $1",
        property,
        on
    )?;
    Ok(())
}

/// Holds a person for the rest of the transaction, so that two requests at once follow each other.
///
/// # Errors
/// The engine refused.
pub async fn hold_person(tx: &mut Tx, id: PersonId) -> Result<Option<PersonId>> {
    let text = dialect::person_for_update(tx);
    maybe!(tx, text, id)
}

/// The person with this id.
///
/// # Errors
/// The engine refused.
pub async fn person(tx: &mut Tx, id: PersonId) -> Result<Option<Person>> {
    row!(
        tx,
        "SELECT id, reference, salutation, first_name, last_name, street, postal_code, town, email, phone FROM person WHERE id = $1",
        id
    )
}

/// The house with this id.
///
/// # Errors
/// The engine refused.
pub async fn property(tx: &mut Tx, id: PropertyId) -> Result<Option<Property>> {
    row!(
        tx,
        "SELECT id, reference, name, street, postal_code, town, federal_state, caretaker_name, caretaker_phone, caretaker_hours, enabled_on
         FROM property WHERE id = $1",
        id
    )
}

/// Leaves the day open from which a house is enabled.
///
/// # Errors
/// The engine refused.
pub async fn disable(tx: &mut Tx, property: PropertyId) -> Result<()> {
    run!(
        tx,
        "UPDATE property SET enabled_on = NULL WHERE id = $1",
        property
    )?;
    Ok(())
}
