//! A large parcel ends in all of it or in nothing, whenever its worker dies.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::Duration;
use domain::erp::Source;
use futures::future::{AbortHandle, Abortable};
use service::erp::{self, Batch, Outcome, Parcel, SMALL, Standing};
use service::import::PersonRecord;
use service::testing::World;
use store::master;

use super::{person, say, say_as};

service::stories!(
    a_large_parcel_is_written_to_its_end,
    what_died_in_the_middle_is_finished_by_the_queue,
    what_died_in_the_middle_is_finished_by_the_next_import,
);

fn crowd(sign: &str, count: usize) -> Batch {
    let each = |n: usize| {
        let mut one = person(&format!("P-{sign}{n:05}"), None);
        one.last_name = format!("Blüm {n}");
        one
    };
    persons_of((0..count).map(each).collect())
}

fn parcel(batch: Batch) -> Parcel {
    Parcel {
        source: Source::Command,
        label: "test".to_owned(),
        batch,
    }
}

fn persons_of(persons: Vec<PersonRecord>) -> Batch {
    Batch {
        persons,
        ..Batch::default()
    }
}

async fn persons(world: &World) -> usize {
    let mut tx = world.services.db().read().await.unwrap();
    master::load(&mut tx).await.unwrap().persons.len()
}

async fn noted(world: &World) -> (usize, usize) {
    let mut tx = world.services.db().read().await.unwrap();
    let applying = store::erp::batch::applying(&mut tx).await.unwrap();
    let blobs = store::erp::batch::blobs(&mut tx).await.unwrap();
    (applying.len(), blobs.len())
}

/// Dies after so many words of progress; a commit that was on its way then has come to its end.
async fn die_after(world: &World, batch: Batch, words: usize) -> Option<Outcome> {
    let (handle, registration) = AbortHandle::new_pair();
    let heard = AtomicUsize::new(0);
    let operator = world.services.operator("test");
    let told = |_, _| {
        if heard.fetch_add(1, Ordering::Relaxed) + 1 == words {
            handle.abort();
        }
    };
    let work = erp::submit(&operator, parcel(batch), told);
    let done = Abortable::new(work, registration).await;
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    done.ok().map(Result::unwrap)
}

async fn a_large_parcel_is_written_to_its_end(world: World) {
    let before = persons(&world).await;
    let operator = world.services.operator("test");
    let outcome = say_as(&operator, Source::Command, crowd("", SMALL + 500)).await;
    assert_eq!(outcome.standing, Standing::Applied);
    assert!(outcome.batch.is_some() && outcome.rows.is_empty());
    assert_eq!(outcome.diff.writes(), 1_500);
    assert_eq!(persons(&world).await, before + 1_500);
    assert_eq!(noted(&world).await, (0, 0));
    world.pass(Duration::minutes(2));
    world.work().await.unwrap();
    let again = say_as(&operator, Source::Command, crowd("", SMALL + 500)).await;
    assert_eq!((again.batch, again.diff.writes()), (None, 0));
}

async fn what_died_in_the_middle_is_finished_by_the_queue(world: World) {
    let look = (SMALL + 500).div_ceil(300);
    for (sign, words) in [("A", 1), ("B", look + 1)] {
        let before = persons(&world).await;
        let died = die_after(&world, crowd(sign, SMALL + 500), words).await;
        assert!(died.is_none());
        let (applying, blobs) = noted(&world).await;
        assert_eq!(applying, blobs);
        let found = persons(&world).await - before;
        assert!(
            applying == 1 || found == 0,
            "{sign}: {found} of nothing noted"
        );
        assert!(sign == "A" || applying == 1);
        if sign == "B" {
            world.pass(Duration::seconds(1));
            let mut later = person("P-B01400", Some(1));
            later.town = "Potsdam".to_owned();
            say(&world, persons_of(vec![later])).await;
        }
        world.pass(Duration::minutes(2));
        world.work().await.unwrap();
        assert_eq!(persons(&world).await - before, applying * 1_500, "{sign}");
        assert_eq!(noted(&world).await, (0, 0));
    }
    let mut tx = world.services.db().read().await.unwrap();
    let found = master::persons(&mut tx, &["P-B01400"]).await.unwrap();
    assert_eq!(found[0].row.town, "Potsdam", "what came meanwhile stays");
}

async fn what_died_in_the_middle_is_finished_by_the_next_import(world: World) {
    let before = persons(&world).await;
    let look = (SMALL + 500).div_ceil(300);
    let died = die_after(&world, crowd("", SMALL + 500), look + 2).await;
    assert!(died.is_none());
    assert_eq!(noted(&world).await, (1, 1));
    world.pass(Duration::minutes(2));
    let operator = world.services.operator("test");
    let mut newer = crowd("", 1);
    newer.persons[0].town = "Potsdam".to_owned();
    say_as(&operator, Source::Command, newer).await;
    assert_eq!(persons(&world).await - before, 1_500);
    assert_eq!(noted(&world).await, (0, 0));
    let mut tx = world.services.db().read().await.unwrap();
    let found = master::persons(&mut tx, &["P-00000"]).await.unwrap();
    assert_eq!(
        found[0].row.town, "Potsdam",
        "the newer word is the last one"
    );
}
