//! What would take something from many waits for two people; what is garbage costs nobody their access.

use domain::erp::{Entity, ParcelId, Source};
use domain::{Refusal, Role};
use service::Error;
use service::erp::{Batch, Outcome, Standing, rehearse};
use service::import;
use service::testing::World;
use store::master;

use super::{applied, end, ends, lease, named, person, refusal, say, say_as, settlers};

service::stories!(
    ends_of_many_wait_for_two,
    a_parked_parcel_is_thrown_away,
    other_mails_of_many_wait,
    one_mail_for_all_waits,
    contracts_without_persons_wait,
    a_file_without_rows_is_refused,
    an_old_export_costs_nobody_access,
);

const HEAD: [&str; 4] = [
    "reference;name;street;postal_code;town;federal_state;caretaker_name;caretaker_phone;caretaker_hours;enabled_on\n",
    "reference;property;kind;label;area\n",
    "reference;salutation;first_name;last_name;street;postal_code;town;email;phone\n",
    "reference;unit;kind;persons;starts_on;ends_on;signed_on;rent;operating_costs;heating_costs;deposit\n",
];

/// The first so many of the new leases end.
fn over(count: usize, day: &str) -> Batch {
    let each = |n| end(Entity::Contract, &format!("V-N{n}"), day, 5);
    ends((0..count).map(each).collect())
}

async fn running(world: &World) -> i64 {
    let mut tx = world.services.db().read().await.unwrap();
    let today = world.services.clock().today();
    master::running(&mut tx, today).await.unwrap()
}

fn parked(outcome: &Outcome, why: &str) -> ParcelId {
    assert_eq!(outcome.standing, Standing::Parked, "{outcome:?}");
    assert_eq!(outcome.why_parked.len(), 1);
    assert!(outcome.why_parked[0].contains(why), "{outcome:?}");
    outcome.batch.unwrap()
}

async fn ends_of_many_wait_for_two(world: World) {
    applied(&world, settlers(30)).await;
    let all = running(&world).await;
    let allowed = say(&world, over(10, "2026-11-01")).await;
    assert_eq!(allowed.standing, Standing::Applied);
    assert_eq!(running(&world).await, all - 10);
    let rest = |day| {
        let each = |n| end(Entity::Contract, &format!("V-N{n}"), day, 6);
        ends((10..21).map(each).collect())
    };
    let rehearsed = rehearse(&world.services, &rest("2026-11-01"))
        .await
        .unwrap();
    assert_eq!(rehearsed.standing, Standing::Parked);
    let id = parked(
        &say(&world, rest("2026-11-01")).await,
        "11 von 24 laufenden",
    );
    assert_eq!(running(&world).await, all - 10, "nothing has changed");

    let [clerk, admin] = [Role::Clerk, Role::Admin].map(|role| world.staff(role));
    let (clerk, admin) = (clerk.await.unwrap(), admin.await.unwrap());
    let vera = world.resident("P-VERA").await.unwrap();
    let foreign = vera.gateway().release(id).await;
    assert!(matches!(foreign, Err(Error::Forbidden)));
    let nobody = clerk
        .gateway()
        .release(ParcelId(world.services.chance().id(world.now())));
    assert!(matches!(nobody.await, Err(Error::NotFound)));
    clerk.gateway().release(id).await.unwrap();
    let twice = clerk.gateway().release(id).await;
    assert_eq!(refusal(twice), Refusal::SecondPerson);
    assert_eq!(running(&world).await, all - 10, "one is not enough");
    admin.gateway().release(id).await.unwrap();
    assert_eq!(running(&world).await, all - 21);
    for late in [
        admin.gateway().release(id).await,
        admin.gateway().discard(id).await,
    ] {
        assert_eq!(refusal(late), Refusal::StepNotAllowed);
    }
}

async fn a_parked_parcel_is_thrown_away(world: World) {
    applied(&world, settlers(30)).await;
    let all = running(&world).await;
    let id = parked(&say(&world, over(30, "2026-11-01")).await, "30 von 34");
    let mut tx = world.services.db().read().await.unwrap();
    let blobs = store::erp::batch::blobs(&mut tx).await.unwrap();
    drop(tx);
    let clerk = world.staff(Role::Clerk).await.unwrap();
    clerk.gateway().discard(id).await.unwrap();
    let late = clerk.gateway().release(id).await;
    assert_eq!(refusal(late), Refusal::StepNotAllowed);
    assert_eq!(running(&world).await, all);
    let left = world.services.blobs().exists(&blobs[0]).await.unwrap();
    assert!(!left, "nobody needs it any more");
}

