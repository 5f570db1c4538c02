//! Who is named in a contract, and who was.

use chrono::Duration;
use domain::Cents;
use domain::activation::{LetterId, LetterKind};
use domain::contract::Contract;
use store::{account, contract, letter, master};

use crate::house::{House, a_lease, day, id, name, now};

pub async fn who_was_taken_out_keeps_the_terms_of_the_last_day(house: &House) {
    let mut tx = house.write().await;
    let last = day("2026-11-01");
    master::unlink(&mut tx, house.lease, house.jan, last)
        .await
        .unwrap();
    let unit = master::load(&mut tx).await.unwrap().units[0].id;
    let dearer = Contract {
        rent: Cents(99_900),
        ..a_lease(house.lease, unit)
    };
    master::put_contracts(&mut tx, &[dearer.clone().into()])
        .await
        .unwrap();
    for (person, removed, ends_on, rent) in [
        (house.jan, true, Some(last), Cents(68_000)),
        (house.vera, false, None, Cents(99_900)),
    ] {
        let rows = contract::of_person(&mut tx, person, day("2026-11-02"));
        let rows = rows.await.unwrap();
        assert_eq!(
            (rows.len(), rows[0].removed, rows[0].ends_on),
            (1, removed, ends_on)
        );
        let left = contract::last_day(&mut tx, house.lease, person).await;
        assert_eq!(left.unwrap(), ends_on);
        let terms = contract::terms(&mut tx, house.lease, person).await.unwrap();
        assert_eq!(terms.unwrap().rent, rent);
    }
    let ended = Contract {
        ends_on: Some(day("2026-06-30")),
        ..dearer
    };
    let last_day = ended.ends_on;
    master::put_contracts(&mut tx, &[ended.into()])
        .await
        .unwrap();
    let rows = contract::of_person(&mut tx, house.jan, day("2026-11-02"));
    assert_eq!(rows.await.unwrap()[0].ends_on, last_day);
    name(&mut tx, house.lease, house.jan).await;
    let rows = contract::of_person(&mut tx, house.jan, day("2026-11-02"));
    let rows = rows.await.unwrap();
    assert_eq!((rows.len(), rows[0].removed), (1, false));
}

pub async fn a_household_knows_accounts_and_letters(house: &House) {
    house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    let expires_at = now() + Duration::days(30);
    let new = letter::NewLetter {
        id: LetterId(id()),
        person_id: house.jan,
        kind: LetterKind::Activation,
        access_number: "123456782".into(),
        code_hash: "$argon2id$a-hash-that-is-long-enough".into(),
        created_at: now(),
        expires_at,
    };
    letter::add(&mut tx, &new, None).await.unwrap();
    let named = contract::household(&mut tx, house.lease).await.unwrap();
    let found: Vec<_> = named
        .iter()
        .map(|one| (one.person_id, one.registered, one.letter_until))
        .collect();
    assert_eq!(
        found,
        [
            (house.jan, false, Some(expires_at)),
            (house.vera, true, None)
        ]
    );
    let vera = account::of_person(&mut tx, house.vera).await.unwrap();
    account::disable(&mut tx, vera.unwrap().id, now())
        .await
        .unwrap();
    let named = contract::household(&mut tx, house.lease).await.unwrap();
    assert!(named.iter().all(|one| !one.registered));
    let persons = contract::persons(&mut tx, house.lease).await.unwrap();
    assert!(persons.iter().all(|one| !one.registered), "the same there");
}
