//! People and companies.

use chrono::NaiveDate;
use domain::PersonId;
use domain::person::Person;
use store::Tx;
use store::master::{self, Kept, Pair};

use super::{Found, Loaded, Mirror, Work, Write, keys};
use crate::erp::guard::Scale;
use crate::erp::naming;
use crate::import::PersonRecord;
use crate::{Result, changes};

impl Mirror for PersonRecord {
    async fn load(tx: &mut Tx, records: &[Self], _: NaiveDate) -> Result<Loaded<Self>> {
        let rows = master::persons(tx, &keys(records)).await?;
        Ok(Loaded::of(rows.into_iter().map(found)))
    }

    async fn weigh(
        scale: &mut Scale<'_>,
        tx: &mut Tx,
        _: Work<'_>,
        writes: &[&Write<Self>],
    ) -> Result<()> {
        scale.mails(tx, writes).await?;
        let mut leaving = Vec::new();
        for write in writes {
            let before = write.before.as_ref().and_then(|old| old.record.valid_to);
            if write.before.is_some() && naming::is_earlier(before, write.record.valid_to) {
                leaving.push(PersonId(write.id));
            }
        }
        scale.leaving(tx, &leaving).await
    }

    async fn put(work: Work<'_>, tx: &mut Tx, writes: &[Write<Self>]) -> Result<()> {
        let rows: Vec<Kept<Person>> = writes.iter().map(row).collect();
        master::put_persons(tx, &rows).await?;
        changes::confirm_imported(work.caller, tx, writes).await?;
        for write in writes {
            let before = write.before.as_ref().and_then(|old| old.record.valid_to);
            if before == write.record.valid_to {
                continue;
            }
            let person = PersonId(write.id);
            if let Some(last_day) = before {
                comes_back(work, tx, write, last_day).await?;
            }
            naming::leave_all(work, tx, person, write.record.valid_to).await?;
        }
        Ok(())
    }
}

/// Whoever was taken out of all contracts by mistake stands in them again.
async fn comes_back(
    work: Work<'_>,
    tx: &mut Tx,
    write: &Write<PersonRecord>,
    last_day: NaiveDate,
) -> Result<()> {
    let (person_id, still) = (PersonId(write.id), write.record.valid_to);
    if last_day >= work.today || still.is_some_and(|day| day < work.today) {
        return Ok(());
    }
    let contracts = master::former_until(tx, person_id, last_day).await?;
    let pair = |contract_id| Pair {
        contract_id,
        person_id,
    };
    let pairs: Vec<Pair> = contracts.into_iter().map(pair).collect();
    Ok(master::link(tx, &pairs).await?)
}

fn found(kept: Kept<Person>) -> Found<PersonRecord> {
    let Kept { row, said } = kept;
    let record = PersonRecord {
        reference: row.reference,
        salutation: row.salutation,
        first_name: row.first_name,
        last_name: row.last_name,
        street: row.street,
        postal_code: row.postal_code,
        town: row.town,
        email: row.email,
        phone: row.phone,
        valid_from: said.valid_from,
        valid_to: said.valid_to,
        revision: said.revision,
    };
    Found::new(row.id.0, said, record)
}

fn row(write: &Write<PersonRecord>) -> Kept<Person> {
    let new = &write.record;
    let person = Person {
        id: PersonId(write.id),
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
    write.keep(person, new.valid_from, new.valid_to)
}
