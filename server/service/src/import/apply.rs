//! Carries out an import: loads what the portal has, compares, writes what differs, all in one transaction.

use std::collections::{BTreeMap, HashMap};

use domain::audit::{Action, AuditResult};
use domain::contract::Contract;
use domain::person::Person;
use domain::property::{Property, Unit};
use domain::{ContractId, PersonId, PropertyId, UnitId};
use serde_json::{Map, Value};
use store::Tx;
use store::master::{self, Snapshot};

use super::MasterData;
use super::diff::{Diff, Kind, plan};
use super::records::{ContractRecord, PersonRecord, PropertyRecord, UnitRecord};
use crate::trail::Object;
use crate::{Caller, Error, Result, Services, changes};

/// What an import would change; nothing is written.
///
/// # Errors
/// The database is gone.
pub async fn rehearse(services: &Services, new: &MasterData) -> Result<Diff> {
    let mut tx = services.db().read().await?;
    Ok(compared(&Stock::of(master::load(&mut tx).await?).data, new))
}

/// What differs. A file without the day from which a house is enabled says nothing about it: staff may have named one.
fn compared(current: &MasterData, new: &MasterData) -> Diff {
    let mut current = current.clone();
    for (reference, house) in &mut current.properties {
        let said = new.properties.get(reference);
        if said.is_some_and(|said| said.enabled_on.is_none()) {
            house.enabled_on = None;
        }
    }
    plan(&current, new)
}

/// Writes what differs and says what it was; `told` hears after each row how many of how many are written.
///
/// # Errors
/// The database is gone; then nothing is changed.
pub async fn carry_out(
    caller: &Caller,
    new: &MasterData,
    told: impl FnMut(usize, usize),
) -> Result<Diff> {
    let mut tx = caller.services.db().begin().await?;
    let (diff, _) = write(caller, &mut tx, new, told).await?;
    tx.commit().await?;
    Ok(diff)
}

/// Writes within a transaction that belongs to somebody else; also says which id each reference has.
pub(crate) async fn write(
    caller: &Caller,
    tx: &mut Tx,
    new: &MasterData,
    mut told: impl FnMut(usize, usize),
) -> Result<(Diff, Ids)> {
    let stock = Stock::of(master::load(tx).await?);
    let diff = compared(&stock.data, new);
    let Stock {
        data: current,
        mut ids,
    } = stock;
    let total = diff.writes();
    for (done, change) in (1..).zip(diff.in_order()) {
        let reference = change.reference.as_str();
        match change.kind {
            Kind::Property => {
                ids.put_property(caller, tx, record(&new.properties, reference)?)
                    .await?
            }
            Kind::Unit => {
                ids.put_unit(caller, tx, record(&new.units, reference)?)
                    .await?
            }
            Kind::Person => {
                ids.put_person(caller, tx, record(&new.persons, reference)?)
                    .await?
            }
            Kind::Contract => {
                let before = current.contracts.get(reference);
                ids.put_contract(caller, tx, record(&new.contracts, reference)?, before)
                    .await?;
            }
        }
        told(done, total);
    }
    changes::confirm_imported(caller, tx, &new.persons).await?;
    caller
        .trail_with(
            tx,
            Action::Imported,
            Object::Many("master_data"),
            AuditResult::Done,
            counts(&diff),
        )
        .await?;
    Ok((diff, ids))
}

fn record<'a, R>(rows: &'a BTreeMap<String, R>, reference: &str) -> Result<&'a R> {
    rows.get(reference)
        .ok_or(Error::Internal("a planned row is not in the files"))
}

fn counts(diff: &Diff) -> Map<String, Value> {
    [
        ("added", diff.added.len()),
        ("changed", diff.changed.len()),
        ("missing", diff.missing.len()),
    ]
    .into_iter()
    .map(|(name, count)| (name.to_owned(), Value::from(count)))
    .collect()
}

