//! Accounts, sessions, registrations and links.

use chrono::{DateTime, Duration, Utc};
use domain::SessionId;
use domain::registration::RegistrationId;
use store::registration::NewRegistration;
use store::session::NewSession;
use store::{Tx, account, letter, registration, reset, session, source};

use crate::house::{House, day, id, now};
use crate::letters::a_letter;

pub async fn accounts_keep_their_address_and_epoch(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    assert_eq!(
        account::by_email(&mut tx, "vera@haus.example")
            .await
            .unwrap()
            .unwrap()
            .id,
        vera
    );
    assert_eq!(
        account::of_person(&mut tx, house.vera)
            .await
            .unwrap()
            .unwrap()
            .id,
        vera
    );
    assert_eq!(
        account::set_password(&mut tx, vera, "neu").await.unwrap(),
        1
    );
    for (old, new) in [("neu", "neuer"), ("neu", "veraltet")] {
        account::rehash(&mut tx, vera, old, new).await.unwrap();
    }
    account::disable(&mut tx, vera, now()).await.unwrap();
    let found = account::by_id(&mut tx, vera).await.unwrap().unwrap();
    assert_eq!(
        (
            found.auth_epoch,
            found.password_hash.as_deref(),
            found.disabled_at
        ),
        (2, Some("neuer"), Some(now()))
    );
    let mut twin = found.clone();
    twin.id = domain::AccountId(id());
    assert!(account::add(&mut tx, &twin, now()).await.is_err());
}

pub async fn a_taken_address_is_no_login_and_ends_nothing(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    house.account(Some(house.jan), "jan@haus.example").await;
    let mut tx = house.write().await;
    for (email, set) in [("jan@haus.example", false), ("neu@haus.example", true)] {
        assert_eq!(
            account::set_email(&mut tx, vera, email).await.unwrap(),
            set,
            "{email}"
        );
    }
    tx.commit().await.unwrap();
    let mut tx = house.write().await;
    let found = account::by_id(&mut tx, vera).await.unwrap().unwrap();
    assert_eq!(
        (found.email.as_str(), found.auth_epoch),
        ("neu@haus.example", 1)
    );
}

pub async fn failures_count_for_any_address(house: &House) {
    let mut tx = house.write().await;
    let none = account::hold_failures(&mut tx, b"x", now()).await.unwrap();
    assert_eq!((none.failures, none.locked_until), (0, None));
    for count in [1, 2] {
        let at = now() + Duration::seconds(count);
        assert_eq!(
            account::count_failure(&mut tx, b"x", at).await.unwrap(),
            count
        );
    }
    let until = now() + Duration::minutes(15);
    account::lock(&mut tx, b"x", until).await.unwrap();
    account::uncount_failure(&mut tx, b"x").await.unwrap();
    let held = account::hold_failures(&mut tx, b"x", until).await.unwrap();
    assert_eq!(
        (held.failures, held.failed_at, held.locked_until),
        (1, now() + Duration::seconds(2), Some(until))
    );
    account::clear_failures(&mut tx, b"x").await.unwrap();
    let none = account::hold_failures(&mut tx, b"x", now()).await.unwrap();
    assert_eq!((none.failures, none.locked_until), (0, None));
}

pub async fn places_are_counted_and_shut_out(house: &House) {
    let mut tx = house.write().await;
    let (place, later) = ("192.0.2.7", now() + Duration::minutes(10));
    assert_eq!(source::hold(&mut tx, place, now()).await.unwrap(), None);
    source::hold(&mut tx, "192.0.2.8", now()).await.unwrap();
    for (address, at) in [(b"a", now()), (b"b", now()), (b"b", later), (b"c", later)] {
        source::note(&mut tx, place, address, at).await.unwrap();
    }
    source::note(&mut tx, "192.0.2.8", b"a", later)
        .await
        .unwrap();
    source::forget(&mut tx, place, b"c").await.unwrap();
    assert_eq!(source::tried(&mut tx, place, now()).await.unwrap(), 1);
    let before = now() - Duration::seconds(1);
    assert_eq!(source::tried(&mut tx, place, before).await.unwrap(), 2);
    let until = later + Duration::hours(1);
    for fresh in [true, false] {
        assert_eq!(
            source::block(&mut tx, place, later, until).await.unwrap(),
            fresh
        );
    }
    assert_eq!(
        source::hold(&mut tx, place, later).await.unwrap(),
        Some(until)
    );
    account::forget_failures(&mut tx, later, 100, 9)
        .await
        .unwrap();
    assert_eq!(source::tried(&mut tx, place, before).await.unwrap(), 1);
    account::forget_failures(&mut tx, later + Duration::days(1), 100, 9)
        .await
        .unwrap();
    assert_eq!(source::hold(&mut tx, place, later).await.unwrap(), None);
}

