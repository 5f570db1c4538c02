//! Writes master data by the ERP's keys, some hundred rows at once.

use domain::person::Person;
use domain::property::Unit;
use sqlx::QueryBuilder;

use super::AT_ONCE;
use super::rows::{
    AccountEntry, BankMandate, ConsumptionValue, ContractRow, Kept, Naming, PropertyRow, RentPart,
};
use crate::{Result, Tx};

/// Writes rows, those with known keys over the old ones; the ids of those stay.
macro_rules! put {
    ($tx:expr, $rows:expr, $into:literal, |$row:ident, $new:ident| $values:expr, $conflict:literal $(,)?) => {{
        for rows in $rows.chunks(AT_ONCE) {
            on!(&mut *$tx, |c| {
                let mut query = QueryBuilder::<Engine>::new($into);
                query.push_values(rows, |mut $row, $new| {
                    $values;
                });
                query.push($conflict);
                query.build().execute(c).await.map(drop)
            })?;
        }
        Ok(())
    }};
}

/// Writes houses. Where the ERP names no day, the one on which staff enabled a house stays.
///
/// # Errors
/// The engine refused.
pub async fn put_properties(tx: &mut Tx, rows: &[Kept<PropertyRow>]) -> Result<()> {
    put!(
        tx,
        rows,
        "INSERT INTO property (id, reference, name, street, postal_code, town, federal_state, caretaker_name, caretaker_phone, caretaker_hours, enabled_on, clerk_name, clerk_phone, clerk_email, valid_from, valid_to, revision, ended_revision, revised_at) ",
        |row, new| row
            .push_bind(new.row.property.id)
            .push_bind(new.row.property.reference.as_str())
            .push_bind(new.row.property.name.as_str())
            .push_bind(new.row.property.street.as_str())
            .push_bind(new.row.property.postal_code.as_str())
            .push_bind(new.row.property.town.as_str())
            .push_bind(new.row.property.federal_state)
            .push_bind(new.row.property.caretaker_name.as_deref())
            .push_bind(new.row.property.caretaker_phone.as_deref())
            .push_bind(new.row.property.caretaker_hours.as_deref())
            .push_bind(new.row.property.enabled_on)
            .push_bind(new.row.clerk_name.as_deref())
            .push_bind(new.row.clerk_phone.as_deref())
            .push_bind(new.row.clerk_email.as_deref())
            .push_bind(new.said.valid_from)
            .push_bind(new.said.valid_to)
            .push_bind(new.said.revision)
            .push_bind(new.said.ended_revision)
            .push_bind(new.said.revised_at),
        " ON CONFLICT (reference) DO UPDATE SET name = excluded.name, street = excluded.street, postal_code = excluded.postal_code, town = excluded.town, federal_state = excluded.federal_state, caretaker_name = excluded.caretaker_name, caretaker_phone = excluded.caretaker_phone, caretaker_hours = excluded.caretaker_hours, enabled_on = COALESCE(excluded.enabled_on, property.enabled_on), clerk_name = excluded.clerk_name, clerk_phone = excluded.clerk_phone, clerk_email = excluded.clerk_email, valid_from = excluded.valid_from, valid_to = excluded.valid_to, revision = excluded.revision, ended_revision = excluded.ended_revision, revised_at = excluded.revised_at"
    )
}

/// Writes units.
///
/// # Errors
/// The engine refused.
pub async fn put_units(tx: &mut Tx, rows: &[Kept<Unit>]) -> Result<()> {
    put!(
        tx,
        rows,
        "INSERT INTO unit (id, reference, property_id, kind, label, area, valid_from, valid_to, revision, ended_revision, revised_at) ",
        |row, new| row
            .push_bind(new.row.id)
            .push_bind(new.row.reference.as_str())
            .push_bind(new.row.property_id)
            .push_bind(new.row.kind)
            .push_bind(new.row.label.as_str())
            .push_bind(new.row.area)
            .push_bind(new.said.valid_from)
            .push_bind(new.said.valid_to)
            .push_bind(new.said.revision)
            .push_bind(new.said.ended_revision)
            .push_bind(new.said.revised_at),
        " ON CONFLICT (reference) DO UPDATE SET property_id = excluded.property_id, kind = excluded.kind, label = excluded.label, area = excluded.area, valid_from = excluded.valid_from, valid_to = excluded.valid_to, revision = excluded.revision, ended_revision = excluded.ended_revision, revised_at = excluded.revised_at"
    )
}

