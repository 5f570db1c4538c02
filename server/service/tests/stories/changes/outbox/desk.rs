//! What staff see of the gateway, and what they are reminded of.

use chrono::Duration;
use domain::audit::Action;
use domain::erp::contact::FOLDER;
use domain::erp::view::ErpView;
use domain::erp::{CommandState, ParcelId};
use domain::{Refusal, Role};
use service::Error;
use service::erp::contact;
use service::erp::settings::ErpSettings;
use service::jobs::{Order, RemindStaff};
use service::testing::World;
use store::{audit, job};

use super::super::{NEW, handed_over, refusal, to};
use super::{clerk, erp, with};

service::stories!(
    each_side_of_a_change_stands_beside_the_other,
    staff_are_reminded_of_silence_once,
    a_silent_way_is_told_after_its_hours,
    the_page_is_for_staff,
);

async fn each_side_of_a_change_stands_beside_the_other(world: World) {
    handed_over(&world).await;
    let staff = world.staff(Role::Clerk).await.unwrap();
    let desk = staff.gateway().desk(ErpView::Changes, 1, "").await.unwrap();
    assert_eq!((desk.found, desk.counts.changes, desk.pages), (1, 1, 1));
    let row = &desk.changes[0];
    assert_eq!(
        (
            row.portal.as_deref(),
            row.erp.as_deref(),
            row.pending.as_str()
        ),
        (Some("vera@haus.example"), None, NEW)
    );
    assert_eq!(row.command, Some(CommandState::Waiting));
    world
        .services
        .operator("erp")
        .gateway()
        .acknowledge(1)
        .await
        .unwrap();
    for (wanted, found) in [("P-VERA", 1), ("lindt vera", 1), ("brandt", 0)] {
        let desk = staff.gateway().desk(ErpView::Changes, 9, wanted).await;
        let desk = desk.unwrap();
        assert_eq!((desk.found, desk.counts.changes), (found, 1), "{wanted}");
        assert!(desk.changes.iter().all(|row| row.delivered_at.is_some()));
    }
    let short = staff.gateway().desk(ErpView::Changes, 1, "l").await;
    assert_eq!(refusal(short), Refusal::SearchTooShort);
    assert_eq!(staff.erp_needs().await, 0);
    world.pass(Duration::days(5));
    let needed = staff.erp_needs().await;
    assert_eq!(needed, 2, "a promise is late, and nobody fetches any more");
    let mut tx = world.services.db().read().await.unwrap();
    for (action, count) in [(Action::ErpSeen, 4), (Action::ChangesSeen, 3)] {
        let lines = audit::count(&mut tx, action).await.unwrap();
        assert_eq!(lines, count, "{action}");
    }
}

/// The mails to the manager after the job of the day.
async fn reminders(world: &World) -> Vec<String> {
    let mut tx = world.services.db().begin().await.unwrap();
    let id = world.services.chance().id(world.now());
    let name = RemindStaff::NAME;
    job::add(&mut tx, id, name, serde_json::Map::new(), world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mails = world.mails().await.unwrap();
    let told = to(&mails, "post@verwaltung.example");
    told.into_iter().map(|mail| mail.text.clone()).collect()
}

async fn staff_are_reminded_of_silence_once(world: World) {
    handed_over(&world).await;
    world.pass(Duration::days(4));
    assert!(reminders(&world).await.is_empty(), "promised until today");
    world.pass(Duration::days(1));
    let told = reminders(&world).await;
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("6.\u{a0}November"), "{}", told[0]);
    assert!(!told[0].contains(NEW) && !told[0].contains("Lindt"));
    for (days, wanted) in [(0, 0), (6, 0), (2, 1), (1, 0)] {
        world.pass(Duration::days(days));
        assert_eq!(reminders(&world).await.len(), wanted, "{days} days later");
    }
    world
        .services
        .operator("erp")
        .gateway()
        .confirm(1_i64)
        .await
        .unwrap();
    world.mails().await.unwrap();
    world.pass(Duration::days(30));
    assert!(reminders(&world).await.is_empty(), "it has answered");
}

async fn a_silent_way_is_told_after_its_hours(world: World) {
    let settings = ErpSettings {
        folder: Some("eingang".into()),
        ..erp()
    };
    let (services, _) = with(&world, settings);
    let staff = clerk(&services, &world).await;
    let desk = staff.gateway().desk(ErpView::Ways, 1, "").await.unwrap();
    let unused = |way: &domain::erp::view::WayRow| way.contact.is_none() && !way.silent;
    assert!(desk.ways.iter().all(unused), "{:?}", desk.ways);
    assert_eq!(desk.as_of, None);
    let first = world.now();
    let mut tx = services.db().begin().await.unwrap();
    contact::heard(&services, &mut tx, FOLDER, true, None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for (hours, silent) in [(26, 0), (1, 1)] {
        world.pass(Duration::hours(hours));
        let desk = staff.gateway().desk(ErpView::Changes, 1, "").await.unwrap();
        assert_eq!((desk.counts.silent, desk.as_of), (silent, Some(first)));
        assert_eq!(staff.erp_needs().await, silent);
    }
    let mut tx = services.db().begin().await.unwrap();
    contact::heard(&services, &mut tx, FOLDER, true, None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(staff.erp_needs().await, 0);
}

async fn the_page_is_for_staff(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    for view in ErpView::ALL.iter().copied() {
        let foreign = vera.gateway().desk(view, 1, "").await;
        assert!(matches!(foreign, Err(Error::Forbidden)));
    }
    let nothing = ParcelId(world.services.chance().id(world.now()));
    let foreign = vera.gateway().parcel(nothing).await;
    assert!(matches!(foreign, Err(Error::Forbidden)));
    assert_eq!(vera.erp_needs().await, 0);
    let guest = world.guest().gateway().desk(ErpView::Ways, 1, "").await;
    assert!(matches!(guest, Err(Error::SignIn)));
    let staff = world.staff(Role::Clerk).await.unwrap();
    let missing = staff.gateway().parcel(nothing).await;
    assert!(matches!(missing, Err(Error::NotFound)));
}
