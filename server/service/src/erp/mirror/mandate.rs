//! Accounts that contracts are debited from.

use chrono::NaiveDate;
use domain::ContractId;
use domain::erp::Entity;
use store::Tx;
use store::master::{self, BankMandate, Kept, NamedBankMandate};

use super::{Found, Ids, Loaded, Mirror, Work, Write, keys, of};
use crate::import::BankMandateRecord;
use crate::{Result, changes};

impl Mirror for BankMandateRecord {
    async fn load(tx: &mut Tx, records: &[Self], _: NaiveDate) -> Result<Loaded<Self>> {
        let rows = master::bank_mandates(tx, &keys(records)).await?;
        Ok(Loaded::of(rows.into_iter().map(found)))
    }

    async fn put(work: Work<'_>, tx: &mut Tx, writes: &[Write<Self>]) -> Result<()> {
        let contracts = of(writes, |record| &record.contract);
        let contracts = Ids::of(tx, Entity::Contract, contracts).await?;
        let row = |write: &Write<Self>| {
            let new = &write.record;
            let mandate = BankMandate {
                id: write.id,
                reference: new.reference.clone(),
                contract_id: ContractId(contracts.get(&new.contract)?),
                holder: new.holder.clone(),
                iban_masked: new.iban.clone(),
                mandate: new.mandate.clone(),
                signed_on: new.signed_on,
            };
            Ok(write.keep(mandate, new.valid_from, new.valid_to))
        };
        let rows: Vec<Kept<BankMandate>> = writes.iter().map(row).collect::<Result<_>>()?;
        master::put_bank_mandates(tx, &rows).await?;
        changes::confirm_mandates(work.caller, tx, &rows).await
    }
}

fn found(named: NamedBankMandate) -> Found<BankMandateRecord> {
    let Kept { row, said } = named.kept;
    let record = BankMandateRecord {
        reference: row.reference,
        contract: named.contract,
        holder: row.holder,
        iban: row.iban_masked,
        mandate: row.mandate,
        signed_on: row.signed_on,
        valid_from: said.valid_from,
        valid_to: said.valid_to,
        revision: said.revision,
    };
    Found::new(row.id, said, record)
}
