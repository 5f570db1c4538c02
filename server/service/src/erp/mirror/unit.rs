//! Flats, shops and parking spaces.

use chrono::NaiveDate;
use domain::erp::Entity;
use domain::property::Unit;
use domain::{PropertyId, UnitId};
use store::Tx;
use store::master::{self, Kept, NamedUnit};

use super::{Found, Ids, Loaded, Mirror, Work, Write, keys, of};
use crate::Result;
use crate::import::UnitRecord;

impl Mirror for UnitRecord {
    async fn load(tx: &mut Tx, records: &[Self], _: NaiveDate) -> Result<Loaded<Self>> {
        let rows = master::units(tx, &keys(records)).await?;
        Ok(Loaded::of(rows.into_iter().map(found)))
    }

    async fn put(_: Work<'_>, tx: &mut Tx, writes: &[Write<Self>]) -> Result<()> {
        let houses = of(writes, |record| &record.property);
        let houses = Ids::of(tx, Entity::Property, houses).await?;
        let row = |write: &Write<Self>| {
            let new = &write.record;
            let unit = Unit {
                id: UnitId(write.id),
                reference: new.reference.clone(),
                property_id: PropertyId(houses.get(&new.property)?),
                kind: new.kind,
                label: new.label.clone(),
                area: new.area,
            };
            Ok(write.keep(unit, new.valid_from, new.valid_to))
        };
        let rows: Vec<Kept<Unit>> = writes.iter().map(row).collect::<Result<_>>()?;
        Ok(master::put_units(tx, &rows).await?)
    }
}

fn found(named: NamedUnit) -> Found<UnitRecord> {
    let Kept { row, said } = named.kept;
    let record = UnitRecord {
        reference: row.reference,
        property: named.property,
        kind: row.kind,
        label: row.label,
        area: row.area,
        valid_from: said.valid_from,
        valid_to: said.valid_to,
        revision: said.revision,
    };
    Found::new(row.id.0, said, record)
}