/// Writes persons.
///
/// # Errors
/// The engine refused.
pub async fn put_persons(tx: &mut Tx, rows: &[Kept<Person>]) -> Result<()> {
    put!(
        tx,
        rows,
        "INSERT INTO person (id, reference, salutation, first_name, last_name, street, postal_code, town, email, phone, valid_from, valid_to, revision, ended_revision, revised_at, search_text) ",
        |row, new| row
            .push_bind(new.row.id)
            .push_bind(new.row.reference.as_str())
            .push_bind(new.row.salutation)
            .push_bind(new.row.first_name.as_str())
            .push_bind(new.row.last_name.as_str())
            .push_bind(new.row.street.as_str())
            .push_bind(new.row.postal_code.as_str())
            .push_bind(new.row.town.as_str())
            .push_bind(new.row.email.as_deref())
            .push_bind(new.row.phone.as_deref())
            .push_bind(new.said.valid_from)
            .push_bind(new.said.valid_to)
            .push_bind(new.said.revision)
            .push_bind(new.said.ended_revision)
            .push_bind(new.said.revised_at)
            .push_bind(search_text(&new.row)),
        " ON CONFLICT (reference) DO UPDATE SET salutation = excluded.salutation, first_name = excluded.first_name, last_name = excluded.last_name, street = excluded.street, postal_code = excluded.postal_code, town = excluded.town, email = excluded.email, phone = excluded.phone, valid_from = excluded.valid_from, valid_to = excluded.valid_to, revision = excluded.revision, ended_revision = excluded.ended_revision, revised_at = excluded.revised_at, search_text = excluded.search_text"
    )
}

/// Writes contracts; who is named in them is written apart.
///
/// # Errors
/// The engine refused.
pub async fn put_contracts(tx: &mut Tx, rows: &[Kept<ContractRow>]) -> Result<()> {
    put!(
        tx,
        rows,
        "INSERT INTO contract (id, reference, unit_id, kind, starts_on, ends_on, signed_on, rent, operating_costs, heating_costs, deposit, notice_period, revision, ended_revision, revised_at) ",
        |row, new| row
            .push_bind(new.row.contract.id)
            .push_bind(new.row.contract.reference.as_str())
            .push_bind(new.row.contract.unit_id)
            .push_bind(new.row.contract.kind)
            .push_bind(new.row.contract.starts_on)
            .push_bind(new.row.contract.ends_on)
            .push_bind(new.row.contract.signed_on)
            .push_bind(new.row.contract.rent)
            .push_bind(new.row.contract.operating_costs)
            .push_bind(new.row.contract.heating_costs)
            .push_bind(new.row.contract.deposit)
            .push_bind(new.row.notice_period.as_deref())
            .push_bind(new.said.revision)
            .push_bind(new.said.ended_revision)
            .push_bind(new.said.revised_at),
        " ON CONFLICT (reference) DO UPDATE SET unit_id = excluded.unit_id, kind = excluded.kind, starts_on = excluded.starts_on, ends_on = excluded.ends_on, signed_on = excluded.signed_on, rent = excluded.rent, operating_costs = excluded.operating_costs, heating_costs = excluded.heating_costs, deposit = excluded.deposit, notice_period = excluded.notice_period, revision = excluded.revision, ended_revision = excluded.ended_revision, revised_at = excluded.revised_at"
    )
}

/// Writes names that have days of their own; whether they stand in the contract is settled apart.
///
/// # Errors
/// The engine refused.
pub async fn put_namings(tx: &mut Tx, rows: &[Kept<Naming>]) -> Result<()> {
    put!(
        tx,
        rows,
        "INSERT INTO naming (id, reference, contract_id, person_id, valid_from, valid_to, revision, ended_revision, revised_at) ",
        |row, new| row
            .push_bind(new.row.id)
            .push_bind(new.row.reference.as_str())
            .push_bind(new.row.contract_id)
            .push_bind(new.row.person_id)
            .push_bind(new.said.valid_from)
            .push_bind(new.said.valid_to)
            .push_bind(new.said.revision)
            .push_bind(new.said.ended_revision)
            .push_bind(new.said.revised_at),
        " ON CONFLICT (reference) DO UPDATE SET contract_id = excluded.contract_id, person_id = excluded.person_id, valid_from = excluded.valid_from, valid_to = excluded.valid_to, revision = excluded.revision, ended_revision = excluded.ended_revision, revised_at = excluded.revised_at"
    )
}

/// Writes parts of rents.
///
/// # Errors
/// The engine refused.
pub async fn put_rent_parts(tx: &mut Tx, rows: &[Kept<RentPart>]) -> Result<()> {
    put!(
        tx,
        rows,
        "INSERT INTO rent_part (id, reference, contract_id, kind, label, amount, valid_from, valid_to, revision, ended_revision, revised_at) ",
        |row, new| row
            .push_bind(new.row.id)
            .push_bind(new.row.reference.as_str())
            .push_bind(new.row.contract_id)
            .push_bind(new.row.kind)
            .push_bind(new.row.label.as_str())
            .push_bind(new.row.amount)
            .push_bind(new.said.valid_from)
            .push_bind(new.said.valid_to)
            .push_bind(new.said.revision)
            .push_bind(new.said.ended_revision)
            .push_bind(new.said.revised_at),
        " ON CONFLICT (reference) DO UPDATE SET contract_id = excluded.contract_id, kind = excluded.kind, label = excluded.label, amount = excluded.amount, valid_from = excluded.valid_from, valid_to = excluded.valid_to, revision = excluded.revision, ended_revision = excluded.ended_revision, revised_at = excluded.revised_at"
    )
}

