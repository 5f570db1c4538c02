//! The whole way, and each of its ends.

use chrono::Duration;
use domain::audit::Action;
use domain::change::{ChangeActor, ChangeKind, ChangeState, NewBank};
use domain::property::Property;
use domain::workday::FederalState;
use domain::{Refusal, Role};
use service::Error;
use service::jobs::{ExpireChanges, Order};
use service::testing::{PASSWORD, World};
use store::{audit, job, master};

use super::{NEW, asked, handed_over, on_desk, refusal, seen, signed_in, to};

service::stories!(
    an_address_is_proved_and_holds_when_the_erp_confirms,
    a_number_is_handed_over_at_once,
    a_rejection_has_a_reason,
    what_is_open_can_be_taken_back,
    who_never_answers_lets_it_expire,
    a_missed_promise_is_seen,
    the_promise_counts_the_working_days_of_the_contracts_house,
);

async fn an_address_is_proved_and_holds_when_the_erp_confirms(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let (code, _) = asked(&world, &vera, "vera@haus.example", NEW).await;
    let change = seen(&vera, ChangeKind::Email).await;
    assert_eq!(
        (change.state, change.next, change.promised_on),
        (ChangeState::Requested, ChangeActor::Resident, None)
    );
    vera.changes().confirm_email(&code).await.unwrap();
    let change = seen(&vera, ChangeKind::Email).await;
    assert_eq!(
        (change.state, change.next, change.promised_on),
        (
            ChangeState::HandedOver,
            ChangeActor::Staff,
            "2026-11-06".parse().ok()
        )
    );
    let told = world.mails().await.unwrap();
    assert!(
        to(&told, "vera@haus.example")[0]
            .text
            .contains("6.\u{a0}November")
    );
    assert_eq!(told.len(), 1);
    let page = vera.changes().own().await.unwrap();
    assert_eq!(page.email, "vera@haus.example", "until it holds");

    vera.access()
        .forgot_password("vera@haus.example")
        .await
        .unwrap();
    let reset = world.mails().await.unwrap().pop().unwrap().text;
    let (_, token) = reset.split_once("token=").unwrap();
    let token = token.split_whitespace().next().unwrap();

    let clerk = world.staff(Role::Clerk).await.unwrap();
    let row = on_desk(&world).await;
    assert_eq!(row.old_value.as_deref(), Some("vera@haus.example"));
    clerk.changes().accept(row.id).await.unwrap();
    let told = world.mails().await.unwrap();
    for mailbox in ["vera@haus.example", NEW] {
        assert!(
            to(&told, mailbox)[0].text.contains("gilt jetzt"),
            "{mailbox}"
        );
        assert!(!to(&told, mailbox)[0].text.contains(NEW));
    }
    let guest = world.guest();
    let old = guest
        .access()
        .sign_in("vera@haus.example", PASSWORD, true)
        .await;
    assert_eq!(refusal(old), Refusal::SignInFailed);
    let vera = signed_in(&world, NEW).await;
    let stale = guest
        .access()
        .reset_password(token, "Zimt Anker Wolke Fahrrad")
        .await;
    assert_eq!(refusal(stale), Refusal::ResetLinkInvalid);

    let change = seen(&vera, ChangeKind::Email).await;
    assert_eq!(change.state, ChangeState::Effective);
    assert!(change.course.iter().all(|stop| stop.at.is_some()));
    assert_eq!(change.course.len(), 5);
    let again = clerk.changes().accept(row.id).await;
    assert_eq!(refusal(again), Refusal::StepNotAllowed);
    let mut tx = world.services.db().read().await.unwrap();
    for (action, count) in [
        (Action::ChangeRequested, 1),
        (Action::ChangeMoved, 4),
        (Action::ChangesSeen, 2),
    ] {
        assert_eq!(
            audit::count(&mut tx, action).await.unwrap(),
            count,
            "{action}"
        );
    }
}

async fn a_number_is_handed_over_at_once(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let phone = "+49 30 23125555";
    let typed = "030 23125 555";
    vera.changes().ask_phone(typed, PASSWORD).await.unwrap();
    let change = seen(&vera, ChangeKind::Phone).await;
    assert_eq!(
        (change.state, change.promised_on),
        (ChangeState::HandedOver, "2026-11-06".parse().ok())
    );
    let page = vera.changes().own().await.unwrap();
    assert_ne!(page.phone.as_deref(), Some(phone));
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let row = on_desk(&world).await;
    clerk.changes().accept(row.id).await.unwrap();
    let page = vera.changes().own().await.unwrap();
    assert_eq!(
        page.phone.as_deref(),
        Some(phone),
        "signed in all the while"
    );
    assert_eq!(world.mails().await.unwrap().len(), 2);
}

