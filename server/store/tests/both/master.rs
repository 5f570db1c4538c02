//! Master data by the ERP's keys.

use chrono::Duration;
use domain::erp::{Entity, Medium, RentPartKind};
use domain::{Cents, PersonId};
use store::master::{
    self, AccountEntry, BankMandate, ConsumptionValue, Due, Kept, Naming, Pair, RentPart, Said,
};

use crate::house::{House, a_person, day, id, now};

fn said<T>(row: T, from: &str, to: &str) -> Kept<T> {
    let said = Said {
        valid_from: from.parse().ok(),
        valid_to: to.parse().ok(),
        revision: Some(7),
        ended_revision: None,
        revised_at: Some(now()),
    };
    Kept { row, said }
}

pub async fn every_kind_is_written_over_and_read_again(house: &House) {
    let mut tx = house.write().await;
    let unit = master::units(&mut tx, &["E-1", "E-0"])
        .await
        .unwrap()
        .remove(0);
    assert_eq!(unit.property, "O-1");
    let contract_id = house.lease;
    for amount in [1, 2] {
        let part = RentPart {
            id: id(),
            reference: "R-1".into(),
            contract_id,
            kind: RentPartKind::Rent,
            label: "Kaltmiete".into(),
            amount: Cents(amount),
        };
        let mandate = BankMandate {
            id: id(),
            reference: "B-1".into(),
            contract_id,
            holder: format!("Vera {amount}"),
            iban_masked: "DE89 ••00".into(),
            mandate: Some("V1-X".into()),
            signed_on: None,
        };
        let value = ConsumptionValue {
            id: id(),
            reference: "C-1".into(),
            unit_id: unit.kept.row.id,
            medium: Medium::Heat,
            amount,
            measure: "kWh".into(),
            estimated: amount == 2,
        };
        let entry = AccountEntry {
            id: id(),
            reference: "A-1".into(),
            contract_id,
            booked_on: day("2026-11-01"),
            due_on: None,
            label: "Miete".into(),
            amount: Cents(-amount),
        };
        master::put_rent_parts(&mut tx, &[said(part, "2026-01-01", "")])
            .await
            .unwrap();
        master::put_bank_mandates(&mut tx, &[said(mandate, "", "")])
            .await
            .unwrap();
        let span = said(value, "2026-10-01", "2026-10-31");
        master::put_consumption_values(&mut tx, &[span])
            .await
            .unwrap();
        master::put_account_entries(&mut tx, &[said(entry, "", "")])
            .await
            .unwrap();
    }
    let parts = master::rent_parts(&mut tx, &["R-1"]).await.unwrap();
    assert_eq!((parts.len(), parts[0].kept.row.amount), (1, Cents(2)));
    assert_eq!(parts[0].contract, "V-1");
    let mandates = master::bank_mandates(&mut tx, &["B-1"]).await.unwrap();
    assert_eq!(mandates[0].kept.row.holder, "Vera 2");
    assert_eq!(mandates[0].kept.said.revised_at, Some(now()));
    let values = master::consumption_values(&mut tx, &["C-1"]).await.unwrap();
    assert!(values[0].kept.row.estimated && values[0].unit == "E-1");
    assert_eq!(values[0].kept.said.valid_to, Some(day("2026-10-31")));
    let entries = master::account_entries(&mut tx, &["A-1"]).await.unwrap();
    assert_eq!(entries[0].kept.row.amount, Cents(-2));
    let mut houses = master::properties_of(&mut tx, &["O-1"]).await.unwrap();
    houses[0].row.clerk_name = Some("Jana Brandt".into());
    master::put_properties(&mut tx, &houses).await.unwrap();
    assert_eq!(
        master::properties_of(&mut tx, &["O-1"]).await.unwrap(),
        houses
    );
    let contracts = master::contracts(&mut tx, &["V-1"]).await.unwrap();
    assert_eq!(contracts[0].unit, "E-1");
    assert_eq!(contracts[0].kept.said.valid_from, Some(day("2024-07-01")));
}

