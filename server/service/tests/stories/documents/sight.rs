//! Who sees what, and who does not.

use chrono::Duration;
use domain::audit::Action;
use domain::document::{DocumentKind, Target};
use domain::{Refusal, Role};
use service::Error;
use service::documents::NewDocument;
use service::testing::{World, settings};
use store::audit;
use store::master::Pair;

use super::{all, contract, house, letter, new, provided, titles};
use crate::person;

service::stories!(
    a_house_reads_what_is_for_it_and_nothing_else,
    who_moved_out_reads_what_came_before,
    what_is_taken_back_is_gone_for_everybody,
    a_first_look_is_noted_once,
    a_copy_of_a_lease_is_asked_for_with_one_click,
    of_two_leases_the_chosen_one_is_explained,
);

async fn a_house_reads_what_is_for_it_and_nothing_else(world: World) {
    let vera_id = person(&world, "P-VERA").await;
    letter(&world, "Alle", Target::All).await;
    letter(&world, "Haus", Target::Property(house(&world, "O-1").await)).await;
    letter(
        &world,
        "Vertrag",
        Target::Contract(contract(&world, "V-1").await),
    )
    .await;
    letter(&world, "Vera", Target::Person(vera_id)).await;
    let minutes = new(
        &world,
        DocumentKind::Minutes,
        "Protokoll",
        Target::Property(house(&world, "O-1").await),
    )
    .await;
    provided(&world, minutes).await;
    for (reference, seen) in [
        ("P-VERA", vec!["Alle", "Haus", "Vera", "Vertrag"]),
        ("P-JAN", vec!["Alle", "Haus", "Vertrag"]),
        ("P-OLGA", vec!["Alle", "Haus"]),
        ("P-ADA", vec!["Alle", "Haus", "Protokoll"]),
        ("P-EMIL", vec![]),
        ("P-UWE", vec!["Alle"]),
    ] {
        let caller = world.resident(reference).await.unwrap();
        assert_eq!(titles(&caller).await, seen, "{reference}");
    }
    let vera = world.resident("P-VERA").await.unwrap();
    let found = vera.documents().list(None, "haus").await.unwrap();
    assert_eq!(found.rows.len(), 1);
    let short = vera.documents().list(None, "h").await;
    assert!(matches!(
        short,
        Err(Error::Refused(Refusal::SearchTooShort))
    ));
    let clerk = world.staff(Role::Clerk).await.unwrap();
    assert!(matches!(
        clerk.documents().list(None, "").await,
        Err(Error::Forbidden)
    ));
}

async fn who_moved_out_reads_what_came_before(world: World) {
    // Emil moved out on 30 June: what was provided until then stays readable for a year.
    let lease = contract(&world, "V-3").await;
    let late = letter(&world, "Nachher", Target::Contract(lease)).await;
    let mut tx = world.services.db().begin().await.unwrap();
    let found = store::document::by_id(&mut tx, late)
        .await
        .unwrap()
        .unwrap();
    let early = store::document::Document {
        id: domain::DocumentId(world.services.chance().id(world.now())),
        title: "Rechtzeitig".to_owned(),
        provided_at: "2026-06-30T10:00:00Z".parse().unwrap(),
        ..found
    };
    store::document::add(&mut tx, &early).await.unwrap();
    tx.commit().await.unwrap();
    let emil = world.resident("P-EMIL").await.unwrap();
    assert_eq!(titles(&emil).await, ["Rechtzeitig"]);
    assert!(matches!(
        emil.documents().open(late).await,
        Err(Error::NotFound)
    ));
    assert!(emil.documents().open(early.id).await.is_ok());
    world.pass(Duration::days(365));
    let emil = world.resident("P-EMIL").await.unwrap();
    assert!(titles(&emil).await.is_empty(), "the year is over");
    assert!(matches!(
        emil.documents().open(early.id).await,
        Err(Error::NotFound)
    ));
}

async fn what_is_taken_back_is_gone_for_everybody(world: World) {
    let id = letter(&world, "Irrtum", Target::All).await;
    world.work().await.unwrap();
    let vera = world.resident("P-VERA").await.unwrap();
    assert!(vera.documents().open(id).await.is_ok());
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let wordless = clerk.documents().take_back(id, " ").await;
    assert!(matches!(wordless, Err(Error::Refused(_))));
    clerk
        .documents()
        .take_back(id, "Falsche Anlage")
        .await
        .unwrap();
    assert!(matches!(
        vera.documents().open(id).await,
        Err(Error::NotFound)
    ));
    assert!(titles(&vera).await.is_empty());
    let page = clerk.documents().show(id, 1).await.unwrap();
    assert!(page.row.withdrawn_at.is_some());
    assert_eq!(page.row.opened, 1, "what happened stays written down");
    let later = NewDocument {
        valid_from: Some("2026-12-01".parse().unwrap()),
        ..new(&world, DocumentKind::Letter, "Dezember", Target::All).await
    };
    let december = provided(&world, later).await.id();
    world.work().await.unwrap();
    assert!(matches!(
        vera.documents().open(december).await,
        Err(Error::NotFound)
    ));
    world.pass(Duration::days(29));
    world.work().await.unwrap();
    let vera = world.resident("P-VERA").await.unwrap();
    assert_eq!(titles(&vera).await, ["Dezember"]);
    let page = clerk_page(&world, december).await;
    assert!(page.row.persons > 0, "entered on its day");
}

