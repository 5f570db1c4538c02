//! What the forms answer our script.

use domain::audit::Action;
use serde_json::{Value, json};

use super::pages::{PLAIN, SCRIPT, borrowed, get, picture, post, report, world};

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

#[tokio::test]
async fn what_somebody_else_wrote_is_not_taken() {
    let (world, house) = world().await;
    let (vera, mut fields) = report(&world).await;
    let jan = world.resident_token("P-JAN").await.expect("Jan");
    let author = world.resident("P-VERA").await.expect("Vera").me();
    let author = author.expect("an account").account.to_string();
    fields.push(("account", author));
    let fields = borrowed(&fields);

    let refused = post(&house, "/melden", &jan, SCRIPT, &fields, Some(&picture())).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    let told: Value = serde_json::from_str(&refused.body).expect("JSON");
    assert_eq!(told["code"], "anderer_benutzer");
    let said = told["errors"][0]["message"].as_str().expect("a sentence");
    assert!(said.contains("Es wurde nichts gesendet."), "{said}");

    let page = post(&house, "/melden", &jan, PLAIN, &fields, None).await;
    assert_eq!(page.status, 409);
    assert!(
        page.body.contains("anderen Konto") && !page.body.contains("Heizung"),
        "{}",
        page.body
    );

    let list = get(&house, "/vorgaenge", &jan).await;
    assert!(!list.body.contains("Heizung kalt"), "nothing is stored");
    let own = post(&house, "/melden", &vera, SCRIPT, &fields, None).await;
    assert_eq!(own.status, 201, "{}", own.body);
}

#[tokio::test]
async fn each_form_carries_the_account_it_is_written_under() {
    let (world, house) = world().await;
    let vera = world.resident_token("P-VERA").await.expect("token");
    let account = world.resident("P-VERA").await.expect("Vera").me();
    let account = account.expect("an account").account;
    let mark = format!("name=\"account\" value=\"{account}\"");
    for path in ["/melden", "/anliegen"] {
        let page = get(&house, path, &vera).await;
        assert!(page.body.contains(&mark), "{path}");
    }
}

#[tokio::test]
async fn who_is_too_quick_is_told_when_to_come_back() {
    let (world, house) = world().await;
    let sign_in = async |accept: &str| {
        let head = format!(
            "POST /api/access/sign-in HTTP/1.1\n{accept}\ncontent-type: application/x-www-form-urlencoded\n\
             origin: http://127.0.0.1:3000\nreferer: http://127.0.0.1:3000/anmelden"
        );
        let body = b"email=vera%40haus.example&password=falsch&own_device=false";
        house.ask(&head, body).await
    };
    for _ in 0..4 {
        assert_eq!(sign_in(SCRIPT).await.status, 422);
    }
    let waits = sign_in(SCRIPT).await;
    assert_eq!((waits.status, waits.header("retry-after")), (429, "1"));
    assert!(waits.body.contains("wait"), "{}", waits.body);
    let plain = sign_in(PLAIN).await;
    assert_eq!((plain.status, plain.header("retry-after")), (429, "1"));

    let (vera, mut fields) = report(&world).await;
    for number in 0..10 {
        let reference = world.services.chance().id(world.now()).to_string();
        fields[0].1 = reference;
        let sent = post(&house, "/melden", &vera, SCRIPT, &borrowed(&fields), None).await;
        assert_eq!(sent.status, 201, "{number}: {}", sent.body);
    }
    fields[0].1 = world.services.chance().id(world.now()).to_string();
    for accept in [SCRIPT, PLAIN] {
        let sent = post(&house, "/melden", &vera, accept, &borrowed(&fields), None).await;
        assert_eq!((sent.status, sent.header("retry-after")), (429, "3600"));
        assert!(sent.body.contains("in einer Stunde"), "{}", sent.body);
    }
}

#[tokio::test]
async fn an_empty_form_is_refused_and_no_failure() {
    let (world, house) = world().await;
    let vera = world.resident_token("P-VERA").await.expect("Vera");
    for (path, form, told) in [
        (
            "access/lost-letter",
            "contract=&last_name=&starts_on=",
            "contract_number_missing",
        ),
        (
            "contact/ask-bank",
            "contract=&holder=x&iban=x&purpose=&current=x",
            "contract_missing",
        ),
    ] {
        let head = format!(
            "POST /api/{path} HTTP/1.1\n{SCRIPT}\ncontent-type: application/x-www-form-urlencoded\n\
             origin: http://127.0.0.1:3000\ncookie: sid={vera}"
        );
        let answer = house.ask(&head, form.as_bytes()).await;
        assert_eq!(answer.status, 422, "{path}: {}", answer.body);
        assert!(answer.body.contains(told), "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn what_a_neighbour_was_refused_is_in_the_log_when_they_hear_of_it() {
    let (world, house) = world().await;
    let (vera, fields) = report(&world).await;
    let sent = post(&house, "/melden", &vera, PLAIN, &borrowed(&fields), None).await;
    let ticket = sent.header("location").trim_end_matches("?neu=1");
    let olga = world.resident_token("P-OLGA").await.expect("Olga");
    assert_eq!(get(&house, ticket, &olga).await.status, 404);
    let mut tx = world.services.db().read().await.expect("transaction");
    let denied = store::audit::count(&mut tx, Action::AccessDenied).await;
    assert_eq!(denied.expect("a number"), 1);
}
