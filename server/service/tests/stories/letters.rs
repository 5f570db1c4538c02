//! Who is owed a letter, and that nobody gets two.

use chrono::{DateTime, Duration, Utc};
use delivery::{LetterBox, Mailer, MemoryLetterBox, MemoryMailbox, Stationery};
use domain::activation::{LetterId, LetterKind};
use service::letters::MadeLetter;
use service::rollout::order;
use service::services::Parts;
use service::testing::{Engine, World};
use service::{Error, Queue, Services, Settings, letters};
use store::letter::NewLetter;

use super::access::numbers;
use super::person;

service::stories!(
    only_named_persons_of_enabled_houses_are_owed_one,
    a_second_run_makes_none_twice,
    a_dead_letter_is_not_left_beside_the_new_one,
    nobody_else_gets_one_whoever_asks,
    a_code_is_valid_through_the_day_it_names,
    a_taken_number_is_drawn_again,
    two_runs_at_once_make_one_letter_each,
    a_run_and_a_lost_letter_make_one_letter,
    a_lost_letter_ordered_twice_is_made_once,
    a_faulty_template_makes_no_letter_and_kills_no_code,
    a_letter_service_gets_what_has_a_live_code,
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
        letters::make_for(&world.guest(), person.id, None)
            .await
            .unwrap();
    }
    assert_eq!(world.letters().len(), 4);
    assert!(names(&world, "O-1").await.is_empty());
    world.pass(Duration::days(31));
    assert_eq!(names(&world, "O-1").await.len(), 4);
}

async fn make(world: &World, reference: &str, anew: Option<DateTime<Utc>>) -> Option<MadeLetter> {
    let person = person(world, reference).await;
    letters::make_for(&world.guest(), person, anew)
        .await
        .unwrap()
}

async fn a_dead_letter_is_not_left_beside_the_new_one(world: World) {
    let old = make(&world, "P-VERA", None).await.unwrap().file;
    world.pass(Duration::minutes(1));
    let new = make(&world, "P-VERA", Some(world.now()))
        .await
        .unwrap()
        .file;
    assert_ne!(old, new);
    let files: Vec<String> = world.letters().into_iter().map(|(name, _)| name).collect();
    assert_eq!(files, [new]);
}

async fn nobody_else_gets_one_whoever_asks(world: World) {
    world.resident("P-OLGA").await.unwrap();
    for (reference, why) in [
        ("P-EMIL", "his contract has ended"),
        ("P-UWE", "his house is not enabled"),
        ("P-OLGA", "she has an account"),
    ] {
        assert!(make(&world, reference, None).await.is_none(), "{why}");
    }
    assert!(make(&world, "P-VERA", None).await.is_some());
    assert_eq!(world.letters().len(), 1);
}

async fn a_code_is_valid_through_the_day_it_names(world: World) {
    make(&world, "P-VERA", None).await.unwrap();
    let (_, pdf) = world.letters().remove(0);
    let (number, code) = numbers(&pdf);
    let end: DateTime<Utc> = "2026-12-02T23:00:00Z".parse().unwrap();
    world.pass(end - world.now() - Duration::seconds(1));
    let guest = world.guest();
    assert!(guest.access().redeem(&number, &code).await.is_ok());
    world.pass(Duration::seconds(1));
    assert!(guest.access().redeem(&number, &code).await.is_err());
}

/// A twin with the same seed tells which number comes next.
async fn a_taken_number_is_drawn_again(world: World) {
    let twin = World::new(Engine::Sqlite).await.unwrap();
    let next = make(&twin, "P-VERA", None).await.unwrap().file;
    let olga = NewLetter {
        id: LetterId(uuid::Uuid::from_u128(1)),
        person_id: person(&world, "P-OLGA").await,
        kind: LetterKind::Activation,
        access_number: next["P-VERA-".len()..].replace(".pdf", ""),
        code_hash: "$argon2id$v=19$m=64,t=1,p=1$salt$hash".to_owned(),
        created_at: world.now(),
        expires_at: world.now() + Duration::days(30),
    };
    let mut tx = world.services.db().begin().await.unwrap();
    store::letter::add(&mut tx, &olga, None).await.unwrap();
    tx.commit().await.unwrap();
    let made = make(&world, "P-VERA", None).await.unwrap();
    assert_ne!(made.file, next);
    let files: Vec<String> = world.letters().into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        files,
        [made.file],
        "the paper with the taken number is gone"
    );
}

/// Makes what is owed; how many letters.
async fn run(world: &World, anew: Option<DateTime<Utc>>) -> usize {
    let guest = world.guest();
    let owed = letters::owed(&guest, "O-1", anew.is_some()).await.unwrap();
    let mut made = 0;
    for person in owed {
        let letter = letters::make_for(&guest, person.id, anew).await.unwrap();
        made += usize::from(letter.is_some());
    }
    made
}

