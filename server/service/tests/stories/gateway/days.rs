//! From and until when: an end holds with the next request, a name from its day on.

use chrono::Duration;
use domain::erp::Entity;
use service::erp::{Batch, RowResult};
use service::import::ContractPersonRecord;
use service::jobs::{Order, SettleNamings};
use service::testing::World;
use store::job;

use super::{applied, end, ends, lease, named, person};

service::stories!(
    an_ended_contract_is_closed_with_the_next_request,
    a_name_waits_for_its_day_and_goes_after_its_last,
    whoever_is_gone_leaves_all_contracts_and_may_come_back,
    a_contract_may_leave_its_names_to_be_said_apart,
    a_name_that_stands_for_somebody_else_opens_nothing_to_whom_it_stood_for,
);

fn name(contract: &str, person: &str, from: &str, to: &str, revision: i64) -> Batch {
    Batch {
        contract_persons: vec![ContractPersonRecord {
            reference: format!("VP-{person}"),
            contract: contract.to_owned(),
            person: person.to_owned(),
            valid_from: from.parse().ok(),
            valid_to: to.parse().ok(),
            revision: Some(revision),
        }],
        ..Batch::default()
    }
}

/// A day of the portal's own work.
async fn a_day_begins(world: &World) {
    let mut tx = world.services.db().begin().await.unwrap();
    let id = world.services.chance().id(world.now());
    let none = serde_json::Map::new();
    let added = job::add(&mut tx, id, SettleNamings::NAME, none, world.now());
    added.await.unwrap();
    tx.commit().await.unwrap();
    world.work().await.unwrap();
}

async fn an_ended_contract_is_closed_with_the_next_request(world: World) {
    let token = world.resident_token("P-OLGA").await.unwrap();
    let running = async || {
        let olga = world.with(Some(token.clone()), None).await.unwrap();
        olga.me().unwrap().running.len()
    };
    assert_eq!(running().await, 1);
    let today = ends(vec![end(Entity::Contract, "V-2", "2026-11-02", 1)]);
    assert_eq!(applied(&world, today).await, [RowResult::Ended]);
    assert_eq!(running().await, 1, "until midnight");
    let yesterday = ends(vec![end(Entity::Contract, "V-2", "2026-11-01", 2)]);
    assert_eq!(applied(&world, yesterday).await, [RowResult::Ended]);
    assert_eq!(running().await, 0);
}

async fn a_name_waits_for_its_day_and_goes_after_its_last(world: World) {
    applied(&world, name("V-2", "P-EMIL", "2026-11-04", "2026-11-05", 1)).await;
    for (passed, emil) in [(0, false), (1, false), (1, true), (1, true), (1, false)] {
        world.pass(Duration::days(passed));
        a_day_begins(&world).await;
        let found = named(&world, "V-2").await;
        assert_eq!(
            found.contains(&"P-EMIL".to_owned()),
            emil,
            "{}",
            world.now()
        );
        assert!(found.contains(&"P-OLGA".to_owned()));
    }
    let list = Batch {
        contracts: vec![lease("V-2", "E-2", &["P-EMIL", "P-OLGA"], Some(1))],
        ..Batch::default()
    };
    applied(&world, list).await;
    assert_eq!(
        named(&world, "V-2").await,
        ["P-OLGA"],
        "its own days decide"
    );
    let back = name("V-2", "P-EMIL", "2026-11-01", "", 2);
    assert_eq!(applied(&world, back).await, [RowResult::Updated]);
    assert_eq!(named(&world, "V-2").await, ["P-EMIL", "P-OLGA"]);
    let over = ends(vec![end(
        Entity::ContractPerson,
        "VP-P-EMIL",
        "2026-11-04",
        3,
    )]);
    assert_eq!(applied(&world, over).await, [RowResult::Ended]);
    assert_eq!(named(&world, "V-2").await, ["P-OLGA"]);
}

async fn whoever_is_gone_leaves_all_contracts_and_may_come_back(world: World) {
    let gone = ends(vec![end(Entity::Person, "P-JAN", "2026-11-01", 1)]);
    assert_eq!(applied(&world, gone).await, [RowResult::Ended]);
    assert_eq!(named(&world, "V-1").await, ["P-VERA"]);
    let later = ends(vec![end(Entity::Person, "P-VERA", "2026-11-03", 1)]);
    applied(&world, later).await;
    assert_eq!(named(&world, "V-1").await, ["P-VERA"], "not before its day");
    world.pass(Duration::days(2));
    a_day_begins(&world).await;
    assert!(named(&world, "V-1").await.is_empty());
    let back = Batch {
        persons: vec![person("P-JAN", Some(2))],
        ..Batch::default()
    };
    assert_eq!(applied(&world, back).await, [RowResult::Updated]);
    assert_eq!(named(&world, "V-1").await, ["P-JAN"]);
}

async fn a_contract_may_leave_its_names_to_be_said_apart(world: World) {
    let mut batch = name("V-9", "P-NORA", "", "", 1);
    batch.persons.push(person("P-NORA", Some(1)));
    batch.contracts.push(lease("V-9", "E-1", &[], Some(1)));
    let results = applied(&world, batch.clone()).await;
    assert_eq!(results, [RowResult::Created; 3]);
    assert_eq!(named(&world, "V-9").await, ["P-NORA"]);
    let again = applied(&world, batch).await;
    assert_eq!(again, [RowResult::StaleIgnored; 3]);
}

async fn a_name_that_stands_for_somebody_else_opens_nothing_to_whom_it_stood_for(world: World) {
    applied(&world, name("V-2", "P-EMIL", "", "", 1)).await;
    assert_eq!(named(&world, "V-2").await, ["P-EMIL", "P-OLGA"]);
    let mut other = name("V-2", "P-JAN", "", "", 2);
    for record in &mut other.contract_persons {
        record.reference = "VP-P-EMIL".to_owned();
    }
    assert_eq!(applied(&world, other).await, [RowResult::Updated]);
    assert_eq!(named(&world, "V-2").await, ["P-JAN", "P-OLGA"]);
    let mut elsewhere = name("V-1", "P-EMIL", "", "", 3);
    for record in &mut elsewhere.contract_persons {
        record.reference = "VP-P-EMIL".to_owned();
    }
    assert_eq!(applied(&world, elsewhere).await, [RowResult::Updated]);
    assert_eq!(named(&world, "V-2").await, ["P-OLGA"]);
    assert_eq!(named(&world, "V-1").await, ["P-EMIL", "P-JAN", "P-VERA"]);
}
