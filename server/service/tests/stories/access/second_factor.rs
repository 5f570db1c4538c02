//! The second factor: set up, asked for, lost, required of staff.

use chrono::Duration;
use domain::security_log::{Happening, LogRow};
use domain::ticket::InboxView;
use domain::{Refusal, Role};
use service::testing::{Engine, PASSWORD, World, settings};
use service::{Caller, Error, SignedIn, recruit};

use super::refusal;

service::stories!(
    a_code_is_asked_for_once_the_app_has_proved_itself,
    a_code_counts_once_and_with_one_step_of_drift,
    a_code_on_paper_counts_once,
    codes_on_paper_are_made_anew,
    five_wrong_codes_end_the_sign_in,
    wrong_codes_never_lock_for_good,
    a_new_password_does_not_get_around_it,
    switching_off_needs_password_and_code,
);

/// Vera with a second factor, and her codes on paper.
async fn enrolled(world: &World) -> (Caller, Vec<String>) {
    let vera = world.resident("P-VERA").await.unwrap();
    let paper = enrol(world, &vera).await;
    (vera, paper)
}

async fn enrol(world: &World, caller: &Caller) -> Vec<String> {
    let access = caller.access();
    access.begin_second_factor(PASSWORD).await.unwrap();
    let enrolment = access.second_factor().await.unwrap().enrolment.unwrap();
    let code = world.app_code(caller.me().unwrap().account).await.unwrap();
    access.confirm_second_factor(&code).await.unwrap();
    world.pass(Duration::seconds(60));
    enrolment.recovery
}

/// The right password, and what it leads to.
async fn half(world: &World, password: &str) -> Caller {
    let guest = world.guest();
    let answer = guest
        .access()
        .sign_in("vera@haus.example", password, true)
        .await
        .unwrap();
    match answer {
        SignedIn::CodeWanted(token) => world.half_way(token).await.unwrap(),
        SignedIn::Done(_) => panic!("no code was asked for"),
    }
}

async fn a_code_is_asked_for_once_the_app_has_proved_itself(world: World) {
    let token = world.resident_token("P-VERA").await.unwrap();
    let vera = world.with(Some(token.clone()), None).await.unwrap();
    let access = vera.access();
    assert_eq!(
        refusal(access.begin_second_factor("falsch").await),
        Refusal::CurrentPasswordWrong
    );
    access.begin_second_factor(PASSWORD).await.unwrap();
    let guest = world.guest();
    let answer = guest
        .access()
        .sign_in("vera@haus.example", PASSWORD, true)
        .await
        .unwrap();
    assert!(matches!(answer, SignedIn::Done(_)), "not proved yet");
    assert_eq!(
        refusal(access.confirm_second_factor("000000").await),
        Refusal::SecondCodeWrong
    );
    let code = world.app_code(vera.me().unwrap().account).await.unwrap();
    let renewed = access.confirm_second_factor(&code).await.unwrap();
    let old = world.with(Some(token), None).await.unwrap();
    assert!(old.me().is_none(), "older sessions end");
    let own = world.with(Some(renewed.token), None).await.unwrap();
    let view = own.access().second_factor().await.unwrap();
    assert_eq!(
        (view.on, view.recovery_left, view.enrolment),
        (true, 10, None)
    );
    let mails = world.mails().await.unwrap();
    assert!(
        mails
            .iter()
            .any(|mail| mail.text.contains("zweiter Faktor"))
    );
    let person = half(&world, PASSWORD).await;
    assert!(person.me().is_none(), "half a sign-in is none");
}

async fn a_code_counts_once_and_with_one_step_of_drift(world: World) {
    let (vera, _) = enrolled(&world).await;
    let account = vera.me().unwrap().account;
    let code = world.app_code(account).await.unwrap();
    world.pass(Duration::seconds(30));
    let person = half(&world, PASSWORD).await;
    let session = person.access().sign_in_code(&code).await.unwrap();
    let inside = world.with(Some(session.token), None).await.unwrap();
    assert!(inside.me().is_some());
    let again = half(&world, PASSWORD).await;
    assert_eq!(
        refusal(again.access().sign_in_code(&code).await),
        Refusal::SecondCodeWrong,
        "used"
    );
    world.pass(Duration::seconds(60));
    let late = world.app_code(account).await.unwrap();
    world.pass(Duration::seconds(60));
    assert_eq!(
        refusal(again.access().sign_in_code(&late).await),
        Refusal::SecondCodeWrong,
        "two steps old"
    );
}

