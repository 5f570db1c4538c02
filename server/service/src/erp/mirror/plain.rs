//! Kinds of which nothing else follows: parts of rents, what units consumed, lines of accounts.

use chrono::NaiveDate;
use domain::erp::Entity;
use domain::{ContractId, UnitId};
use store::Tx;
use store::master::{
    self, AccountEntry, ConsumptionValue, Kept, NamedAccountEntry, NamedConsumptionValue,
    NamedRentPart, RentPart,
};

use super::{Found, Ids, Loaded, Mirror, Work, Write, keys, of};
use crate::Result;
use crate::import::{AccountEntryRecord, ConsumptionValueRecord, RentPartRecord};

impl Mirror for RentPartRecord {
    async fn load(tx: &mut Tx, records: &[Self], _: NaiveDate) -> Result<Loaded<Self>> {
        let rows = master::rent_parts(tx, &keys(records)).await?;
        let found = |named: NamedRentPart| {
            let Kept { row, said } = named.kept;
            let record = Self {
                reference: row.reference,
                contract: named.contract,
                kind: row.kind,
                label: row.label,
                amount: row.amount,
                valid_from: said.valid_from,
                valid_to: said.valid_to,
                revision: said.revision,
            };
            Found::new(row.id, said, record)
        };
        Ok(Loaded::of(rows.into_iter().map(found)))
    }

    async fn put(_: Work<'_>, tx: &mut Tx, writes: &[Write<Self>]) -> Result<()> {
        let named = of(writes, |record| &record.contract);
        let ids = Ids::of(tx, Entity::Contract, named).await?;
        let row = |write: &Write<Self>| {
            let new = &write.record;
            let row = RentPart {
                id: write.id,
                reference: new.reference.clone(),
                contract_id: ContractId(ids.get(&new.contract)?),
                kind: new.kind,
                label: new.label.clone(),
                amount: new.amount,
            };
            Ok(write.keep(row, new.valid_from, new.valid_to))
        };
        let rows: Vec<Kept<RentPart>> = writes.iter().map(row).collect::<Result<_>>()?;
        Ok(master::put_rent_parts(tx, &rows).await?)
    }
}

impl Mirror for ConsumptionValueRecord {
    async fn load(tx: &mut Tx, records: &[Self], _: NaiveDate) -> Result<Loaded<Self>> {
        let rows = master::consumption_values(tx, &keys(records)).await?;
        let found = |named: NamedConsumptionValue| {
            let Kept { row, said } = named.kept;
            let record = Self {
                reference: row.reference,
                unit: named.unit,
                medium: row.medium,
                amount: row.amount,
                measure: row.measure,
                estimated: row.estimated,
                valid_from: said.valid_from,
                valid_to: said.valid_to,
                revision: said.revision,
            };
            Found::new(row.id, said, record)
        };
        Ok(Loaded::of(rows.into_iter().map(found)))
    }

    async fn put(_: Work<'_>, tx: &mut Tx, writes: &[Write<Self>]) -> Result<()> {
        let named = of(writes, |record| &record.unit);
        let ids = Ids::of(tx, Entity::Unit, named).await?;
        let row = |write: &Write<Self>| {
            let new = &write.record;
            let row = ConsumptionValue {
                id: write.id,
                reference: new.reference.clone(),
                unit_id: UnitId(ids.get(&new.unit)?),
                medium: new.medium,
                amount: new.amount,
                measure: new.measure.clone(),
                estimated: new.estimated,
            };
            Ok(write.keep(row, new.valid_from, new.valid_to))
        };
        let rows: Vec<Kept<ConsumptionValue>> = writes.iter().map(row).collect::<Result<_>>()?;
        Ok(master::put_consumption_values(tx, &rows).await?)
    }
}

impl Mirror for AccountEntryRecord {
    async fn load(tx: &mut Tx, records: &[Self], _: NaiveDate) -> Result<Loaded<Self>> {
        let rows = master::account_entries(tx, &keys(records)).await?;
        let found = |named: NamedAccountEntry| {
            let Kept { row, said } = named.kept;
            let record = Self {
                reference: row.reference,
                contract: named.contract,
                booked_on: row.booked_on,
                due_on: row.due_on,
                label: row.label,
                amount: row.amount,
                valid_from: said.valid_from,
                valid_to: said.valid_to,
                revision: said.revision,
            };
            Found::new(row.id, said, record)
        };
        Ok(Loaded::of(rows.into_iter().map(found)))
    }

    async fn put(_: Work<'_>, tx: &mut Tx, writes: &[Write<Self>]) -> Result<()> {
        let named = of(writes, |record| &record.contract);
        let ids = Ids::of(tx, Entity::Contract, named).await?;
        let row = |write: &Write<Self>| {
            let new = &write.record;
            let row = AccountEntry {
                id: write.id,
                reference: new.reference.clone(),
                contract_id: ContractId(ids.get(&new.contract)?),
                booked_on: new.booked_on,
                due_on: new.due_on,
                label: new.label.clone(),
                amount: new.amount,
            };
            Ok(write.keep(row, new.valid_from, new.valid_to))
        };
        let rows: Vec<Kept<AccountEntry>> = writes.iter().map(row).collect::<Result<_>>()?;
        Ok(master::put_account_entries(tx, &rows).await?)
    }
}
