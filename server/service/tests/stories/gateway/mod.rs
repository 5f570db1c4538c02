//! What the ERP says, on its way into the portal.

mod days;
mod guard;
mod journal;
mod mandate;
mod revisions;

use domain::contract::ContractKind;
use domain::erp::{Entity, Source};
use domain::person::Salutation;
use domain::property::UnitKind;
use domain::{Cents, Refusal};
use service::erp::{self, Batch, End, Outcome, Parcel, RowResult, Standing};
use service::import::{ContractRecord, PersonRecord, UnitRecord};
use service::testing::World;
use service::{Caller, Error};

fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> Refusal {
    match answer.unwrap_err() {
        Error::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

/// Somebody as the ERP knows them.
fn person(reference: &str, revision: Option<i64>) -> PersonRecord {
    PersonRecord {
        reference: reference.to_owned(),
        salutation: Salutation::Neutral,
        first_name: "Nora".to_owned(),
        last_name: "Blum".to_owned(),
        street: "Lindenhof 3".to_owned(),
        postal_code: "10115".to_owned(),
        town: "Berlin".to_owned(),
        email: None,
        phone: None,
        valid_from: None,
        valid_to: None,
        revision,
    }
}

/// A flat of the test house.
fn unit(reference: &str) -> UnitRecord {
    UnitRecord {
        reference: reference.to_owned(),
        property: "O-1".to_owned(),
        kind: UnitKind::Flat,
        label: reference.to_owned(),
        area: None,
        valid_from: None,
        valid_to: None,
        revision: None,
    }
}

/// A lease that runs.
fn lease(reference: &str, unit: &str, persons: &[&str], revision: Option<i64>) -> ContractRecord {
    ContractRecord {
        reference: reference.to_owned(),
        unit: unit.to_owned(),
        kind: ContractKind::Lease,
        persons: persons.iter().map(|&person| person.to_owned()).collect(),
        starts_on: "2024-07-01".parse().unwrap(),
        ends_on: None,
        signed_on: None,
        rent: Cents(68_000),
        operating_costs: Cents(14_000),
        heating_costs: Cents(9_000),
        deposit: Cents(204_000),
        notice_period: None,
        revision,
    }
}

/// The last day of something.
fn end(entity: Entity, reference: &str, valid_to: &str, revision: i64) -> End {
    End {
        entity,
        reference: reference.to_owned(),
        valid_to: valid_to.parse().unwrap(),
        revision,
    }
}

fn ends(ends: Vec<End>) -> Batch {
    Batch {
        ends,
        ..Batch::default()
    }
}

/// So many more flats with a tenant each.
fn settlers(count: usize) -> Batch {
    let mut batch = Batch::default();
    for n in 0..count {
        let (contract, flat, tenant) = (format!("V-N{n}"), format!("N-{n}"), format!("P-N{n}"));
        batch.units.push(unit(&flat));
        batch.persons.push(person(&tenant, Some(1)));
        let lease = lease(&contract, &flat, &[&tenant], Some(1));
        batch.contracts.push(lease);
    }
    batch
}

/// The ERP speaks by the API.
async fn say(world: &World, batch: Batch) -> Outcome {
    say_as(&world.services.operator("test"), Source::Api, batch).await
}

async fn say_as(caller: &Caller, source: Source, batch: Batch) -> Outcome {
    let parcel = Parcel {
        source,
        label: "test".to_owned(),
        batch,
    };
    erp::submit(caller, parcel, |_, _| {}).await.unwrap()
}

/// The ERP speaks, and all of it holds.
async fn applied(world: &World, batch: Batch) -> Vec<RowResult> {
    let outcome = say(world, batch).await;
    assert_eq!(outcome.standing, Standing::Applied, "{outcome:?}");
    outcome.rows.iter().map(|row| row.result).collect()
}

/// Who stands in a contract.
async fn named(world: &World, contract: &str) -> Vec<String> {
    let mut tx = world.services.db().read().await.unwrap();
    let found = store::master::contracts(&mut tx, &[contract])
        .await
        .unwrap();
    let id = found[0].kept.row.contract.id;
    let named = store::master::named(&mut tx, &[id]).await.unwrap();
    let mut named: Vec<String> = named.into_iter().map(|one| one.person).collect();
    named.sort();
    named
}