async fn a_code_on_paper_counts_once(world: World) {
    let (vera, paper) = enrolled(&world).await;
    let typed = paper[3].to_lowercase();
    let person = half(&world, PASSWORD).await;
    person.access().sign_in_code(&typed).await.unwrap();
    let told = world.mails().await.unwrap();
    let told = told.iter().find(|mail| mail.text.contains("Codes: 9."));
    assert!(told.is_some(), "the owner hears of it");
    let log = vera.access().security_log(1).await.unwrap().rows;
    let used = |row: &&LogRow| row.what == Happening::RecoveryCodeUsed;
    assert_eq!(log.iter().filter(used).count(), 1);
    let again = half(&world, PASSWORD).await;
    assert_eq!(
        refusal(again.access().sign_in_code(&typed).await),
        Refusal::SecondCodeWrong
    );
    again.access().sign_in_code(&paper[4]).await.unwrap();
    assert_eq!(
        refusal(again.access().sign_in_code(&paper[5]).await),
        Refusal::SecondStepOver,
        "a sign-in is finished once"
    );
}

async fn codes_on_paper_are_made_anew(world: World) {
    let (vera, old) = enrolled(&world).await;
    let access = vera.access();
    let unasked = access.confirm_recovery_codes().await;
    assert_eq!(refusal(unasked), Refusal::SecondFactorNotBegun);
    let stranger = access.begin_recovery_codes("falsch").await;
    assert_eq!(refusal(stranger), Refusal::CurrentPasswordWrong);
    access.begin_recovery_codes(PASSWORD).await.unwrap();
    let view = access.second_factor().await.unwrap();
    assert_eq!(
        (view.on, view.fresh.len(), view.enrolment),
        (true, 10, None)
    );
    let person = half(&world, PASSWORD).await;
    let still = person.access().sign_in_code(&old[0]).await;
    assert!(still.is_ok(), "the old ones count until then");
    access.confirm_recovery_codes().await.unwrap();
    let mails = world.mails().await.unwrap();
    assert!(mails.iter().any(|mail| mail.text.contains("Die alten")));
    let person = half(&world, PASSWORD).await;
    let dead = person.access().sign_in_code(&old[1]).await;
    assert_eq!(refusal(dead), Refusal::SecondCodeWrong);
    person.access().sign_in_code(&view.fresh[0]).await.unwrap();
    let seen = access.second_factor().await.unwrap();
    assert_eq!((seen.recovery_left, seen.fresh), (9, vec![]));
    let again = access.confirm_recovery_codes().await;
    assert_eq!(refusal(again), Refusal::SecondFactorNotBegun);

    access.begin_recovery_codes(PASSWORD).await.unwrap();
    world.pass(Duration::minutes(30));
    let late = access.confirm_recovery_codes().await;
    assert_eq!(refusal(late), Refusal::SecondFactorNotBegun);
    assert!(access.second_factor().await.unwrap().fresh.is_empty());
}

async fn five_wrong_codes_end_the_sign_in(world: World) {
    let (_, paper) = enrolled(&world).await;
    let person = half(&world, PASSWORD).await;
    for _ in 0..5 {
        world.pass(Duration::seconds(10));
        assert_eq!(
            refusal(person.access().sign_in_code("000000").await),
            Refusal::SecondCodeWrong
        );
    }
    world.pass(Duration::seconds(10));
    assert_eq!(
        refusal(person.access().sign_in_code(&paper[0]).await),
        Refusal::SecondStepOver
    );
    let next = half(&world, PASSWORD).await;
    world.pass(Duration::minutes(10));
    assert_eq!(
        refusal(next.access().sign_in_code(&paper[0]).await),
        Refusal::SecondStepOver,
        "ten minutes"
    );
    let nobody = world.guest();
    assert_eq!(
        refusal(nobody.access().sign_in_code(&paper[0]).await),
        Refusal::SecondStepOver
    );
}