pub async fn keys_lead_to_rows(house: &House) {
    let account = house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    let ids = master::ids(&mut tx, Entity::Person, &["P-Jan", "P-Nie"])
        .await
        .unwrap();
    assert_eq!(ids, [("P-Jan".to_owned(), house.jan.0)]);
    assert!(
        master::ids(&mut tx, Entity::Unit, &[])
            .await
            .unwrap()
            .is_empty()
    );
    let keys = master::references(&mut tx, Entity::Person, "P-Jan", 5)
        .await
        .unwrap();
    assert_eq!(keys, ["P-Vera"]);
    assert!(master::any(&mut tx, Entity::Contract).await.unwrap());
    assert!(!master::any(&mut tx, Entity::AccountEntry).await.unwrap());
    let both = [house.vera, house.jan];
    assert_eq!(
        master::accounts(&mut tx, &both).await.unwrap(),
        [house.vera]
    );
    store::account::disable(&mut tx, account, now())
        .await
        .unwrap();
    assert!(master::accounts(&mut tx, &both).await.unwrap().is_empty());
    let spans = master::spans(&mut tx, &[house.lease]).await.unwrap();
    assert_eq!(
        (spans[0].starts_on, spans[0].ends_on),
        (day("2024-07-01"), None)
    );
    assert_eq!(
        master::running(&mut tx, day("2024-06-30")).await.unwrap(),
        0
    );
    assert_eq!(
        master::running(&mut tx, day("2026-11-02")).await.unwrap(),
        1
    );
    let crowd: Vec<Kept<_>> = (0..1_100)
        .map(|n| {
            let mut one = a_person(PersonId(id()), &format!("N{n}"));
            one.email = Some("alle@post.example".into());
            one.into()
        })
        .collect();
    master::put_persons(&mut tx, &crowd).await.unwrap();
    let sharing = master::sharing(&mut tx, &["alle@post.example"])
        .await
        .unwrap();
    assert_eq!(sharing.len(), 1_100);
    let names: Vec<String> = (0..1_100).map(|n| format!("P-N{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(master::persons(&mut tx, &names).await.unwrap().len(), 1_100);
    master::alone(&mut tx).await.unwrap();
}

pub async fn a_last_day_is_said_of_any_kind(house: &House) {
    let mut tx = house.write().await;
    for (kind, key) in [
        (Entity::Property, "O-1"),
        (Entity::Unit, "E-1"),
        (Entity::Person, "P-Jan"),
        (Entity::Contract, "V-1"),
    ] {
        let found = master::endings(&mut tx, kind, &[key])
            .await
            .unwrap()
            .remove(0);
        assert_eq!((found.valid_to, found.ended_revision), (None, None));
        let last = day("2026-12-31");
        master::end(&mut tx, kind, found.id, last, 3, now())
            .await
            .unwrap();
        let found = master::endings(&mut tx, kind, &[key])
            .await
            .unwrap()
            .remove(0);
        assert_eq!(
            (found.valid_to, found.ended_revision),
            (Some(last), Some(3))
        );
    }
    for kind in Entity::ALL {
        assert!(
            master::endings(&mut tx, *kind, &["?"])
                .await
                .unwrap()
                .is_empty()
        );
    }
    let gone = master::gone(&mut tx, &["P-Jan", "P-Vera"]).await.unwrap();
    assert_eq!(gone.len(), 1);
    assert_eq!(
        master::over(&mut tx, &[house.jan, house.vera])
            .await
            .unwrap(),
        gone
    );
}

/// Nora is named from the fourth on, and Jan until then.
async fn two_names(house: &House, tx: &mut store::Tx) -> PersonId {
    let nora = PersonId(id());
    master::put_persons(tx, &[a_person(nora, "Nora").into()])
        .await
        .unwrap();
    let contract_id = house.lease;
    let naming = |reference: &str, person_id| Naming {
        id: id(),
        reference: reference.into(),
        contract_id,
        person_id,
    };
    let names = [
        said(naming("VP-1", nora), "2026-11-04", ""),
        said(naming("VP-2", house.jan), "", "2026-11-04"),
    ];
    master::put_namings(tx, &names).await.unwrap();
    nora
}

pub async fn names_are_due_on_their_days(house: &House) {
    let mut tx = house.write().await;
    let contract_id = house.lease;
    let nora = two_names(house, &mut tx).await;
    let read = master::namings(&mut tx, &["VP-1"]).await.unwrap().remove(0);
    assert_eq!(
        (read.contract.as_str(), read.person.as_str()),
        ("V-1", "P-Nora")
    );
    let apart = master::apart(&mut tx, &[contract_id]).await.unwrap();
    assert_eq!(apart.len(), 2);
    let due = |person_id, last_day| Due {
        contract_id,
        person_id,
        last_day,
    };
    for (today, wanted) in [
        ("2026-11-03", vec![]),
        ("2026-11-04", vec![due(nora, None)]),
        (
            "2026-11-05",
            vec![due(house.jan, Some(day("2026-11-04"))), due(nora, None)],
        ),
    ] {
        let found = master::due(&mut tx, day(today), 9).await.unwrap();
        assert_eq!(found, wanted, "{today}");
    }
}

pub async fn a_name_that_was_settled_is_due_no_more(house: &House) {
    let mut tx = house.write().await;
    let contract_id = house.lease;
    let nora = two_names(house, &mut tx).await;
    let pair = |person_id| Pair {
        contract_id,
        person_id,
    };
    master::unlink(&mut tx, contract_id, house.jan, day("2026-11-04"))
        .await
        .unwrap();
    let former = master::former_until(&mut tx, house.jan, day("2026-11-04")).await;
    assert_eq!(former.unwrap(), [contract_id]);
    master::link(&mut tx, &[pair(nora), pair(house.vera)])
        .await
        .unwrap();
    assert!(
        master::due(&mut tx, day("2026-11-05"), 9)
            .await
            .unwrap()
            .is_empty()
    );
    let of_nora = master::contracts_of(&mut tx, &[nora, house.jan])
        .await
        .unwrap();
    assert_eq!(of_nora, [pair(nora)]);
    let named = master::named(&mut tx, &[contract_id]).await.unwrap();
    assert_eq!(named.len(), 2);
    let person = master::endings(&mut tx, Entity::Person, &["P-Nora"])
        .await
        .unwrap()
        .remove(0);
    let last = day("2026-11-05");
    master::end(
        &mut tx,
        Entity::Person,
        person.id,
        last,
        1,
        now() + Duration::days(1),
    )
    .await
    .unwrap();
    let found = master::due(&mut tx, day("2026-11-06"), 9).await.unwrap();
    let due = Due {
        contract_id,
        person_id: nora,
        last_day: Some(last),
    };
    assert_eq!(found, [due]);
}
