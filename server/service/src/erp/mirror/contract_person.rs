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
        Ok(())
    }

    async fn put(work: Work<'_>, tx: &mut Tx, writes: &[Write<Self>]) -> Result<()> {
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