/// Takes the letters out of the box: each code opens a registration.
async fn live(world: &World) -> usize {
    let post = world.letters();
    for (name, pdf) in &post {
        let (number, code) = numbers(pdf);
        let opened = world.guest().access().redeem(&number, &code).await;
        assert!(opened.is_ok(), "{name}");
    }
    post.len()
}

async fn two_runs_at_once_make_one_letter_each(world: World) {
    let (one, two) = tokio::join!(run(&world, None), run(&world, None));
    assert_eq!((one + two, live(&world).await), (4, 4));
    world.pass(Duration::days(1));
    let anew = Some(world.now());
    let (one, two) = tokio::join!(run(&world, anew), run(&world, anew));
    assert_eq!((one + two, live(&world).await), (4, 4));
}

async fn ask_for(world: &World) {
    let signed = "2020-01-01".parse().unwrap();
    let guest = world.guest();
    guest
        .access()
        .lost_letter("V-2", "brandt", signed)
        .await
        .unwrap();
}

async fn a_run_and_a_lost_letter_make_one_letter(world: World) {
    make(&world, "P-OLGA", None).await.unwrap();
    world.letters();
    world.pass(Duration::days(8));
    ask_for(&world).await;
    let anew = Some(world.now());
    let (made, worked) = tokio::join!(run(&world, anew), world.work());
    worked.unwrap();
    assert!((3..=4).contains(&made));
    assert_eq!(live(&world).await, 4);
}

async fn a_lost_letter_ordered_twice_is_made_once(world: World) {
    make(&world, "P-OLGA", None).await.unwrap();
    world.letters();
    world.pass(Duration::days(8));
    ask_for(&world).await;
    ask_for(&world).await;
    let (one, two) = tokio::join!(world.work(), world.work());
    one.unwrap();
    two.unwrap();
    assert_eq!(live(&world).await, 1);
}

/// The same portal with another letter box and another template.
fn with(world: &World, letter_box: LetterBox, stationery: Stationery) -> Services {
    let services = &world.services;
    Services::new(Parts {
        db: services.db().clone(),
        blobs: services.blobs().clone(),
        clock: services.clock().clone(),
        chance: services.chance().clone(),
        mailer: Mailer::Memory(MemoryMailbox::default()),
        letter_box,
        courier: delivery::Courier::Memory(delivery::MemoryCourier::default()),
        settings: Settings {
            stationery,
            ..services.settings().clone()
        },
    })
}

async fn a_faulty_template_makes_no_letter_and_kills_no_code(world: World) {
    make(&world, "P-OLGA", None).await.unwrap();
    let (_, pdf) = world.letters().remove(0);
    let (number, code) = numbers(&pdf);
    world.pass(Duration::minutes(1));
    let sender = &world.services.settings().sender;
    let stationery = Stationery::own("brief.typ", "= Brief\n#foo", sender);
    let laid = MemoryLetterBox::default();
    let services = with(&world, LetterBox::Memory(laid.clone()), stationery);
    let operator = services.operator("test");
    let batch = order(&operator, "O-1", true).await.unwrap().unwrap();
    Queue::new(services.clone()).drain().await.unwrap();
    assert!(laid.take().is_empty() && laid.take_manifests().is_empty());
    let clerk = world.staff(domain::Role::Clerk).await.unwrap();
    let page = clerk.rollouts().batch(batch).await.unwrap();
    assert_eq!((page.row.rendered, page.row.failed), (0, 4));
    let reason = page.letters[0].reason.clone().unwrap();
    assert!(reason.contains("brief.typ, Zeile 2, Spalte 2"), "{reason}");
    let guest = world.guest();
    assert!(guest.access().redeem(&number, &code).await.is_ok());
    let again = order(&world.services.operator("test"), "O-1", true).await;
    assert!(
        again.unwrap().is_some(),
        "mended, all are owed one as before"
    );
    world.work().await.unwrap();
    assert_eq!(live(&world).await, 4);
}

async fn a_letter_service_gets_what_has_a_live_code(world: World) {
    let home = tempfile::tempdir().unwrap();
    let [folder, outbox] = ["letters", "service"].map(|name| home.path().join(name));
    let letter_box = LetterBox::Service {
        folder,
        outbox: outbox.clone(),
    };
    let services = with(&world, letter_box, Stationery::Shipped);
    let operator = services.operator("test");
    let batch = order(&operator, "O-1", false).await.unwrap().unwrap();
    Queue::new(services.clone()).drain().await.unwrap();
    let manifest = std::fs::read(outbox.join(format!("{batch}-1.json"))).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let letters = manifest["letters"].as_array().unwrap();
    assert_eq!(letters.len(), 4);
    for letter in letters {
        let pdf = std::fs::read(outbox.join(letter["file"].as_str().unwrap())).unwrap();
        let (number, code) = numbers(&pdf);
        let opened = world.guest().access().redeem(&number, &code).await;
        assert!(opened.is_ok(), "{letter}");
        assert_eq!(letter["pages"], 1);
        assert!(letter["reference"].as_str().unwrap().starts_with("P-"));
    }
}
