//! The letter that opens an account anew.

use chrono::Duration;
use domain::activation::LetterKind;
use domain::audit::{Action, AuditResult};
use domain::security_log::Happening;
use domain::{Refusal, Role};
use service::testing::{PASSWORD, World};
use service::{Caller, SignedIn};
use store::{account, audit};

use super::{digits, numbers, refusal};
use crate::person;

service::stories!(
    a_recovery_letter_opens_the_same_account_anew,
    an_ended_access_comes_back,
    the_newest_letter_counts,
    of_two_redemptions_one_wins,
    only_accounts_are_recovered_and_only_after_a_check,
    who_orders_a_letter_never_gets_its_paper,
    the_owner_reads_what_happened,
    a_lost_letter_is_none_for_an_account,
);

const ANOTHER: &str = "kiesel laterne winter apfel zug";

/// Orders a letter for Vera; number and code.
async fn ordered(world: &World) -> (String, String) {
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let vera = person(world, "P-VERA").await;
    clerk
        .rollouts()
        .send_recovery(vera, "rueckruf")
        .await
        .unwrap();
    world.work().await.unwrap();
    let (_, pdf) = world.letters().pop().unwrap();
    numbers(&pdf)
}

/// Goes as far as the password with a letter.
async fn proved(world: &World, number: &str, code: &str, email: &str) -> Caller {
    let token = world.guest().access().redeem(number, code).await.unwrap();
    let person = world.with(None, Some(token)).await.unwrap();
    let view = person.access().registration().await.unwrap().unwrap();
    assert!(view.recovery);
    person.access().give_email(email).await.unwrap();
    person
        .access()
        .confirm_email(&digits(world).await)
        .await
        .unwrap();
    person
}

async fn a_recovery_letter_opens_the_same_account_anew(world: World) {
    let token = world.resident_token("P-VERA").await.unwrap();
    let vera = world.with(Some(token.clone()), None).await.unwrap();
    let before = vera.me().unwrap().account;
    vera.access().begin_second_factor(PASSWORD).await.unwrap();
    let code = world.app_code(before).await.unwrap();
    let own = vera.access().confirm_second_factor(&code).await.unwrap();
    let vera = world.with(Some(own.token.clone()), None).await.unwrap();
    vera.changes()
        .ask_email("neu@haus.example", PASSWORD)
        .await
        .unwrap();
    world.mails().await.unwrap();

    let (number, code) = ordered(&world).await;
    let told = world.mails().await.unwrap();
    assert!(told.iter().any(
        |mail| mail.to == "vera@haus.example" && mail.subject.contains("Brief zu Ihrem Zugang")
    ));
    let still = world.with(Some(own.token.clone()), None).await.unwrap();
    assert!(still.me().is_some(), "until then everything works on");

    let anew = proved(&world, &number, &code, "vera@post.example").await;
    let session = anew.access().finish(ANOTHER, true).await.unwrap();
    let me = world.with(Some(session.token), None).await.unwrap();
    let seen = me.me().unwrap();
    assert_eq!(
        (seen.account, seen.email.as_str()),
        (before, "vera@post.example")
    );
    let gone = world.with(Some(own.token), None).await.unwrap();
    assert!(gone.me().is_none(), "all devices are signed out");
    assert!(!me.access().second_factor().await.unwrap().on);
    let changes = store::change::of_person(
        &mut world.services.db().read().await.unwrap(),
        person(&world, "P-VERA").await,
    )
    .await
    .unwrap();
    assert!(changes.iter().all(|change| !change.state.is_open()));
    let mails = world.mails().await.unwrap();
    for to in ["vera@haus.example", "vera@post.example"] {
        assert!(
            mails
                .iter()
                .any(|mail| mail.to == to && mail.subject.contains("neu eingerichtet")),
            "{to}"
        );
    }
    let guest = world.guest();
    let answer = guest
        .access()
        .sign_in("vera@post.example", ANOTHER, true)
        .await
        .unwrap();
    assert!(matches!(answer, SignedIn::Done(_)));
    let old = guest
        .access()
        .sign_in("vera@haus.example", PASSWORD, true)
        .await;
    assert_eq!(refusal(old), Refusal::SignInFailed);
    assert_eq!(
        refusal(guest.access().redeem(&number, &code).await),
        Refusal::LetterMismatch
    );
}

