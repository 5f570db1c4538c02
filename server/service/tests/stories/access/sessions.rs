//! Sessions end, and a stolen table opens nothing.

use chrono::Duration;
use service::testing::World;

service::stories!(
    sessions_end_by_idleness_and_age,
    a_device_that_was_idle_too_long_is_not_listed,
    a_stolen_table_opens_nothing,
);

async fn sessions_end_by_idleness_and_age(world: World) {
    let token = world.resident_token("P-VERA").await.unwrap();
    let here = async || {
        world
            .with(Some(token.clone()), None)
            .await
            .unwrap()
            .me()
            .is_some()
    };
    world.pass(Duration::days(14) - Duration::seconds(1));
    assert!(here().await);
    world.pass(Duration::days(14) - Duration::seconds(1));
    assert!(here().await);
    world.pass(Duration::days(2) + Duration::seconds(2));
    assert!(!here().await);
    let staff = world.staff_token(domain::Role::Clerk).await.unwrap();
    world.pass(Duration::minutes(60));
    assert!(world.with(Some(staff), None).await.unwrap().me().is_none());
}

async fn a_device_that_was_idle_too_long_is_not_listed(world: World) {
    world.resident_token("P-VERA").await.unwrap();
    let used = world.resident_token("P-VERA").await.unwrap();
    world.pass(Duration::days(14) - Duration::seconds(1));
    let vera = world.with(Some(used), None).await.unwrap();
    assert_eq!(vera.access().sessions().await.unwrap().len(), 2);
    world.pass(Duration::seconds(2));
    let left = vera.access().sessions().await.unwrap();
    assert!(left.len() == 1 && left[0].current);
}

async fn a_stolen_table_opens_nothing(world: World) {
    let token = world.resident_token("P-VERA").await.unwrap();
    let stored = {
        use sha2::Digest;
        sha2::Sha256::digest(token.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    assert!(world.with(Some(stored), None).await.unwrap().me().is_none());
    assert!(
        world
            .with(Some(String::new()), None)
            .await
            .unwrap()
            .me()
            .is_none()
    );
}