pub async fn sessions_live_and_end(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    for token in [b"one", b"two", b"six"] {
        let new = NewSession {
            id: SessionId(id()),
            token_hash: token.to_vec(),
            account_id: vera,
            auth_epoch: 0,
            own_device: true,
            device: "Firefox".into(),
            created_at: now() + Duration::seconds(i64::from(token[0])),
            expires_at: now() + Duration::days(30),
        };
        session::add(&mut tx, &new).await.unwrap();
    }
    let found = session::by_token(&mut tx, b"one").await.unwrap().unwrap();
    assert_eq!(
        (found.account_id, found.person_id, found.own_device),
        (vera, Some(house.vera), true)
    );
    session::touch(&mut tx, found.id, now() + Duration::hours(1))
        .await
        .unwrap();
    for (minutes, live) in [(0, 3), (30, 1), (60, 0)] {
        let own_after = now() + Duration::minutes(minutes);
        let devices = session::devices(&mut tx, vera, now(), own_after, now());
        let devices = devices.await.unwrap();
        assert_eq!(devices.len(), live, "{minutes}");
        assert!(devices.first().is_none_or(|first| first.id == found.id));
    }
    session::tidy(&mut tx, vera, now(), 2).await.unwrap();
    assert!(session::by_token(&mut tx, b"one").await.unwrap().is_none());
    let two = session::by_token(&mut tx, b"two").await.unwrap().unwrap();
    assert!(session::end(&mut tx, vera, two.id).await.unwrap());
    assert!(!session::end(&mut tx, vera, two.id).await.unwrap());
    account::set_password(&mut tx, vera, "neu").await.unwrap();
    assert!(session::by_token(&mut tx, b"six").await.unwrap().is_none());
    assert_eq!(session::end_all(&mut tx, vera).await.unwrap(), 1);
}

pub async fn registrations_follow_their_letter(house: &House) {
    let mut tx = house.write().await;
    let paper = a_letter(house.vera, "111111111");
    letter::add(&mut tx, &paper, None).await.unwrap();
    let begin = async |tx: &mut Tx, token: &[u8], at: DateTime<Utc>| {
        let new = NewRegistration {
            id: RegistrationId(id()),
            letter_id: paper.id,
            token_hash: token.to_vec(),
            created_at: at,
            expires_at: at + Duration::hours(24),
        };
        registration::begin(tx, &new, at - Duration::hours(1))
            .await
            .unwrap();
        new.id
    };
    let set = async |tx: &mut Tx, id, email: &str, hash: &[u8]| {
        let end = now() + Duration::minutes(10);
        registration::set_code(tx, id, email, hash, end)
            .await
            .unwrap()
    };
    let (vera, other) = ("vera@haus.example", "andere@haus.example");
    let old = begin(&mut tx, b"old", now()).await;
    for left in [true, true, false] {
        let sent = registration::set_email(&mut tx, old, vera, now(), 2).await;
        assert_eq!(sent.unwrap(), left);
    }
    let new = begin(&mut tx, b"new", now() + Duration::minutes(59)).await;
    let gone = registration::by_token(&mut tx, b"old", now()).await;
    assert!(gone.unwrap().is_none());
    assert!(
        !registration::set_email(&mut tx, old, vera, now(), 9)
            .await
            .unwrap()
    );
    assert!(
        registration::set_email(&mut tx, new, vera, now(), 3)
            .await
            .unwrap()
    );
    assert!(!set(&mut tx, new, other, &[1; 32]).await);
    assert!(set(&mut tx, new, vera, &[2; 32]).await);
    let found = registration::by_token(&mut tx, b"new", now())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.person_id, found.mails), (house.vera, 3));
    assert_eq!(found.written_at, paper.created_at);
    for (on, street) in [("2026-11-02", Some("Lindenhof 3")), ("2025-12-31", None)] {
        let about = registration::house(&mut tx, found.person_id, day(on)).await;
        assert_eq!(about.unwrap().as_deref(), street, "{on}");
    }
    assert!(registration::take_try(&mut tx, new, 1).await.unwrap());
    assert!(!registration::take_try(&mut tx, new, 1).await.unwrap());
    let end = now() + Duration::minutes(10);
    for (email, hash, at, fits) in [
        (other, [2; 32], now(), false),
        (vera, [1; 32], now(), false),
        (vera, [2; 32], end, false),
        (vera, [2; 32], now(), true),
        (vera, [2; 32], now(), false),
    ] {
        let done = registration::confirm(&mut tx, new, email, &hash, at).await;
        assert_eq!(done.unwrap(), fits, "{email} {hash:?} {at}");
    }
    let confirmed = registration::by_token(&mut tx, b"new", now()).await;
    assert_eq!(confirmed.unwrap().unwrap().confirmed_at, Some(now()));
    let late = begin(&mut tx, b"late", now() + Duration::minutes(61)).await;
    assert!(
        registration::set_email(&mut tx, late, vera, now(), 1)
            .await
            .unwrap()
    );
    registration::finish(&mut tx, late, now()).await.unwrap();
    let finished = registration::by_token(&mut tx, b"late", now()).await;
    assert!(finished.unwrap().is_none());
}

