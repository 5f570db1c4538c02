//! The back office.

use chrono::Duration;
use domain::ticket::{InboxView, Step};
use domain::{Role, TicketId};
use service::Error;
use service::testing::World;

service::stories!(each_ticket_lies_in_its_view, residents_have_no_inbox);

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
            .inbox(view, 1)
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

async fn residents_have_no_inbox(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    assert!(matches!(
        vera.staff().inbox(InboxView::New, 1).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        world.guest().staff().inbox(InboxView::New, 1).await,
        Err(Error::SignIn)
    ));
}
