//! The back office.

use chrono::Duration;
use domain::audit::Action;
use domain::ticket::{InboxView, Step};
use domain::{Refusal, Role, TicketId};
use service::Error;
use service::testing::World;

service::stories!(
    each_ticket_lies_in_its_view,
    tickets_are_found_whoever_has_them,
    staff_are_asked_for_words_in_words_of_their_own,
    residents_have_no_inbox
);

async fn each_ticket_lies_in_its_view(world: World) {
    let (vera, clerk) = (
        world.resident("P-VERA").await.unwrap(),
        world.staff(Role::Clerk).await.unwrap(),
    );
    let mut ids: Vec<TicketId> = Vec::new();
    for title in ["neu", "rückfrage", "firma", "erledigt"] {
        let new = world.report(&vera, title).unwrap();
        ids.push(vera.tickets().report(new, vec![]).await.unwrap().id);
    }
    clerk
        .tickets()
        .step(
            ids[1],
            Step::Ask {
                question: "Wo?".to_owned(),
            },
        )
        .await
        .unwrap();
    clerk
        .tickets()
        .step(
            ids[2],
            Step::Commission {
                firm: "Kunze".to_owned(),
            },
        )
        .await
        .unwrap();
    clerk
        .tickets()
        .step(
            ids[3],
            Step::Reject {
                reason: "Bitte selbst".to_owned(),
            },
        )
        .await
        .unwrap();
    clerk.staff().assign_to_me(ids[2]).await.unwrap();
    let titles = async |view| {
        let inbox = world
            .staff(Role::Clerk)
            .await
            .unwrap()
            .staff()
            .inbox(view, 1, "")
            .await
            .unwrap();
        inbox
            .rows
            .into_iter()
            .map(|row| row.title)
            .collect::<Vec<_>>()
    };
    for (view, wanted) in [
        (InboxView::New, vec!["neu"]),
        (InboxView::Mine, vec!["firma"]),
        (InboxView::Open, vec!["neu", "firma", "rückfrage"]),
        (InboxView::WaitingForResident, vec!["rückfrage"]),
        (InboxView::WaitingForCraftsman, vec!["firma"]),
        (InboxView::Overdue, vec![]),
        (InboxView::Done, vec!["erledigt"]),
    ] {
        assert_eq!(titles(view).await, wanted, "{view}");
    }
    world.pass(Duration::days(10));
    assert_eq!(titles(InboxView::Overdue).await, ["neu", "firma"]);
}

async fn tickets_are_found_whoever_has_them(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let new = world.report(&vera, "Ölfleck").unwrap();
    let id = vera.tickets().report(new, vec![]).await.unwrap().id;
    let [clerk, admin] = [Role::Clerk, Role::Admin].map(|role| world.staff(role));
    let (clerk, admin) = (clerk.await.unwrap(), admin.await.unwrap());
    admin.tickets().step(id, Step::Take).await.unwrap();
    admin.staff().assign_to_me(id).await.unwrap();
    for wanted in ["ölfleck", "VERA öl", "2026-000001"] {
        let found = clerk.staff().inbox(InboxView::New, 1, wanted).await;
        let found = found.unwrap();
        assert_eq!((found.rows.len(), found.pages), (1, 1), "{wanted}");
        assert_eq!(found.rows[0].id, id);
    }
    let short = clerk.staff().inbox(InboxView::New, 1, "x").await;
    assert!(matches!(
        short,
        Err(Error::Refused(Refusal::SearchTooShort))
    ));
    let mut tx = world.services.db().read().await.unwrap();
    let looks = store::audit::count(&mut tx, Action::InboxSeen).await;
    assert_eq!(looks.unwrap(), 3);
}

async fn staff_are_asked_for_words_in_words_of_their_own(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let new = world.report(&vera, "Heizung kalt").unwrap();
    let id = vera.tickets().report(new, vec![]).await.unwrap().id;
    let mark = world.services.chance().id(world.now());
    for (caller, wanted) in [
        (&vera, Refusal::TextMissing),
        (&clerk, Refusal::NothingWritten),
    ] {
        let empty = caller.tickets().reply(id, mark, " ", vec![]).await;
        assert!(matches!(empty, Err(Error::Refused(refusal)) if refusal == wanted));
    }
    let empty = clerk.staff().note(id, "").await;
    assert!(matches!(
        empty,
        Err(Error::Refused(Refusal::NothingWritten))
    ));
}

async fn residents_have_no_inbox(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    assert!(matches!(
        vera.staff().inbox(InboxView::New, 1, "").await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        world.guest().staff().inbox(InboxView::New, 1, "").await,
        Err(Error::SignIn)
    ));
}
