//! Who is owed a letter.

use service::testing::World;
use service::{Error, letters};

service::stories!(
    only_named_persons_of_enabled_houses_are_owed_one,
    a_second_run_makes_none_twice
);

async fn names(world: &World, house: &str) -> Vec<String> {
    letters::owed(&world.guest(), house, false)
        .await
        .unwrap()
        .into_iter()
        .map(|person| person.reference)
        .collect()
}

async fn only_named_persons_of_enabled_houses_are_owed_one(world: World) {
    world.resident("P-OLGA").await.unwrap();
    assert_eq!(names(&world, "O-1").await, ["P-ADA", "P-JAN", "P-VERA"]);
    assert!(names(&world, "O-2").await.is_empty());
    assert!(matches!(
        letters::owed(&world.guest(), "O-9", false).await,
        Err(Error::Refused(_))
    ));
}

async fn a_second_run_makes_none_twice(world: World) {
    for person in letters::owed(&world.guest(), "O-1", false).await.unwrap() {
        letters::make_for(&world.guest(), person.id).await.unwrap();
    }
    assert_eq!(world.letters().len(), 4);
    assert!(names(&world, "O-1").await.is_empty());
    world.pass(chrono::Duration::days(31));
    assert_eq!(names(&world, "O-1").await.len(), 4);
}
