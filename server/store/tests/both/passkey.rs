//! Passkeys: keys, their owners, questions that wait.

use chrono::Duration;
use domain::AccountId;
use domain::passkey::PasskeyId;
use store::passkey::{self, Known, NewPasskey};
use store::{Tx, session};
use uuid::Uuid;

use crate::house::{House, now};

fn key(account: AccountId, number: u8) -> NewPasskey {
    NewPasskey {
        id: PasskeyId(Uuid::from_bytes([number; 16])),
        account_id: account,
        credential_id: vec![number; 20],
        credential: "{\"counter\":0}".to_owned(),
        name: "Mein Telefon".to_owned(),
        created_at: now(),
    }
}

async fn names(tx: &mut Tx, account: AccountId) -> Vec<String> {
    let rows = passkey::of_account(tx, account).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

pub async fn a_passkey_belongs_to_one_account(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let jan = house.account(Some(house.jan), "jan@haus.example").await;
    let mut tx = house.write().await;
    let (first, second) = (Uuid::from_bytes([1; 16]), Uuid::from_bytes([2; 16]));
    for fresh in [first, second] {
        let kept = passkey::handle(&mut tx, vera, fresh).await.unwrap();
        assert_eq!(kept, first, "an account keeps its handle");
    }
    let new = key(vera, 1);
    assert!(passkey::add(&mut tx, &new).await.unwrap());
    let copy = NewPasskey {
        id: PasskeyId(second),
        ..key(jan, 1)
    };
    assert!(!passkey::add(&mut tx, &copy).await.unwrap(), "it is Vera's");
    let wanted = Known {
        id: new.id,
        account_id: vera,
        handle: first,
        credential: new.credential.clone(),
    };
    let known = passkey::by_credential(&mut tx, &new.credential_id).await;
    assert_eq!(known.unwrap(), Some(wanted));
    assert_eq!(
        passkey::credential_ids(&mut tx, vera).await.unwrap(),
        [new.credential_id]
    );
    for (account, done) in [(jan, false), (vera, true)] {
        let renamed = passkey::rename(&mut tx, account, new.id, "Schlüssel").await;
        assert_eq!(renamed.unwrap(), done);
    }
    assert_eq!(names(&mut tx, vera).await, ["Schlüssel"]);
    for (account, done) in [(jan, false), (vera, true), (vera, false)] {
        let removed = passkey::remove(&mut tx, account, new.id).await;
        assert_eq!(removed.unwrap(), done);
    }
}

pub async fn a_passkey_is_used_in_the_order_of_its_counter(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    let new = key(vera, 1);
    passkey::add(&mut tx, &new).await.unwrap();
    for (old, counts) in [("{\"counter\":0}", true), ("{\"counter\":0}", false)] {
        let used = passkey::used(&mut tx, new.id, old, "{\"counter\":1}", now()).await;
        assert_eq!(used.unwrap(), counts);
    }
    let rows = passkey::of_account(&mut tx, vera).await.unwrap();
    assert_eq!(rows[0].used_at, Some(now()));
}

pub async fn a_question_to_a_passkey_is_answered_once(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let jan = house.account(Some(house.jan), "jan@haus.example").await;
    let mut tx = house.write().await;
    let end = now() + Duration::minutes(5);
    for (token, account) in [(b"a", Some(vera)), (b"b", None), (b"c", None)] {
        passkey::ask(&mut tx, token, account, "{}", end)
            .await
            .unwrap();
    }
    let state = Some("{}".to_owned());
    assert_eq!(passkey::take(&mut tx, b"a", now()).await.unwrap(), None);
    for (token, account, at, wanted) in [
        (b"a", jan, now(), None),
        (b"b", vera, now(), None),
        (b"a", vera, end, None),
        (b"a", vera, now(), state.clone()),
        (b"a", vera, now(), None),
    ] {
        let taken = passkey::take_own(&mut tx, token, account, at).await;
        assert_eq!(taken.unwrap(), wanted);
    }
    for (at, wanted) in [(end, None), (now(), state), (now(), None)] {
        assert_eq!(passkey::take(&mut tx, b"b", at).await.unwrap(), wanted);
    }
    assert_eq!(passkey::forget(&mut tx, now(), 9).await.unwrap(), 0);
    assert_eq!(passkey::forget(&mut tx, end, 9).await.unwrap(), 1);
}

pub async fn a_passkey_is_a_second_factor_until_all_are_gone(house: &House) {
    let clerk = house.account(None, "nora@verwaltung.example").await;
    let mut tx = house.write().await;
    let new = session::NewSession {
        id: domain::SessionId(Uuid::from_bytes([7; 16])),
        token_hash: b"token".to_vec(),
        account_id: clerk,
        auth_epoch: 0,
        own_device: false,
        device: "Firefox auf Linux".to_owned(),
        created_at: now(),
        expires_at: now() + Duration::hours(12),
    };
    session::add(&mut tx, &new).await.unwrap();
    for (number, added) in [(1, None), (2, Some(now()))] {
        let seen = session::by_token(&mut tx, b"token").await.unwrap().unwrap();
        assert_eq!(seen.enrolled_at, added);
        passkey::add(&mut tx, &key(clerk, number)).await.unwrap();
    }
    passkey::handle(&mut tx, clerk, Uuid::from_bytes([1; 16]))
        .await
        .unwrap();
    for gone in [2, 0] {
        assert_eq!(passkey::remove_all(&mut tx, clerk).await.unwrap(), gone);
    }
    let seen = session::by_token(&mut tx, b"token").await.unwrap().unwrap();
    assert_eq!(seen.enrolled_at, None);
}