async fn an_ended_access_comes_back(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let before = vera.me().unwrap().account;
    vera.privacy().end_access(PASSWORD, true).await.unwrap();
    world.mails().await.unwrap();
    let (number, code) = ordered(&world).await;
    assert!(
        world.mails().await.unwrap().is_empty(),
        "there is no mailbox to tell"
    );
    let anew = proved(&world, &number, &code, "vera@haus.example").await;
    let session = anew.access().finish(ANOTHER, true).await.unwrap();
    let me = world.with(Some(session.token), None).await.unwrap().me();
    assert_eq!(me.unwrap().account, before);
}

async fn the_newest_letter_counts(world: World) {
    world.resident("P-VERA").await.unwrap();
    let (first, code) = ordered(&world).await;
    world.pass(Duration::minutes(1));
    let (second, newer) = ordered(&world).await;
    let guest = world.guest();
    assert_eq!(
        refusal(guest.access().redeem(&first, &code).await),
        Refusal::LetterMismatch
    );
    assert!(guest.access().redeem(&second, &newer).await.is_ok());
    world.pass(Duration::days(31));
    assert_eq!(
        refusal(guest.access().redeem(&second, &newer).await),
        Refusal::LetterMismatch
    );
}

async fn of_two_redemptions_one_wins(world: World) {
    world.resident("P-VERA").await.unwrap();
    let (number, code) = ordered(&world).await;
    let vera = proved(&world, &number, &code, "vera@haus.example").await;
    let tries = (0..10).map(|_| {
        let vera = vera.clone();
        tokio::spawn(async move { vera.access().finish(ANOTHER, true).await.is_ok() })
    });
    let mut won = 0;
    for done in tries.collect::<Vec<_>>() {
        won += u32::from(done.await.unwrap());
    }
    assert_eq!(won, 1);
}

async fn only_accounts_are_recovered_and_only_after_a_check(world: World) {
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let (vera, olga) = (
        person(&world, "P-VERA").await,
        person(&world, "P-OLGA").await,
    );
    world.resident("P-VERA").await.unwrap();
    let rollouts = clerk.rollouts();
    assert_eq!(
        refusal(rollouts.send_recovery(vera, "").await),
        Refusal::CheckMissing
    );
    assert_eq!(
        refusal(rollouts.send_recovery(olga, "fragen").await),
        Refusal::RecoveryNotOwed
    );
    let page = rollouts.person(vera).await.unwrap();
    assert_eq!(page.letter, Some(LetterKind::Recovery));
    let page = rollouts.person(olga).await.unwrap();
    assert_eq!(page.letter, Some(LetterKind::Activation));
    let resident = world.resident("P-JAN").await.unwrap();
    assert!(
        resident
            .rollouts()
            .send_recovery(vera, "fragen")
            .await
            .is_err()
    );

    rollouts.send_recovery(vera, "ausweis").await.unwrap();
    world.work().await.unwrap();
    let (_, pdf) = world.letters().pop().unwrap();
    let (_, code) = numbers(&pdf);
    let seen = format!("{:?}", rollouts.person(vera).await.unwrap());
    assert!(!seen.contains(&code) && !seen.contains(&code.replace(' ', "")));
    let mut tx = world.services.db().read().await.unwrap();
    let events = audit::about(&mut tx, vera.0).await.unwrap();
    assert!(
        events
            .iter()
            .any(|event| event.action == Action::RecoveryOrdered)
    );
}

