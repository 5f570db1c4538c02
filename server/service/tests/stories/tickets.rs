//! Reports, answers and who sees them.

use chrono::Duration;
use domain::audit::Action;
use domain::ticket::{EntryKind, NewTicket, State, Step, StepKind};
use domain::{Refusal, Role, TicketId};
use service::testing::World;
use service::{Caller, Error};

service::stories!(
    a_report_is_answered_fixed_and_confirmed,
    the_household_sees_it_and_the_neighbour_does_not,
    a_private_report_stays_private,
    the_same_report_sent_twice_is_one_ticket,
    numbers_run_through_the_year,
    a_former_tenant_reads_the_own_past_and_writes_nothing,
    notes_stay_inside,
    an_answer_to_a_question_goes_back_to_work,
    a_repair_closes_after_ten_working_days,
    reopening_ends_after_fourteen_days,
    reports_slow_down,
    unread_marks_follow_the_other_side,
    the_copy_for_offline_is_the_readers_own,
    staff_looks_are_written_down,
);

async fn report(world: &World, caller: &Caller, title: &str) -> TicketId {
    let new = world.report(caller, title).unwrap();
    caller.tickets().report(new, vec![]).await.unwrap().id
}

async fn reply(world: &World, caller: &Caller, id: TicketId, text: &str) -> Result<(), Error> {
    caller
        .tickets()
        .reply(id, world.services.chance().id(world.now()), text, vec![])
        .await
}

async fn a_report_is_answered_fixed_and_confirmed(world: World) {
    let (vera, clerk) = (
        world.resident("P-VERA").await.unwrap(),
        world.staff(Role::Clerk).await.unwrap(),
    );
    let id = report(&world, &vera, "Heizung kalt").await;
    let receipt = world.mails().await.unwrap();
    assert_eq!(receipt.len(), 1);
    assert!(
        receipt[0].text.contains("2026-000001") && !receipt[0].text.contains("Heizung"),
        "{}",
        receipt[0].text
    );
    world.pass(Duration::seconds(1));
    reply(&world, &clerk, id, "Wir schicken jemanden.")
        .await
        .unwrap();
    for step in [
        Step::Commission {
            firm: "Wärme Kunze".to_owned(),
        },
        Step::Fix,
    ] {
        world.pass(Duration::seconds(1));
        clerk.tickets().step(id, step).await.unwrap();
    }
    world.pass(Duration::seconds(1));
    assert_eq!(
        world
            .mails()
            .await
            .unwrap()
            .iter()
            .filter(|mail| mail.to == "vera@haus.example")
            .count(),
        3
    );
    let page = vera.tickets().show(id).await.unwrap();
    assert_eq!(
        (page.row.state, page.row.answer_by),
        (State::Fixed, "2026-11-16".parse().ok())
    );
    assert_eq!(page.steps, [StepKind::Confirm, StepKind::Reopen]);
    vera.tickets().step(id, Step::Confirm).await.unwrap();
    let states: Vec<State> = vera
        .tickets()
        .show(id)
        .await
        .unwrap()
        .entries
        .into_iter()
        .filter_map(|entry| entry.state)
        .collect();
    assert_eq!(
        states,
        [
            State::Received,
            State::InProgress,
            State::Commissioned,
            State::Fixed,
            State::Closed
        ]
    );
}

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

async fn the_same_report_sent_twice_is_one_ticket(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let new = world.report(&vera, "Heizung kalt").unwrap();
    let tickets = vera.tickets();
    let (first, second) = tokio::join!(
        tickets.report(new.clone(), vec![]),
        tickets.report(new.clone(), vec![])
    );
    let third = vera.tickets().report(new, vec![]).await.unwrap();
    let ids: Vec<TicketId> = [first, second]
        .into_iter()
        .filter_map(Result::ok)
        .map(|row| row.id)
        .chain([third.id])
        .collect();
    assert!(ids.iter().all(|id| *id == third.id));
    assert_eq!(vera.tickets().list(false, 1).await.unwrap().all_count, 1);
    assert_eq!(world.mails().await.unwrap().len(), 1);
}

