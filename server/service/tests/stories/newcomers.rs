//! Who is named in a house after its letters were made gets one by itself.

use chrono::Duration;
use domain::Cents;
use domain::audit::Action;
use domain::contract::ContractKind;
use domain::person::Salutation;
use service::erp::Batch;
use service::import::{self, ContractRecord, PersonRecord};
use service::rollout::order;
use service::testing::World;
use store::{audit, batch};

use super::rollout::{a_day_begins, clerk, holders, house, live};

service::stories!(
    whoever_is_named_later_has_a_letter_the_next_day,
    a_house_whose_letters_nobody_ordered_is_left_alone,
    an_empty_house_waits_for_its_first_person,
);

const STREET: &str = "Lindenhof 3";

/// The manager's export names a new owner of a flat.
async fn moves_in(world: &World, reference: &str, unit: &str, starts_on: &str, street: &str) {
    let person = PersonRecord {
        reference: reference.to_owned(),
        salutation: Salutation::Neutral,
        first_name: "Nora".to_owned(),
        last_name: "Blum".to_owned(),
        street: street.to_owned(),
        postal_code: "10115".to_owned(),
        town: "Berlin".to_owned(),
        email: None,
        phone: None,
        valid_from: None,
        valid_to: None,
        revision: None,
    };
    let contract = ContractRecord {
        reference: format!("V-{reference}"),
        unit: unit.to_owned(),
        kind: ContractKind::Ownership,
        persons: vec![reference.to_owned()],
        starts_on: starts_on.parse().unwrap(),
        ends_on: None,
        signed_on: None,
        rent: Cents(30_000),
        operating_costs: Cents(0),
        heating_costs: Cents(0),
        deposit: Cents(0),
        notice_period: None,
        revision: None,
    };
    let batch = Batch {
        persons: vec![person],
        contracts: vec![contract],
        ..Batch::default()
    };
    import::carry_out(&world.services.operator("test"), batch, |_, _| {})
        .await
        .unwrap();
}

/// Batches that were ordered so far, by the list that staff see and by the log.
async fn ordered(world: &World) -> (usize, i64) {
    let mut tx = world.services.db().read().await.unwrap();
    let batches = batch::page(&mut tx, 50).await.unwrap().len();
    let lines = audit::count(&mut tx, Action::LettersOrdered).await.unwrap();
    (batches, lines)
}

async fn whoever_is_named_later_has_a_letter_the_next_day(world: World) {
    order(&world.services.operator("test"), "O-1", false)
        .await
        .unwrap()
        .unwrap();
    world.work().await.unwrap();
    assert_eq!(live(&world).await, 4);
    moves_in(&world, "P-WANDA", "E-1", "2026-11-01", &"W".repeat(120)).await;
    moves_in(&world, "P-NORA", "E-2", "2026-11-04", STREET).await;
    // Wanda's address fits on no letter, which is tried once; Nora's contract begins a day later.
    for (batches, letters) in [(2, 0), (3, 1), (3, 0)] {
        world.pass(Duration::days(1));
        tokio::join!(a_day_begins(&world), a_day_begins(&world));
        assert_eq!(live(&world).await, letters, "{}", world.now());
        let lines = i64::try_from(batches).unwrap();
        assert_eq!(ordered(&world).await, (batches, lines), "{}", world.now());
    }
    assert_eq!(holders(&world).await, 5);
}

async fn a_house_whose_letters_nobody_ordered_is_left_alone(world: World) {
    moves_in(&world, "P-NORA", "E-2", "2026-11-01", STREET).await;
    a_day_begins(&world).await;
    assert!(world.letters().is_empty());
    assert_eq!(ordered(&world).await, (0, 0));
}

async fn an_empty_house_waits_for_its_first_person(world: World) {
    world.resident("P-UWE").await.unwrap();
    let uwes = house(&world, "O-2").await;
    let clerk = clerk(&world).await;
    let nobody = clerk.rollouts().enable_now(uwes).await.unwrap();
    assert!(nobody.is_none(), "the only one there has an account");
    for (reference, letters) in [(None, 0), (Some("P-NORA"), 1), (Some("P-ILSE"), 1)] {
        if let Some(reference) = reference {
            moves_in(&world, reference, "E-3", "2026-11-01", STREET).await;
        }
        world.pass(Duration::days(1));
        a_day_begins(&world).await;
        assert_eq!(live(&world).await, letters, "{reference:?}");
    }
}
