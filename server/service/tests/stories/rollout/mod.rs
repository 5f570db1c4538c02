//! Rollouts: whoever is owed a letter gets one, and nobody two, whatever happens on the way.

mod anew;

use chrono::Duration;
use domain::audit::Action;
use domain::rollout::{BatchId, BatchPage, Fate, LetterState};
use domain::{PropertyId, Refusal, Role};
use service::jobs::{BeginRollouts, Order};
use service::rollout::{Left, PIECE, order, piece};
use service::testing::World;
use service::{Caller, Error};
use store::{audit, job, master};

use super::access::numbers;
use super::person;

service::stories!(
    a_house_is_enabled_and_its_letters_are_there,
    a_killed_run_goes_on_where_it_stopped,
    two_runs_at_once_make_one_letter_each,
    a_house_is_enabled_on_its_day,
    a_day_can_be_changed_and_taken_back,
    an_address_that_fits_on_no_letter_is_named,
    residents_enable_nothing,
);

/// A house by its reference.
pub async fn house(world: &World, reference: &str) -> PropertyId {
    let mut tx = world.services.db().read().await.unwrap();
    let houses = master::properties(&mut tx).await.unwrap();
    let found = houses.into_iter().find(|one| one.reference == reference);
    found.unwrap().id
}

/// Somebody of staff.
pub async fn clerk(world: &World) -> Caller {
    world.staff(Role::Clerk).await.unwrap()
}

fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> Refusal {
    match answer.unwrap_err() {
        Error::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

/// Codes out of the box that open a registration.
pub async fn live(world: &World) -> usize {
    let mut live = 0;
    for (_, pdf) in world.letters() {
        let (number, code) = numbers(&pdf);
        let opened = world.guest().access().redeem(&number, &code).await;
        live += usize::from(opened.is_ok());
    }
    live
}

/// Live letters by person: nobody has two, the index sees to that; how many have one.
pub async fn holders(world: &World) -> usize {
    let (today, now) = (world.services.clock().today(), world.now());
    let mut tx = world.services.db().read().await.unwrap();
    let rows = store::batch::properties(&mut tx, today, now).await.unwrap();
    let row = rows.iter().find(|row| row.reference == "O-1").unwrap();
    usize::try_from(row.under_way).unwrap()
}

async fn a_house_is_enabled_and_its_letters_are_there(world: World) {
    let clerk = clerk(&world).await;
    let uwes = house(&world, "O-2").await;
    let id = clerk.rollouts().enable_now(uwes).await.unwrap().unwrap();
    let row = clerk.rollouts().progress(id).await.unwrap();
    assert!(row.runs() && row.percent() == 0);
    let early = clerk.rollouts().posted(id, "2026-11-02").await;
    assert_eq!(refusal(early), Refusal::BatchRuns);
    world.work().await.unwrap();
    let page = clerk.rollouts().batch(id).await.unwrap();
    assert_eq!(
        (page.row.rendered, page.row.percent(), page.prints.len()),
        (1, 100, 1)
    );
    assert!(
        clerk
            .rollouts()
            .print(id, 1)
            .await
            .unwrap()
            .bytes
            .starts_with(b"%PDF")
    );
    let uwe = person(&world, "P-UWE").await;
    assert!(
        clerk
            .rollouts()
            .letter(id, uwe)
            .await
            .unwrap()
            .name
            .starts_with("P-UWE-")
    );
    let list = clerk.rollouts().addresses(id).await.unwrap().bytes;
    let list = String::from_utf8(list.to_vec()).unwrap();
    assert!(
        list.contains("\"Uwe Specht\";\"Lindenhof 3\";\"10115\";\"Berlin\""),
        "{list}"
    );
    let manifests = world.manifests();
    assert_eq!((manifests.len(), manifests[0].letters.len()), (1, 1));
    for (typed, wrong) in [("2026-11-01", true), ("2026-11-02", false)] {
        let posted = clerk.rollouts().posted(id, typed).await;
        assert_eq!(posted.is_err(), wrong, "{typed}");
    }
    let story = clerk.rollouts().person(uwe).await.unwrap();
    assert_eq!(
        (story.letters[0].fate, story.letters[0].posted_on),
        (Fate::Live, "2026-11-02".parse().ok())
    );
    let again = clerk.rollouts().enable_now(uwes).await;
    assert_eq!(refusal(again), Refusal::NobodyOwed);
    let mut tx = world.services.db().read().await.unwrap();
    for (action, lines) in [
        (Action::PropertyEnabled, 1),
        (Action::LettersOrdered, 1),
        (Action::LettersTaken, 3),
        (Action::LettersPosted, 1),
        (Action::PersonSeen, 1),
    ] {
        assert_eq!(
            audit::count(&mut tx, action).await.unwrap(),
            lines,
            "{action}"
        );
    }
}

/// A process that dies leaves its hold behind: it ends after five minutes.
fn the_hold_ends(world: &World) {
    world.pass(Duration::minutes(6));
}

async fn a_killed_run_goes_on_where_it_stopped(world: World) {
    let id = order(&world.services.operator("test"), "O-1", false)
        .await
        .unwrap()
        .unwrap();
    for after in [1, 20, 40, 80, 160, 320] {
        let caller = world.services.operator("test");
        let run = async move { while piece(&caller, id, 2).await.unwrap() == Left::Some {} };
        let killed = tokio::time::timeout(std::time::Duration::from_millis(after), run);
        let _done = killed.await;
        the_hold_ends(&world);
    }
    world.work().await.unwrap();
    assert_eq!((live(&world).await, holders(&world).await), (4, 4));
    let told: usize = world.manifests().iter().map(|one| one.letters.len()).sum();
    assert!(told >= 4, "each letter was handed over");
    let row = clerk(&world).await.rollouts().progress(id).await.unwrap();
    assert_eq!((row.rendered, row.queued), (4, 0));
}

async fn work_off(world: &World, id: BatchId) {
    let caller = world.services.operator("test");
    for _ in 0..200 {
        match piece(&caller, id, 1).await.unwrap() {
            Left::Nothing => return,
            Left::Some => {}
            Left::Elsewhere => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
        }
    }
    panic!("it never ended");
}

async fn two_runs_at_once_make_one_letter_each(world: World) {
    let operator = world.services.operator("test");
    let one = order(&operator, "O-1", false).await.unwrap().unwrap();
    let two = order(&operator, "O-1", false).await.unwrap().unwrap();
    tokio::join!(
        work_off(&world, one),
        work_off(&world, two),
        work_off(&world, one)
    );
    assert_eq!((live(&world).await, holders(&world).await), (4, 4));
    let rendered = async |id| operator.rollouts().progress(id).await.unwrap().rendered;
    assert_eq!(rendered(one).await + rendered(two).await, 4);
    assert!(order(&operator, "O-1", false).await.unwrap().is_none());
    assert_eq!(piece(&operator, one, PIECE).await.unwrap(), Left::Nothing);
}

/// The job of a new day has run.
pub async fn a_day_begins(world: &World) {
    let mut tx = world.services.db().begin().await.unwrap();
    let id = world.services.chance().id(world.now());
    let none = serde_json::Map::new();
    job::add(&mut tx, id, BeginRollouts::NAME, none, world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.work().await.unwrap();
}

async fn a_house_is_enabled_on_its_day(world: World) {
    let clerk = clerk(&world).await;
    let uwes = house(&world, "O-2").await;
    let past = clerk.rollouts().enable_on(uwes, "2026-11-01").await;
    assert_eq!(refusal(past), Refusal::EnableDayInvalid);
    clerk.rollouts().enable_on(uwes, "5.11.2026").await.unwrap();
    for (days, letters) in [(2, 0), (1, 1), (1, 0)] {
        world.pass(Duration::days(days));
        a_day_begins(&world).await;
        assert_eq!(live(&world).await, letters, "{}", world.now());
    }
}

async fn a_day_can_be_changed_and_taken_back(world: World) {
    let clerk = clerk(&world).await;
    let uwes = house(&world, "O-2").await;
    let first = clerk
        .rollouts()
        .enable_on(uwes, "2026-11-05")
        .await
        .unwrap();
    let moved = clerk
        .rollouts()
        .enable_on(uwes, "2026-11-09")
        .await
        .unwrap();
    assert_eq!(first, moved, "one batch waits");
    world.pass(Duration::days(4));
    a_day_begins(&world).await;
    assert!(world.letters().is_empty());
    clerk.rollouts().take_back(uwes).await.unwrap();
    world.pass(Duration::days(9));
    a_day_begins(&world).await;
    assert!(world.letters().is_empty());
    let again = clerk.rollouts().take_back(uwes).await;
    assert_eq!(refusal(again), Refusal::StepNotAllowed);
}

/// Orders the letters of the house and has them made; its batch.
async fn rolled_out(world: &World) -> BatchPage {
    let id = order(&world.services.operator("test"), "O-1", false)
        .await
        .unwrap()
        .unwrap();
    world.work().await.unwrap();
    clerk(world).await.rollouts().batch(id).await.unwrap()
}

async fn an_address_that_fits_on_no_letter_is_named(world: World) {
    let mut tx = world.services.db().begin().await.unwrap();
    let olga = person(&world, "P-OLGA").await;
    let mut olga = master::person(&mut tx, olga).await.unwrap().unwrap();
    olga.street = "W".repeat(120);
    master::put_persons(&mut tx, &[olga.clone().into()])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let page = rolled_out(&world).await;
    assert_eq!((page.row.rendered, page.row.failed), (3, 1));
    let first = &page.letters[0];
    assert_eq!(
        (first.name.as_str(), first.state),
        ("Olga Brandt", LetterState::Failed)
    );
    assert!(first.reason.as_deref().unwrap().contains("zu lang"));
    assert_eq!(live(&world).await, 3);

    olga.street = "Lindenhof 3".to_owned();
    olga.first_name = "小龙".to_owned();
    let mut tx = world.services.db().begin().await.unwrap();
    master::put_persons(&mut tx, &[olga.clone().into()])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let page = rolled_out(&world).await;
    assert_eq!((page.row.rendered, page.row.failed), (0, 1));
    let reason = page.letters[0].reason.clone().unwrap();
    assert!(reason.contains("nicht drucken lassen: 小 龙."), "{reason}");
    assert!(world.letters().is_empty(), "no half name on paper");
}

async fn residents_enable_nothing(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let uwes = house(&world, "O-2").await;
    let id = BatchId(world.services.chance().id(world.now()));
    let (olga, rollouts) = (person(&world, "P-OLGA").await, vera.rollouts());
    assert!(matches!(
        rollouts.enable_now(uwes).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        rollouts.enable_on(uwes, "").await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        rollouts.take_back(uwes).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        rollouts.send_anew(olga).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(rollouts.overview().await, Err(Error::Forbidden)));
    assert!(matches!(rollouts.batch(id).await, Err(Error::Forbidden)));
    assert!(matches!(rollouts.progress(id).await, Err(Error::Forbidden)));
    assert!(matches!(
        rollouts.persons("lindt").await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(rollouts.person(olga).await, Err(Error::Forbidden)));
    assert!(matches!(rollouts.print(id, 1).await, Err(Error::Forbidden)));
    let guest = world.guest();
    assert!(matches!(
        guest.rollouts().overview().await,
        Err(Error::SignIn)
    ));
}
