//! Jobs: done once, tried again, given up, and never without their transaction.

use chrono::Duration;
use domain::Role;
use serde_json::Value;
use service::Queue;
use service::jobs::{Order, SendPasswordReset, WorkBatch};
use service::rollout::order;
use service::testing::World;
use store::{batch, job};

service::stories!(
    a_report_that_fails_leaves_no_job,
    two_runners_share_the_work,
    what_a_killed_portal_had_in_hand_is_taken_up_at_once,
    a_panic_fails_its_job_and_not_the_queue,
    the_log_cannot_be_changed
);

async fn a_report_that_fails_leaves_no_job(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let mut new = world.report(&vera, "Heizung").unwrap();
    new.text = " ".to_owned();
    assert!(vera.tickets().report(new, vec![]).await.is_err());
    assert_eq!(waiting(&world).await, 0);
}

async fn waiting(world: &World) -> i64 {
    counts(world).await.0
}

async fn two_runners_share_the_work(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    for title in ["eins", "zwei", "drei", "vier"] {
        let new = world.report(&vera, title).unwrap();
        vera.tickets().report(new, vec![]).await.unwrap();
    }
    let (one, two) = tokio::join!(world.work(), world.work());
    one.unwrap();
    two.unwrap();
    assert_eq!(world.mails().await.unwrap().len(), 4);
    assert_eq!(waiting(&world).await, 0);
    world.pass(Duration::days(1));
}

async fn what_a_killed_portal_had_in_hand_is_taken_up_at_once(world: World) {
    let id = order(&world.services.operator("test"), "O-1", false)
        .await
        .unwrap()
        .unwrap();
    let until = world.now() + Duration::minutes(5);
    let mut tx = world.services.db().begin().await.unwrap();
    let claimed = job::claim(&mut tx, world.now(), until).await.unwrap();
    assert_eq!(claimed.unwrap().name, WorkBatch::NAME);
    let held = batch::hold(&mut tx, id, world.now(), until).await;
    assert!(held.unwrap());
    tx.commit().await.unwrap();
    world.work().await.unwrap();
    assert!(world.letters().is_empty(), "nobody knows that it is dead");
    let queue = Queue::new(world.services.clone());
    queue.resume().await.unwrap();
    queue.drain().await.unwrap();
    assert_eq!((world.letters().len(), waiting(&world).await), (4, 0));
}

/// More minutes than the clock knows: the job's arithmetic panics, with a transaction open.
async fn order_a_panic(world: &World) {
    let clerk = world.staff(Role::Clerk).await.unwrap().me().unwrap();
    let order = SendPasswordReset {
        account: clerk.account,
        minutes: i64::MAX,
    };
    let Value::Object(data) = serde_json::to_value(order).unwrap() else {
        panic!("an order is an object");
    };
    let mut tx = world.services.db().begin().await.unwrap();
    let id = world.services.chance().id(world.now());
    job::add(&mut tx, id, SendPasswordReset::NAME, data, world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn a_panic_fails_its_job_and_not_the_queue(world: World) {
    order_a_panic(&world).await;
    world.pass(Duration::seconds(1));
    let vera = world.resident("P-VERA").await.unwrap();
    let new = world.report(&vera, "Heizung").unwrap();
    vera.tickets().report(new, vec![]).await.unwrap();
    assert_eq!(world.mails().await.unwrap().len(), 1, "the next job ran");
    assert_eq!(counts(&world).await, (1, 0), "the other waits for its turn");
    for _ in 0..20 {
        world.pass(Duration::hours(6));
        world.work().await.unwrap();
    }
    assert_eq!(counts(&world).await, (0, 1), "and is given up in the end");
}

async fn counts(world: &World) -> (i64, i64) {
    let mut tx = world.services.db().read().await.unwrap();
    job::counts(&mut tx).await.unwrap()
}

async fn the_log_cannot_be_changed(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let new = world.report(&vera, "Heizung").unwrap();
    vera.tickets().report(new, vec![]).await.unwrap();
    assert!(
        store::dialect::log_is_guarded(world.services.db())
            .await
            .unwrap()
    );
}
