//! What a killed portal had in hand when it died.

use std::{process::Stdio, time::Duration};

use chrono::TimeDelta;
use service::{
    Chance, Clock,
    jobs::{CloseExpired, Order},
};
use store::{Db, job};

use super::command_line::{command, hausportal, said};

#[tokio::test]
async fn what_a_killed_portal_had_in_hand_is_done_at_the_next_start() {
    let folder = tempfile::tempdir().expect("folder");
    let migrated = hausportal(folder.path(), &["migrate"], &[]);
    assert_eq!(migrated.status.code(), Some(0), "{}", said(&migrated));
    let file = folder.path().join("data/hausportal.db");
    let url = format!("sqlite://{}", file.display());
    claim_a_job(&url).await;

    let environment = [("HAUSPORTAL_SERVER__LISTEN", "127.0.0.1:0")];
    let mut portal = command(folder.path(), &["serve"], &environment);
    let portal = portal.stdout(Stdio::null()).stderr(Stdio::null());
    let mut portal = portal.spawn().expect("started");
    let db = Db::open(&url).await.expect("database");
    let mut waiting = 1;
    for _ in 0..400 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let mut tx = db.read().await.expect("tx");
        (waiting, _) = job::counts(&mut tx).await.expect("counts");
        if waiting == 0 {
            break;
        }
    }
    portal.kill().expect("killed");
    portal.wait().expect("ended");
    assert_eq!(waiting, 0, "it was not left for an hour");
}

/// A job that a portal has claimed for an hour, and is dead.
async fn claim_a_job(url: &str) {
    let db = Db::open(url).await.expect("database");
    let mut tx = db.begin().await.expect("tx");
    let now = Clock::System.now();
    let (id, none) = (Chance::System.id(now), serde_json::Map::new());
    let added = job::add(&mut tx, id, CloseExpired::NAME, none, now).await;
    added.expect("added");
    let claimed = job::claim(&mut tx, now, now + TimeDelta::hours(1)).await;
    assert_eq!(claimed.expect("claimed").expect("a job").id, id);
    tx.commit().await.expect("committed");
    db.close().await;
}