/// Which id each reference has.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    pub properties: HashMap<String, PropertyId>,
    pub units: HashMap<String, UnitId>,
    pub persons: HashMap<String, PersonId>,
    pub contracts: HashMap<String, ContractId>,
}

impl Ids {
    async fn put_property(
        &mut self,
        caller: &Caller,
        tx: &mut Tx,
        new: &PropertyRecord,
    ) -> Result<()> {
        let made = || PropertyId(caller.services.id());
        let id = *self
            .properties
            .entry(new.reference.clone())
            .or_insert_with(made);
        let row = Property {
            id,
            reference: new.reference.clone(),
            name: new.name.clone(),
            street: new.street.clone(),
            postal_code: new.postal_code.clone(),
            town: new.town.clone(),
            federal_state: new.federal_state,
            caretaker_name: new.caretaker_name.clone(),
            caretaker_phone: new.caretaker_phone.clone(),
            caretaker_hours: new.caretaker_hours.clone(),
            enabled_on: new.enabled_on,
        };
        Ok(master::put_property(tx, &row).await?)
    }

    async fn put_unit(&mut self, caller: &Caller, tx: &mut Tx, new: &UnitRecord) -> Result<()> {
        let made = || UnitId(caller.services.id());
        let id = *self.units.entry(new.reference.clone()).or_insert_with(made);
        let property_id = known(&self.properties, &new.property)?;
        let row = Unit {
            id,
            reference: new.reference.clone(),
            property_id,
            kind: new.kind,
            label: new.label.clone(),
            area: new.area,
        };
        Ok(master::put_unit(tx, &row).await?)
    }

    async fn put_person(&mut self, caller: &Caller, tx: &mut Tx, new: &PersonRecord) -> Result<()> {
        let made = || PersonId(caller.services.id());
        let id = *self
            .persons
            .entry(new.reference.clone())
            .or_insert_with(made);
        let row = Person {
            id,
            reference: new.reference.clone(),
            salutation: new.salutation,
            first_name: new.first_name.clone(),
            last_name: new.last_name.clone(),
            street: new.street.clone(),
            postal_code: new.postal_code.clone(),
            town: new.town.clone(),
            email: new.email.clone(),
            phone: new.phone.clone(),
        };
        Ok(master::put_person(tx, &row).await?)
    }

    async fn put_contract(
        &mut self,
        caller: &Caller,
        tx: &mut Tx,
        new: &ContractRecord,
        before: Option<&ContractRecord>,
    ) -> Result<()> {
        let made = || ContractId(caller.services.id());
        let id = *self
            .contracts
            .entry(new.reference.clone())
            .or_insert_with(made);
        let row = Contract {
            id,
            reference: new.reference.clone(),
            unit_id: known(&self.units, &new.unit)?,
            kind: new.kind,
            starts_on: new.starts_on,
            ends_on: new.ends_on,
            signed_on: new.signed_on,
            rent: new.rent,
            operating_costs: new.operating_costs,
            heating_costs: new.heating_costs,
            deposit: new.deposit,
        };
        let named: &[String] = before.map_or(&[], |before| &before.persons);
        // Before the new terms are written: whoever goes keeps the old ones.
        for gone in named.iter().filter(|person| !new.persons.contains(person)) {
            let today = caller.services.clock().today();
            let last_day = today.pred_opt().unwrap_or(today);
            let person = known(&self.persons, gone)?;
            master::unlink(tx, id, person, last_day).await?;
            changes::not_named(caller, tx, id, person).await?;
        }
        master::put_contract(tx, &row).await?;
        for person in new.persons.iter().filter(|person| !named.contains(person)) {
            master::link(tx, id, known(&self.persons, person)?).await?;
        }
        Ok(())
    }
}

fn known<T: Copy>(ids: &HashMap<String, T>, reference: &str) -> Result<T> {
    ids.get(reference)
        .copied()
        .ok_or(Error::Internal("a reference leads nowhere"))
}

