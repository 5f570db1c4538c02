//! Whoever is not believed gets 401 and one and the same body; whoever may not, 403.

use chrono::Duration;
use domain::{audit::Action, erp::Scope};
use serde_json::json;
use service::{
    erp::keys,
    testing::{Engine, World},
};

use super::erp_client::{Client, Letter, json, send, word};
use super::house::House;

async fn world() -> (World, House) {
    let world = World::new(Engine::Sqlite).await.expect("world");
    let house = House::with_pages(&world.services).await;
    (world, house)
}

/// A request that was changed after it was signed.
fn tampered(signed: &Letter) -> [(&'static str, Letter); 4] {
    [
        (
            "another path",
            Letter {
                target: "/erp/v1/changes".to_owned(),
                ..signed.clone()
            },
        ),
        (
            "another query",
            Letter {
                target: "/erp/v1/status?after=1".to_owned(),
                ..signed.clone()
            },
        ),
        (
            "another body",
            Letter {
                body: "{}".to_owned(),
                ..signed.clone()
            },
        ),
        (
            "another method",
            Letter {
                method: "HEAD",
                ..signed.clone()
            },
        ),
    ]
}

#[tokio::test]
async fn whatever_is_wrong_with_the_proof_the_answer_is_the_same() {
    let (world, house) = world().await;
    let client = Client::new(&world).await;
    let ended = Client::with(&world, "Beendet", Scope::ALL).await;
    let operator = world.services.operator("test");
    keys::revoke(&operator, "Beendet").await.expect("revoked");
    let home = Client::from(&world, "Daheim", Scope::ALL, &["127.0.0.0/8"]).await;
    let elsewhere = Client::from(&world, "Anderswo", Scope::ALL, &["10.0.0.0/8"]).await;
    let letter = || Letter::get(&world, "/erp/v1/status");
    let good = letter();
    assert_eq!(client.send(&world, &house, &good).await.status, 200);
    assert_eq!(home.send(&world, &house, &letter()).await.status, 200);

    let mut refused = vec![
        ("no proof", send(&house, &letter(), &[]).await),
        ("the same again", client.send(&world, &house, &good).await),
        ("a revoked key", ended.send(&world, &house, &letter()).await),
        (
            "a foreign network",
            elsewhere.send(&world, &house, &letter()).await,
        ),
    ];
    let mut unknown = client.clone();
    unknown.key.handle = "erp-0000000000000000".to_owned();
    refused.push((
        "an unknown key",
        unknown.send(&world, &house, &letter()).await,
    ));
    let mut guessed = client.clone();
    guessed.key.secret = ended.key.secret.clone();
    refused.push((
        "another's secret",
        guessed.send(&world, &house, &letter()).await,
    ));
    for ahead in [301, -301] {
        let late = Letter { ahead, ..letter() };
        refused.push(("a wrong clock", client.send(&world, &house, &late).await));
    }
    let signed = letter();
    let proof = client.sign(&world, &signed);
    for (what, sent) in tampered(&signed) {
        let answer = send(&house, &sent, &[&proof]).await;
        if what == "another method" {
            assert_eq!(answer.status, 401, "{what}");
        } else {
            refused.push((what, answer));
        }
    }
    refused.push((
        "two proofs",
        send(&house, &letter(), &[&proof, &proof]).await,
    ));
    let shown = format!(
        "authorization: Bearer {}.{}",
        client.key.handle, client.key.secret
    );
    refused.push(("the secret shown", send(&house, &letter(), &[&shown]).await));
    let told = &refused[0].1.body;
    assert!(
        told.contains("Die Anfrage ist nicht gültig unterschrieben."),
        "{told}"
    );
    for (what, answer) in &refused {
        assert_eq!((answer.status, &answer.body), (401, told), "{what}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.header("www-authenticate"), "HMAC-SHA256");
    }
    let still = client.send(&world, &house, &signed).await;
    assert_eq!(still.status, 200, "what was not believed used nothing up");
}

#[tokio::test]
async fn five_minutes_off_are_allowed() {
    let (world, house) = world().await;
    let client = Client::new(&world).await;
    for ahead in [300, -300] {
        let letter = Letter {
            ahead,
            ..Letter::get(&world, "/erp/v1/status")
        };
        assert_eq!(
            client.send(&world, &house, &letter).await.status,
            200,
            "{ahead}"
        );
    }
}

#[tokio::test]
async fn both_secrets_count_while_one_is_exchanged_for_the_other() {
    let (world, house) = world().await;
    let old = Client::new(&world).await;
    let operator = world.services.operator("test");
    let key = keys::rotate(&operator, "Buchhaltung", 7)
        .await
        .expect("rotated");
    let new = Client { key };
    assert_eq!(old.key.handle, new.key.handle);
    for (days, old_status) in [(0, 200), (6, 200), (2, 401)] {
        world.pass(Duration::days(days));
        let letter = || Letter::get(&world, "/erp/v1/status");
        assert_eq!(
            old.send(&world, &house, &letter()).await.status,
            old_status,
            "{days}"
        );
        assert_eq!(
            new.send(&world, &house, &letter()).await.status,
            200,
            "{days}"
        );
    }
    let mut tx = world.services.db().read().await.expect("tx");
    for action in [Action::ErpKeyAdded, Action::ErpKeyRotated] {
        let noted = store::audit::count(&mut tx, action).await;
        assert_eq!(noted.expect("a number"), 1, "{action}");
    }
}

#[tokio::test]
async fn each_scope_opens_its_own_calls_and_no_others() {
    let (world, house) = world().await;
    let empty = json!({});
    let calls = [
        (
            Scope::MasterWrite,
            Letter::post(&world, "/erp/v1/batch", &empty),
        ),
        (
            Scope::DocumentsWrite,
            Letter::post(&world, "/erp/v1/documents", &empty),
        ),
        (Scope::ChangesRead, Letter::get(&world, "/erp/v1/changes")),
        (
            Scope::ChangesWrite,
            Letter::post(&world, "/erp/v1/changes/1/ack", &empty),
        ),
        (
            Scope::EventsWrite,
            Letter::post(&world, "/erp/v1/events", &empty),
        ),
    ];
    for scope in Scope::ALL {
        let client = Client::with(&world, scope.as_str(), &[*scope]).await;
        for (needed, letter) in &calls {
            let answer = client.send(&world, &house, &letter.again(&world)).await;
            assert_eq!(
                answer.status != 403,
                needed == scope,
                "{scope}: {}",
                letter.target
            );
            assert_ne!(answer.status, 401, "{scope}: {}", letter.target);
        }
        let own = client
            .send(&world, &house, &Letter::get(&world, "/erp/v1/status"))
            .await;
        assert_eq!(json(&own)["scopes"], json!([scope.as_str()]));
    }
    let mut tx = world.services.db().read().await.expect("tx");
    let denied = store::audit::count(&mut tx, Action::AccessDenied).await;
    assert_eq!(denied.expect("a number"), 20, "each refusal is in the log");
}

#[tokio::test]
async fn a_key_for_events_alone_may_show_its_secret() {
    let (world, house) = world().await;
    let hook = Client::with(&world, "Webhook", &[Scope::EventsWrite]).await;
    let more = Client::with(&world, "Mehr", &[Scope::EventsWrite, Scope::ChangesRead]).await;
    let event = json!({"entityType": "Person", "id": 4711, "action": "Updated"});
    let mut letter = Letter::post(&world, "/erp/v1/events", &event);
    letter.headers.remove(0);
    let shown = |client: &Client| {
        let key = &client.key;
        format!("authorization: Bearer {}.{}", key.handle, key.secret)
    };
    for _ in 0..2 {
        let heard = send(&house, &letter, &[&shown(&hook)]).await;
        assert!([202, 422].contains(&heard.status), "{}", heard.body);
    }
    assert_eq!(send(&house, &letter, &[&shown(&more)]).await.status, 401);
    let mut wrong = hook.clone();
    wrong.key.secret = word(&world);
    assert_eq!(send(&house, &letter, &[&shown(&wrong)]).await.status, 401);
    let own = send(
        &house,
        &Letter::get(&world, "/erp/v1/status"),
        &[&shown(&hook)],
    )
    .await;
    assert_eq!(own.status, 401, "nowhere else: {}", own.body);
    let signed = hook.send(&world, &house, &letter).await;
    assert!([202, 422].contains(&signed.status), "{}", signed.body);
}

#[tokio::test]
async fn cookies_and_foreign_sites_count_nothing() {
    let (world, house) = world().await;
    let clerk = world.staff_token(domain::Role::Admin).await.expect("token");
    let cookie = format!("cookie: sid={clerk}");
    let letter = Letter::get(&world, "/erp/v1/status");
    assert_eq!(send(&house, &letter, &[&cookie]).await.status, 401);
    let client = Client::new(&world).await;
    let order = Letter::post(&world, "/erp/v1/batch", &json!({}))
        .with(&cookie)
        .with("origin: https://evil.example")
        .with("sec-fetch-site: cross-site");
    let answer = client.send(&world, &house, &order).await;
    assert_eq!(answer.status, 200, "it is signed: {}", answer.body);
    for header in ["access-control-allow-origin", "set-cookie"] {
        assert_eq!(answer.header(header), "");
    }
}
