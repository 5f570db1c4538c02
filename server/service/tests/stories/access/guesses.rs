//! Guessing passwords: at once, of staff, of many accounts, and with what no keyboard types.

use chrono::Duration;
use domain::audit::Action;
use domain::{Refusal, Role};
use service::testing::{PASSWORD, World};
use service::{Caller, Error};

use super::refusal;

service::stories!(
    many_guesses_at_once_are_no_more_than_in_a_row,
    staff_rest_a_quarter_of_an_hour_after_ten_failures,
    whoever_sprays_is_shut_out_and_nobody_else,
    a_zero_byte_is_answered_like_any_slip,
);

const CLERK: &str = "clerk@verwaltung.example";
const VERA: &str = "vera@haus.example";

async fn try_in(caller: &Caller, email: &str, password: &str) -> Result<(), Error> {
    let session = caller.access().sign_in(email, password, false).await;
    session.map(drop)
}

async fn logged(world: &World, action: Action) -> i64 {
    let mut tx = world.services.db().read().await.unwrap();
    store::audit::count(&mut tx, action).await.unwrap()
}

async fn many_guesses_at_once_are_no_more_than_in_a_row(world: World) {
    world.resident("P-VERA").await.unwrap();
    let guesses = (0..20).map(|_| {
        let guest = world.guest();
        tokio::spawn(async move { refusal(try_in(&guest, VERA, "falsch").await) })
    });
    let mut compared = 0;
    for guess in guesses.collect::<Vec<_>>() {
        compared += u32::from(guess.await.unwrap() == Refusal::SignInFailed);
    }
    assert_eq!(compared, 4);
    world.pass(Duration::seconds(1));
    try_in(&world.guest(), VERA, PASSWORD).await.unwrap();
    assert_eq!(
        refusal(try_in(&world.guest(), VERA, "falsch").await),
        Refusal::SignInFailed,
        "what was right is counted no longer"
    );
}

async fn staff_rest_a_quarter_of_an_hour_after_ten_failures(world: World) {
    let guest = world.guest();
    world.staff(Role::Clerk).await.unwrap();
    world.resident("P-VERA").await.unwrap();
    for email in [CLERK, VERA] {
        for _ in 0..10 {
            world.pass(Duration::seconds(61));
            refusal(try_in(&guest, email, "falsch").await);
        }
    }
    world.pass(Duration::seconds(61));
    try_in(&guest, VERA, PASSWORD).await.unwrap();
    world.pass(Duration::minutes(3));
    assert_eq!(
        refusal(try_in(&guest, CLERK, PASSWORD).await),
        Refusal::SignInFailed,
        "no word about a lock: it would tell whose address this is"
    );
    assert_eq!(logged(&world, Action::SignInLocked).await, 1);
    world.pass(Duration::minutes(2));
    try_in(&guest, CLERK, PASSWORD).await.unwrap();
}

async fn whoever_sprays_is_shut_out_and_nobody_else(world: World) {
    let guest = world.guest();
    world.resident("P-VERA").await.unwrap();
    for number in 0..21 {
        let email = format!("person{number}@haus.example");
        assert_eq!(
            refusal(try_in(&guest, &email, PASSWORD).await),
            Refusal::SignInFailed
        );
    }
    assert_eq!(
        refusal(try_in(&guest, VERA, PASSWORD).await),
        Refusal::Wait { seconds: 3_600 }
    );
    assert_eq!(logged(&world, Action::SourceBlocked).await, 1);
    let elsewhere = world.with(None, None).await.unwrap();
    try_in(&elsewhere, VERA, PASSWORD).await.unwrap();
    world.pass(Duration::hours(1));
    try_in(&guest, VERA, PASSWORD).await.unwrap();
}

async fn a_zero_byte_is_answered_like_any_slip(world: World) {
    let guest = world.guest();
    let (access, zero) = (guest.access(), "vera\0@haus.example");
    assert_eq!(
        refusal(try_in(&guest, zero, "fal\0sch").await),
        Refusal::SignInFailed
    );
    assert_eq!(
        refusal(access.forgot_password(zero).await),
        Refusal::EmailInvalid
    );
    assert_eq!(
        refusal(access.redeem("123\0", "A\0").await),
        Refusal::Several(vec![Refusal::AccessNumberMistyped, Refusal::CodeIncomplete])
    );
    assert_eq!(
        refusal(access.reset_password("x\0", "y\0").await),
        Refusal::ResetLinkInvalid
    );
    let signed = "2024-07-01".parse().unwrap();
    access
        .lost_letter("V\0-1", "Lindt\0", signed)
        .await
        .unwrap();
}
