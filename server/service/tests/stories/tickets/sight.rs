//! Who sees what of a ticket.

use chrono::Duration;
use domain::audit::Action;
use domain::ticket::{EntryKind, NewTicket, Step};
use domain::{Refusal, Role};
use service::testing::World;
use service::{Caller, Error};

use super::{reply, report};

service::stories!(
    the_household_sees_it_and_the_neighbour_does_not,
    a_private_report_stays_private,
    a_former_tenant_reads_the_own_past_and_writes_nothing,
    notes_stay_inside,
    unread_marks_follow_the_other_side,
    the_copy_for_offline_is_the_readers_own,
    staff_looks_are_written_down,
);

async fn the_household_sees_it_and_the_neighbour_does_not(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let id = report(&world, &vera, "Heizung kalt").await;
    let jan = world.resident("P-JAN").await.unwrap();
    assert_eq!(jan.tickets().list(true, 1).await.unwrap().rows.len(), 1);
    assert!(!jan.tickets().show(id).await.unwrap().mine);
    for reference in ["P-OLGA", "P-EMIL", "P-ADA"] {
        let other = world.resident(reference).await.unwrap();
        assert!(
            other
                .tickets()
                .list(false, 1)
                .await
                .unwrap()
                .rows
                .is_empty(),
            "{reference}"
        );
        assert!(
            matches!(other.tickets().show(id).await, Err(Error::NotFound)),
            "{reference}"
        );
        assert!(
            matches!(
                reply(&world, &other, id, "hallo").await,
                Err(Error::NotFound)
            ),
            "{reference}"
        );
        assert!(
            matches!(
                other.tickets().step(id, Step::Withdraw).await,
                Err(Error::NotFound)
            ),
            "{reference}"
        );
    }
    assert!(matches!(
        world.guest().tickets().show(id).await,
        Err(Error::SignIn)
    ));
}

async fn a_private_report_stays_private(world: World) {
    let (vera, jan) = (
        world.resident("P-VERA").await.unwrap(),
        world.resident("P-JAN").await.unwrap(),
    );
    let new = NewTicket {
        shared: false,
        ..world.report(&vera, "Schloss").unwrap()
    };
    let id = vera.tickets().report(new, vec![]).await.unwrap().id;
    assert!(matches!(jan.tickets().show(id).await, Err(Error::NotFound)));
    assert!(jan.tickets().list(false, 1).await.unwrap().rows.is_empty());
    assert!(matches!(
        jan.tickets().share(id, true).await,
        Err(Error::NotFound)
    ));
    vera.tickets().share(id, true).await.unwrap();
    assert!(jan.tickets().show(id).await.is_ok());
    assert!(matches!(
        jan.tickets().share(id, false).await,
        Err(Error::Forbidden)
    ));
}

async fn a_former_tenant_reads_the_own_past_and_writes_nothing(world: World) {
    world.pass(-Duration::days(180));
    let emil = world.resident("P-EMIL").await.unwrap();
    let own = report(&world, &emil, "Fenster klemmt").await;
    world.pass(Duration::days(180));
    let emil = world.resident("P-EMIL").await.unwrap();
    assert_eq!(emil.tickets().list(false, 1).await.unwrap().rows.len(), 1);
    assert!(!emil.tickets().show(own).await.unwrap().can_reply);
    assert!(matches!(
        reply(&world, &emil, own, "noch etwas").await,
        Err(Error::Refused(Refusal::ContractEnded))
    ));
    let new = world.report(&emil, "Noch etwas").unwrap();
    assert!(matches!(
        emil.tickets().report(new, vec![]).await,
        Err(Error::Refused(Refusal::ContractEnded))
    ));
    world.pass(Duration::days(242));
    let emil = world.resident("P-EMIL").await.unwrap();
    assert!(matches!(
        emil.tickets().show(own).await,
        Err(Error::NotFound)
    ));
}

async fn notes_stay_inside(world: World) {
    let (vera, clerk) = (
        world.resident("P-VERA").await.unwrap(),
        world.staff(Role::Clerk).await.unwrap(),
    );
    let id = report(&world, &vera, "Heizung kalt").await;
    world.mails().await.unwrap();
    clerk
        .staff()
        .note(id, "Mieterin ruft oft an")
        .await
        .unwrap();
    clerk.staff().assign_to_me(id).await.unwrap();
    let seen = vera.tickets().show(id).await.unwrap();
    assert!(
        seen.entries
            .iter()
            .all(|entry| !matches!(entry.kind, EntryKind::Note | EntryKind::Assigned))
    );
    assert_eq!(seen.row.assignee, None);
    assert!(!seen.row.unread && world.mails().await.unwrap().is_empty());
    assert!(
        clerk
            .tickets()
            .show(id)
            .await
            .unwrap()
            .entries
            .iter()
            .any(|entry| entry.kind == EntryKind::Note)
    );
    assert!(matches!(
        vera.staff().note(id, "x").await,
        Err(Error::Forbidden)
    ));
}

async fn unread_marks_follow_the_other_side(world: World) {
    let (vera, clerk) = (
        world.resident("P-VERA").await.unwrap(),
        world.staff(Role::Clerk).await.unwrap(),
    );
    let id = report(&world, &vera, "Heizung kalt").await;
    let unread =
        async |caller: &Caller| caller.tickets().list(true, 1).await.unwrap().rows[0].unread;
    assert!(!unread(&vera).await);
    world.pass(Duration::minutes(1));
    reply(&world, &clerk, id, "Wir kommen.").await.unwrap();
    assert!(unread(&vera).await);
    assert!(
        vera.tickets()
            .show(id)
            .await
            .unwrap()
            .entries
            .iter()
            .any(|entry| entry.unread && entry.text == "Wir kommen.")
    );
    assert!(!unread(&vera).await);
}

async fn the_copy_for_offline_is_the_readers_own(world: World) {
    let (vera, olga) = (
        world.resident("P-VERA").await.unwrap(),
        world.resident("P-OLGA").await.unwrap(),
    );
    report(&world, &vera, "Heizung kalt").await;
    let copy = vera.tickets().offline().await.unwrap();
    assert_eq!((copy.tickets.len(), copy.as_of), (1, world.now()));
    assert_eq!(copy.account, vera.me().unwrap().account);
    assert!(olga.tickets().offline().await.unwrap().tickets.is_empty());
    let clerk = world.staff(Role::Clerk).await.unwrap();
    assert!(matches!(
        clerk.tickets().offline().await,
        Err(Error::Forbidden)
    ));
}

async fn staff_looks_are_written_down(world: World) {
    let (vera, clerk) = (
        world.resident("P-VERA").await.unwrap(),
        world.staff(Role::Clerk).await.unwrap(),
    );
    let id = report(&world, &vera, "Heizung kalt").await;
    world.pass(Duration::seconds(1));
    clerk.tickets().show(id).await.unwrap();
    clerk
        .staff()
        .inbox(domain::ticket::InboxView::New, 1, "")
        .await
        .unwrap();
    vera.tickets().show(id).await.unwrap();
    let mut tx = world.services.db().read().await.unwrap();
    let log: Vec<(String, Action)> = store::audit::about(&mut tx, id.0)
        .await
        .unwrap()
        .into_iter()
        .map(|event| (event.actor_kind, event.action))
        .collect();
    assert_eq!(
        log,
        [
            ("resident".to_owned(), Action::TicketOpened),
            ("clerk".to_owned(), Action::TicketSeen)
        ]
    );
    assert_eq!(
        store::audit::count(&mut tx, Action::InboxSeen)
            .await
            .unwrap(),
        1
    );
}
