//! Second factors: secret, codes on paper, sign-ins that wait for a code.

use chrono::Duration;
use store::second_factor::{self as factor, Half, NewHalf};
use store::{account, session};

use crate::house::{House, now};

pub async fn a_factor_counts_once_it_is_proved(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    for secret in [b"eins", b"zwei"] {
        assert!(
            factor::begin(&mut tx, vera, secret, b"saat", now())
                .await
                .unwrap()
        );
    }
    let begun = factor::of_account(&mut tx, vera).await.unwrap().unwrap();
    assert_eq!(
        (begun.secret.as_slice(), begun.confirmed_at),
        (b"zwei".as_slice(), None)
    );
    assert!(!format!("{begun:?}").contains("secret"));
    assert!(
        !factor::use_step(&mut tx, vera, 7).await.unwrap(),
        "not proved yet"
    );
    assert!(factor::confirm(&mut tx, vera, 5, now()).await.unwrap());
    assert!(!factor::confirm(&mut tx, vera, 6, now()).await.unwrap());
    assert!(
        !factor::begin(&mut tx, vera, b"drei", b"saat", now())
            .await
            .unwrap(),
        "one that counts stays"
    );
    let proved = factor::of_account(&mut tx, vera).await.unwrap().unwrap();
    assert_eq!(
        (proved.last_step, proved.recovery_seed, proved.confirmed_at),
        (5, None, Some(now()))
    );
    assert_eq!(account::raise_epoch(&mut tx, vera).await.unwrap(), 1);
    assert!(factor::remove(&mut tx, vera).await.unwrap());
    assert!(!factor::remove(&mut tx, vera).await.unwrap());
}

pub async fn codes_count_once(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    factor::begin(&mut tx, vera, b"geheim", b"saat", now())
        .await
        .unwrap();
    factor::confirm(&mut tx, vera, 5, now()).await.unwrap();
    for (step, counts) in [(5, false), (6, true), (6, false), (4, false), (7, true)] {
        assert_eq!(
            factor::use_step(&mut tx, vera, step).await.unwrap(),
            counts,
            "{step}"
        );
    }
    for code in [b"a", b"b"] {
        factor::add_recovery(&mut tx, vera, code).await.unwrap();
    }
    for (code, left, counts) in [(b"a", 1, true), (b"a", 1, false), (b"c", 1, false)] {
        assert_eq!(
            factor::use_recovery(&mut tx, vera, code, now())
                .await
                .unwrap(),
            counts
        );
        assert_eq!(factor::recovery_left(&mut tx, vera).await.unwrap(), left);
    }
    factor::remove(&mut tx, vera).await.unwrap();
    assert_eq!(factor::recovery_left(&mut tx, vera).await.unwrap(), 0);
}

pub async fn half_a_sign_in_has_its_tries_and_its_end(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    let new = |token: &[u8]| NewHalf {
        token_hash: token.to_vec(),
        account_id: vera,
        auth_epoch: 0,
        own_device: true,
        expires_at: now() + Duration::minutes(10),
    };
    let wanted = Half {
        account_id: vera,
        auth_epoch: 0,
        own_device: true,
    };
    for token in [b"a", b"b"] {
        factor::add_half(&mut tx, &new(token)).await.unwrap();
    }
    for found in [Some(wanted), Some(wanted), None] {
        assert_eq!(
            factor::try_half(&mut tx, b"a", now(), 2).await.unwrap(),
            found
        );
    }
    let end = now() + Duration::minutes(10);
    assert_eq!(factor::try_half(&mut tx, b"b", end, 2).await.unwrap(), None);
    assert_eq!(
        factor::try_half(&mut tx, b"c", now(), 2).await.unwrap(),
        None
    );
    assert_eq!(factor::forget_halves(&mut tx, now(), 9).await.unwrap(), 0);
    assert_eq!(factor::forget_halves(&mut tx, end, 1).await.unwrap(), 1);
    factor::end_halves(&mut tx, vera).await.unwrap();
    assert_eq!(factor::forget_halves(&mut tx, end, 9).await.unwrap(), 0);
    assert!(session::by_token(&mut tx, b"a").await.unwrap().is_none());
}