async fn who_orders_a_letter_never_gets_its_paper(world: World) {
    world.resident("P-VERA").await.unwrap();
    let vera = person(&world, "P-VERA").await;
    let [clerk, admin] = [Role::Clerk, Role::Admin].map(|role| world.staff(role));
    let (clerk, admin) = (clerk.await.unwrap(), admin.await.unwrap());
    let id = clerk.rollouts().send_recovery(vera, "fragen").await;
    let id = id.unwrap();
    world.work().await.unwrap();
    let own = clerk.rollouts();
    assert_eq!(refusal(own.letter(id, vera).await), Refusal::OwnLetter);
    assert_eq!(refusal(own.print(id, 1).await), Refusal::OwnLetter);
    assert_eq!(refusal(own.addresses(id).await), Refusal::OwnLetter);
    let today = world.now().date_naive().to_string();
    assert_eq!(refusal(own.posted(id, &today).await), Refusal::OwnLetter);
    let shown = own.person(vera).await.unwrap().letters.swap_remove(0);
    assert_eq!((shown.batch, shown.withheld), (None, true));
    assert!(own.batch(id).await.unwrap().withheld);

    let other = admin.rollouts();
    let shown = other.person(vera).await.unwrap().letters.swap_remove(0);
    assert_eq!((shown.batch, shown.withheld), (Some(id), false));
    assert!(!other.batch(id).await.unwrap().withheld);
    for paper in [other.letter(id, vera).await, other.print(id, 1).await] {
        assert!(paper.unwrap().bytes.starts_with(b"%PDF-"));
    }
    assert!(other.addresses(id).await.is_ok());
    other.posted(id, &today).await.unwrap();
    let mut tx = world.services.db().read().await.unwrap();
    let events = audit::about(&mut tx, vera.0).await.unwrap();
    let taken = |result| {
        let taken =
            |event: &&audit::Event| event.action == Action::LettersTaken && event.result == result;
        events.iter().filter(taken).count()
    };
    assert_eq!(
        (taken(AuditResult::Refused), taken(AuditResult::Done)),
        (2, 2)
    );
}

async fn the_owner_reads_what_happened(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let (number, code) = ordered(&world).await;
    let wrong = vera.access().begin_second_factor(PASSWORD).await;
    wrong.unwrap();
    assert_eq!(
        refusal(vera.access().confirm_second_factor("000000").await),
        Refusal::SecondCodeWrong
    );
    let anew = proved(&world, &number, &code, "vera@haus.example").await;
    let session = anew.access().finish(ANOTHER, true).await.unwrap();
    let vera = world.with(Some(session.token), None).await.unwrap();
    let log = vera.access().security_log(1).await.unwrap();
    let told: Vec<Happening> = log.rows.iter().map(|row| row.what).collect();
    for wanted in [
        Happening::AccountRecovered,
        Happening::LetterRedeemed,
        Happening::FactorFailed,
        Happening::FactorBegun,
        Happening::RecoveryOrdered,
    ] {
        assert!(told.contains(&wanted), "{wanted}: {told:?}");
    }
    assert!(
        log.rows
            .iter()
            .any(|row| row.device == "Firefox auf Windows")
    );
    let file = vera.access().fetch_log().await.unwrap();
    assert_eq!(file.len(), log.rows.len());
    let again = vera.access().security_log(1).await.unwrap();
    assert!(
        again
            .rows
            .iter()
            .any(|row| row.what == Happening::LogFetched)
    );
    let olga = world.resident("P-OLGA").await.unwrap();
    assert_eq!(olga.access().security_log(1).await.unwrap().count, 0);
    let clerk = world.staff(Role::Clerk).await.unwrap();
    assert_eq!(clerk.access().security_log(1).await.unwrap().count, 0);
}

async fn a_lost_letter_is_none_for_an_account(world: World) {
    world.resident("P-VERA").await.unwrap();
    world.resident("P-JAN").await.unwrap();
    ordered(&world).await;
    world.pass(Duration::days(8));
    let signed = "2024-07-01".parse().unwrap();
    let guest = world.guest();
    guest
        .access()
        .lost_letter("V-1", "Lindt", signed)
        .await
        .unwrap();
    world.work().await.unwrap();
    assert!(world.letters().is_empty());
    let vera = person(&world, "P-VERA").await;
    let mut tx = world.services.db().read().await.unwrap();
    assert!(account::of_person(&mut tx, vera).await.unwrap().is_some());
    let events = audit::about(&mut tx, vera.0).await.unwrap();
    let done = events.iter().filter(|event| {
        event.action == Action::LetterRequested && event.result == AuditResult::Done
    });
    assert_eq!(done.count(), 0);
}