async fn clerk_page(world: &World, id: domain::DocumentId) -> domain::document::DocumentPage {
    let clerk = world.staff(Role::Clerk).await.unwrap();
    clerk.documents().show(id, 1).await.unwrap()
}

async fn a_first_look_is_noted_once(world: World) {
    let id = letter(
        &world,
        "Wartung",
        Target::Contract(contract(&world, "V-1").await),
    )
    .await;
    let vera = world.resident("P-VERA").await.unwrap();
    assert!(all(&vera).await[0].opened_at.is_none(), "new");
    let opened = vera.documents().open(id).await.unwrap();
    assert_eq!(opened.name, "Wartung-2026-10-30.pdf");
    assert!(opened.pdf.starts_with(b"%PDF-"));
    let first = all(&vera).await[0].opened_at;
    assert_eq!(first, Some(world.now()));
    world.pass(Duration::minutes(5));
    vera.documents().open(id).await.unwrap();
    assert_eq!(all(&vera).await[0].opened_at, first);
    let olga = world.resident("P-OLGA").await.unwrap();
    assert!(matches!(
        olga.documents().open(id).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        world.guest().documents().open(id).await,
        Err(Error::SignIn)
    ));
    let clerk = world.staff(Role::Clerk).await.unwrap();
    clerk.documents().open(id).await.unwrap();
    let mut tx = world.services.db().read().await.unwrap();
    let lines = audit::about(&mut tx, id.0).await.unwrap();
    let done: Vec<Action> = lines.iter().map(|line| line.action).collect();
    assert_eq!(
        done,
        [
            Action::DocumentProvided,
            Action::DocumentOpened,
            Action::DocumentOpened
        ]
    );
    let lease = contract(&world, "V-1").await;
    let looks = audit::about(&mut tx, lease.0).await.unwrap();
    assert_eq!(
        looks.last().unwrap().action,
        Action::DocumentSeen,
        "who looked can be read"
    );
    drop(tx);
    let looks = vera.privacy().looks(1).await.unwrap();
    assert_eq!(looks.rows[0].what, domain::privacy::LookedAt::Document);
}

async fn a_copy_of_a_lease_is_asked_for_with_one_click(world: World) {
    // The day is the operator's.
    drop(world);
    let mut set = settings();
    set.portal.leases_signed_after = Some("2024-06-01".parse().unwrap());
    let world = World::under(service::testing::Engine::Sqlite, set)
        .await
        .unwrap();
    for reference in ["V-1", "V-2"] {
        let target = Target::Contract(contract(&world, reference).await);
        let lease = new(&world, DocumentKind::Lease, "Mietvertrag", target).await;
        provided(&world, lease).await;
    }
    let (vera, olga) = (
        world.resident("P-VERA").await.unwrap(),
        world.resident("P-OLGA").await.unwrap(),
    );
    assert_eq!(
        titles(&vera).await,
        ["Mietvertrag"],
        "signed on 1 July 2024"
    );
    assert!(titles(&olga).await.is_empty(), "signed in 2020");
    let page = vera.documents().list(None, "").await.unwrap();
    assert_eq!(page.hidden, None);
    let page = olga.documents().list(None, "").await.unwrap();
    let lease = contract(&world, "V-2").await;
    assert_eq!((page.hidden, page.asked), (Some(lease), None));
    let filed = olga.documents().request_copy(lease).await.unwrap();
    let again = olga.documents().request_copy(lease).await.unwrap();
    assert_eq!(
        filed.number, again.number,
        "a second click asks for no second one"
    );
    let page = olga.documents().list(None, "").await.unwrap();
    assert_eq!(page.asked, Some((filed.id, filed.number)));
    let foreign = vera.documents().request_copy(lease).await;
    assert!(matches!(
        foreign,
        Err(Error::Refused(Refusal::ContractMissing))
    ));
}

async fn of_two_leases_the_chosen_one_is_explained(world: World) {
    // The day is the operator's.
    drop(world);
    let mut set = settings();
    set.portal.leases_signed_after = Some("2025-01-01".parse().unwrap());
    let world = World::under(service::testing::Engine::Sqlite, set)
        .await
        .unwrap();
    let (younger, older) = (contract(&world, "V-1").await, contract(&world, "V-2").await);
    let pair = Pair {
        contract_id: younger,
        person_id: person(&world, "P-OLGA").await,
    };
    let mut tx = world.services.db().begin().await.unwrap();
    store::master::link(&mut tx, &[pair]).await.unwrap();
    tx.commit().await.unwrap();
    for chosen in [younger, older] {
        let chosen_there = chosen.to_string();
        let olga = world.resident_at("P-OLGA", &chosen_there).await.unwrap();
        let page = olga.documents().list(None, "").await.unwrap();
        assert_eq!(page.hidden, Some(chosen));
    }
}
