//! What the ERP says has changed, and who looks into its folder.

use chrono::Duration;
use domain::erp::Entity;
use store::erp::{event, folder};

use crate::house::{House, now};

pub async fn repeated_words_fall_together(house: &House) {
    let mut tx = house.write().await;
    for reference in ["P1", "P2", "P1", "P1"] {
        event::note(&mut tx, Entity::Person, reference, now())
            .await
            .unwrap();
    }
    event::note(&mut tx, Entity::Contract, "P1", now())
        .await
        .unwrap();
    assert_eq!(event::counts(&mut tx).await.unwrap(), (3, 0));
    assert_eq!(
        event::due(&mut tx, now() - Duration::seconds(1))
            .await
            .unwrap(),
        None
    );
    let first = event::due(&mut tx, now()).await.unwrap().unwrap();
    assert_eq!(
        (first.entity, first.reference.as_str()),
        (Entity::Contract, "P1")
    );
    assert_eq!((first.attempts, first.heard_at), (0, now()));
    let later = now() + Duration::minutes(1);
    event::put_off_due(&mut tx, now(), later).await.unwrap();
    assert_eq!(event::due(&mut tx, now()).await.unwrap(), None);
    let first = event::due(&mut tx, later).await.unwrap().unwrap();
    assert_eq!((first.attempts, first.heard_at), (0, now()));
}

pub async fn a_record_is_fetched_by_one_and_once_more_if_it_changes(house: &House) {
    let until = now() + Duration::minutes(5);
    let mut tx = house.write().await;
    event::note(&mut tx, Entity::Person, "P1", now())
        .await
        .unwrap();
    let mut mine = event::due(&mut tx, now()).await.unwrap().unwrap();
    let mut theirs = mine.clone();
    assert!(event::claim(&mut tx, &mut mine, until).await.unwrap());
    assert!(!event::claim(&mut tx, &mut theirs, until).await.unwrap());
    assert_eq!(event::due(&mut tx, now()).await.unwrap(), None);
    event::note(&mut tx, Entity::Person, "P1", now())
        .await
        .unwrap();
    event::finish(&mut tx, &mine).await.unwrap();
    event::put_off(&mut tx, &mine, until, Some(now()), "zu spät")
        .await
        .unwrap();
    let mut again = event::due(&mut tx, now()).await.unwrap().unwrap();
    assert_eq!((again.attempts, again.last_error.clone()), (0, None));
    assert!(event::claim(&mut tx, &mut again, until).await.unwrap());
    event::finish(&mut tx, &again).await.unwrap();
    assert_eq!(event::counts(&mut tx).await.unwrap(), (0, 0));
}

pub async fn what_is_given_up_waits_for_staff(house: &House) {
    let until = now() + Duration::minutes(5);
    let mut tx = house.write().await;
    event::note(&mut tx, Entity::Person, "P1", now())
        .await
        .unwrap();
    let mut event = event::due(&mut tx, now()).await.unwrap().unwrap();
    event::claim(&mut tx, &mut event, until).await.unwrap();
    event::put_off(&mut tx, &event, until, None, "nicht da")
        .await
        .unwrap();
    let mut event = event::due(&mut tx, until).await.unwrap().unwrap();
    assert_eq!(event.last_error.as_deref(), Some("nicht da"));
    assert!(
        !event::again(&mut tx, Entity::Person, "P1", now())
            .await
            .unwrap()
    );
    event::claim(&mut tx, &mut event, until).await.unwrap();
    event::put_off(&mut tx, &event, until, Some(until), "nie da")
        .await
        .unwrap();
    assert_eq!(event::counts(&mut tx).await.unwrap(), (0, 1));
    assert_eq!(event::dead(&mut tx, 9).await.unwrap()[0].attempts, 2);
    assert_eq!(
        event::due(&mut tx, until + Duration::days(9))
            .await
            .unwrap(),
        None
    );
    assert!(
        event::again(&mut tx, Entity::Person, "P1", until)
            .await
            .unwrap()
    );
    assert!(event::due(&mut tx, until).await.unwrap().is_some());
}

pub async fn one_portal_looks_into_the_folder(house: &House) {
    let (minute, until) = (Duration::minutes(1), now() + Duration::minutes(15));
    let mut tx = house.write().await;
    for (at, begun) in [(now(), true), (now(), false), (now() + minute, true)] {
        assert_eq!(folder::begin_minute(&mut tx, at).await.unwrap(), begun);
    }
    assert!(folder::hold(&mut tx, None, now(), until).await.unwrap());
    assert!(
        !folder::hold(&mut tx, None, now() + minute, until + minute)
            .await
            .unwrap()
    );
    assert!(
        folder::hold(&mut tx, Some(until), now() + minute, until + minute)
            .await
            .unwrap()
    );
    assert!(
        !folder::hold(&mut tx, Some(until), now() + minute, until)
            .await
            .unwrap()
    );
    assert!(
        folder::hold(&mut tx, None, until + minute, until + minute * 2)
            .await
            .unwrap()
    );
    folder::let_go(&mut tx).await.unwrap();
    assert!(folder::hold(&mut tx, None, now(), until).await.unwrap());
    assert_eq!(folder::known(&mut tx, "nachts").await.unwrap(), None);
}
