//! The simulated ERP by itself: its pages, its records, and what it would send.

use axum::{Router, body::Body};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use store::sim::Delivery;
use tempfile::TempDir;
use tower::ServiceExt;

use super::*;

const TOKEN: &str = "zeigt das Portal vor";

/// A simulated ERP with the demo company's data; its folder goes with it.
async fn erp() -> (TempDir, Sim, Router) {
    let folder = tempfile::tempdir().expect("folder");
    let portal = Portal {
        url: "http://127.0.0.1:3000".to_owned(),
        key: None,
    };
    let sim = Sim::open(folder.path(), portal, Some(TOKEN.to_owned()));
    let sim = sim.await.expect("opened");
    let router = pages::routes(sim.clone(), LISTEN);
    (folder, sim, router)
}

/// The answer to a request of this machine's own browser.
async fn ask(router: &Router, method: &str, path: &str, body: &str) -> (StatusCode, String) {
    asked(router, method, path, body, "127.0.0.1:3100", "same-origin").await
}

async fn asked(
    router: &Router,
    method: &str,
    path: &str,
    body: &str,
    host: &str,
    site: &str,
) -> (StatusCode, String) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, host)
        .header("sec-fetch-site", site)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .expect("request");
    let answer = router.clone().oneshot(request).await.expect("answer");
    let status = answer.status();
    let body = answer.into_body().collect().await.expect("body").to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}

async fn fetched(router: &Router, path: &str, token: &str) -> (StatusCode, Value) {
    let request = Request::builder()
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::empty())
        .expect("request");
    let answer = router.clone().oneshot(request).await.expect("answer");
    let status = answer.status();
    let body = answer.into_body().collect().await.expect("body").to_bytes();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

/// What is under way to the portal.
async fn under_way(sim: &Sim) -> Vec<Delivery> {
    let mut tx = sim.0.db.read().await.expect("tx");
    let late = sim.0.clock.now() + chrono::TimeDelta::hours(1);
    sim::due(&mut tx, late, 99).await.expect("deliveries")
}

/// Somebody of the demo company.
async fn somebody(sim: &Sim) -> String {
    let mut tx = sim.0.db.read().await.expect("tx");
    let persons = sim::records(&mut tx, domain::erp::Entity::Person).await;
    persons.expect("persons")[0].reference.clone()
}

async fn command(sim: &Sim, position: i64, person: &str) {
    let command = json!({
        "id": format!("c{position}"), "position": position, "kind": "change_requested",
        "change": { "id": "a", "person": person, "kind": "email", "old_value": null, "new_value": "neu@beispiel.example", "state": "uebergeben" },
    });
    let mut tx = sim.0.db.begin().await.expect("tx");
    let now = sim.0.clock.now();
    assert!(
        books::take_in(&mut tx, &command, now)
            .await
            .expect("taken in")
    );
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn every_kind_of_record_has_its_pages() {
    let (_folder, _sim, router) = erp().await;
    for (entity, path) in form::SHOWN {
        let (status, page) = ask(&router, "GET", &format!("/{path}"), "").await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(page.contains(entity.words().1), "{path}");
    }
    assert_eq!(ask(&router, "GET", "/", "").await.0, StatusCode::OK);
    assert_eq!(
        ask(&router, "GET", "/nichts", "").await.0,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_change_of_a_record_is_told_and_fetched() {
    let (_folder, sim, router) = erp().await;
    let person = somebody(&sim).await;
    let path = format!("/personen/{person}");
    let (status, _) = ask(&router, "POST", &path, "town=Bernau").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let sent = under_way(&sim).await;
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].target, "/erp/v1/events");
    assert!(sent[0].body.contains(&person), "{}", sent[0].body);
    let record = format!("/records/person/{person}");
    let (_, body) = fetched(&router, &record, TOKEN).await;
    assert_eq!(
        (&body["town"], &body["revision"]),
        (&json!("Bernau"), &json!(2))
    );
    assert_eq!(
        fetched(&router, &record, "anderes").await.0,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        fetched(&router, "/records/person/niemand", TOKEN).await.0,
        StatusCode::NOT_FOUND
    );
    let (status, page) = ask(&router, "POST", &path, "salutation=%3Cb%3E").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.contains("<b>"), "{page}");
}

#[tokio::test]
async fn a_confirmed_change_is_in_its_own_data_and_told() {
    let (_folder, sim, router) = erp().await;
    let person = somebody(&sim).await;
    command(&sim, 7, &person).await;
    let (_, page) = ask(&router, "GET", "/", "").await;
    assert!(page.contains("neu@beispiel.example"), "{page}");
    for _ in 0..2 {
        ask(&router, "POST", "/auftraege/c7/bestaetigen", "").await;
    }
    let targets: Vec<String> = under_way(&sim)
        .await
        .into_iter()
        .map(|one| one.target)
        .collect();
    assert_eq!(
        targets,
        ["/erp/v1/changes/7/confirm", "/erp/v1/events"],
        "once"
    );
    let (_, body) = fetched(&router, &format!("/records/person/{person}"), TOKEN).await;
    assert_eq!(body["email"], "neu@beispiel.example");
}

#[tokio::test]
async fn a_rejection_needs_its_reason() {
    let (_folder, sim, router) = erp().await;
    let person = somebody(&sim).await;
    command(&sim, 8, &person).await;
    let (status, _) = ask(&router, "POST", "/auftraege/c8/ablehnen", "grund=+").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    ask(
        &router,
        "POST",
        "/auftraege/c8/ablehnen",
        "grund=Nicht+vergeben",
    )
    .await;
    let sent = under_way(&sim).await;
    assert_eq!(sent[0].target, "/erp/v1/changes/8/reject");
    assert_eq!(sent[0].body, "{\"reason\":\"Nicht vergeben\"}");
}

#[tokio::test]
async fn it_answers_by_itself_when_it_shall() {
    let (_folder, sim, router) = erp().await;
    let person = somebody(&sim).await;
    ask(&router, "POST", "/verhalten", "antwort=aus&duplicate=on").await;
    command(&sim, 9, &person).await;
    let due = async || {
        let mut tx = sim.0.db.read().await.expect("tx");
        let late = sim.0.clock.now() + chrono::TimeDelta::hours(2);
        sim::due_commands(&mut tx, late)
            .await
            .expect("commands")
            .len()
    };
    assert_eq!(due().await, 0);
    ask(&router, "POST", "/verhalten", "antwort=1h").await;
    assert_eq!(due().await, 1, "what waits already follows the new choice");
    let (_, page) = ask(&router, "GET", "/", "").await;
    assert!(page.contains("value=\"1h\" selected"), "{page}");
}

#[tokio::test]
async fn other_sites_and_names_are_not_served() {
    let (_folder, _sim, router) = erp().await;
    let foreign = asked(&router, "GET", "/", "", "boese.example", "none").await;
    assert_eq!(foreign.0, StatusCode::MISDIRECTED_REQUEST);
    let foreign = asked(
        &router,
        "POST",
        "/verhalten",
        "",
        "127.0.0.1:3100",
        "cross-site",
    )
    .await;
    assert_eq!(foreign.0, StatusCode::FORBIDDEN);
}
