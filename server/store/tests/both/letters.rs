//! Letters: who is owed one, and that a person has one live code.

use chrono::Duration;
use domain::PersonId;
use domain::activation::{LetterId, LetterKind};
use store::letter;
use store::letter::{Added, NewLetter};

use crate::house::{House, day, id, now};

pub fn a_letter(person: PersonId, number: &str) -> NewLetter {
    NewLetter {
        id: LetterId(id()),
        person_id: person,
        kind: LetterKind::Activation,
        access_number: number.into(),
        code_hash: "$argon2id$v=19$m=64,t=1,p=1$salt$hash".into(),
        created_at: now(),
        expires_at: now() + Duration::days(30),
    }
}

pub async fn letters_have_one_live_code(house: &House) {
    let mut tx = house.write().await;
    let owed = letter::owed(&mut tx, "O-1", day("2026-11-02"), now(), false)
        .await
        .unwrap();
    assert_eq!(owed.len(), 2);
    let (first, second) = (
        a_letter(house.vera, "111111111"),
        a_letter(house.vera, "222222222"),
    );
    let later = Some(now() + Duration::seconds(1));
    for (paper, anew, added) in [
        (&first, None, Added::Made),
        (&second, None, Added::Needless),
        (&second, Some(now()), Added::Needless),
        (&first, later, Added::NumberTaken),
    ] {
        assert_eq!(letter::add(&mut tx, paper, anew).await.unwrap(), added);
    }
    assert_eq!(
        letter::add(&mut tx, &second, later).await.unwrap(),
        Added::Made
    );
    assert!(letter::live(&mut tx, "111111111").await.unwrap().is_none());
    let live = letter::live(&mut tx, "222222222").await.unwrap().unwrap();
    assert_eq!(
        letter::owed(&mut tx, "O-1", day("2026-11-02"), now(), false)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        letter::owed(&mut tx, "O-1", day("2026-11-02"), now(), true)
            .await
            .unwrap()
            .len(),
        2
    );
    assert!(
        letter::owed(&mut tx, "O-1", day("2025-12-31"), now(), true)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(letter::take_try(&mut tx, live.id, 1).await.unwrap());
    assert!(!letter::take_try(&mut tx, live.id, 1).await.unwrap());
    letter::give_try_back(&mut tx, live.id).await.unwrap();
    assert!(
        !letter::redeem(&mut tx, live.id, now() + Duration::days(30))
            .await
            .unwrap()
    );
    assert!(letter::redeem(&mut tx, live.id, now()).await.unwrap());
    assert!(!letter::redeem(&mut tx, live.id, now()).await.unwrap());
    assert_eq!(
        letter::last_made(&mut tx, house.vera).await.unwrap(),
        Some(now())
    );
    assert_eq!(letter::last_made(&mut tx, house.jan).await.unwrap(), None);
}

pub async fn of_many_letters_at_once_one_lives(house: &House) {
    let later = Some(now() + Duration::seconds(1));
    for (round, anew) in [None, later, later].into_iter().enumerate() {
        let made = (0..8).map(|place| async move {
            let mut tx = house.write().await;
            let mut paper = a_letter(house.vera, &format!("{round}{place}"));
            paper.created_at = now() + Duration::seconds(i64::try_from(round).unwrap());
            let anew = anew.map(|at| at + Duration::seconds(i64::try_from(round).unwrap() - 1));
            let added = letter::add(&mut tx, &paper, anew).await.unwrap();
            if added == Added::Made {
                tx.commit().await.unwrap();
            }
            added
        });
        let added = futures::future::join_all(made).await;
        let count = |what| added.iter().filter(|one| **one == what).count();
        assert_eq!((count(Added::Made), count(Added::Needless)), (1, 7));
    }
}

pub async fn a_letter_is_owed_to_the_named_of_running_contracts(house: &House) {
    let mut tx = house.write().await;
    let (on, later) = (day("2026-11-02"), Some(now() + Duration::seconds(1)));
    for (person, today, owed) in [
        (house.vera, on, true),
        (house.vera, day("2025-12-31"), false),
        (PersonId(id()), on, false),
    ] {
        let found = letter::owed_to(&mut tx, person, today, now(), None).await;
        assert_eq!(found.unwrap().is_some(), owed, "{today}");
    }
    letter::add(&mut tx, &a_letter(house.vera, "1"), None)
        .await
        .unwrap();
    for (at, anew, owed) in [
        (now(), None, false),
        (now(), Some(now()), false),
        (now(), later, true),
        (now() + Duration::days(30), None, true),
    ] {
        let found = letter::owed_to(&mut tx, house.vera, on, at, anew).await;
        assert_eq!(found.unwrap().is_some(), owed, "{at} {anew:?}");
    }
    tx.commit().await.unwrap();
    house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    let found = letter::owed_to(&mut tx, house.vera, on, now(), later).await;
    assert_eq!(found.unwrap(), None, "she has an account");
    let late = letter::add(&mut tx, &a_letter(house.vera, "2"), later).await;
    assert_eq!(late.unwrap(), Added::Needless);
}

pub async fn a_letter_opens_or_recovers(house: &House) {
    let mut tx = house.write().await;
    let (today, vera) = (day("2026-11-02"), house.vera);
    let recovery = |number: &str| NewLetter {
        kind: LetterKind::Recovery,
        ..a_letter(vera, number)
    };
    let before = letter::standing(&mut tx, vera, today).await.unwrap();
    assert!(!before.account && before.running && before.named);
    let none = letter::recovers(&mut tx, vera, today, now(), None).await;
    assert!(none.unwrap().is_none());
    let early = letter::add(&mut tx, &recovery("111111111"), None).await;
    assert_eq!(early.unwrap(), Added::Needless);
    tx.commit().await.unwrap();
    let account = house.account(Some(vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    let after = letter::standing(&mut tx, vera, today).await.unwrap();
    assert!(after.account);
    let house_of = letter::recovers(&mut tx, vera, today, now(), None).await;
    assert_eq!(house_of.unwrap().unwrap().reference, "O-1");
    let late = letter::add(&mut tx, &a_letter(vera, "222222222"), None).await;
    assert_eq!(late.unwrap(), Added::Needless);
    let made = letter::add(&mut tx, &recovery("333333333"), None).await;
    assert_eq!(made.unwrap(), Added::Made);
    let again = letter::recovers(&mut tx, vera, today, now(), None).await;
    assert!(again.unwrap().is_none(), "a live letter is enough");
    let epoch = store::account::recover(&mut tx, account, "neu@haus.example", "neu").await;
    assert!(epoch.unwrap() > 0);
    let found = store::account::by_id(&mut tx, account)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.email, "neu@haus.example");
    assert!(found.disabled_at.is_none());
}
