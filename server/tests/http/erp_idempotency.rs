//! An order is carried out once, however often it is sent, and a faulty one not at all.

use chrono::Duration;
use domain::{audit::Action, erp::Scope};
use serde_json::{Value, json};
use service::testing::{Engine, World};

use super::erp_client::{Client, Letter, json};
use super::house::House;

async fn world() -> (World, House, Client) {
    let world = World::new(Engine::Sqlite).await.expect("world");
    let house = House::with_pages(&world.services).await;
    let client = Client::new(&world).await;
    (world, house, client)
}

fn person(reference: &str, phone: &str, revision: i64) -> Value {
    json!({"records": [{
        "reference": reference, "salutation": "frau", "first_name": "Ada", "last_name": "Moll", "street": "Ahornweg 3",
        "postal_code": "10115", "town": "Berlin", "phone": phone, "revision": revision,
    }]})
}

async fn phone(world: &World, reference: &str) -> Option<String> {
    let mut tx = world.services.db().read().await.expect("tx");
    let all = store::master::load(&mut tx).await.expect("master data");
    let mut persons = all.persons.into_iter();
    let found = persons.find(|person| person.reference == reference)?;
    found.phone
}

const PERSONS: &str = "/erp/v1/persons";

#[tokio::test]
async fn the_same_order_is_answered_as_the_first_time() {
    let (world, house, client) = world().await;
    let order = Letter::post(&world, PERSONS, &person("P-1", "030 23125 120", 1));
    let first = client.send(&world, &house, &order).await;
    assert_eq!(
        (first.status, first.header("idempotency-replayed")),
        (200, "")
    );
    assert_eq!(json(&first)["rows"][0]["result"], "created");
    world.pass(Duration::days(6));
    let second = client.send(&world, &house, &order.again(&world)).await;
    assert_eq!(
        (second.status, second.header("idempotency-replayed")),
        (200, "true")
    );
    assert_eq!(second.body, first.body);

    let mut other = order.again(&world);
    other.body = person("P-1", "030 23125 121", 2).to_string();
    let refused = client.send(&world, &house, &other).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert_eq!(json(&refused)["code"], "reused");
    let rehearsed = Letter {
        target: format!("{PERSONS}?dry_run=false"),
        ..order.again(&world)
    };
    let refused = client.send(&world, &house, &rehearsed).await;
    assert_eq!(refused.status, 409, "another address is another order");
    assert_eq!(phone(&world, "P-1").await.as_deref(), Some("030 23125 120"));

    let neighbour = Client::with(&world, "Zweites", Scope::ALL).await;
    let own = neighbour.send(&world, &house, &order.again(&world)).await;
    assert_eq!((own.status, own.header("idempotency-replayed")), (200, ""));
    assert_eq!(json(&own)["rows"][0]["result"], "stale_ignored");
}

#[tokio::test]
async fn of_many_at_once_one_is_carried_out() {
    let (world, house, client) = world().await;
    let order = Letter::post(&world, PERSONS, &person("P-1", "030 23125 120", 1));
    let letters: Vec<Letter> = (0..4).map(|_| order.again(&world)).collect();
    let sent = letters
        .iter()
        .map(|letter| client.send(&world, &house, letter));
    let answers = futures::future::join_all(sent).await;
    let fresh = answers
        .iter()
        .filter(|answer| answer.header("idempotency-replayed").is_empty());
    assert_eq!(fresh.count(), 1);
    for answer in &answers {
        assert_eq!((answer.status, &answer.body), (200, &answers[0].body));
    }
}

#[tokio::test]
async fn an_order_without_a_name_is_refused() {
    let (world, house, client) = world().await;
    let order = Letter::post(&world, PERSONS, &person("P-1", "030 23125 120", 1));
    for name in [
        None,
        Some(String::new()),
        Some("mit Leerzeichen".to_owned()),
        Some("x".repeat(65)),
    ] {
        let mut letter = order.again(&world);
        letter.headers.remove(0);
        if let Some(name) = &name {
            letter = letter.with(&format!("idempotency-key: {name}"));
        }
        let answer = client.send(&world, &house, &letter).await;
        assert_eq!(answer.status, 400, "{name:?}: {}", answer.body);
        assert_eq!(json(&answer)["code"], "parameter");
    }
    assert_eq!(phone(&world, "P-1").await, None);
}

#[tokio::test]
async fn a_rehearsal_says_what_would_change_and_changes_nothing() {
    let (world, house, client) = world().await;
    let target = format!("{PERSONS}?dry_run=true");
    let letter = Letter::post(&world, &target, &person("P-1", "030 23125 120", 1));
    let told = client.send(&world, &house, &letter).await;
    assert_eq!(told.status, 200, "{}", told.body);
    let report = json(&told);
    assert_eq!(report["rows"][0]["result"], "created");
    assert!(
        report["diff"]
            .as_str()
            .is_some_and(|diff| diff.contains("P-1")),
        "{report}"
    );
    assert_eq!(phone(&world, "P-1").await, None);
    let again = client.send(&world, &house, &letter).await;
    assert_eq!(again.status, 401, "word for word the same request");
}

