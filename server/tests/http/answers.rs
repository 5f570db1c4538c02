//! What the forms answer our script.

use serde_json::{Value, json};

use super::pages::{SCRIPT, borrowed, post, report, world};

#[tokio::test]
async fn a_report_is_answered_with_its_ticket_and_a_reply_with_its_page() {
    let (world, house) = world().await;
    let (vera, fields) = report(&world).await;
    let sent = post(&house, "/melden", &vera, SCRIPT, &borrowed(&fields), None).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let made: Value = serde_json::from_str(&sent.body).expect("JSON");
    let id = made["id"].as_str().expect("id");
    let expected =
        json!({ "url": format!("/vorgaenge/{id}?neu=1"), "id": id, "number": "2026-000001" });
    assert_eq!(made, expected);

    let page = format!("/vorgaenge/{id}");
    let fields = [("text", "Es tropft noch.")];
    let reply = post(
        &house,
        &format!("{page}/antwort"),
        &vera,
        SCRIPT,
        &fields,
        None,
    )
    .await;
    let made: Value = serde_json::from_str(&reply.body).expect("JSON");
    assert_eq!((reply.status, made), (201, json!({ "url": page })));
}
