//! Each call stands in the description, each example of the description does what it says, and each key gets what it may.

use std::collections::BTreeSet;

use domain::erp::Scope;
use serde_json::{Value, json};
use service::testing::{Engine, PASSWORD, World, settings};

use super::erp_client::{Client, Letter, json, send};
use super::house::{Answer, House};

/// Each call with the scope it needs; nothing where any key will do.
pub const CALLS: [(&str, &str, Option<Scope>); 28] = [
    ("get", "/erp/v1/status", None),
    ("post", "/erp/v1/batch", Some(Scope::MasterWrite)),
    ("post", "/erp/v1/properties", Some(Scope::MasterWrite)),
    ("post", "/erp/v1/units", Some(Scope::MasterWrite)),
    ("post", "/erp/v1/persons", Some(Scope::MasterWrite)),
    ("post", "/erp/v1/contracts", Some(Scope::MasterWrite)),
    ("post", "/erp/v1/contract-persons", Some(Scope::MasterWrite)),
    ("post", "/erp/v1/rent-parts", Some(Scope::MasterWrite)),
    ("post", "/erp/v1/bank-mandates", Some(Scope::MasterWrite)),
    (
        "post",
        "/erp/v1/consumption-values",
        Some(Scope::MasterWrite),
    ),
    ("post", "/erp/v1/account-entries", Some(Scope::MasterWrite)),
    (
        "post",
        "/erp/v1/properties/{reference}/end",
        Some(Scope::MasterWrite),
    ),
    (
        "post",
        "/erp/v1/units/{reference}/end",
        Some(Scope::MasterWrite),
    ),
    (
        "post",
        "/erp/v1/persons/{reference}/end",
        Some(Scope::MasterWrite),
    ),
    (
        "post",
        "/erp/v1/contracts/{reference}/end",
        Some(Scope::MasterWrite),
    ),
    (
        "post",
        "/erp/v1/contract-persons/{reference}/end",
        Some(Scope::MasterWrite),
    ),
    (
        "post",
        "/erp/v1/rent-parts/{reference}/end",
        Some(Scope::MasterWrite),
    ),
    (
        "post",
        "/erp/v1/bank-mandates/{reference}/end",
        Some(Scope::MasterWrite),
    ),
    (
        "post",
        "/erp/v1/consumption-values/{reference}/end",
        Some(Scope::MasterWrite),
    ),
    (
        "post",
        "/erp/v1/account-entries/{reference}/end",
        Some(Scope::MasterWrite),
    ),
    ("post", "/erp/v1/documents", Some(Scope::DocumentsWrite)),
    (
        "delete",
        "/erp/v1/documents/{reference}",
        Some(Scope::DocumentsWrite),
    ),
    ("get", "/erp/v1/changes", Some(Scope::ChangesRead)),
    (
        "post",
        "/erp/v1/changes/{position}/ack",
        Some(Scope::ChangesWrite),
    ),
    (
        "post",
        "/erp/v1/changes/{position}/confirm",
        Some(Scope::ChangesWrite),
    ),
    (
        "post",
        "/erp/v1/changes/{position}/reject",
        Some(Scope::ChangesWrite),
    ),
    ("post", "/erp/v1/events", Some(Scope::EventsWrite)),
    ("get", "/erp/v1/openapi.json", None),
];
/// For which nobody needs a key.
const OPEN: &str = "/erp/v1/openapi.json";

/// A call with an example of the description.
struct Example {
    method: &'static str,
    path: String,
    name: String,
    sent: Option<Value>,
    status: u16,
    told: Value,
}

/// A portal whose ERP has sent its first batch and is to hear of a new phone number.
async fn furnished() -> (World, House, Client) {
    let mut settings = settings();
    settings.erp.fetch = Some(service::erp::settings::Address {
        url: "https://erp.example.org".to_owned(),
        secret: "sesam".to_owned(),
    });
    let world = World::under(Engine::Sqlite, settings).await.expect("world");
    let vera = world.resident("P-VERA").await.expect("Vera");
    let asked = vera.changes().ask_phone("030 1234567", PASSWORD).await;
    asked.expect("asked");
    let house = House::with_pages(&world.services).await;
    let client = Client::new(&world).await;
    (world, house, client)
}