async fn wrong_codes_never_lock_for_good(world: World) {
    let (_, paper) = enrolled(&world).await;
    for _ in 0..21 {
        let person = half(&world, PASSWORD).await;
        for _ in 0..5 {
            world.pass(Duration::seconds(60));
            assert_eq!(
                refusal(person.access().sign_in_code("000000").await),
                Refusal::SecondCodeWrong
            );
        }
    }
    let person = half(&world, PASSWORD).await;
    assert_eq!(
        refusal(person.access().sign_in_code(&paper[0]).await),
        Refusal::Wait { seconds: 60 }
    );
    world.pass(Duration::seconds(60));
    person.access().sign_in_code(&paper[0]).await.unwrap();
}

async fn a_new_password_does_not_get_around_it(world: World) {
    let (_, paper) = enrolled(&world).await;
    let before = half(&world, PASSWORD).await;
    let new = "neue lampe fluss teppich";
    world.mails().await.unwrap();
    let guest = world.guest();
    guest
        .access()
        .forgot_password("vera@haus.example")
        .await
        .unwrap();
    let mail = world.mails().await.unwrap().pop().unwrap();
    let (_, link) = mail.text.split_once("token=").unwrap();
    let token = link.split_whitespace().next().unwrap();
    guest.access().reset_password(token, new).await.unwrap();
    assert_eq!(
        refusal(before.access().sign_in_code(&paper[0]).await),
        Refusal::SecondStepOver,
        "half a sign-in with the old password"
    );
    let person = half(&world, new).await;
    person.access().sign_in_code(&paper[0]).await.unwrap();
}

async fn switching_off_needs_password_and_code(world: World) {
    let (_, paper) = enrolled(&world).await;
    let vera = world.resident("P-VERA").await.unwrap();
    let access = vera.access();
    for (password, code, wanted) in [
        ("falsch", paper[0].as_str(), Refusal::CurrentPasswordWrong),
        (PASSWORD, "000000", Refusal::SecondCodeWrong),
    ] {
        assert_eq!(
            refusal(access.end_second_factor(password, code).await),
            wanted
        );
    }
    access.end_second_factor(PASSWORD, &paper[0]).await.unwrap();
    let guest = world.guest();
    let answer = guest
        .access()
        .sign_in("vera@haus.example", PASSWORD, true)
        .await
        .unwrap();
    assert!(matches!(answer, SignedIn::Done(_)));
}

#[tokio::test]
async fn staff_without_a_second_factor_may_do_nothing_else() {
    let mut strict = settings();
    strict.security.staff_second_factor = true;
    let world = World::under(Engine::Sqlite, strict).await.unwrap();
    let clerk = world.staff(Role::Clerk).await.unwrap();
    assert!(clerk.me().unwrap().must_enrol);
    for refused in [
        clerk.staff().inbox(InboxView::New, 1, "").await.map(drop),
        clerk.access().sessions().await.map(drop),
        clerk
            .access()
            .change_password(PASSWORD, "kessel wolke leiter fenster")
            .await
            .map(drop),
    ] {
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    enrol(&world, &clerk).await;
    let clerk = world.staff(Role::Clerk).await.unwrap();
    assert!(!clerk.me().unwrap().must_enrol);
    clerk.staff().inbox(InboxView::New, 1, "").await.unwrap();
    let operator = world.services.operator("staff");
    let email = clerk.me().unwrap().email;
    assert!(
        recruit::reset_second_factor(&operator, &email)
            .await
            .unwrap()
    );
    assert!(
        !recruit::reset_second_factor(&operator, &email)
            .await
            .unwrap()
    );
    let clerk = world.staff(Role::Clerk).await.unwrap();
    assert!(clerk.me().unwrap().must_enrol);
    world.resident("P-VERA").await.unwrap();
    assert!(matches!(
        recruit::reset_second_factor(&operator, "vera@haus.example").await,
        Err(Error::NotFound)
    ));
}
