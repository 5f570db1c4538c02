//! Keys of the ERP, their secrets, the words of requests and the answers to orders.

use chrono::Duration;
use store::erp::answer::{self, Known};
use store::erp::key::{self, NewKey};
use uuid::Uuid;

use crate::house::{House, id, now};

async fn a_key(tx: &mut store::Tx, name: &str) -> Uuid {
    let new = NewKey {
        id: id(),
        handle: format!("erp-{}", id().simple()),
        name: name.to_owned(),
        scopes: "changes:read".to_owned(),
        networks: "10.0.0.0/8 192.0.2.0/24".to_owned(),
        created_at: now(),
    };
    key::add(tx, &new).await.unwrap();
    new.id
}

pub async fn a_key_has_two_secrets_at_most_and_an_end(house: &House) {
    let mut tx = house.write().await;
    let key = a_key(&mut tx, "Buchhaltung").await;
    let day = |days| now() + Duration::days(days);
    let live = async |tx: &mut store::Tx, at| key::secrets(tx, key, at).await.unwrap();
    for (day_of, secret) in [(0, b"a"), (1, b"b"), (2, b"c")] {
        key::expire_secrets(&mut tx, key, day(day_of), day(day_of + 7))
            .await
            .unwrap();
        key::add_secret(&mut tx, id(), key, secret, day(day_of))
            .await
            .unwrap();
    }
    assert_eq!(live(&mut tx, day(2)).await, [b"c".to_vec(), b"b".to_vec()]);
    assert_eq!(live(&mut tx, day(9)).await, [b"c".to_vec()]);
    let found = key::by_name(&mut tx, "Buchhaltung").await.unwrap().unwrap();
    assert_eq!(
        key::by_handle(&mut tx, &found.handle).await.unwrap(),
        Some(found.clone())
    );
    assert_eq!(found.networks, "10.0.0.0/8 192.0.2.0/24");
    key::revoke(&mut tx, key, day(3)).await.unwrap();
    assert!(live(&mut tx, day(3)).await.is_empty());
    assert_eq!(key::by_name(&mut tx, "Buchhaltung").await.unwrap(), None);
    let again = a_key(&mut tx, "Buchhaltung").await;
    let all: Vec<_> = key::all(&mut tx).await.unwrap();
    let told: Vec<_> = all.iter().map(|key| (key.id, key.revoked_at)).collect();
    assert_eq!(told, [(again, None), (key, Some(day(3)))]);
}

pub async fn a_use_is_noted_now_and_then(house: &House) {
    let mut tx = house.write().await;
    let key = a_key(&mut tx, "Abruf").await;
    for (minutes, noted) in [(0, 0), (4, 0), (5, 5)] {
        let at = now() + Duration::minutes(minutes);
        key::touch(&mut tx, key, at, at - Duration::minutes(5))
            .await
            .unwrap();
        let found = key::by_name(&mut tx, "Abruf").await.unwrap().unwrap();
        assert_eq!(found.last_used_at, Some(now() + Duration::minutes(noted)));
    }
    assert_eq!(key::waiting(&mut tx).await.unwrap(), (0, 0));
}

pub async fn the_word_of_a_request_counts_once_for_each_key(house: &House) {
    let mut tx = house.write().await;
    let (one, other) = (a_key(&mut tx, "Eins").await, a_key(&mut tx, "Zwei").await);
    let later = now() + Duration::minutes(1);
    for (key, nonce, at, fresh) in [
        (one, "a", now(), true),
        (one, "a", later, false),
        (one, "b", later, true),
        (other, "a", later, true),
    ] {
        let noted = key::note_nonce(&mut tx, key, nonce, at).await.unwrap();
        assert_eq!(noted, fresh, "{nonce}");
    }
    for (most, gone) in [(9, 1), (9, 0)] {
        let forgotten = key::forget_nonces(&mut tx, later, most).await.unwrap();
        assert_eq!(forgotten, gone);
    }
    assert!(key::note_nonce(&mut tx, one, "a", later).await.unwrap());
    let after = later + Duration::seconds(1);
    assert_eq!(key::forget_nonces(&mut tx, after, 2).await.unwrap(), 2);
}

pub async fn an_order_is_taken_on_once_and_its_answer_kept(house: &House) {
    let mut tx = house.write().await;
    let (key, other) = (a_key(&mut tx, "Eins").await, a_key(&mut tx, "Zwei").await);
    let later = now() + Duration::minutes(15);
    for (key, name, fresh) in [
        (key, "x", true),
        (key, "x", false),
        (key, "y", true),
        (other, "x", true),
    ] {
        let begun = answer::begin(&mut tx, key, name, b"body", now()).await;
        assert_eq!(begun.unwrap(), fresh, "{name}");
    }
    for (before, taken) in [
        (now() - Duration::seconds(1), false),
        (now(), true),
        (now(), false),
    ] {
        let over = answer::take_over(&mut tx, key, "x", before, later).await;
        assert_eq!(over.unwrap(), taken);
    }
    answer::finish(&mut tx, key, "x", 202, "{}", later)
        .await
        .unwrap();
    let over = answer::take_over(&mut tx, key, "x", later, later).await;
    assert!(!over.unwrap(), "it is answered");
    for name in ["x", "y"] {
        answer::give_back(&mut tx, key, name).await.unwrap();
    }
    let wanted = Known {
        request_sha256: b"body".to_vec(),
        status: Some(202),
        body: Some("{}".to_owned()),
        answered_at: later,
    };
    assert_eq!(
        answer::known(&mut tx, key, "x").await.unwrap(),
        Some(wanted)
    );
    assert_eq!(answer::known(&mut tx, key, "y").await.unwrap(), None);
    assert_eq!(answer::forget(&mut tx, later, 9).await.unwrap(), 1);
    assert_eq!(answer::known(&mut tx, other, "x").await.unwrap(), None);
    let after = later + Duration::seconds(1);
    assert_eq!(answer::forget(&mut tx, after, 9).await.unwrap(), 1);
}
