//! A thousand deliveries in any order, repeated and lost on their way.

use chrono::Duration;
use domain::erp::Entity;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use serde_json::json;
use service::testing::{Engine, World};

use super::{Erp, hear, is_in_step, of, waiting};

/// Something happens at the ERP; the word about it.
fn happen(erp: &Erp, count: usize, dice: &mut StdRng) -> (Entity, String) {
    let person = format!("E-P{}", dice.random_range(1..=3));
    match dice.random_range(0..6) {
        0 => {
            let unit = format!("E-U{}", dice.random_range(1..=2));
            erp.set(Entity::Unit, &unit, "area", json!(5_000 + count));
            of(Entity::Unit, &unit)
        }
        1 => {
            erp.set(
                Entity::Property,
                "E-H1",
                "caretaker_hours",
                json!(format!("ab {count} Uhr")),
            );
            of(Entity::Property, "E-H1")
        }
        2 => {
            let lease = format!("E-V{}", dice.random_range(1..=4));
            erp.lease(&lease, "E-U2", &[&person]);
            of(Entity::Contract, &lease)
        }
        3 => {
            let part = format!("E-M{}", dice.random_range(1..=3));
            erp.write(Entity::RentPart, &part, json!({"contract": "E-V1", "kind": "miete", "label": "Grundmiete", "amount": 70_000 + count, "valid_from": "2024-07-01"}));
            of(Entity::RentPart, &part)
        }
        4 => {
            erp.set(
                Entity::Person,
                &person,
                "email",
                json!(format!("ina{count}@beispiel.example")),
            );
            of(Entity::Person, &person)
        }
        _ => {
            erp.set(
                Entity::Person,
                &person,
                "town",
                json!(format!("Dorf {count}")),
            );
            of(Entity::Person, &person)
        }
    }
}

/// Deliveries of one world.
const DELIVERIES: usize = 20;

/// Words come repeated, in any order, between further changes, and lost ones later; the ERP is ill now and then.
async fn a_muddle_ends_in_step(engine: Engine, seed: u64) {
    let mut dice = StdRng::seed_from_u64(seed);
    let world = World::new(engine).await.unwrap();
    let erp = Erp::new();
    erp.joins(&world);
    let mut words: Vec<(Entity, String)> = erp.records.lock().unwrap().keys().cloned().collect();
    let (mut lost, mut delivered) = (Vec::new(), 0);
    while delivered < DELIVERIES {
        for count in 0..dice.random_range(1..4) {
            words.push(happen(&erp, delivered * 10 + count, &mut dice));
        }
        words.shuffle(&mut dice);
        *erp.ill.lock().unwrap() = dice.random_bool(0.2);
        for word in words.split_off(words.len() / 2) {
            match dice.random_range(0..5) {
                0 => lost.push(word),
                1 => {
                    hear(&world, std::slice::from_ref(&word)).await;
                    words.push(word);
                    delivered += 1;
                }
                2 => {
                    hear(&world, &[word.clone(), word]).await;
                    delivered += 2;
                }
                _ => {
                    hear(&world, &[word]).await;
                    delivered += 1;
                }
            }
        }
        if dice.random_bool(0.6) {
            world.work().await.unwrap();
            world.pass(Duration::minutes(dice.random_range(0..5)));
        }
    }
    *erp.ill.lock().unwrap() = false;
    words.extend(lost);
    words.shuffle(&mut dice);
    for word in words {
        hear(&world, &[word]).await;
    }
    world.pass(Duration::hours(7));
    world.work().await.unwrap();
    assert_eq!(waiting(&world).await, (0, 0), "seed {seed}");
    assert!(is_in_step(&world, &erp).await, "seed {seed}");
}

/// Fifty worlds of twenty deliveries and more, and one in which all came in order.
#[tokio::test]
async fn a_thousand_muddled_deliveries_end_in_the_state_of_an_ordered_one() {
    for seed in 0..50 {
        a_muddle_ends_in_step(Engine::Sqlite, seed).await;
    }
    let world = World::new(Engine::Sqlite).await.unwrap();
    let (erp, mut dice) = (Erp::new(), StdRng::seed_from_u64(0));
    erp.joins(&world);
    let first: Vec<_> = erp.records.lock().unwrap().keys().cloned().collect();
    hear(&world, &first).await;
    for count in 0..DELIVERIES {
        hear(&world, &[happen(&erp, count, &mut dice)]).await;
        world.work().await.unwrap();
    }
    assert!(is_in_step(&world, &erp).await);
}

#[tokio::test]
async fn a_muddle_ends_in_step_on_postgres_too() {
    if std::env::var_os("TEST_POSTGRES_URL").is_some() {
        for seed in 100..103 {
            a_muddle_ends_in_step(Engine::Postgres, seed).await;
        }
    }
}