async fn document(house: &House) -> Value {
    let answer = house.ask("GET /erp/v1/openapi.json HTTP/1.1", b"").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "application/json")
    );
    json(&answer)
}

/// What an operation's parameters in braces are by their examples.
fn filled(path: &str, operation: &Value) -> String {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    parameters.fold(path.to_owned(), |path, parameter| {
        let name = parameter["name"].as_str().expect("a name");
        let example = match &parameter["example"] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        path.replace(&format!("{{{name}}}"), &example)
    })
}

fn examples(document: &Value, method: &'static str, path: &str) -> Vec<Example> {
    let operation = &document["paths"][path][method];
    let sent = &operation["requestBody"]["content"]["application/json"]["examples"];
    let mut found = Vec::new();
    for (status, response) in operation["responses"].as_object().expect("responses") {
        for content in response["content"]
            .as_object()
            .into_iter()
            .flat_map(|all| all.values())
        {
            for (name, example) in content["examples"].as_object().into_iter().flatten() {
                found.push(Example {
                    method,
                    path: filled(path, operation),
                    name: name.clone(),
                    sent: sent.get(name).map(|sent| sent["value"].clone()),
                    status: status.parse().expect("a status"),
                    told: example["value"].clone(),
                });
            }
        }
    }
    let asked = sent.as_object().map_or(0, serde_json::Map::len);
    let answered = found
        .iter()
        .filter(|example| example.sent.is_some())
        .count();
    assert_eq!(asked, answered, "{method} {path}: each has its answer");
    found
}

/// A letter that says what an example says.
fn letter(world: &World, example: &Example) -> Letter {
    let body = example.sent.clone().unwrap_or(Value::Null);
    let mut letter = match example.method {
        "get" => return Letter::get(world, &example.path),
        _ => Letter::post(world, &example.path, &body),
    };
    if example.sent.is_none() {
        letter.body.clear();
        letter.headers.truncate(1);
    }
    if example.method == "delete" {
        letter.method = "DELETE";
    }
    letter
}

/// Whether an answer is the one of the description, but for ids and moments.
fn is_like(told: &Value, example: &Value) -> bool {
    match (told, example) {
        (Value::Object(told), Value::Object(example)) => {
            let names: BTreeSet<&String> = told.keys().chain(example.keys()).collect();
            names
                .into_iter()
                .all(|name| match (told.get(name), example.get(name)) {
                    (Some(told), Some(example)) => is_like(told, example),
                    _ => false,
                })
        }
        (Value::Array(told), Value::Array(example)) => {
            told.len() == example.len()
                && told
                    .iter()
                    .zip(example)
                    .all(|(told, example)| is_like(told, example))
        }
        (Value::String(told), Value::String(example)) => {
            let id = |text: &str| text.len() == 36 && text.matches('-').count() == 4;
            let moment = |text: &str| text.len() >= 20 && text.as_bytes().get(10) == Some(&b'T');
            told == example || (id(told) && id(example)) || (moment(told) && moment(example))
        }
        _ => told == example,
    }
}

async fn sent(world: &World, house: &House, client: &Client, example: &Example) -> Answer {
    client.send(world, house, &letter(world, example)).await
}

