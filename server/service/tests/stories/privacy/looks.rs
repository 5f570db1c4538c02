//! Who looked: told to the one whose data it is, and to nobody else.

use chrono::Duration;
use domain::Role;
use domain::privacy::LookedAt;
use domain::ticket::{InboxView, NewTicket};
use service::Error;
use service::testing::{Engine, World};

service::stories!(
    staff_looks_are_told_to_whom_they_concern,
    looks_come_in_pages
);

async fn staff_looks_are_told_to_whom_they_concern(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let jan = world.resident("P-JAN").await.unwrap();
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let private = NewTicket {
        shared: false,
        ..world.report(&vera, "Schloss").unwrap()
    };
    let id = vera.tickets().report(private, vec![]).await.unwrap().id;
    assert_eq!(vera.privacy().looks(1).await.unwrap().count, 0);
    clerk.tickets().show(id).await.unwrap();
    world.pass(Duration::seconds(1));
    clerk.tickets().receipt(id).await.unwrap();
    vera.tickets().show(id).await.unwrap();
    let list = vera.privacy().looks(1).await.unwrap();
    let told: Vec<_> = list
        .rows
        .iter()
        .map(|look| (look.what, look.name.as_str(), look.number.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (LookedAt::Receipt, "clerk Verwaltung", "2026-000001"),
            (LookedAt::Ticket, "clerk Verwaltung", "2026-000001"),
        ]
    );
    assert_eq!(list.rows[0].at, world.now());
    assert_eq!(jan.privacy().looks(1).await.unwrap().count, 0);
    assert!(matches!(
        clerk.privacy().looks(1).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        world.guest().privacy().looks(1).await,
        Err(Error::SignIn)
    ));
}

/// On SQLite whoever writes is alone: as long as that transaction is open, no look can be written down.
#[tokio::test]
async fn a_look_that_cannot_be_written_down_is_not_shown() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let vera = world.resident("P-VERA").await.unwrap();
    let new = world.report(&vera, "Schloss").unwrap();
    let id = vera.tickets().report(new, vec![]).await.unwrap().id;
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let writer = world.services.db().begin().await.unwrap();
    let (ticket, receipt, inbox, houses, persons) = tokio::join!(
        clerk.tickets().show(id),
        clerk.tickets().receipt(id),
        clerk.staff().inbox(InboxView::New, 1, ""),
        clerk.rollouts().overview(),
        clerk.rollouts().persons("lindt"),
    );
    drop(writer);
    assert!(matches!(ticket, Err(Error::Store(_))));
    assert!(matches!(receipt, Err(Error::Store(_))));
    assert!(matches!(inbox, Err(Error::Store(_))));
    assert!(matches!(houses, Err(Error::Store(_))));
    assert!(matches!(persons, Err(Error::Store(_))));
    assert_eq!(vera.privacy().looks(1).await.unwrap().count, 0);
    assert!(clerk.tickets().show(id).await.is_ok());
}

async fn looks_come_in_pages(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let new = world.report(&vera, "Heizung").unwrap();
    let id = vera.tickets().report(new, vec![]).await.unwrap().id;
    let one = domain::ticket::inbox::PAGE;
    for _ in 0..=one {
        world.pass(Duration::hours(1));
        clerk.tickets().show(id).await.unwrap();
    }
    for (asked, page, rows) in [(1, 1, one), (2, 2, 1), (9, 2, 1), (-3, 1, one)] {
        let list = vera.privacy().looks(asked).await.unwrap();
        let seen = i64::try_from(list.rows.len()).unwrap();
        assert_eq!((list.page, list.pages, seen), (page, 2, rows), "{asked}");
    }
}
