//! What keeps others from changing somebody's details, and strangers from learning whose address it is.

use chrono::Duration;
use domain::change::{ChangeKind, ChangeState};
use domain::{Refusal, Role};
use service::Error;
use service::testing::{PASSWORD, World};

use super::{NEW, asked, handed_over, on_desk, refusal, seen, to};

service::stories!(
    the_password_is_asked_again,
    the_old_mailbox_calls_it_back,
    a_link_comes_too_late_for_what_holds,
    a_taken_address_is_told_by_mail_only,
    an_address_taken_meanwhile_is_rejected,
    digits_have_five_tries_and_three_mails,
    of_two_confirmations_at_once_one_wins,
    one_change_of_a_kind_and_five_a_day,
);

async fn the_password_is_asked_again(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let wrong = vera.changes().ask_email(NEW, "falsch").await;
    assert_eq!(refusal(wrong), Refusal::PasswordWrong);
    let wrong = vera.changes().ask_phone("030 23125 555", "falsch").await;
    assert_eq!(refusal(wrong), Refusal::PasswordWrong);
    let same = vera
        .changes()
        .ask_email("Vera@Haus.example", PASSWORD)
        .await;
    assert_eq!(refusal(same), Refusal::ChangeSame);
    let invalid = vera.changes().ask_phone("keine", PASSWORD).await;
    assert_eq!(refusal(invalid), Refusal::PhoneInvalid);
    assert!(world.mails().await.unwrap().is_empty());
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let staff = clerk.changes().ask_email(NEW, PASSWORD).await;
    assert!(matches!(staff, Err(Error::Forbidden)));
    let guest = world.guest().changes().own().await;
    assert!(matches!(guest, Err(Error::SignIn)));
}

async fn the_old_mailbox_calls_it_back(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let (code, token) = asked(&world, &vera, "vera@haus.example", NEW).await;
    vera.changes().confirm_email(&code).await.unwrap();
    world.mails().await.unwrap();
    let guest = world.guest();
    let guessed = guest.changes().revoke("geraten").await;
    assert_eq!(refusal(guessed), Refusal::RevokeLinkInvalid);
    let pasted = format!("http://127.0.0.1:3000/aenderung-widerrufen#t={token}");
    guest.changes().revoke(&pasted).await.unwrap();
    guest.changes().revoke(&token).await.unwrap();
    let told = world.mails().await.unwrap();
    assert!(
        to(&told, "vera@haus.example")[0]
            .text
            .contains("zurückgezogen")
    );
    let vera = world.resident("P-VERA").await.unwrap();
    assert_eq!(
        seen(&vera, ChangeKind::Email).await.state,
        ChangeState::Withdrawn
    );
    assert_eq!(
        vera.access().sessions().await.unwrap().len(),
        1,
        "all others are out"
    );
}

async fn a_link_comes_too_late_for_what_holds(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let (code, token) = asked(&world, &vera, "vera@haus.example", NEW).await;
    vera.changes().confirm_email(&code).await.unwrap();
    let row = on_desk(&world).await;
    let clerk = world.staff(Role::Clerk).await.unwrap();
    clerk.changes().accept(row.id).await.unwrap();
    let late = world.guest().changes().revoke(&token).await;
    assert_eq!(refusal(late), Refusal::ChangeEffective);
    world.pass(Duration::days(7));
    let late = world.guest().changes().revoke(&token).await;
    assert_eq!(refusal(late), Refusal::RevokeLinkInvalid);
}

/// What the page says to six wrong tries.
async fn sayings(world: &World, person: &str, email: &str) -> Vec<Refusal> {
    let caller = world.resident(person).await.unwrap();
    caller.changes().ask_email(email, PASSWORD).await.unwrap();
    let early = caller.changes().confirm_email("12345").await;
    let mut said = vec![refusal(early)];
    world.work().await.unwrap();
    for _ in 0..6 {
        said.push(refusal(caller.changes().confirm_email("12345").await));
    }
    said
}