/// Writes accounts that contracts are debited from.
///
/// # Errors
/// The engine refused.
pub async fn put_bank_mandates(tx: &mut Tx, rows: &[Kept<BankMandate>]) -> Result<()> {
    put!(
        tx,
        rows,
        "INSERT INTO bank_mandate (id, reference, contract_id, holder, iban_masked, mandate, signed_on, valid_from, valid_to, revision, ended_revision, revised_at) ",
        |row, new| row
            .push_bind(new.row.id)
            .push_bind(new.row.reference.as_str())
            .push_bind(new.row.contract_id)
            .push_bind(new.row.holder.as_str())
            .push_bind(new.row.iban_masked.as_str())
            .push_bind(new.row.mandate.as_deref())
            .push_bind(new.row.signed_on)
            .push_bind(new.said.valid_from)
            .push_bind(new.said.valid_to)
            .push_bind(new.said.revision)
            .push_bind(new.said.ended_revision)
            .push_bind(new.said.revised_at),
        " ON CONFLICT (reference) DO UPDATE SET contract_id = excluded.contract_id, holder = excluded.holder, iban_masked = excluded.iban_masked, mandate = excluded.mandate, signed_on = excluded.signed_on, valid_from = excluded.valid_from, valid_to = excluded.valid_to, revision = excluded.revision, ended_revision = excluded.ended_revision, revised_at = excluded.revised_at"
    )
}

/// Writes what units consumed.
///
/// # Errors
/// The engine refused.
pub async fn put_consumption_values(tx: &mut Tx, rows: &[Kept<ConsumptionValue>]) -> Result<()> {
    put!(
        tx,
        rows,
        "INSERT INTO consumption_value (id, reference, unit_id, medium, amount, measure, estimated, valid_from, valid_to, revision, ended_revision, revised_at) ",
        |row, new| row
            .push_bind(new.row.id)
            .push_bind(new.row.reference.as_str())
            .push_bind(new.row.unit_id)
            .push_bind(new.row.medium)
            .push_bind(new.row.amount)
            .push_bind(new.row.measure.as_str())
            .push_bind(new.row.estimated)
            .push_bind(new.said.valid_from)
            .push_bind(new.said.valid_to)
            .push_bind(new.said.revision)
            .push_bind(new.said.ended_revision)
            .push_bind(new.said.revised_at),
        " ON CONFLICT (reference) DO UPDATE SET unit_id = excluded.unit_id, medium = excluded.medium, amount = excluded.amount, measure = excluded.measure, estimated = excluded.estimated, valid_from = excluded.valid_from, valid_to = excluded.valid_to, revision = excluded.revision, ended_revision = excluded.ended_revision, revised_at = excluded.revised_at"
    )
}

/// Writes lines of accounts.
///
/// # Errors
/// The engine refused.
pub async fn put_account_entries(tx: &mut Tx, rows: &[Kept<AccountEntry>]) -> Result<()> {
    put!(
        tx,
        rows,
        "INSERT INTO account_entry (id, reference, contract_id, booked_on, due_on, label, amount, valid_from, valid_to, revision, ended_revision, revised_at) ",
        |row, new| row
            .push_bind(new.row.id)
            .push_bind(new.row.reference.as_str())
            .push_bind(new.row.contract_id)
            .push_bind(new.row.booked_on)
            .push_bind(new.row.due_on)
            .push_bind(new.row.label.as_str())
            .push_bind(new.row.amount)
            .push_bind(new.said.valid_from)
            .push_bind(new.said.valid_to)
            .push_bind(new.said.revision)
            .push_bind(new.said.ended_revision)
            .push_bind(new.said.revised_at),
        " ON CONFLICT (reference) DO UPDATE SET contract_id = excluded.contract_id, booked_on = excluded.booked_on, due_on = excluded.due_on, label = excluded.label, amount = excluded.amount, valid_from = excluded.valid_from, valid_to = excluded.valid_to, revision = excluded.revision, ended_revision = excluded.ended_revision, revised_at = excluded.revised_at"
    )
}

/// What staff find a person by.
fn search_text(person: &Person) -> String {
    format!("{} {}", person.name(), person.reference).to_lowercase()
}
