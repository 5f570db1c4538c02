//! Houses.

use chrono::NaiveDate;
use domain::PropertyId;
use domain::property::Property;
use store::Tx;
use store::master::{self, Kept, PropertyRow};

use super::{Found, Loaded, Mirror, Work, Write, keys};
use crate::Result;
use crate::import::PropertyRecord;

impl Mirror for PropertyRecord {
    async fn load(tx: &mut Tx, records: &[Self], _: NaiveDate) -> Result<Loaded<Self>> {
        let rows = master::properties_of(tx, &keys(records)).await?;
        Ok(Loaded::of(rows.into_iter().map(found)))
    }

    async fn put(_: Work<'_>, tx: &mut Tx, writes: &[Write<Self>]) -> Result<()> {
        let rows: Vec<Kept<PropertyRow>> = writes.iter().map(row).collect();
        Ok(master::put_properties(tx, &rows).await?)
    }
}

fn found(kept: Kept<PropertyRow>) -> Found<PropertyRecord> {
    let Kept { row, said } = kept;
    let house = row.property;
    let record = PropertyRecord {
        reference: house.reference,
        name: house.name,
        street: house.street,
        postal_code: house.postal_code,
        town: house.town,
        federal_state: house.federal_state,
        caretaker_name: house.caretaker_name,
        caretaker_phone: house.caretaker_phone,
        caretaker_hours: house.caretaker_hours,
        enabled_on: house.enabled_on,
        clerk_name: row.clerk_name,
        clerk_phone: row.clerk_phone,
        clerk_email: row.clerk_email,
        valid_from: said.valid_from,
        valid_to: said.valid_to,
        revision: said.revision,
    };
    Found::new(house.id.0, said, record)
}

fn row(write: &Write<PropertyRecord>) -> Kept<PropertyRow> {
    let new = &write.record;
    let property = Property {
        id: PropertyId(write.id),
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
    let row = PropertyRow {
        property,
        clerk_name: new.clerk_name.clone(),
        clerk_phone: new.clerk_phone.clone(),
        clerk_email: new.clerk_email.clone(),
    };
    write.keep(row, new.valid_from, new.valid_to)
}