async fn a_taken_address_is_told_by_mail_only(world: World) {
    world.resident("P-OLGA").await.unwrap();
    let free = sayings(&world, "P-VERA", NEW).await;
    world.mails().await.unwrap();
    let taken = sayings(&world, "P-JAN", "olga@haus.example").await;
    assert_eq!(free, taken);
    assert_eq!(free[1], Refusal::EmailCodeWrong);
    assert_eq!(free[6], Refusal::EmailCodeExpired);
    let mails = world.mails().await.unwrap();
    let notice = &to(&mails, "olga@haus.example")[0].text;
    assert!(notice.contains("schon ein Konto") && notice.contains("/passwort-vergessen"));
    assert_eq!(
        to(&mails, "jan@haus.example").len(),
        1,
        "the notice comes alike"
    );
}

async fn an_address_taken_meanwhile_is_rejected(world: World) {
    let vera = handed_over(&world).await;
    let jan = world.resident("P-JAN").await.unwrap();
    let (code, _) = asked(&world, &jan, "jan@haus.example", NEW).await;
    jan.changes().confirm_email(&code).await.unwrap();
    let clerk = world.staff(Role::Clerk).await.unwrap();
    for caller in [&vera, &jan] {
        let id = seen(caller, ChangeKind::Email).await.id;
        clerk.changes().accept(id).await.unwrap();
    }
    let change = seen(&jan, ChangeKind::Email).await;
    assert_eq!(change.state, ChangeState::Rejected);
    assert!(change.reason.unwrap().contains("anderen Konto"));
    let page = jan.changes().own().await.unwrap();
    assert_eq!(page.email, "jan@haus.example");
}

async fn digits_have_five_tries_and_three_mails(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let (code, _) = asked(&world, &vera, "vera@haus.example", NEW).await;
    let wrong = if code == "000000" { "111111" } else { "000000" };
    for _ in 0..5 {
        let answer = vera.changes().confirm_email(wrong).await;
        assert_eq!(refusal(answer), Refusal::EmailCodeWrong);
    }
    let answer = vera.changes().confirm_email(&code).await;
    assert_eq!(refusal(answer), Refusal::EmailCodeExpired);
    vera.changes().resend_code().await.unwrap();
    vera.changes().resend_code().await.unwrap();
    let answer = vera.changes().resend_code().await;
    assert_eq!(refusal(answer), Refusal::EmailCodeLimit);
    vera.changes().withdraw(ChangeKind::Email).await.unwrap();
    let anew = vera.changes().ask_email("x@post.example", PASSWORD).await;
    assert_eq!(refusal(anew), Refusal::EmailCodeLimit);
    world.pass(Duration::minutes(61));
    let (code, _) = {
        world.mails().await.unwrap();
        asked(&world, &vera, "vera@haus.example", NEW).await
    };
    world.pass(Duration::minutes(11));
    let late = vera.changes().confirm_email(&code).await;
    assert_eq!(refusal(late), Refusal::EmailCodeExpired);
}

async fn of_two_confirmations_at_once_one_wins(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let (code, _) = asked(&world, &vera, "vera@haus.example", NEW).await;
    let tries = (0..4).map(|_| {
        let (vera, code) = (vera.clone(), code.clone());
        tokio::spawn(async move { vera.changes().confirm_email(&code).await.is_ok() })
    });
    let mut won = 0;
    for done in tries.collect::<Vec<_>>() {
        won += u32::from(done.await.unwrap());
    }
    assert_eq!(won, 1);
    let row = on_desk(&world).await;
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let presses = (0..4).map(|_| {
        let clerk = clerk.clone();
        tokio::spawn(async move { clerk.changes().accept(row.id).await.is_ok() })
    });
    let mut won = 0;
    for done in presses.collect::<Vec<_>>() {
        won += u32::from(done.await.unwrap());
    }
    assert_eq!(won, 1, "also on the side of the ERP");
}

async fn one_change_of_a_kind_and_five_a_day(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let ask = async |last: u32| {
        let phone = format!("030 23125 60{last}");
        vera.changes().ask_phone(&phone, PASSWORD).await
    };
    ask(0).await.unwrap();
    assert_eq!(refusal(ask(1).await), Refusal::ChangeOpen);
    for last in 1..5 {
        vera.changes().withdraw(ChangeKind::Phone).await.unwrap();
        ask(last).await.unwrap();
    }
    vera.changes().withdraw(ChangeKind::Phone).await.unwrap();
    assert_eq!(refusal(ask(5).await), Refusal::TooMany);
    world.pass(Duration::days(1));
    ask(5).await.unwrap();
}
