//! What has had its time is thrown away, and nothing else.

use chrono::{DateTime, Duration, Utc};
use delivery::{LetterBox, Mailer, MemoryMailbox};
use domain::audit::Action;
use serde_json::Map;
use service::jobs::{Order, Upkeep};
use service::photo::Checked;
use service::services::Parts;
use service::testing::World;
use service::{Clock, Queue, Services, letters};
use store::{account, audit, job};
use tokio::sync::watch;

service::stories!(
    rows_go_when_their_time_has_come,
    photos_of_tickets_outlive_orphans,
    what_a_killed_run_left_goes_without_any_photo,
    letters_lie_seven_days,
    two_portals_keep_house_once_a_day,
);

const LONG_AGO: DateTime<Utc> = DateTime::UNIX_EPOCH;

async fn keep_house(world: &World) {
    let mut tx = world.services.db().begin().await.unwrap();
    let id = world.services.chance().id(world.now());
    job::add(&mut tx, id, Upkeep::NAME, Map::new(), world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.work().await.unwrap();
}

/// Files and blobs carry the machine's time: the world's clock goes some days beyond it.
fn pass_to(world: &World, beyond: Duration) {
    let machine: DateTime<Utc> = Clock::System.now();
    world.pass(machine + beyond - world.now());
}

async fn rows_go_when_their_time_has_come(world: World) {
    world.resident("P-VERA").await.unwrap();
    let mut tx = world.services.db().begin().await.unwrap();
    for address in 0..1_100_u32 {
        account::count_failure(&mut tx, &address.to_be_bytes(), world.now())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    keep_house(&world).await;
    assert_eq!(left(&world).await, (1_100, 1));
    world.pass(Duration::days(31));
    keep_house(&world).await;
    assert_eq!(left(&world).await, (0, 0), "also in several batches");
}

/// Wrong passwords and Vera's devices. One more is counted for each address, in a transaction that is never committed:
/// where it is the first one, nothing was left.
async fn left(world: &World) -> (usize, usize) {
    let mut tx = world.services.db().begin().await.unwrap();
    let mut failures = 0;
    for address in 0..1_100_u32 {
        let count = account::count_failure(&mut tx, &address.to_be_bytes(), world.now()).await;
        failures += usize::from(count.unwrap() > 1);
    }
    let vera = account::by_email(&mut tx, "vera@haus.example").await;
    let vera = vera.unwrap().unwrap().id;
    let devices = store::session::devices(&mut tx, vera, LONG_AGO, LONG_AGO, LONG_AGO).await;
    (failures, devices.unwrap().len())
}

async fn photos_of_tickets_outlive_orphans(world: World) {
    let [photo, thumb, orphan] = ["a", "b", "c"].map(|digit| digit.repeat(64));
    let blobs = world.services.blobs();
    blobs.put(&orphan, b"x".as_slice().into()).await.unwrap();
    pass_to(&world, Duration::days(8));
    keep_house(&world).await;
    assert!(
        blobs.exists(&orphan).await.unwrap(),
        "no photo is known yet"
    );
    let vera = world.resident("P-VERA").await.unwrap();
    let checked = Checked {
        photo: vec![1],
        photo_sha256: photo.clone(),
        thumb: vec![2],
        thumb_sha256: thumb.clone(),
        width: 1,
        height: 1,
    };
    let new = world.report(&vera, "Heizung").unwrap();
    vera.tickets().report(new, vec![checked]).await.unwrap();
    keep_house(&world).await;
    for (name, stays) in [(photo, true), (thumb, true), (orphan, false)] {
        assert_eq!(blobs.exists(&name).await.unwrap(), stays, "{name}");
    }
}

async fn what_a_killed_run_left_goes_without_any_photo(world: World) {
    let orphan = "d".repeat(64);
    let blobs = world.services.blobs();
    blobs.put(&orphan, b"x".as_slice().into()).await.unwrap();
    let caller = world.services.operator("test");
    let owed = letters::owed(&caller, "O-1", false).await.unwrap();
    letters::make_for(&caller, owed[0].id, None).await.unwrap();
    pass_to(&world, Duration::days(8));
    keep_house(&world).await;
    assert!(!blobs.exists(&orphan).await.unwrap());
}

/// The same portal with a folder as its letter box.
fn with_folder(world: &World, folder: &std::path::Path) -> Services {
    let services = &world.services;
    Services::new(Parts {
        db: services.db().clone(),
        blobs: services.blobs().clone(),
        clock: services.clock().clone(),
        chance: services.chance().clone(),
        mailer: Mailer::Memory(MemoryMailbox::default()),
        letter_box: LetterBox::Folder(folder.to_owned()),
        courier: delivery::Courier::Memory(delivery::MemoryCourier::default()),
        settings: services.settings().clone(),
    })
}

async fn letters_lie_seven_days(world: World) {
    let folder = tempfile::tempdir().unwrap();
    let services = with_folder(&world, folder.path());
    let caller = services.operator("test");
    let owed = letters::owed(&caller, "O-1", false).await.unwrap();
    letters::make_for(&caller, owed[0].id, None).await.unwrap();
    // The second day has one line more: the letter's.
    // A letter lies there as PDF, with what the letter service is told.
    for (days, lines, left) in [(6, 1, 2), (7, 3, 0)] {
        pass_to(&world, Duration::days(days) + Duration::minutes(1));
        serve(&services, 1, lines).await;
        let files = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(files, left, "after {days} days");
    }
}

async fn two_portals_keep_house_once_a_day(world: World) {
    for day in 1..=2 {
        serve(&world.services, 2, day).await;
        serve(&world.services, 1, day).await;
        world.pass(Duration::days(1));
    }
}

/// Lets portals work until the log has so many lines and no job waits; there are no more lines then.
async fn serve(services: &Services, portals: usize, lines: i64) {
    let (stop, stopped) = watch::channel(false);
    let portals: Vec<_> = (0..portals)
        .map(|_| tokio::spawn(Queue::new(services.clone()).run(stopped.clone())))
        .collect();
    for _ in 0..1_000 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        if state(services).await == (lines, 0) {
            break;
        }
    }
    stop.send_replace(true);
    for portal in portals {
        portal.await.unwrap();
    }
    assert_eq!(state(services).await, (lines, 0));
}

/// Lines of the log, and jobs that wait.
async fn state(services: &Services) -> (i64, i64) {
    let mut tx = services.db().read().await.unwrap();
    let lines = audit::count(&mut tx, Action::Upkeep).await.unwrap();
    (lines, job::counts(&mut tx).await.unwrap().0)
}
