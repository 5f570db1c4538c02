//! The course of a ticket from the report to its end.

use chrono::Duration;
use domain::ticket::{EntryKind, State, Step, StepKind, Topic};
use domain::{Refusal, Role};
use service::Error;
use service::testing::World;

use super::{reply, report};

service::stories!(
    a_report_is_answered_fixed_and_confirmed,
    an_answer_to_a_question_goes_back_to_work,
    a_repair_closes_after_ten_working_days,
    reopening_ends_after_fourteen_days,
    mails_say_who_acts_by_when,
    what_waits_for_the_resident_comes_first,
    words_of_a_step_are_tidied_before_they_are_stored,
);

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

async fn mails_say_who_acts_by_when(world: World) {
    let (vera, clerk) = (
        world.resident("P-VERA").await.unwrap(),
        world.staff(Role::Clerk).await.unwrap(),
    );
    let mut concern = world.report(&vera, "Schlüssel fehlt").unwrap();
    concern.topic = Topic::Keys;
    let id = vera.tickets().report(concern, vec![]).await.unwrap().id;
    let damage = report(&world, &vera, "Heizung kalt").await;
    world.mails().await.unwrap();
    let question = "Welcher?".to_owned();
    let firm = "Wärme Kunze".to_owned();
    let at = world.now() + Duration::days(3);
    for (ticket, step, wanted) in [
        (
            id,
            Step::Ask { question },
            "Wir haben eine Rückfrage an Sie. Bitte antworten Sie bis Mo, 16. November, dann geht es weiter.",
        ),
        (
            damage,
            Step::Commission { firm },
            "Eine Firma ist beauftragt. Sie meldet sich bei Ihnen bis Mo, 9. November.",
        ),
        (
            damage,
            Step::Appoint { at },
            "Es gibt einen Termin: Do, 5. November, 10:00 Uhr. Danach hören Sie von uns bis Fr, 6. November.",
        ),
        (
            damage,
            Step::Fix,
            "Der Schaden ist nach unserer Kenntnis behoben. Bitte bestätigen Sie es bis Mo, 16. November.",
        ),
        (
            id,
            Step::Fix,
            "Ihr Anliegen ist nach unserer Kenntnis erledigt. Bitte bestätigen Sie es bis Mo, 16. November.",
        ),
    ] {
        clerk.tickets().step(ticket, step).await.unwrap();
        assert_eq!(told(&world).await, wanted);
    }
    // A promise that was missed is not made again.
    clerk.tickets().step(id, Step::Close).await.unwrap();
    told(&world).await;
    let open = report(&world, &vera, "Fenster klemmt").await;
    clerk.tickets().step(open, Step::Take).await.unwrap();
    told(&world).await;
    world.pass(Duration::days(12));
    let clerk = world.staff(Role::Clerk).await.unwrap();
    reply(&world, &clerk, open, "Wir sind dran.").await.unwrap();
    assert_eq!(told(&world).await, "Wir kümmern uns um Ihren Vorgang.");
}

/// What the last mail says of the state, but for what follows without an answer.
async fn told(world: &World) -> String {
    let mails = world.mails().await.unwrap();
    let text = mails.last().unwrap().text.replace('\u{a0}', " ");
    assert!(!text.contains("spätestens"), "{text}");
    let line = |line: &&str| {
        line.contains(". ") || line.starts_with("So steht") || line.ends_with("Vorgang.")
    };
    let state = text.lines().find(line).unwrap();
    let state = state.trim_start_matches("So steht es jetzt: ");
    let state = state.split(" Ohne Ihre Antwort").next().unwrap();
    state.to_owned()
}

async fn what_waits_for_the_resident_comes_first(world: World) {
    let (vera, clerk) = (
        world.resident("P-VERA").await.unwrap(),
        world.staff(Role::Clerk).await.unwrap(),
    );
    let asked = report(&world, &vera, "Fenster klemmt").await;
    let question = "Welches?".to_owned();
    let ask = Step::Ask { question };
    clerk.tickets().step(asked, ask).await.unwrap();
    world.pass(Duration::minutes(1));
    let newer = report(&world, &vera, "Heizung kalt").await;
    for (open_only, wanted) in [(true, [asked, newer]), (false, [newer, asked])] {
        let list = vera.tickets().list(open_only, 1).await.unwrap();
        let found: Vec<_> = list.rows.iter().map(|row| row.id).collect();
        assert_eq!(found, wanted);
    }
    assert_eq!(vera.home().await.unwrap().open[0].id, asked);
}

async fn words_of_a_step_are_tidied_before_they_are_stored(world: World) {
    let (vera, clerk) = (
        world.resident("P-VERA").await.unwrap(),
        world.staff(Role::Clerk).await.unwrap(),
    );
    let id = report(&world, &vera, "Heizung\u{0} kalt").await;
    let firm = "Wärme\u{0} Kunze\u{0}".to_owned();
    let reason = "Gehört\u{0} Ihnen".to_owned();
    let question = "Wo\u{0}?".to_owned();
    for step in [
        Step::Commission { firm },
        Step::Ask { question },
        Step::Reject { reason },
    ] {
        clerk.tickets().step(id, step).await.unwrap();
    }
    clerk.staff().note(id, "Nur\u{0} intern").await.unwrap();
    let page = clerk.tickets().show(id).await.unwrap();
    let texts: Vec<&str> = page
        .entries
        .iter()
        .map(|entry| entry.text.as_str())
        .collect();
    for wanted in ["Wärme Kunze", "Wo?", "Gehört Ihnen", "Nur intern"] {
        assert!(texts.contains(&wanted), "{wanted} in {texts:?}");
    }
}
