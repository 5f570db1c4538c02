//! Passwords: wrong, forgotten, changed.

use chrono::Duration;
use domain::Refusal;
use service::testing::{PASSWORD, World};

use super::refusal;

service::stories!(
    a_wrong_password_waits_and_tells_nothing,
    after_a_hundred_failures_only_a_reset_helps,
    a_forgotten_password_is_set_anew_and_ends_all_devices,
    a_reset_link_works_once_and_for_an_hour,
    changing_the_password_ends_the_other_devices,
    links_asked_for_at_once_are_one_mail,
    a_reset_takes_back_what_somebody_began,
    an_empty_field_is_no_wrong_try,
    both_passwords_are_complained_about_at_once,
    the_old_password_is_no_new_one,
    a_used_link_is_told_before_anybody_types,
);

async fn an_empty_field_is_no_wrong_try(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let guest = world.guest();
    for _ in 0..20 {
        let tried = guest.access().sign_in("vera@haus.example", "", true).await;
        assert_eq!(refusal(tried), Refusal::PasswordMissing);
        let changed = vera
            .access()
            .change_password("", "kessel wolke leiter fenster");
        assert_eq!(refusal(changed.await), Refusal::PasswordMissing);
        let code = vera.access().confirm_second_factor(" ").await;
        assert_eq!(refusal(code), Refusal::CodeMissing);
    }
    let signed_in = guest.access().sign_in("vera@haus.example", PASSWORD, true);
    assert!(signed_in.await.is_ok());
}

async fn both_passwords_are_complained_about_at_once(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let short = Refusal::PasswordTooShort { min: 12 };
    for (current, wrong) in [
        ("", Refusal::PasswordMissing),
        ("falsch", Refusal::CurrentPasswordWrong),
    ] {
        let changed = vera.access().change_password(current, "").await;
        let both = Refusal::Several(vec![wrong, short.clone()]);
        assert_eq!(refusal(changed), both);
    }
}

async fn the_old_password_is_no_new_one(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let same = vera.access().change_password(PASSWORD, PASSWORD).await;
    assert_eq!(refusal(same), Refusal::PasswordSame);
}

async fn a_used_link_is_told_before_anybody_types(world: World) {
    world.resident("P-VERA").await.unwrap();
    let token = link(&world).await;
    let guest = world.guest();
    for _ in 0..2 {
        assert!(guest.access().is_reset_link(&token).await.unwrap());
    }
    let new = "neue lampe fluss teppich";
    guest.access().reset_password(&token, new).await.unwrap();
    assert!(!guest.access().is_reset_link(&token).await.unwrap());
}

async fn a_wrong_password_waits_and_tells_nothing(world: World) {
    world.resident("P-VERA").await.unwrap();
    for email in ["vera@haus.example", "niemand@haus.example"] {
        for _ in 0..3 {
            assert_eq!(
                refusal(world.guest().access().sign_in(email, "falsch", true).await),
                Refusal::SignInFailed,
                "{email}"
            );
        }
        assert_eq!(
            refusal(world.guest().access().sign_in(email, "falsch", true).await),
            Refusal::SignInFailed
        );
        assert_eq!(
            refusal(world.guest().access().sign_in(email, PASSWORD, true).await),
            Refusal::Wait { seconds: 1 },
            "{email}"
        );
    }
    world.pass(Duration::seconds(2));
    assert!(
        world
            .guest()
            .access()
            .sign_in("VERA@haus.example", PASSWORD, true)
            .await
            .is_ok()
    );
}

async fn after_a_hundred_failures_only_a_reset_helps(world: World) {
    world.resident("P-VERA").await.unwrap();
    for _ in 0..100 {
        world.pass(Duration::seconds(61));
        let _ = world
            .guest()
            .access()
            .sign_in("vera@haus.example", "falsch", true)
            .await;
    }
    world.pass(Duration::hours(48));
    assert_eq!(
        refusal(
            world
                .guest()
                .access()
                .sign_in("vera@haus.example", PASSWORD, true)
                .await
        ),
        Refusal::SignInFailed
    );
    reset(&world, "neue lampe fluss teppich").await;
    assert!(
        world
            .guest()
            .access()
            .sign_in("vera@haus.example", "neue lampe fluss teppich", true)
            .await
            .is_ok()
    );
}

