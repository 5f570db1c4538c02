//! Leases and ownerships, with those named in them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::contract::{Contract, covers};
use domain::erp::Entity;
use domain::{ContractId, PersonId, UnitId};
use store::Tx;
use store::master::{self, ContractRow, Kept, NamedContract, Pair};

use super::{Found, Ids, Loaded, Mirror, Work, Write, keys, of};
use crate::Result;
use crate::erp::guard::Scale;
use crate::erp::naming;
use crate::import::ContractRecord;

impl Mirror for ContractRecord {
    async fn load(tx: &mut Tx, records: &[Self], today: NaiveDate) -> Result<Loaded<Self>> {
        let rows = master::contracts(tx, &keys(records)).await?;
        let ids: Vec<ContractId> = rows.iter().map(|row| row.kept.row.contract.id).collect();
        let mut named: HashMap<ContractId, Vec<String>> = HashMap::new();
        for one in master::named(tx, &ids).await? {
            named.entry(one.contract_id).or_default().push(one.person);
        }
        let mut apart: HashMap<ContractId, HashSet<String>> = HashMap::new();
        for one in master::apart(tx, &ids).await? {
            apart.entry(one.contract_id).or_default().insert(one.person);
        }
        let mut by_key = HashMap::new();
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            let id = row.kept.row.contract.id;
            let apart = apart.remove(&id).unwrap_or_default();
            let mut persons = named.remove(&id).unwrap_or_default();
            persons.retain(|person| !apart.contains(person));
            persons.sort();
            if !apart.is_empty() {
                by_key.insert(row.kept.row.contract.reference.clone(), apart);
            }
            all.push(found(row, persons));
        }
        let mut loaded = Loaded::of(all.into_iter());
        loaded.apart = by_key;
        leave_out_gone(tx, records, today, &mut loaded).await?;
        Ok(loaded)
    }

    fn fit(&mut self, loaded: &Loaded<Self>) {
        if let Some(apart) = loaded.apart.get(&self.reference) {
            self.persons.retain(|person| !apart.contains(person));
        }
    }

    fn names_nobody(&self, loaded: &Loaded<Self>) -> bool {
        self.persons.is_empty() && !loaded.apart.contains_key(&self.reference)
    }

    async fn weigh(
        scale: &mut Scale<'_>,
        _: &mut Tx,
        work: Work<'_>,
        writes: &[&Write<Self>],
    ) -> Result<()> {
        for write in writes {
            let (Some(old), new) = (&write.before, &write.record) else {
                continue;
            };
            let (id, old) = (ContractId(write.id), &old.record);
            if !covers(old.starts_on, old.ends_on, work.today) {
                continue;
            }
            let stops = !covers(new.starts_on, new.ends_on, work.today);
            if stops || naming::is_earlier(old.ends_on, new.ends_on) {
                scale.ends(id);
            }
            let stays = |person: &String| new.persons.contains(person);
            if !old.persons.is_empty() && !old.persons.iter().any(stays) {
                scale.empties(id, &old.persons);
            }
        }
        Ok(())
    }

    async fn put(work: Work<'_>, tx: &mut Tx, writes: &[Write<Self>]) -> Result<()> {
        let units = of(writes, |record| &record.unit);
        let units = Ids::of(tx, Entity::Unit, units).await?;
        let persons: Vec<&str> = writes.iter().flat_map(persons).collect();
        let persons = Ids::of(tx, Entity::Person, persons).await?;
        let (mut rows, mut coming) = (Vec::with_capacity(writes.len()), Vec::new());
        for write in writes {
            let contract_id = ContractId(write.id);
            let old = write.before.as_ref().map(|old| &old.record.persons);
            let old = old.map_or(&[][..], Vec::as_slice);
            let new = &write.record.persons;
            // Before the new terms are written: whoever goes keeps the old ones.
            for gone in old.iter().filter(|person| !new.contains(person)) {
                let person = PersonId(persons.get(gone)?);
                naming::take_out(work, tx, contract_id, person, naming::yesterday(work)).await?;
            }
            for person in new.iter().filter(|person| !old.contains(person)) {
                let person_id = PersonId(persons.get(person)?);
                coming.push(Pair {
                    contract_id,
                    person_id,
                });
            }
            rows.push(row(write, &units)?);
        }
        master::put_contracts(tx, &rows).await?;
        Ok(master::link(tx, &coming).await?)
    }
}

/// Who stood in a contract and who shall.
fn persons(write: &Write<ContractRecord>) -> impl Iterator<Item = &str> {
    let old = write.before.as_ref().map(|old| &old.record.persons);
    let old = old.map_or(&[][..], Vec::as_slice);
    old.iter().chain(&write.record.persons).map(String::as_str)
}

/// Whoever has had their last day stands in no contract, whatever its list says.
async fn leave_out_gone(
    tx: &mut Tx,
    records: &[ContractRecord],
    today: NaiveDate,
    loaded: &mut Loaded<ContractRecord>,
) -> Result<()> {
    let named = records.iter().flat_map(|record| &record.persons);
    let named: HashSet<&str> = named.map(String::as_str).collect();
    let named: Vec<&str> = named.into_iter().collect();
    let gone = master::gone(tx, &named).await?.into_iter();
    let gone: HashSet<String> = gone
        .filter(|gone| gone.valid_to < today)
        .map(|gone| gone.reference)
        .collect();
    if gone.is_empty() {
        return Ok(());
    }
    for record in records {
        for person in record
            .persons
            .iter()
            .filter(|person| gone.contains(*person))
        {
            let apart = loaded.apart.entry(record.reference.clone()).or_default();
            apart.insert(person.clone());
        }
    }
    Ok(())
}

fn found(named: NamedContract, persons: Vec<String>) -> Found<ContractRecord> {
    let Kept { row, said } = named.kept;
    let contract = row.contract;
    let record = ContractRecord {
        reference: contract.reference,
        unit: named.unit,
        kind: contract.kind,
        persons,
        starts_on: contract.starts_on,
        ends_on: contract.ends_on,
        signed_on: contract.signed_on,
        rent: contract.rent,
        operating_costs: contract.operating_costs,
        heating_costs: contract.heating_costs,
        deposit: contract.deposit,
        notice_period: row.notice_period,
        revision: said.revision,
    };
    Found::new(contract.id.0, said, record)
}

fn row(write: &Write<ContractRecord>, units: &Ids) -> Result<Kept<ContractRow>> {
    let new = &write.record;
    let contract = Contract {
        id: ContractId(write.id),
        reference: new.reference.clone(),
        unit_id: UnitId(units.get(&new.unit)?),
        kind: new.kind,
        starts_on: new.starts_on,
        ends_on: new.ends_on,
        signed_on: new.signed_on,
        rent: new.rent,
        operating_costs: new.operating_costs,
        heating_costs: new.heating_costs,
        deposit: new.deposit,
    };
    let row = ContractRow {
        contract,
        notice_period: new.notice_period.clone(),
    };
    Ok(write.keep(row, None, None))
}
