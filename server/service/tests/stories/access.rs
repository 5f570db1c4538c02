//! Getting in and staying out.

use chrono::Duration;
use domain::Refusal;
use domain::registration::RegistrationStep;
use service::testing::{PASSWORD, World};
use service::{Error, letters};

service::stories!(
    a_letter_becomes_an_account,
    a_letter_is_used_once,
    a_code_dies_after_ten_wrong_tries,
    an_old_or_replaced_letter_opens_nothing,
    of_a_hundred_redemptions_one_wins,
    six_digits_are_tried_five_times,
    a_known_address_gets_a_notice_instead_of_digits,
    a_wrong_password_waits_and_tells_nothing,
    after_a_hundred_failures_only_a_reset_helps,
    a_forgotten_password_is_set_anew_and_ends_all_devices,
    a_reset_link_works_once_and_for_an_hour,
    changing_the_password_ends_the_other_devices,
    sessions_end_by_idleness_and_age,
    a_stolen_table_opens_nothing,
    a_lost_letter_is_replaced_once_a_week,
);

/// Number and code of the newest letter of a person, read from the address in its QR code's page.
async fn letter(world: &World, reference: &str) -> (String, String) {
    let owed = letters::owed(&world.guest(), "O-1", true).await.unwrap();
    let person = owed
        .into_iter()
        .find(|person| person.reference == reference)
        .unwrap();
    letters::make_for(&world.guest(), person.id).await.unwrap();
    let (_, pdf) = world.letters().pop().unwrap();
    numbers(&pdf)
}

fn numbers(pdf: &[u8]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = std::process::Command::new("pdftotext")
        .arg(&file)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let number = text
        .lines()
        .find_map(|line| domain::activation::AccessNumber::read(line).ok())
        .unwrap();
    let code = text
        .lines()
        .find_map(|line| domain::activation::ActivationCode::read(line).ok())
        .unwrap();
    (number.grouped(), code.grouped())
}

fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> Refusal {
    match answer.unwrap_err() {
        Error::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

/// The six digits of the newest mail.
async fn digits(world: &World) -> String {
    let mail = world.mails().await.unwrap().pop().unwrap();
    let lines = mail
        .text
        .lines()
        .map(|line| line.replace([' ', '\u{a0}', '\u{202f}'], ""));
    lines
        .filter(|line| line.chars().all(|c| c.is_ascii_digit()))
        .find(|line| line.len() == 6)
        .unwrap()
}

async fn a_letter_becomes_an_account(world: World) {
    let (number, code) = letter(&world, "P-VERA").await;
    let token = world.guest().access().redeem(&number, &code).await.unwrap();
    let vera = world.with(None, Some(token)).await.unwrap();
    assert_eq!(
        vera.access().registration().await.unwrap().unwrap().step,
        RegistrationStep::Email
    );
    vera.access()
        .give_email(" Vera@Haus.example ")
        .await
        .unwrap();
    vera.access()
        .confirm_email(&digits(&world).await)
        .await
        .unwrap();
    assert_eq!(
        refusal(vera.access().finish("lindt lindt lindt", true).await),
        Refusal::PasswordContext {
            word: "Lindt".to_owned()
        }
    );
    let session = vera.access().finish(PASSWORD, true).await.unwrap();
    assert_eq!(session.max_age, Some(30 * 86_400));
    let me = world
        .with(Some(session.token), None)
        .await
        .unwrap()
        .me()
        .unwrap();
    assert_eq!(
        (me.name.as_str(), me.email.as_str(), me.contracts.len()),
        ("Vera Lindt", "vera@haus.example", 1)
    );
}

async fn a_letter_is_used_once(world: World) {
    let (number, code) = letter(&world, "P-VERA").await;
    register(&world, &number, &code, "vera@haus.example")
        .await
        .unwrap();
    assert_eq!(
        refusal(world.guest().access().redeem(&number, &code).await),
        Refusal::LetterMismatch
    );
}

async fn register(world: &World, number: &str, code: &str, email: &str) -> Result<(), Error> {
    let token = world.guest().access().redeem(number, code).await?;
    let person = world.with(None, Some(token)).await?;
    person.access().give_email(email).await?;
    person.access().confirm_email(&digits(world).await).await?;
    person.access().finish(PASSWORD, true).await.map(drop)
}

async fn a_code_dies_after_ten_wrong_tries(world: World) {
    let (number, code) = letter(&world, "P-VERA").await;
    let (_, other) = letter(&world, "P-OLGA").await;
    for _ in 0..10 {
        assert_eq!(
            refusal(world.guest().access().redeem(&number, &other).await),
            Refusal::LetterMismatch
        );
    }
    assert_eq!(
        refusal(world.guest().access().redeem(&number, &code).await),
        Refusal::LetterMismatch
    );
}

async fn an_old_or_replaced_letter_opens_nothing(world: World) {
    let (first, code) = letter(&world, "P-VERA").await;
    let (second, newer) = letter(&world, "P-VERA").await;
    assert_eq!(
        refusal(world.guest().access().redeem(&first, &code).await),
        Refusal::LetterMismatch
    );
    world.pass(Duration::days(30));
    assert_eq!(
        refusal(world.guest().access().redeem(&second, &newer).await),
        Refusal::LetterMismatch
    );
    for typed in ["", " ", "0", "000 000 000"] {
        assert!(
            matches!(
                world.guest().access().redeem(typed, "").await,
                Err(Error::Refused(_))
            ),
            "{typed:?}"
        );
    }
}

async fn of_a_hundred_redemptions_one_wins(world: World) {
    let (number, code) = letter(&world, "P-VERA").await;
    let token = world.guest().access().redeem(&number, &code).await.unwrap();
    let vera = world.with(None, Some(token)).await.unwrap();
    vera.access().give_email("vera@haus.example").await.unwrap();
    vera.access()
        .confirm_email(&digits(&world).await)
        .await
        .unwrap();
    let mut won = 0;
    for batch in 0..10 {
        let tries = (0..10).map(|_| {
            let vera = vera.clone();
            tokio::spawn(async move { vera.access().finish(PASSWORD, true).await.is_ok() })
        });
        for done in tries.collect::<Vec<_>>() {
            won += u32::from(done.await.unwrap());
        }
        assert_eq!(won, 1, "after batch {batch}");
    }
}

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

async fn sessions_end_by_idleness_and_age(world: World) {
    let token = world.resident_token("P-VERA").await.unwrap();
    let here = async || {
        world
            .with(Some(token.clone()), None)
            .await
            .unwrap()
            .me()
            .is_some()
    };
    world.pass(Duration::days(14) - Duration::seconds(1));
    assert!(here().await);
    world.pass(Duration::days(14) - Duration::seconds(1));
    assert!(here().await);
    world.pass(Duration::days(2) + Duration::seconds(2));
    assert!(!here().await);
    let staff = world.staff_token(domain::Role::Clerk).await.unwrap();
    world.pass(Duration::minutes(60));
    assert!(world.with(Some(staff), None).await.unwrap().me().is_none());
}

async fn a_stolen_table_opens_nothing(world: World) {
    let token = world.resident_token("P-VERA").await.unwrap();
    let stored = {
        use sha2::Digest;
        sha2::Sha256::digest(token.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    assert!(world.with(Some(stored), None).await.unwrap().me().is_none());
    assert!(
        world
            .with(Some(String::new()), None)
            .await
            .unwrap()
            .me()
            .is_none()
    );
}

async fn a_lost_letter_is_replaced_once_a_week(world: World) {
    let (number, code) = letter(&world, "P-VERA").await;
    let signed = "2024-07-01".parse().unwrap();
    world.pass(Duration::days(8));
    for (contract, name) in [("V-9", "Lindt"), ("V-1", "Linde")] {
        world
            .guest()
            .access()
            .lost_letter(contract, name, signed)
            .await
            .unwrap();
    }
    world.work().await.unwrap();
    assert!(world.letters().is_empty());
    world
        .guest()
        .access()
        .lost_letter(" V-1 ", "LINDT", signed)
        .await
        .unwrap();
    world.work().await.unwrap();
    let made = world.letters();
    assert_eq!(made.len(), 1);
    let (name, _) = &made[0];
    assert!(
        name.starts_with("P-JAN") || name.starts_with("P-VERA"),
        "{name}"
    );
    world
        .guest()
        .access()
        .lost_letter("V-1", "Lindt", signed)
        .await
        .unwrap();
    world.work().await.unwrap();
    let dead =
        refusal(world.guest().access().redeem(&number, &code).await) == Refusal::LetterMismatch;
    assert!(dead || name.starts_with("P-JAN"));
}