async fn link(world: &World) -> String {
    world
        .guest()
        .access()
        .forgot_password("vera@haus.example")
        .await
        .unwrap();
    let mail = world.mails().await.unwrap().pop().unwrap();
    let start = mail.text.find("token=").unwrap() + 6;
    mail.text[start..]
        .split_whitespace()
        .next()
        .unwrap()
        .to_owned()
}

async fn reset(world: &World, password: &str) {
    let token = link(world).await;
    world
        .guest()
        .access()
        .reset_password(&token, password)
        .await
        .unwrap();
}

async fn a_forgotten_password_is_set_anew_and_ends_all_devices(world: World) {
    let token = world.resident_token("P-VERA").await.unwrap();
    reset(&world, "neue lampe fluss teppich").await;
    assert!(world.with(Some(token), None).await.unwrap().me().is_none());
    assert_eq!(
        refusal(
            world
                .guest()
                .access()
                .sign_in("vera@haus.example", PASSWORD, true)
                .await
        ),
        Refusal::SignInFailed
    );
    assert_eq!(world.mails().await.unwrap()[0].to, "vera@haus.example");
}

async fn a_reset_link_works_once_and_for_an_hour(world: World) {
    world.resident("P-VERA").await.unwrap();
    let token = link(&world).await;
    assert_eq!(
        refusal(world.guest().access().reset_password(&token, "kurz").await),
        Refusal::PasswordTooShort { min: 12 }
    );
    world
        .guest()
        .access()
        .reset_password(&token, "neue lampe fluss teppich")
        .await
        .unwrap();
    assert_eq!(
        refusal(
            world
                .guest()
                .access()
                .reset_password(&token, "noch eine lampe fluss")
                .await
        ),
        Refusal::ResetLinkInvalid
    );
    world.pass(Duration::minutes(11));
    let late = link(&world).await;
    world.pass(Duration::minutes(61));
    assert_eq!(
        refusal(
            world
                .guest()
                .access()
                .reset_password(&late, "noch eine lampe fluss")
                .await
        ),
        Refusal::ResetLinkInvalid
    );
    world.mails().await.unwrap();
    world
        .guest()
        .access()
        .forgot_password("niemand@haus.example")
        .await
        .unwrap();
    assert!(world.mails().await.unwrap().is_empty());
}

async fn changing_the_password_ends_the_other_devices(world: World) {
    let (phone, desk) = (
        world.resident_token("P-VERA").await.unwrap(),
        world.resident_token("P-VERA").await.unwrap(),
    );
    let vera = world.with(Some(desk.clone()), None).await.unwrap();
    assert_eq!(vera.access().sessions().await.unwrap().len(), 2);
    assert_eq!(
        refusal(
            vera.access()
                .change_password("falsch", "neue lampe fluss teppich")
                .await
        ),
        Refusal::CurrentPasswordWrong
    );
    let fresh = vera
        .access()
        .change_password(PASSWORD, "neue lampe fluss teppich")
        .await
        .unwrap();
    for old in [phone, desk] {
        assert!(world.with(Some(old), None).await.unwrap().me().is_none());
    }
    assert!(
        world
            .with(Some(fresh.token), None)
            .await
            .unwrap()
            .me()
            .is_some()
    );
}

async fn links_asked_for_at_once_are_one_mail(world: World) {
    world.resident("P-VERA").await.unwrap();
    let guest = world.guest();
    for _ in 0..5 {
        let asked = guest.access().forgot_password("vera@haus.example").await;
        asked.unwrap();
    }
    assert_eq!(world.mails().await.unwrap().len(), 1);
}

async fn a_reset_takes_back_what_somebody_began(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let changes = vera.changes();
    let asked = changes.ask_email("dieb@post.example", PASSWORD).await;
    asked.unwrap();
    world.mails().await.unwrap();
    reset(&world, "neue lampe fluss teppich").await;
    assert!(changes.own().await.unwrap().open.is_empty());
    let told = world.mails().await.unwrap().pop().unwrap();
    assert!(told.text.contains("sind zurückgezogen"), "{}", told.text);
    assert!(!told.text.contains("Passkeys"), "there were none");
}