/// What the portal has, in the shape of the files.
struct Stock {
    data: MasterData,
    ids: Ids,
}

impl Stock {
    fn of(snapshot: Snapshot) -> Self {
        let properties: HashMap<PropertyId, String> = snapshot
            .properties
            .iter()
            .map(|row| (row.id, row.reference.clone()))
            .collect();
        let units: HashMap<UnitId, String> = snapshot
            .units
            .iter()
            .map(|row| (row.id, row.reference.clone()))
            .collect();
        let persons: HashMap<PersonId, String> = snapshot
            .persons
            .iter()
            .map(|row| (row.id, row.reference.clone()))
            .collect();
        let contracts: HashMap<ContractId, String> = snapshot
            .contracts
            .iter()
            .map(|row| (row.id, row.reference.clone()))
            .collect();
        let mut named: HashMap<ContractId, Vec<String>> = HashMap::new();
        for link in &snapshot.contract_persons {
            named
                .entry(link.contract_id)
                .or_default()
                .extend(persons.get(&link.person_id).cloned());
        }
        let data = MasterData {
            properties: keyed(snapshot.properties, property, |row| &row.reference),
            units: keyed(
                snapshot.units,
                |row| unit(row, &properties),
                |row| &row.reference,
            ),
            persons: keyed(snapshot.persons, person, |row| &row.reference),
            contracts: keyed(
                snapshot.contracts,
                |row| {
                    let persons = named.remove(&row.id).unwrap_or_default();
                    contract(row, &units, persons)
                },
                |row| &row.reference,
            ),
        };
        let ids = Ids {
            properties: turned(properties),
            units: turned(units),
            persons: turned(persons),
            contracts: turned(contracts),
        };
        Self { data, ids }
    }
}

fn keyed<Row, R>(
    rows: Vec<Row>,
    record: impl FnMut(Row) -> R,
    key: impl Fn(&R) -> &String,
) -> BTreeMap<String, R> {
    rows.into_iter()
        .map(record)
        .map(|record| (key(&record).clone(), record))
        .collect()
}

fn turned<Id>(references: HashMap<Id, String>) -> HashMap<String, Id> {
    references
        .into_iter()
        .map(|(id, reference)| (reference, id))
        .collect()
}

fn property(row: Property) -> PropertyRecord {
    PropertyRecord {
        reference: row.reference,
        name: row.name,
        street: row.street,
        postal_code: row.postal_code,
        town: row.town,
        federal_state: row.federal_state,
        caretaker_name: row.caretaker_name,
        caretaker_phone: row.caretaker_phone,
        caretaker_hours: row.caretaker_hours,
        enabled_on: row.enabled_on,
    }
}

fn unit(row: Unit, properties: &HashMap<PropertyId, String>) -> UnitRecord {
    UnitRecord {
        reference: row.reference,
        property: properties
            .get(&row.property_id)
            .cloned()
            .unwrap_or_default(),
        kind: row.kind,
        label: row.label,
        area: row.area,
    }
}

fn person(row: Person) -> PersonRecord {
    PersonRecord {
        reference: row.reference,
        salutation: row.salutation,
        first_name: row.first_name,
        last_name: row.last_name,
        street: row.street,
        postal_code: row.postal_code,
        town: row.town,
        email: row.email,
        phone: row.phone,
    }
}

fn contract(
    row: Contract,
    units: &HashMap<UnitId, String>,
    mut persons: Vec<String>,
) -> ContractRecord {
    persons.sort();
    ContractRecord {
        reference: row.reference,
        unit: units.get(&row.unit_id).cloned().unwrap_or_default(),
        kind: row.kind,
        persons,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        signed_on: row.signed_on,
        rent: row.rent,
        operating_costs: row.operating_costs,
        heating_costs: row.heating_costs,
        deposit: row.deposit,
    }
}

#[cfg(test)]
#[path = "apply_tests.rs"]
mod tests;
