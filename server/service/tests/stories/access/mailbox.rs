//! The six digits prove the mailbox.

use chrono::Duration;
use domain::Refusal;
use domain::registration::RegistrationStep;
use service::testing::World;

use super::{digits, letter, refusal};

service::stories!(
    six_digits_are_tried_five_times,
    a_known_address_gets_a_notice_instead_of_digits,
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
    assert_eq!(
        refusal(vera.access().confirm_email("123456").await),
        Refusal::EmailCodeExpired
    );
}
