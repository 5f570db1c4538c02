//! The six digits prove the mailbox.

use chrono::Duration;
use domain::Refusal;
use domain::registration::RegistrationStep;
use service::Error;
use service::testing::World;

use super::{digits, letter, refusal};

service::stories!(
    six_digits_are_tried_five_times,
    a_known_address_gets_a_notice_instead_of_digits,
    the_page_says_the_same_whether_an_address_is_known,
    three_mails_an_hour_whatever_is_begun_anew,
    digits_confirm_only_the_address_they_went_to,
);

async fn six_digits_are_tried_five_times(world: World) {
    let (number, code) = letter(&world, "P-VERA").await;
    let token = world.guest().access().redeem(&number, &code).await.unwrap();
    let vera = world.with(None, Some(token)).await.unwrap();
    vera.access().give_email("vera@haus.example").await.unwrap();
    let right = digits(&world).await;
    let wrong = if right == "000000" {
        "111111"
    } else {
        "000000"
    };
    for _ in 0..5 {
        assert_eq!(
            refusal(vera.access().confirm_email(wrong).await),
            Refusal::EmailCodeWrong
        );
    }
    assert_eq!(
        refusal(vera.access().confirm_email(&right).await),
        Refusal::EmailCodeExpired
    );
    vera.access().resend_code().await.unwrap();
    let fresh = digits(&world).await;
    world.pass(Duration::minutes(11));
    assert_eq!(
        refusal(vera.access().confirm_email(&fresh).await),
        Refusal::EmailCodeExpired
    );
    vera.access().resend_code().await.unwrap();
    assert_eq!(
        refusal(vera.access().resend_code().await),
        Refusal::EmailCodeLimit
    );
    vera.access()
        .confirm_email(&digits(&world).await)
        .await
        .unwrap();
}

async fn a_known_address_gets_a_notice_instead_of_digits(world: World) {
    world.resident("P-OLGA").await.unwrap();
    let (number, code) = letter(&world, "P-VERA").await;
    let token = world.guest().access().redeem(&number, &code).await.unwrap();
    let vera = world.with(None, Some(token)).await.unwrap();
    vera.access().give_email("olga@haus.example").await.unwrap();
    let mail = world.mails().await.unwrap().pop().unwrap();
    assert_eq!(mail.to, "olga@haus.example");
    assert!(mail.text.contains("/passwort-vergessen"), "{}", mail.text);
    assert_eq!(
        vera.access().registration().await.unwrap().unwrap().step,
        RegistrationStep::Code
    );
}

/// What the page says from the first digits to the last mail, when all digits are wrong.
async fn sayings(world: &World, person: &str, email: &str) -> Vec<Refusal> {
    let (number, code) = letter(world, person).await;
    let token = world.guest().access().redeem(&number, &code).await.unwrap();
    let guest = world.with(None, Some(token)).await.unwrap();
    let mut said = Vec::new();
    guest.access().give_email(email).await.unwrap();
    said.push(refusal(guest.access().confirm_email("12345").await));
    for minutes in [0, 11, 0] {
        assert_eq!(world.mails().await.unwrap().len(), 1);
        world.pass(Duration::minutes(minutes));
        for _ in 0..6 {
            said.push(refusal(guest.access().confirm_email("12345").await));
        }
        if let Err(Error::Refused(refusal)) = guest.access().resend_code().await {
            said.push(refusal);
        }
    }
    said
}

async fn the_page_says_the_same_whether_an_address_is_known(world: World) {
    world.resident("P-OLGA").await.unwrap();
    let unknown = sayings(&world, "P-VERA", "vera@haus.example").await;
    let known = sayings(&world, "P-JAN", "olga@haus.example").await;
    assert_eq!(known, unknown);
    assert_eq!(known[0], Refusal::EmailCodeExpired);
    assert_eq!(known[1], Refusal::EmailCodeWrong);
    assert_eq!(known[6], Refusal::EmailCodeExpired);
    assert_eq!(known.last(), Some(&Refusal::EmailCodeLimit));
}

async fn three_mails_an_hour_whatever_is_begun_anew(world: World) {
    let (number, code) = letter(&world, "P-VERA").await;
    let begin = async || {
        let token = world.guest().access().redeem(&number, &code).await.unwrap();
        world.with(None, Some(token)).await.unwrap()
    };
    let vera = begin().await;
    vera.access().give_email("vera@haus.example").await.unwrap();
    let again = (0..6).map(|_| {
        let vera = vera.clone();
        tokio::spawn(async move { vera.access().resend_code().await.is_ok() })
    });
    let mut sent = 1;
    for done in again.collect::<Vec<_>>() {
        sent += u32::from(done.await.unwrap());
    }
    assert_eq!(sent, 3, "at once or in a row");
    world.pass(Duration::minutes(59));
    let anew = begin().await.access().give_email("vera@haus.example").await;
    assert_eq!(refusal(anew), Refusal::EmailCodeLimit);
    world.pass(Duration::minutes(2));
    let later = begin().await.access().give_email("vera@haus.example").await;
    later.unwrap();
}

async fn digits_confirm_only_the_address_they_went_to(world: World) {
    let (number, code) = letter(&world, "P-VERA").await;
    let token = world.guest().access().redeem(&number, &code).await.unwrap();
    let vera = world.with(None, Some(token)).await.unwrap();
    vera.access().give_email("vera@haus.example").await.unwrap();
    let right = digits(&world).await;
    vera.access().give_email("olga@post.example").await.unwrap();
    assert_eq!(
        refusal(vera.access().confirm_email(&right).await),
        Refusal::EmailCodeExpired
    );
    world.mails().await.unwrap();
    assert_eq!(
        refusal(vera.access().confirm_email(&right).await),
        Refusal::EmailCodeWrong
    );
}
