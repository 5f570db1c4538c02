//! The first data of the simulated ERP: the demo company's, as the portal's demo has them.

use domain::{
    Cents,
    contract::ContractKind,
    erp::{Entity, RentPartKind},
};
use serde::Serialize;
use service::{
    demo,
    erp::Batch,
    import::{ContractRecord, RentPartRecord},
};
use store::sim::{self, Record};

use super::Sim;

/// The revision of all that was there at the beginning.
const FIRST: i64 = 1;

/// Writes the first data once.
pub async fn furnish(sim: &Sim) -> store::Result<()> {
    let mut tx = sim.0.db.begin().await?;
    if sim::count(&mut tx).await? > 0 {
        return Ok(());
    }
    // A test keeps the shipped files faultless.
    let data = demo::master(sim.0.clock.today()).unwrap_or_default();
    for record in records(data) {
        sim::put_record(&mut tx, &record).await?;
    }
    tx.commit().await
}

fn records(data: Batch) -> Vec<Record> {
    let mut all = Vec::new();
    for contract in &data.contracts {
        all.extend(
            rent_parts(contract)
                .iter()
                .map(|part| record(Entity::RentPart, &part.reference, part)),
        );
    }
    all.extend(
        data.properties
            .iter()
            .map(|row| record(Entity::Property, &row.reference, row)),
    );
    all.extend(
        data.units
            .iter()
            .map(|row| record(Entity::Unit, &row.reference, row)),
    );
    all.extend(
        data.persons
            .iter()
            .map(|row| record(Entity::Person, &row.reference, row)),
    );
    all.extend(
        data.contracts
            .iter()
            .map(|row| record(Entity::Contract, &row.reference, row)),
    );
    all
}

fn record(entity: Entity, reference: &str, row: &impl Serialize) -> Record {
    Record {
        entity,
        reference: reference.to_owned(),
        revision: FIRST,
        body: serde_json::to_string(row).unwrap_or_default(),
    }
}

/// What a contract's monthly amounts are made of.
fn rent_parts(contract: &ContractRecord) -> Vec<RentPartRecord> {
    let (kind, label) = match contract.kind {
        ContractKind::Lease => (RentPartKind::Rent, "Grundmiete"),
        ContractKind::Ownership => (RentPartKind::HouseMoney, "Hausgeld"),
    };
    [
        (kind, label, contract.rent),
        (
            RentPartKind::OperatingCosts,
            "Vorauszahlung Betriebskosten",
            contract.operating_costs,
        ),
        (
            RentPartKind::HeatingCosts,
            "Vorauszahlung Heizkosten",
            contract.heating_costs,
        ),
    ]
    .into_iter()
    .filter(|(_, _, amount)| *amount != Cents(0))
    .map(|(kind, label, amount)| RentPartRecord {
        reference: format!("{}-{kind}", contract.reference),
        contract: contract.reference.clone(),
        kind,
        label: label.to_owned(),
        amount,
        valid_from: Some(contract.starts_on),
        valid_to: contract.ends_on,
        revision: None,
    })
    .collect()
}
