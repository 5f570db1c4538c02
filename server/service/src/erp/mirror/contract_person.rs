//! Names in contracts that have days of their own.

use chrono::NaiveDate;
use domain::erp::Entity;
use domain::{ContractId, PersonId};
use store::Tx;
use store::master::{self, Kept, NamedNaming, Naming};

use super::{Found, Ids, Loaded, Mirror, Work, Write, keys, of};
use crate::Result;
use crate::erp::guard::Scale;
use crate::erp::naming::{self, Period};
use crate::import::ContractPersonRecord;

impl Mirror for ContractPersonRecord {
    async fn load(tx: &mut Tx, records: &[Self], _: NaiveDate) -> Result<Loaded<Self>> {
        let rows = master::namings(tx, &keys(records)).await?;
        Ok(Loaded::of(rows.into_iter().map(found)))
    }

    async fn weigh(
        scale: &mut Scale<'_>,
        tx: &mut Tx,
        work: Work<'_>,
        writes: &[&Write<Self>],
    ) -> Result<()> {
        let leaving = writes.iter().filter(|write| {
            let new = &write.record;
            let before = write.before.as_ref().and_then(|old| old.record.valid_to);
            let period = Period::of(new.valid_from, new.valid_to);
            !period.holds(work.today) || naming::is_earlier(before, new.valid_to)
        });
        for write in leaving {
            let (contract, person) = (&write.record.contract, &write.record.person);
            scale.leaves(tx, contract, person).await?;
        }
        let moved = writes.iter().filter_map(|write| stood_for(write));
        let moved: Vec<&Self> = moved.collect();
        for old in moved {
            scale.leaves(tx, &old.contract, &old.person).await?;
        }
        Ok(())
    }

    async fn put(work: Work<'_>, tx: &mut Tx, writes: &[Write<Self>]) -> Result<()> {
        leave(work, tx, writes).await?;
        let contracts = of(writes, |record| &record.contract);
        let contracts = Ids::of(tx, Entity::Contract, contracts).await?;
        let persons = of(writes, |record| &record.person);
        let persons = Ids::of(tx, Entity::Person, persons).await?;
        let row = |write: &Write<Self>| {
            let new = &write.record;
            let naming = Naming {
                id: write.id,
                reference: new.reference.clone(),
                contract_id: ContractId(contracts.get(&new.contract)?),
                person_id: PersonId(persons.get(&new.person)?),
            };
            Ok(write.keep(naming, new.valid_from, new.valid_to))
        };
        let rows: Vec<Kept<Naming>> = writes.iter().map(row).collect::<Result<_>>()?;
        master::put_namings(tx, &rows).await?;
        naming::settle(work, tx, &rows).await
    }
}

/// Whoever a name stood for so far, or where it stood, where it is another now.
fn stood_for(write: &Write<ContractPersonRecord>) -> Option<&ContractPersonRecord> {
    let (old, new) = (&write.before.as_ref()?.record, &write.record);
    let moved = old.contract != new.contract || old.person != new.person;
    moved.then_some(old)
}

/// Takes those out of their contracts for whom a name stands no more.
async fn leave(work: Work<'_>, tx: &mut Tx, writes: &[Write<ContractPersonRecord>]) -> Result<()> {
    let moved: Vec<&ContractPersonRecord> = writes.iter().filter_map(stood_for).collect();
    let contracts = moved.iter().map(|old| old.contract.as_str()).collect();
    let contracts = Ids::of(tx, Entity::Contract, contracts).await?;
    let persons = moved.iter().map(|old| old.person.as_str()).collect();
    let persons = Ids::of(tx, Entity::Person, persons).await?;
    for old in moved {
        let contract = ContractId(contracts.get(&old.contract)?);
        let person = PersonId(persons.get(&old.person)?);
        naming::take_out(work, tx, contract, person, naming::yesterday(work)).await?;
    }
    Ok(())
}

fn found(named: NamedNaming) -> Found<ContractPersonRecord> {
    let Kept { row, said } = named.kept;
    let record = ContractPersonRecord {
        reference: row.reference,
        contract: named.contract,
        person: named.person,
        valid_from: said.valid_from,
        valid_to: said.valid_to,
        revision: said.revision,
    };
    Found::new(row.id, said, record)
}
