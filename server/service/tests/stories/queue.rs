//! Jobs: done once, tried again, given up, and never without their transaction.

use chrono::Duration;
use service::testing::World;

service::stories!(
    a_report_that_fails_leaves_no_job,
    two_runners_share_the_work,
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
    store::job::counts(&mut world.services.db().read().await.unwrap())
        .await
        .unwrap()
        .0
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
