//! What the simulated ERP keeps.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

use chrono::{DateTime, Duration, Utc};
use domain::erp::Entity;
use store::sim::{self, Command, Delivery, Record};
use uuid::Uuid;

fn now() -> DateTime<Utc> {
    "2026-11-02T09:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn a_simulated_erp_keeps_what_it_was_told() {
    let db = sim::open("sqlite::memory:").await.unwrap();
    let mut tx = db.begin().await.unwrap();
    assert_eq!(sim::count(&mut tx).await.unwrap(), 0);
    let mut person = Record {
        entity: Entity::Person,
        reference: "P1".to_owned(),
        revision: 1,
        body: "{}".to_owned(),
    };
    sim::put_record(&mut tx, &person).await.unwrap();
    person.revision = 2;
    sim::put_record(&mut tx, &person).await.unwrap();
    assert_eq!(
        sim::record(&mut tx, Entity::Person, "P1").await.unwrap(),
        Some(person.clone())
    );
    assert_eq!(
        sim::record(&mut tx, Entity::Unit, "P1").await.unwrap(),
        None
    );
    assert_eq!(
        sim::records(&mut tx, Entity::Person).await.unwrap(),
        [person]
    );
    assert_eq!(sim::switch(&mut tx, "delay").await.unwrap(), None);
    for value in ["5", "60"] {
        sim::set_switch(&mut tx, "delay", value).await.unwrap();
    }
    assert_eq!(
        sim::switch(&mut tx, "delay").await.unwrap().as_deref(),
        Some("60")
    );
}

#[tokio::test]
async fn a_command_is_known_and_answered_once() {
    let db = sim::open("sqlite::memory:").await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let command = Command {
        id: "c".to_owned(),
        position: 7,
        kind: "change_requested".to_owned(),
        body: "{}".to_owned(),
        received_at: now(),
        answer_at: None,
        answer: None,
        reason: None,
        answered_at: None,
    };
    for _ in 0..2 {
        sim::add_command(&mut tx, &command).await.unwrap();
    }
    assert_eq!(sim::commands(&mut tx, 9).await.unwrap(), [command]);
    assert_eq!(sim::due_commands(&mut tx, now()).await.unwrap(), []);
    sim::wait_anew(&mut tx, Some(Duration::seconds(5)))
        .await
        .unwrap();
    assert_eq!(sim::due_commands(&mut tx, now()).await.unwrap(), []);
    let later = now() + Duration::seconds(5);
    assert_eq!(sim::due_commands(&mut tx, later).await.unwrap().len(), 1);
    assert!(
        sim::answer(&mut tx, "c", "rejected", Some("nein"), later)
            .await
            .unwrap()
    );
    assert!(
        !sim::answer(&mut tx, "c", "confirmed", None, later)
            .await
            .unwrap()
    );
    let found = sim::command(&mut tx, "c").await.unwrap().unwrap();
    assert_eq!(
        (found.answer.as_deref(), found.reason.as_deref()),
        (Some("rejected"), Some("nein"))
    );
}

#[tokio::test]
async fn a_delivery_waits_for_its_time_and_is_tried_again() {
    let db = sim::open("sqlite::memory:").await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let new = Delivery {
        id: Uuid::from_u128(1),
        run_at: now(),
        target: "/erp/v1/events".to_owned(),
        body: "{}".to_owned(),
        attempts: 0,
        last_error: None,
    };
    sim::send(&mut tx, &new).await.unwrap();
    assert_eq!(
        sim::due(&mut tx, now() - Duration::seconds(1), 9)
            .await
            .unwrap(),
        []
    );
    let due = sim::due(&mut tx, now(), 9).await.unwrap();
    assert_eq!(due, std::slice::from_ref(&new));
    let later = now() + Duration::minutes(1);
    sim::later(&mut tx, new.id, later, "503").await.unwrap();
    assert_eq!(sim::due(&mut tx, now(), 9).await.unwrap(), []);
    assert_eq!(sim::due(&mut tx, later, 9).await.unwrap()[0].attempts, 1);
    assert_eq!(
        sim::under_way(&mut tx).await.unwrap(),
        (1, Some("503".to_owned()))
    );
    sim::arrived(&mut tx, new.id).await.unwrap();
    assert_eq!(sim::under_way(&mut tx).await.unwrap(), (0, None));
}
