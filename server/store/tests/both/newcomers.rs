//! Who is named in a house after its letters were made.

use domain::PersonId;
use domain::rollout::LetterState;
use store::{Tx, batch, letter, master};

use crate::batches::{a_batch, begun};
use crate::house::{House, a_person, day, id, name, now};
use crate::letters::a_letter;

/// Somebody who is named in the lease from now on.
async fn named(tx: &mut Tx, house: &House, first: &str) -> PersonId {
    let person = PersonId(id());
    master::put_persons(tx, &[a_person(person, first).into()])
        .await
        .unwrap();
    name(tx, house.lease, person).await;
    person
}

/// Houses in which somebody is newly named on a day.
async fn houses(tx: &mut Tx, today: &str) -> usize {
    batch::newcomers(tx, day(today)).await.unwrap().len()
}

pub async fn whoever_is_named_later_is_put_into_one_batch(house: &House) {
    let today = day("2026-11-02");
    let mut tx = house.write().await;
    assert_eq!(houses(&mut tx, "2026-11-02").await, 0, "no batch has begun");
    tx.commit().await.unwrap();
    begun(house).await;
    let mut tx = house.write().await;
    assert_eq!(houses(&mut tx, "2026-11-02").await, 0, "all are in it");
    let nora = named(&mut tx, house, "Nora").await;
    let otto = named(&mut tx, house, "Otto").await;
    for (on, found) in [("2025-12-31", 0), ("2026-01-01", 1), ("2026-11-02", 1)] {
        assert_eq!(houses(&mut tx, on).await, found, "{on}");
    }
    let new = a_batch(house);
    assert!(batch::add(&mut tx, &new).await.unwrap());
    for persons in [2, 0] {
        let added = batch::add_newcomers(&mut tx, new.id, house.property, today).await;
        assert_eq!(added.unwrap(), persons);
    }
    let queued = batch::queued(&mut tx, new.id, 9).await.unwrap();
    assert_eq!(queued, [nora, otto], "by their references");
    assert_eq!(houses(&mut tx, "2026-11-02").await, 0, "they wait");
    for (person, state, found) in [
        (nora, LetterState::Failed, 0),
        (otto, LetterState::Needless, 1),
    ] {
        let left_out = batch::leave_out(&mut tx, new.id, person, state, None).await;
        assert!(left_out.unwrap());
        assert_eq!(houses(&mut tx, "2026-11-02").await, found, "{state}");
    }
}

pub async fn who_had_a_letter_or_has_an_account_is_no_newcomer(house: &House) {
    begun(house).await;
    let mut tx = house.write().await;
    let nora = named(&mut tx, house, "Nora").await;
    letter::add(&mut tx, &a_letter(nora, "111111111"), None)
        .await
        .unwrap();
    assert_eq!(houses(&mut tx, "2026-11-02").await, 0);
    assert_eq!(houses(&mut tx, "2027-11-02").await, 0, "also an old one");
    let otto = named(&mut tx, house, "Otto").await;
    assert_eq!(houses(&mut tx, "2026-11-02").await, 1);
    tx.commit().await.unwrap();
    house.account(Some(otto), "otto@haus.example").await;
    let mut tx = house.write().await;
    assert_eq!(houses(&mut tx, "2026-11-02").await, 0);
    let pia = named(&mut tx, house, "Pia").await;
    let new = a_batch(house);
    batch::add(&mut tx, &new).await.unwrap();
    let added = batch::add_newcomers(&mut tx, new.id, house.property, day("2026-11-02")).await;
    assert_eq!(added.unwrap(), 1);
    assert_eq!(batch::queued(&mut tx, new.id, 9).await.unwrap(), [pia]);
    assert!(batch::begin(&mut tx, new.id, now()).await.unwrap());
}