async fn other_mails_of_many_wait(world: World) {
    applied(&world, settlers(7)).await;
    for n in 0..6 {
        world
            .resident(&format!("P-N{n}"))
            .await
            .unwrap_or_else(|_| panic!("{n}"));
        // All of them are called Nora: the next one's login must not be taken.
        let mut tx = world.services.db().begin().await.unwrap();
        let all = master::persons(&mut tx, &[&format!("P-N{n}")])
            .await
            .unwrap();
        let account = store::account::of_person(&mut tx, all[0].row.id)
            .await
            .unwrap();
        let login = format!("nora{n}@haus.example");
        store::account::set_email(&mut tx, account.unwrap().id, &login)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    let moved = |count: usize, revision| {
        let each = |n| {
            let mut one = person(&format!("P-N{n}"), Some(revision));
            one.email = Some(format!("neu{n}.{revision}@post.example"));
            one
        };
        Batch {
            persons: (0..count).map(each).collect(),
            ..Batch::default()
        }
    };
    assert_eq!(say(&world, moved(5, 2)).await.standing, Standing::Applied);
    parked(&say(&world, moved(6, 3)).await, "6 Personen mit Konto");
    let mut tx = world.services.db().read().await.unwrap();
    let login = store::account::by_email(&mut tx, "nora1@haus.example")
        .await
        .unwrap();
    assert!(login.is_some(), "the login stays as it was");
}

async fn one_mail_for_all_waits(world: World) {
    let mut batch = settlers(6);
    for one in &mut batch.persons[..5] {
        one.email = Some("Alle@post.example".to_owned());
    }
    assert_eq!(say(&world, batch).await.standing, Standing::Applied);
    let mut sixth = person("P-N5", Some(2));
    sixth.email = Some("alle@post.example".to_owned());
    let more = Batch {
        persons: vec![sixth],
        ..Batch::default()
    };
    parked(&say(&world, more).await, "6 Personen hätten dieselbe");
}

async fn contracts_without_persons_wait(world: World) {
    applied(&world, settlers(12)).await;
    let each = |n| end(Entity::Person, &format!("P-N{n}"), "2026-11-01", 5);
    let gone = ends((0..12).map(each).collect());
    parked(&say(&world, gone).await, "12 von 16");
    let each = |n| lease(&format!("V-N{n}"), &format!("N-{n}"), &["P-EMIL"], Some(6));
    let given = Batch {
        contracts: (0..12).map(each).collect(),
        ..Batch::default()
    };
    parked(&say(&world, given).await, "12 von 16");
    assert_eq!(named(&world, "V-N3").await, ["P-N3"]);
}

async fn a_file_without_rows_is_refused(world: World) {
    let [properties, units, persons, contracts] = HEAD;
    let empty = import::read_texts(properties, units, persons, contracts).unwrap();
    let operator = world.services.operator("test");
    let outcome = say_as(&operator, Source::Command, empty.batch).await;
    assert_eq!(outcome.standing, Standing::Refused);
    assert_eq!(outcome.rows.len(), 4);
    assert_eq!(running(&world).await, 4);
    let nothing = say(&world, Batch::default()).await;
    assert_eq!(nothing.standing, Standing::Applied);
    assert_eq!(running(&world).await, 4);
}

async fn an_old_export_costs_nobody_access(world: World) {
    let mut newest = settlers(12);
    for contract in &mut newest.contracts {
        contract.revision = Some(9);
    }
    applied(&world, newest).await;
    let mut old = settlers(12);
    for contract in &mut old.contracts {
        contract.ends_on = "2025-01-31".parse().ok();
        contract.revision = Some(8);
    }
    let outcome = say(&world, old).await;
    assert_eq!(outcome.standing, Standing::Applied);
    assert_eq!(running(&world).await, 16);
    assert!(
        world
            .resident("P-N0")
            .await
            .unwrap()
            .me()
            .unwrap()
            .running
            .len()
            == 1
    );
}