pub async fn reset_links_work_once(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    let end = now() + Duration::minutes(60);
    reset::add(&mut tx, id(), vera, b"first", now(), end)
        .await
        .unwrap();
    reset::add(
        &mut tx,
        id(),
        vera,
        b"second",
        now() + Duration::seconds(1),
        end,
    )
    .await
    .unwrap();
    assert_eq!(
        reset::asked_since(&mut tx, vera, now() - Duration::hours(1))
            .await
            .unwrap()
            .len(),
        2
    );
    assert_eq!(reset::peek(&mut tx, b"first", now()).await.unwrap(), None);
    assert_eq!(
        reset::peek(&mut tx, b"second", now()).await.unwrap(),
        Some(vera)
    );
    assert_eq!(reset::redeem(&mut tx, b"second", end).await.unwrap(), None);
    assert_eq!(
        reset::redeem(&mut tx, b"second", now()).await.unwrap(),
        Some(vera)
    );
    assert_eq!(
        reset::redeem(&mut tx, b"second", now()).await.unwrap(),
        None
    );
    reset::add(&mut tx, id(), vera, b"third", now(), end)
        .await
        .unwrap();
    reset::kill(&mut tx, vera, now()).await.unwrap();
    assert_eq!(reset::peek(&mut tx, b"third", now()).await.unwrap(), None);
    let (fourth, never) = (id(), b"never mailed");
    reset::add(&mut tx, fourth, vera, never, now(), end)
        .await
        .unwrap();
    reset::take_back(&mut tx, fourth).await.unwrap();
    assert_eq!(reset::peek(&mut tx, never, now()).await.unwrap(), None);
}

pub async fn what_has_ended_is_forgotten_in_batches(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    let paper = a_letter(house.jan, "1");
    letter::add(&mut tx, &paper, None).await.unwrap();
    for (token, ends) in [(b"old", now()), (b"too", now()), (b"new", later())] {
        let session = NewSession {
            id: SessionId(id()),
            token_hash: token.to_vec(),
            account_id: vera,
            auth_epoch: 0,
            own_device: true,
            device: "Firefox".into(),
            created_at: now(),
            expires_at: ends,
        };
        session::add(&mut tx, &session).await.unwrap();
        reset::add(&mut tx, id(), vera, token, now(), ends)
            .await
            .unwrap();
        let progress = NewRegistration {
            id: RegistrationId(id()),
            letter_id: paper.id,
            token_hash: token.to_vec(),
            created_at: now(),
            expires_at: later(),
        };
        registration::begin(&mut tx, &progress, now())
            .await
            .unwrap();
        account::count_failure(&mut tx, token, ends).await.unwrap();
    }
    let end = now() + Duration::microseconds(1);
    for left in [1, 1, 0] {
        assert_eq!(session::forget(&mut tx, now(), 1).await.unwrap(), left);
        assert_eq!(registration::forget(&mut tx, end, 1).await.unwrap(), left);
        assert_eq!(reset::forget(&mut tx, end, 1).await.unwrap(), left);
        let failures = account::forget_failures(&mut tx, end, 100, 1).await;
        assert_eq!(failures.unwrap(), left);
    }
    assert!(session::by_token(&mut tx, b"new").await.unwrap().is_some());
    let progress = registration::by_token(&mut tx, b"new", now()).await;
    assert!(progress.unwrap().is_some());
    let link = reset::peek(&mut tx, b"new", now()).await.unwrap();
    assert_eq!(link, Some(vera));
    account::set_password(&mut tx, vera, "neu").await.unwrap();
    assert_eq!(session::forget(&mut tx, now(), 9).await.unwrap(), 1);
}

fn later() -> DateTime<Utc> {
    now() + Duration::days(1)
}
