//! Panics, floods, oversized bodies and a portal that is not ready.

use app::AppError;
use leptos::server_fn::error::FromServerFnError;
use service::testing::{Engine, World};

use super::house::House;
use super::pages;

#[tokio::test]
async fn after_a_panic_the_next_request_is_fine() {
    let house = House::open("").await;
    let answer = house.get("/panik").await;
    assert_eq!(answer.status, 500);
    let id = answer.header("x-request-id");
    assert_eq!(id.len(), 22);
    assert!(
        answer.body.contains(id),
        "the page names the id: {}",
        answer.body
    );
    assert!(!answer.body.contains("gestolpert"), "and not the reason");
    assert_eq!(answer.header("x-frame-options"), "DENY");
    assert_eq!(house.get("/").await.status, 200);
}

#[tokio::test]
async fn a_callers_own_request_id_is_not_believed() {
    let house = House::open("").await;
    let answer = house
        .ask("GET / HTTP/1.1\nx-request-id: gefälscht", b"")
        .await;
    assert_eq!(answer.header("x-request-id").len(), 22);
}

#[tokio::test]
async fn too_many_calls_are_told_when_to_come_back() {
    let world = World::new(Engine::Sqlite).await.expect("world");
    let few = "[security.throttle]\nanonymous = { burst = 2, every_seconds = 300 }\n";
    let house = House::with_pages_and(&world.services, few).await;
    let call = "POST /api/legal/imprint HTTP/1.1\naccept: application/json\n\
        content-type: application/x-www-form-urlencoded\norigin: http://127.0.0.1:3000";
    let invented = format!("{call}\ncookie: sid=abc");
    assert_eq!(house.ask(call, b"").await.status, 200);
    assert_eq!(house.ask(&invented, b"").await.status, 200);
    let refused = house.ask(&invented, b"").await;
    assert_eq!(refused.status, 429);
    let seconds: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((200..=301).contains(&seconds), "{seconds}");
    let told = AppError::de(refused.body.into_bytes().into()).to_string();
    assert!(told.contains("Bitte warten Sie 5 Minuten"), "{told}");
    assert_eq!(house.get("/").await.status, 200, "pages stay free");
    let token = world.resident_token("P-VERA").await.expect("token");
    let signed_in = format!("{call}\ncookie: sid={token}");
    assert_eq!(
        house.ask(&signed_in, b"").await.status,
        200,
        "another counter"
    );
}

#[tokio::test]
async fn who_tries_too_often_reads_how_long_to_wait_and_can_still_call_a_change_back() {
    let world = World::new(Engine::Sqlite).await.expect("world");
    let few = "[security.throttle]\nreset = { burst = 1, every_seconds = 720 }\nletter = { burst = 1, every_seconds = 720 }\n";
    let house = House::with_pages_and(&world.services, few).await;
    let call = async |path: &str, body: &str, accept: &str| {
        let head = format!(
            "POST /api/{path} HTTP/1.1\naccept: {accept}\n\
             content-type: application/x-www-form-urlencoded\norigin: http://127.0.0.1:3000"
        );
        house.ask(&head, body.as_bytes()).await
    };
    let email = "email=x%40y.example";
    let sent = call("access/forgot-password", email, "application/json").await;
    assert_eq!(sent.status, 200);
    let lost = "contract=x&last_name=x&starts_on=2024-07-01";
    let asked = call("access/lost-letter", lost, "application/json").await;
    assert_eq!(asked.status, 200, "a door of its own");
    let refused = call("access/lost-letter", lost, "application/json").await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.header("content-type"), "application/json");
    let told = AppError::de(refused.body.into_bytes().into()).to_string();
    assert!(told.contains("Bitte warten Sie 12 Minuten"), "{told}");
    let plain = call("access/lost-letter", lost, "text/html").await;
    assert_eq!(plain.status, 429);
    assert!(!plain.header("retry-after").is_empty());
    assert!(plain.body.contains("<h1>Einen Moment bitte</h1>"));
    let revoked = call("contact/revoke", "token=x", "application/json").await;
    assert_eq!(revoked.status, 422, "a counter of its own");
}

#[tokio::test]
async fn an_ordinary_body_has_64_kib_at_most() {
    let house = House::open("").await;
    let head = "POST /api/echo HTTP/1.1\ncontent-type: application/json";
    assert_eq!(house.ask(head, &vec![b'x'; 64 * 1024]).await.status, 200);
    assert_eq!(
        house.ask(head, &vec![b'x'; 64 * 1024 + 1]).await.status,
        413
    );
    let piece = format!("8000\r\n{}\r\n", "x".repeat(0x8000)).repeat(3);
    let chunked = format!(
        "POST /api/echo HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         connection: close\r\ntransfer-encoding: chunked\r\n\r\n{piece}0\r\n\r\n"
    );
    assert_eq!(
        house.raw(chunked.as_bytes()).await.status,
        413,
        "without a length"
    );
}

#[tokio::test]
async fn alive_and_ready_are_two_questions() {
    let house = House::open("").await;
    assert_eq!(house.get("/healthz").await.status, 200);
    let ready = house.get("/readyz").await;
    assert_eq!(ready.status, 503);
    assert_eq!(ready.body, "not ready", "the reason is for the log only");
}

#[tokio::test]
async fn a_browser_may_report_blocked_content_in_small_pieces() {
    let house = House::open("").await;
    let head = "POST /csp-report HTTP/1.1\ncontent-type: application/reports+json";
    let report = br#"[{"type":"csp-violation","body":{"effectiveDirective":"script-src"}}]"#;
    assert_eq!(house.ask(head, report).await.status, 204);
    assert_eq!(house.ask(head, b"kein JSON").await.status, 400);
    assert_eq!(house.ask(head, &vec![b' '; 9000]).await.status, 413);
}

#[tokio::test]
async fn the_page_without_network_leads_nowhere_the_device_cannot_go() {
    let (_world, house) = pages::world().await;
    for (path, led) in [("/anmelden", true), ("/offline", false)] {
        let page = house.get(path).await.body;
        for goal in ["href=\"/hilfe\"", "href=\"/impressum\""] {
            assert_eq!(page.contains(goal), led, "{goal} in {page}");
        }
    }
}
