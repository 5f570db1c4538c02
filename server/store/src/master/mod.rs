//! Master data as the ERP sends it: read and written by the ERP's own keys, some hundred rows at once.

mod end;
mod name;
mod put;
mod read;
mod rows;

use chrono::NaiveDate;
use domain::contract::Contract;
use domain::person::Person;
use domain::property::{Property, Unit};
use domain::{ContractId, PersonId, PropertyId};

use crate::{Result, Tx, dialect};

pub use end::{Ending, end, endings};
pub use name::{
    Apart, Due, Gone, Named, Pair, apart, contracts_of, due, former_until, gone, link, named, over,
    unlink,
};
pub use put::{
    put_account_entries, put_bank_mandates, put_consumption_values, put_contracts, put_namings,
    put_persons, put_properties, put_rent_parts, put_units,
};
pub use read::{
    account_entries, accounts, any, bank_mandates, consumption_values, contracts, ids, namings,
    persons, properties_of, references, rent_parts, running, sharing, spans, units,
};
pub use rows::{
    AccountEntry, BankMandate, ConsumptionValue, ContractRow, Kept, NamedAccountEntry,
    NamedBankMandate, NamedConsumptionValue, NamedContract, NamedNaming, NamedRentPart, NamedUnit,
    Naming, PropertyRow, RentPart, Said, Sharing, Span,
};

/// Rows of one statement: as many as both engines take with all their columns.
const AT_ONCE: usize = 500;

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

/// Waits until nobody else writes master data; until the end of the transaction nobody does.
///
/// # Errors
/// The engine refused.
pub async fn alone(tx: &mut Tx) -> Result<()> {
    let text = dialect::write_alone(tx);
    let _one: i64 = value!(tx, text)?;
    Ok(())
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