#[tokio::test]
async fn each_example_of_the_description_does_what_it_says() {
    let (_world, house, _client) = furnished().await;
    let document = document(&house).await;
    let first = |path: &str| {
        examples(&document, "post", path)
            .into_iter()
            .find(|example| example.status == 200)
    };
    let (batch, paper) = (first("/erp/v1/batch"), first("/erp/v1/documents"));
    let (batch, paper) = (batch.expect("a batch"), paper.expect("a document"));
    let (mut wrong, mut run) = (Vec::new(), 0);
    for (method, path, _) in CALLS.into_iter().filter(|(_, path, _)| *path != OPEN) {
        let all = examples(&document, method, path);
        assert!(!all.is_empty(), "{method} {path} has no example");
        for example in all {
            let (world, house, client) = furnished().await;
            if path != "/erp/v1/batch" {
                let before = sent(&world, &house, &client, &batch).await;
                assert_eq!(before.status, 200, "{}", before.body);
            }
            if method == "delete" {
                let before = sent(&world, &house, &client, &paper).await;
                assert_eq!(before.status, 200, "{}", before.body);
            }
            let answer = sent(&world, &house, &client, &example).await;
            run += 1;
            if answer.status != example.status || !is_like(&json(&answer), &example.told) {
                wrong.push(format!(
                    "{method} {path} {}: {} {}\n  instead of {} {}",
                    example.name, answer.status, answer.body, example.status, example.told
                ));
            }
        }
    }
    assert!(
        wrong.is_empty() && run > CALLS.len(),
        "{run}\n{}",
        wrong.join("\n")
    );
}

#[tokio::test]
async fn each_call_stands_in_the_description_and_asks_for_its_scope() {
    let (world, house, _client) = furnished().await;
    let document = document(&house).await;
    let paths = document["paths"].as_object().expect("paths");
    let described: BTreeSet<(String, String)> = paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().expect("methods").keys();
            methods.map(|method| (method.clone(), path.clone()))
        })
        .collect();
    let known: BTreeSet<(String, String)> = CALLS
        .iter()
        .map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned()))
        .collect();
    assert_eq!(described, known, "calls without a line in the table");
    for (method, path, scope) in CALLS {
        let operation = &document["paths"][path][method];
        let example = Example {
            method,
            path: filled(path, operation),
            name: String::new(),
            sent: (method == "post").then(|| json!({})),
            status: 0,
            told: Value::Null,
        };
        let unsigned = send(&house, &letter(&world, &example), &[]).await;
        let unlocked = if path == OPEN { 200 } else { 401 };
        assert_eq!(unsigned.status, unlocked, "{method} {path}");
        let Some(scope) = scope else {
            continue;
        };
        let other = if scope == Scope::EventsWrite {
            Scope::ChangesRead
        } else {
            Scope::EventsWrite
        };
        // One for each call, for a key may ask only so often.
        let key = Client::with(&world, &format!("{method} {path}"), &[other]).await;
        let refused = key.send(&world, &house, &letter(&world, &example)).await;
        assert_eq!(refused.status, 403, "{method} {path}");
        let shared = &document["components"]["responses"];
        for (answer, name) in [(&unsigned, "Unauthorized"), (&refused, "Forbidden")] {
            let told = &shared[name]["content"]["application/problem+json"]["example"];
            assert_eq!(&json(answer), told, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn what_there_is_not_is_said_in_the_same_form() {
    let (_world, house, _client) = furnished().await;
    for (request, status, code) in [
        ("GET /erp/v1/gibt-es-nicht HTTP/1.1", 404, "not_found"),
        ("GET /erp/v1/batch HTTP/1.1", 405, "method"),
        ("PUT /erp/v1/persons HTTP/1.1", 405, "method"),
    ] {
        let answer = house.ask(request, b"").await;
        assert_eq!(answer.status, status, "{request}");
        assert_eq!(json(&answer)["code"], code, "{request}");
    }
    let other = house.ask("PUT /erp/v1/persons HTTP/1.1", b"").await;
    assert_eq!(other.header("allow"), "POST");
}

#[tokio::test]
async fn without_an_erp_nobody_answers() {
    let mut settings = settings();
    settings.erp.enabled = false;
    let world = World::under(Engine::Sqlite, settings).await.expect("world");
    let house = House::with_pages(&world.services).await;
    let client = Client::new(&world).await;
    let answer = client
        .send(&world, &house, &Letter::get(&world, "/erp/v1/status"))
        .await;
    assert_eq!(answer.status, 404);
}
