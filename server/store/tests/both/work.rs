//! Jobs, the audit log and transactions.

use std::task::Poll;

use chrono::Duration;
use domain::audit::{Action, AuditResult};
use serde_json::{Map, Value};
use store::audit::{self, NewEvent};
use store::{OpenError, account, dialect, job};

use crate::house::{House, day, id, now};

pub async fn jobs_are_claimed_once(house: &House) {
    let mut tx = house.write().await;
    let (first, later) = (id(), id());
    let data = Map::from_iter([("to".to_owned(), Value::from("vera@haus.example"))]);
    job::add(&mut tx, first, "send_mail", data.clone(), now())
        .await
        .unwrap();
    job::add(
        &mut tx,
        later,
        "send_mail",
        data.clone(),
        now() + Duration::hours(1),
    )
    .await
    .unwrap();
    let until = now() + Duration::minutes(5);
    let claimed = job::claim(&mut tx, now(), until).await.unwrap().unwrap();
    assert_eq!(
        (claimed.id, claimed.attempts, claimed.data.0),
        (first, 1, data)
    );
    assert!(job::claim(&mut tx, now(), until).await.unwrap().is_none());
    assert_eq!(
        job::claim(&mut tx, until, until)
            .await
            .unwrap()
            .unwrap()
            .attempts,
        2
    );
    job::free_all(&mut tx).await.unwrap();
    let freed = job::claim(&mut tx, now(), until).await.unwrap().unwrap();
    assert_eq!((freed.id, freed.attempts), (first, 3));
    job::retry(&mut tx, first, now() + Duration::days(1), "SMTP")
        .await
        .unwrap();
    let next = now() + Duration::hours(2);
    assert_eq!(
        job::claim(&mut tx, next, next).await.unwrap().unwrap().id,
        later
    );
    job::finish(&mut tx, later).await.unwrap();
    job::bury(&mut tx, first, now(), "gab auf").await.unwrap();
    assert_eq!(job::counts(&mut tx).await.unwrap(), (0, 1));
    assert_eq!(job::forget(&mut tx, now(), 9).await.unwrap(), 0);
    let after = now() + Duration::microseconds(1);
    assert_eq!(job::forget(&mut tx, after, 9).await.unwrap(), 1);
}

pub async fn a_day_begins_once(house: &House) {
    for (today, begun) in [
        ("2026-11-02", true),
        ("2026-11-02", false),
        ("2026-11-03", true),
        // A clock that was wrong and is put right does not stop the days.
        ("2026-11-02", true),
    ] {
        let mut tx = house.write().await;
        let asked = job::begin_day(&mut tx, day(today)).await.unwrap();
        assert_eq!(asked, begun, "{today}");
        tx.commit().await.unwrap();
    }
}

pub async fn the_log_is_append_only(house: &House) {
    let mut tx = house.write().await;
    let object = id();
    for (action, result) in [
        (Action::TicketOpened, AuditResult::Done),
        (Action::TicketSeen, AuditResult::Refused),
    ] {
        let event = NewEvent {
            id: id(),
            at: now() + Duration::seconds(i64::from(result == AuditResult::Refused)),
            actor_kind: "clerk",
            actor_id: Some(id()),
            action,
            object_kind: "ticket",
            object_id: Some(object),
            result,
            request_id: "r".into(),
            address: "192.0.2.0/24".into(),
            detail: Map::new(),
        };
        audit::add(&mut tx, event).await.unwrap();
    }
    let told: Vec<_> = audit::about(&mut tx, object)
        .await
        .unwrap()
        .into_iter()
        .map(|event| (event.action, event.result))
        .collect();
    assert_eq!(
        told,
        [
            (Action::TicketOpened, AuditResult::Done),
            (Action::TicketSeen, AuditResult::Refused)
        ]
    );
    assert_eq!(audit::count(&mut tx, Action::TicketSeen).await.unwrap(), 1);
    assert!(audit::database_size(&mut tx).await.unwrap() > 10_000);
    tx.commit().await.unwrap();
    assert!(dialect::log_is_guarded(&house.db).await.unwrap());
    house.db.ping().await.unwrap();
}

pub async fn a_dropped_transaction_leaves_nothing(house: &House) {
    let mut tx = house.write().await;
    account::count_failure(&mut tx, b"x", now()).await.unwrap();
    drop(tx);
    let mut tx = house.write().await;
    let none = account::hold_failures(&mut tx, b"x", now()).await;
    assert_eq!(none.unwrap().failures, 0);
    tx.commit().await.unwrap();
}

pub async fn a_read_is_of_one_moment(house: &House) {
    const LATER: &str = "spaet@haus.example";
    let mut read = house.db.read().await.unwrap();
    assert!(account::by_email(&mut read, LATER).await.unwrap().is_none());
    house.account(Some(house.vera), LATER).await;
    assert!(account::by_email(&mut read, LATER).await.unwrap().is_none());
    drop(read);
    let mut read = house.db.read().await.unwrap();
    let found = account::by_email(&mut read, LATER).await.unwrap();
    assert_eq!(found.map(|account| account.email).as_deref(), Some(LATER));
}

pub async fn two_portals_may_start_at_once(house: &House) {
    let starts = (0..8).map(|_| house.db.migrate());
    for started in futures::future::join_all(starts).await {
        started.unwrap();
    }
}

pub async fn a_database_of_a_later_release_is_left_alone(house: &House) {
    store::db::note_later_release(&house.db).await.unwrap();
    let told = house.db.migrate().await.unwrap_err();
    assert!(matches!(told, OpenError::Newer), "{told}");
    assert!(told.to_string().contains("neueren Version"));
}

/// Waits for an answer no longer than so many looks.
async fn given_up(looks: u32, answer: impl Future) {
    let mut answer = std::pin::pin!(answer);
    let mut left = looks;
    std::future::poll_fn(|context| {
        let done = left == 0 || answer.as_mut().poll(context).is_ready();
        left = left.saturating_sub(1);
        if done || left == 0 {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

/// A request that is given up while the engine still answers it leaves no open transaction to the next one.
pub async fn a_begin_that_is_given_up_binds_nobody(house: &House) {
    for looks in 0..10 {
        // So that a connection lies ready, and what is given up is the transaction.
        house.db.ping().await.unwrap();
        the_pool_has_it_back().await;
        given_up(looks, house.db.read()).await;
        the_pool_has_it_back().await;
        for _each_that_lies_ready in 0..3 {
            let mut tx = house.write().await;
            job::add(&mut tx, id(), "send_mail", Map::new(), now())
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
    }
    let mut tx = house.db.read().await.unwrap();
    assert_eq!(job::counts(&mut tx).await.unwrap(), (30, 0));
}

/// A connection goes home in the background.
async fn the_pool_has_it_back() {
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
}
