//! The letter opens one account, once.

use chrono::Duration;
use domain::Refusal;
use domain::registration::RegistrationStep;
use service::Error;
use service::testing::{PASSWORD, World};
use store::master;

use super::{digits, letter, refusal, register};

service::stories!(
    a_letter_becomes_an_account,
    a_letter_is_used_once,
    a_letter_names_its_house_and_not_where_its_person_lives,
    a_code_dies_after_ten_wrong_tries,
    an_old_or_replaced_letter_opens_nothing,
    of_a_hundred_redemptions_one_wins,
    a_lost_letter_is_replaced_once_a_week,
);

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

async fn a_letter_names_its_house_and_not_where_its_person_lives(world: World) {
    let mut tx = world.services.db().begin().await.unwrap();
    let mut people = master::load(&mut tx).await.unwrap().persons.into_iter();
    let mut vera = people.find(|one| one.reference == "P-VERA").unwrap();
    vera.street = "Am Silbergraben 5".to_owned();
    master::put_persons(&mut tx, &[vera.into()]).await.unwrap();
    tx.commit().await.unwrap();
    let (number, code) = letter(&world, "P-VERA").await;
    let token = world.guest().access().redeem(&number, &code).await.unwrap();
    let vera = world.with(None, Some(token)).await.unwrap();
    let shown = vera.access().registration().await.unwrap().unwrap();
    assert_eq!(shown.house.as_deref(), Some("Lindenhof 3"));
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
    world.pass(Duration::days(31));
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

async fn a_lost_letter_is_replaced_once_a_week(world: World) {
    let old = [
        letter(&world, "P-JAN").await,
        letter(&world, "P-VERA").await,
    ];
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
        .lost_letter(" v 1 ", "LINDT", signed)
        .await
        .unwrap();
    world.work().await.unwrap();
    let made = world.letters();
    assert_eq!(made.len(), 2, "either of them may have asked");
    for reference in ["P-JAN", "P-VERA"] {
        assert!(
            made.iter().any(|(name, _)| name.starts_with(reference)),
            "{reference}"
        );
    }
    world
        .guest()
        .access()
        .lost_letter("V-1", "Lindt", signed)
        .await
        .unwrap();
    world.work().await.unwrap();
    assert!(world.letters().is_empty(), "once a week");
    for (number, code) in old {
        assert_eq!(
            refusal(world.guest().access().redeem(&number, &code).await),
            Refusal::LetterMismatch
        );
    }
}
