//! Letters that take the place of others, and how long their paper is kept.

use chrono::Duration;
use domain::rollout::Fate;
use domain::{Refusal, Role};
use service::jobs::Order;
use service::rollout::order;
use service::testing::World;
use store::job;

use super::{clerk, holders, live, refusal};
use crate::access::numbers;
use crate::person;

service::stories!(
    a_new_letter_kills_the_old_code,
    a_dead_code_is_told_and_replaced,
    papers_go_after_a_week,
);

async fn a_new_letter_kills_the_old_code(world: World) {
    let clerk = clerk(&world).await;
    let olga = person(&world, "P-OLGA").await;
    clerk.rollouts().send_anew(olga).await.unwrap();
    world.work().await.unwrap();
    let (_, first) = world.letters().remove(0);
    world.pass(Duration::minutes(1));
    clerk.rollouts().send_anew(olga).await.unwrap();
    let waits = clerk.rollouts().person(olga).await.unwrap();
    assert!(waits.under_way && waits.letter.is_none());
    world.work().await.unwrap();
    let (number, code) = numbers(&first);
    assert!(world.guest().access().redeem(&number, &code).await.is_err());
    assert_eq!(live(&world).await, 1);
    let page = clerk.rollouts().person(olga).await.unwrap();
    let fates: Vec<Fate> = page.letters.iter().map(|letter| letter.fate).collect();
    assert_eq!(fates, [Fate::Live, Fate::Replaced]);
    world.resident("P-OLGA").await.unwrap();
    for (reference, why) in [
        ("P-OLGA", "she has an account"),
        ("P-EMIL", "his contract has ended"),
        ("P-UWE", "his house is not enabled"),
    ] {
        let sent = clerk
            .rollouts()
            .send_anew(person(&world, reference).await)
            .await;
        assert_eq!(refusal(sent), Refusal::LetterNotOwed, "{why}");
    }
}

async fn a_dead_code_is_told_and_replaced(world: World) {
    let clerk = clerk(&world).await;
    let olga = person(&world, "P-OLGA").await;
    clerk.rollouts().send_anew(olga).await.unwrap();
    world.work().await.unwrap();
    world.letters();
    let mut tx = world.services.db().begin().await.unwrap();
    let number = store::batch::history(&mut tx, olga)
        .await
        .unwrap()
        .remove(0)
        .access_number;
    let letter = store::letter::live(&mut tx, &number)
        .await
        .unwrap()
        .unwrap();
    for _ in 0..10 {
        store::letter::take_try(&mut tx, letter.id, 10)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let dead = clerk.rollouts().persons("").await.unwrap();
    assert!(dead.rows.len() == 1 && dead.rows[0].exhausted);
    let page = clerk.rollouts().person(olga).await.unwrap();
    assert_eq!(
        (page.letters[0].fate, page.letter.is_some()),
        (Fate::Exhausted, true)
    );
    let short = clerk.rollouts().persons("x").await;
    assert_eq!(refusal(short), Refusal::SearchTooShort);
    order(&world.services.operator("test"), "O-1", false)
        .await
        .unwrap()
        .unwrap();
    world.work().await.unwrap();
    assert_eq!((live(&world).await, holders(&world).await), (4, 4));
    assert!(clerk.rollouts().persons("").await.unwrap().rows.is_empty());
}

async fn papers_go_after_a_week(world: World) {
    let clerk = clerk(&world).await;
    let olga = person(&world, "P-OLGA").await;
    let id = clerk.rollouts().send_anew(olga).await.unwrap();
    world.work().await.unwrap();
    for (days, kept) in [(6, true), (2, false)] {
        world.pass(Duration::days(days));
        let mut tx = world.services.db().begin().await.unwrap();
        let upkeep = world.services.chance().id(world.now());
        let (name, none) = (service::jobs::Upkeep::NAME, serde_json::Map::new());
        job::add(&mut tx, upkeep, name, none, world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.work().await.unwrap();
        let clerk = world.staff(Role::Clerk).await.unwrap();
        assert_eq!(clerk.rollouts().print(id, 1).await.is_ok(), kept);
        assert_eq!(clerk.rollouts().letter(id, olga).await.is_ok(), kept);
        assert_eq!(clerk.rollouts().addresses(id).await.is_ok(), kept);
        let page = clerk.rollouts().batch(id).await.unwrap();
        assert_eq!(page.kept_until.is_some(), kept);
    }
}