async fn a_rejection_has_a_reason(world: World) {
    let vera = handed_over(&world).await;
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let row = on_desk(&world).await;
    let wordless = clerk.changes().reject(row.id, " ").await;
    assert_eq!(refusal(wordless), Refusal::ReasonMissing);
    let reason = "Bitte rufen Sie uns an.";
    clerk.changes().reject(row.id, reason).await.unwrap();
    let change = seen(&vera, ChangeKind::Email).await;
    assert_eq!(
        (change.state, change.reason.as_deref()),
        (ChangeState::Rejected, Some(reason))
    );
    let told = world.mails().await.unwrap();
    assert!(to(&told, NEW).is_empty());
    assert!(told.iter().all(|mail| !mail.text.contains(reason)));
    let page = vera.changes().own().await.unwrap();
    assert_eq!(page.email, "vera@haus.example");
}

async fn what_is_open_can_be_taken_back(world: World) {
    let vera = handed_over(&world).await;
    vera.changes().withdraw(ChangeKind::Email).await.unwrap();
    let change = seen(&vera, ChangeKind::Email).await;
    assert_eq!(
        (change.state, change.next),
        (ChangeState::Withdrawn, ChangeActor::Nobody)
    );
    let again = vera.changes().withdraw(ChangeKind::Email).await;
    assert_eq!(refusal(again), Refusal::StepNotAllowed);
    let late = world.staff(Role::Clerk).await.unwrap();
    let late = late.changes().accept(change.id).await;
    assert_eq!(refusal(late), Refusal::StepNotAllowed);
    let page = vera.changes().own().await.unwrap();
    assert_eq!(page.email, "vera@haus.example");
}

async fn who_never_answers_lets_it_expire(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    asked(&world, &vera, "vera@haus.example", NEW).await;
    for (days, wanted) in [(6, ChangeState::Requested), (1, ChangeState::Expired)] {
        world.pass(Duration::days(days));
        let mut tx = world.services.db().begin().await.unwrap();
        let id = world.services.chance().id(world.now());
        let name = ExpireChanges::NAME;
        job::add(&mut tx, id, name, serde_json::Map::new(), world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.work().await.unwrap();
        assert_eq!(seen(&vera, ChangeKind::Email).await.state, wanted);
    }
    let late = vera.changes().resend_code().await;
    assert_eq!(refusal(late), Refusal::StepNotAllowed);
    let told = world.mails().await.unwrap();
    assert!(
        to(&told, "vera@haus.example")[0]
            .text
            .contains("abgelaufen")
    );
}

async fn a_missed_promise_is_seen(world: World) {
    let vera = handed_over(&world).await;
    world.pass(Duration::days(4));
    assert!(!seen(&vera, ChangeKind::Email).await.late);
    world.pass(Duration::days(1));
    assert!(seen(&vera, ChangeKind::Email).await.late);
    let clerk = vera.changes().desk(false, 1, None).await;
    assert!(matches!(clerk, Err(Error::Forbidden)));
}

async fn the_promise_counts_the_working_days_of_the_contracts_house(world: World) {
    let mut tx = world.services.db().begin().await.unwrap();
    let all = master::load(&mut tx).await.unwrap();
    let vera = all.persons.iter().find(|one| one.reference == "P-VERA");
    let vera = vera.unwrap().id;
    let elsewhere = all.contracts.iter().find(|one| one.reference == "V-5");
    let elsewhere = elsewhere.unwrap().id;
    let mut houses = all.properties.into_iter();
    let saxon = Property {
        federal_state: FederalState::Saxony,
        ..houses.find(|one| one.reference == "O-2").unwrap()
    };
    master::put_properties(&mut tx, &[saxon.into()])
        .await
        .unwrap();
    let pair = master::Pair {
        contract_id: elsewhere,
        person_id: vera,
    };
    master::link(&mut tx, &[pair]).await.unwrap();
    tx.commit().await.unwrap();
    // The 18th of November 2026 is a holiday in Saxony alone; her other contract is in Berlin.
    world.pass(Duration::days(14));
    let vera = world.resident("P-VERA").await.unwrap();
    let new = NewBank {
        contract: elsewhere,
        holder: "Vera Lindt".to_owned(),
        iban: "DE89370400440532013000".to_owned(),
        debit: false,
    };
    vera.changes().ask_bank(new, PASSWORD).await.unwrap();
    let change = seen(&vera, ChangeKind::Bank).await;
    assert_eq!(change.promised_on, "2026-11-24".parse().ok());
}