async fn numbers_run_through_the_year(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    report(&world, &vera, "Eins").await;
    let second = report(&world, &vera, "Zwei").await;
    assert_eq!(
        vera.tickets().show(second).await.unwrap().row.number,
        "2026-000002"
    );
    world.pass(Duration::days(60));
    let vera = world.resident("P-VERA").await.unwrap();
    let third = report(&world, &vera, "Drei").await;
    assert_eq!(
        vera.tickets().show(third).await.unwrap().row.number,
        "2027-000001"
    );
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
        Err(Error::Forbidden)
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

async fn an_answer_to_a_question_goes_back_to_work(world: World) {
    let (vera, clerk) = (
        world.resident("P-VERA").await.unwrap(),
        world.staff(Role::Clerk).await.unwrap(),
    );
    let id = report(&world, &vera, "Heizung kalt").await;
    clerk
        .tickets()
        .step(
            id,
            Step::Ask {
                question: "In welchem Raum?".to_owned(),
            },
        )
        .await
        .unwrap();
    let home = vera.home().await.unwrap();
    assert_eq!(home.important.len(), 1);
    world.pass(Duration::seconds(1));
    reply(&world, &vera, id, "Im Bad.").await.unwrap();
    let page = vera.tickets().show(id).await.unwrap();
    assert_eq!(page.row.state, State::InProgress);
    let said: Vec<&str> = page
        .entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::Message)
        .map(|entry| entry.text.as_str())
        .collect();
    assert_eq!(
        said,
        [
            "Heizung kalt, seit gestern Abend.",
            "In welchem Raum?",
            "Im Bad."
        ]
    );
}

async fn a_repair_closes_after_ten_working_days(world: World) {
    let (vera, clerk) = (
        world.resident("P-VERA").await.unwrap(),
        world.staff(Role::Clerk).await.unwrap(),
    );
    let id = report(&world, &vera, "Heizung kalt").await;
    clerk.tickets().step(id, Step::Fix).await.unwrap();
    let state = async || {
        world
            .resident("P-VERA")
            .await
            .unwrap()
            .tickets()
            .show(id)
            .await
            .unwrap()
            .row
            .state
    };
    world.pass(Duration::days(14));
    sweep(&world).await;
    assert_eq!(state().await, State::Fixed);
    world.pass(Duration::days(1));
    sweep(&world).await;
    assert_eq!(state().await, State::Closed);
}

async fn sweep(world: &World) {
    use service::jobs::{CloseExpired, Order};
    CloseExpired {}
        .run(&world.services, world.services.chance().id(world.now()))
        .await
        .unwrap();
}

async fn reopening_ends_after_fourteen_days(world: World) {
    let (vera, clerk) = (
        world.resident("P-VERA").await.unwrap(),
        world.staff(Role::Clerk).await.unwrap(),
    );
    let id = report(&world, &vera, "Heizung kalt").await;
    clerk.tickets().step(id, Step::Fix).await.unwrap();
    vera.tickets().step(id, Step::Confirm).await.unwrap();
    let again = || Step::Reopen {
        reason: "Wieder kalt".to_owned(),
    };
    world.pass(Duration::days(14));
    let vera = world.resident("P-VERA").await.unwrap();
    vera.tickets().step(id, again()).await.unwrap();
    assert_eq!(vera.tickets().show(id).await.unwrap().reopened, 1);
    vera.tickets().step(id, Step::Withdraw).await.unwrap();
    assert!(matches!(
        vera.tickets().step(id, again()).await,
        Err(Error::Refused(Refusal::StepNotAllowed))
    ));
}

async fn reports_slow_down(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    for n in 0..10 {
        report(&world, &vera, &format!("Schaden {n}")).await;
    }
    let one_more = world.report(&vera, "Noch einer").unwrap();
    assert!(matches!(
        vera.tickets().report(one_more.clone(), vec![]).await,
        Err(Error::Refused(Refusal::TooMany))
    ));
    world.pass(Duration::minutes(61));
    let vera = world.resident("P-VERA").await.unwrap();
    assert!(vera.tickets().report(one_more, vec![]).await.is_ok());
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
        .inbox(domain::ticket::InboxView::New, 1)
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