#[tokio::test]
async fn one_faulty_row_stops_the_whole_batch() {
    let (world, house, client) = world().await;
    let batch = json!({
        "persons": person("P-1", "030 23125 120", 1)["records"],
        "units": [{"reference": "E-9", "property": "O-9", "kind": "wohnung", "label": "EG", "revision": 1}],
    });
    let answer = client
        .send(
            &world,
            &house,
            &Letter::post(&world, "/erp/v1/batch", &batch),
        )
        .await;
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = json(&answer);
    assert_eq!(problem["code"], "refused");
    let rows = problem["report"]["rows"].as_array().expect("rows");
    let faulty = rows
        .iter()
        .find(|row| row["reference"] == "E-9")
        .expect("the row");
    assert_eq!(
        (&faulty["entity"], &faulty["result"]),
        (&json!("unit"), &json!("faulty"))
    );
    assert!(faulty["faults"][0]["reason"].is_string(), "{faulty}");
    assert_eq!(phone(&world, "P-1").await, None);
}

#[tokio::test]
async fn a_misshapen_body_is_told_where_and_why() {
    let (world, house, client) = world().await;
    for (body, status, told) in [
        ("{", 400, "kein gültiges JSON"),
        ("", 400, "kein gültiges JSON"),
        (
            r#"{"records":[],"more":1}"#,
            422,
            "Dieses Feld gibt es nicht: more.",
        ),
        (
            r#"{"records":[{"reference":"P-1"}]}"#,
            422,
            "Dieses Feld fehlt",
        ),
        (
            r#"{"records":[],"records":[]}"#,
            422,
            "Dieses Feld steht zweimal da: records.",
        ),
        (
            r#"{"records":"x"}"#,
            422,
            "Der Wert ist von der falschen Art.",
        ),
    ] {
        let mut letter = Letter::post(&world, PERSONS, &Value::Null);
        body.clone_into(&mut letter.body);
        let answer = client.send(&world, &house, &letter).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert!(answer.body.contains(told), "{body}: {}", answer.body);
    }
    let mut plain = Letter::post(&world, PERSONS, &person("P-1", "030 23125 120", 1));
    plain.headers[1] = "content-type: text/plain".to_owned();
    assert_eq!(client.send(&world, &house, &plain).await.status, 415);
    let asked = Letter::post(
        &world,
        "/erp/v1/persons?dry_run=ja",
        &json!({"records": []}),
    );
    assert_eq!(client.send(&world, &house, &asked).await.status, 400);
}

#[tokio::test]
async fn a_key_that_asks_too_fast_waits() {
    let (world, house, client) = world().await;
    let mut refused = 0;
    for _ in 0..60 {
        let letter = Letter::get(&world, "/erp/v1/status");
        let answer = client.send(&world, &house, &letter).await;
        if answer.status == 429 {
            let wait: u32 = answer.header("retry-after").parse().expect("seconds");
            assert!((1..=2).contains(&wait), "{wait}");
            assert_eq!(json(&answer)["code"], "too_many");
            refused += 1;
        } else {
            assert_eq!(answer.status, 200);
        }
    }
    assert!(refused > 0, "sixty questions at once");
    let other = Client::with(&world, "Zweites", Scope::ALL).await;
    let letter = Letter::get(&world, "/erp/v1/status");
    assert_eq!(other.send(&world, &house, &letter).await.status, 200);
}

#[tokio::test]
async fn a_body_has_16_mib_at_most() {
    let (world, house, client) = world().await;
    let mut letter = Letter::post(&world, PERSONS, &Value::Null);
    letter.body = format!("{{\"records\":[]{}}}", " ".repeat(16 * 1024 * 1024));
    let answer = client.send(&world, &house, &letter).await;
    assert_eq!(answer.status, 413, "{}", answer.body);
    letter.body.truncate(0);
    letter.body = format!("{{\"records\":[]{}}}", " ".repeat(8 * 1024 * 1024));
    let answer = client.send(&world, &house, &letter.again(&world)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn what_came_by_the_interface_is_in_the_log_under_its_key() {
    let (world, house, client) = world().await;
    let order = Letter::post(&world, PERSONS, &person("P-1", "030 23125 120", 1));
    assert_eq!(client.send(&world, &house, &order).await.status, 200);
    let mut tx = world.services.db().read().await.expect("tx");
    let noted = store::audit::count(&mut tx, Action::Imported).await;
    assert!(noted.expect("a number") > 0);
    let key = store::erp::key::by_name(&mut tx, "Buchhaltung").await;
    let used = key.expect("asked").expect("the key").last_used_at;
    assert_eq!(used, Some(world.now()));
}
