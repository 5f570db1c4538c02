//! The people of the test house, with flats and contracts.

use chrono::NaiveDate;
use domain::contract::{Contract, ContractKind};
use domain::person::{Person, Salutation};
use domain::property::{Property, Unit, UnitKind};
use domain::workday::FederalState;
use domain::{Cents, ContractId, PersonId, PropertyId, UnitId};
use store::Tx;
use store::master::{self, Kept, Pair};

use super::PEOPLE;
use crate::{Error, Result, Services};

pub(super) async fn furnish(services: &Services, tx: &mut Tx) -> Result<()> {
    let day = |text: &str| {
        text.parse::<NaiveDate>()
            .map_err(|_| Error::Internal("a fixture's date"))
    };
    let house = house(services, "O-1", "Lindenhof 3", Some(day("2026-01-01")?));
    let other = self::house(services, "O-2", "Ulmenweg 8", None);
    let flats = [
        ("E-1", house.id, "2. OG links"),
        ("E-2", house.id, "2. OG rechts"),
        ("E-3", other.id, "EG"),
    ]
    .map(|(reference, property_id, label)| Unit {
        id: UnitId(services.id()),
        reference: reference.to_owned(),
        property_id,
        kind: UnitKind::Flat,
        label: label.to_owned(),
        area: Some(6350),
    });
    let people = PEOPLE.map(|(reference, first, last)| person(services, reference, first, last));
    let ids = people.each_ref().map(|person| person.id);
    master::put_properties(tx, &[house.into(), other.into()]).await?;
    master::put_units(tx, &flats.clone().map(Kept::from)).await?;
    master::put_persons(tx, &people.map(Kept::from)).await?;
    let lease = ContractKind::Lease;
    for (reference, flat, kind, from, to, named) in [
        ("V-1", 0, lease, "2024-07-01", None, vec![0, 1]),
        ("V-2", 1, lease, "2020-01-01", None, vec![2]),
        ("V-3", 0, lease, "2019-01-01", Some("2026-06-30"), vec![3]),
        (
            "V-4",
            1,
            ContractKind::Ownership,
            "2015-05-01",
            None,
            vec![4],
        ),
        ("V-5", 2, lease, "2021-01-01", None, vec![5]),
    ] {
        let contract = contract(
            services,
            reference,
            flats[flat].id,
            kind,
            day(from)?,
            to.map(day).transpose()?,
        );
        let contract_id = contract.id;
        master::put_contracts(tx, &[contract.into()]).await?;
        let pair = |index: usize| Pair {
            contract_id,
            person_id: ids[index],
        };
        let pairs: Vec<Pair> = named.into_iter().map(pair).collect();
        master::link(tx, &pairs).await?;
    }
    Ok(())
}

fn house(
    services: &Services,
    reference: &str,
    street: &str,
    enabled_on: Option<NaiveDate>,
) -> Property {
    Property {
        id: PropertyId(services.id()),
        reference: reference.to_owned(),
        name: street.to_owned(),
        street: street.to_owned(),
        postal_code: "10115".to_owned(),
        town: "Berlin".to_owned(),
        federal_state: FederalState::Berlin,
        caretaker_name: Some("Bernd Wart".to_owned()),
        caretaker_phone: Some("030 23125 102".to_owned()),
        caretaker_hours: Some("Mo bis Fr, 7 bis 15 Uhr".to_owned()),
        enabled_on,
    }
}

fn person(services: &Services, reference: &str, first: &str, last: &str) -> Person {
    Person {
        id: PersonId(services.id()),
        reference: reference.to_owned(),
        salutation: Salutation::Neutral,
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        street: "Lindenhof 3".to_owned(),
        postal_code: "10115".to_owned(),
        town: "Berlin".to_owned(),
        email: None,
        phone: Some("030 23125 103".to_owned()),
    }
}

fn contract(
    services: &Services,
    reference: &str,
    unit_id: UnitId,
    kind: ContractKind,
    starts_on: NaiveDate,
    ends_on: Option<NaiveDate>,
) -> Contract {
    Contract {
        id: ContractId(services.id()),
        reference: reference.to_owned(),
        unit_id,
        kind,
        starts_on,
        ends_on,
        signed_on: Some(starts_on),
        rent: Cents(68_000),
        operating_costs: Cents(14_000),
        heating_costs: Cents(9_000),
        deposit: Cents(204_000),
    }
}
