//! The real pages: what a browser with and without script gets, and what a neighbour does not get.

use std::io::Cursor;

use domain::Role;
use image::{ImageFormat, RgbImage};
use leptos::server_fn::axum::server_fn_paths;
use server::http::throttle;
use service::testing::{self, Engine, PASSWORD, World};

use super::house::{Answer, House};

pub const ORIGIN: &str = "origin: http://127.0.0.1:3000";
pub const SCRIPT: &str = "accept: application/json";
pub const PLAIN: &str = "accept: text/html";

pub async fn world() -> (World, House) {
    let world = World::new(Engine::Sqlite).await.expect("world");
    let house = House::with_pages(&world.services).await;
    (world, house)
}

pub fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_fn(320, 200, |x, y| {
        image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90])
    });
    picture
        .write_to(&mut bytes, ImageFormat::Png)
        .expect("picture");
    bytes.into_inner()
}

/// A form with texts and, where given, one file.
pub async fn post(
    house: &House,
    path: &str,
    cookie: &str,
    accept: &str,
    fields: &[(&str, &str)],
    file: Option<&[u8]>,
) -> Answer {
    let mut body = Vec::new();
    for (name, text) in fields {
        let part =
            format!("--g\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    if let Some(file) = file {
        body.extend_from_slice(b"--g\r\ncontent-disposition: form-data; name=\"photos\"; filename=\"rohr.jpg\"\r\n\r\n");
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--g--\r\n");
    let head = format!(
        "POST {path} HTTP/1.1\ncontent-type: multipart/form-data; boundary=g\n{accept}\n{ORIGIN}\ncookie: sid={cookie}"
    );
    house.ask(&head, &body).await
}

pub async fn get(house: &House, path: &str, cookie: &str) -> Answer {
    house
        .ask(
            &format!("GET {path} HTTP/1.1\n{PLAIN}\ncookie: sid={cookie}"),
            b"",
        )
        .await
}

/// The fields of a heating report of Vera Lindt.
pub async fn report(world: &World) -> (String, Vec<(&'static str, String)>) {
    let vera = world.resident("P-VERA").await.expect("Vera");
    let token = world.resident_token("P-VERA").await.expect("token");
    let new = world.report(&vera, "Heizung kalt").expect("report");
    let fields = vec![
        ("client_ref", new.client_ref.to_string()),
        ("contract", new.contract.to_string()),
        ("topic", new.topic.to_string()),
        ("place", "wohnung".to_owned()),
        ("title", new.title),
        ("text", new.text),
    ];
    (token, fields)
}

pub fn borrowed<'f>(fields: &'f [(&'static str, String)]) -> Vec<(&'static str, &'f str)> {
    fields
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect()
}

#[tokio::test]
async fn every_public_page_carries_the_nonce_its_policy_names() {
    let (_world, house) = world().await;
    for path in [
        "/",
        "/anmelden",
        "/registrieren",
        "/passwort-vergessen",
        "/hilfe",
        "/impressum",
        "/datenschutz",
        "/barrierefreiheit",
        "/offline",
    ] {
        let page = house.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.body.contains("<html"), "{path}");
        let policy = page.header("content-security-policy");
        let (_, rest) = policy.split_once("'nonce-").expect("a nonce");
        let (nonce, _) = rest.split_once('\'').expect("its end");
        // Leptos closes with an empty one, which nobody runs.
        let page_body = page.body.replace("<script></script>", "");
        for script in page_body.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap_or_default();
            assert!(
                tag.contains(&format!("nonce=\"{nonce}\"")),
                "{path}: <script{tag}>"
            );
        }
        assert!(
            !page.body.contains(" style=\""),
            "{path} has an inline style, which the policy blocks"
        );
    }
}

#[tokio::test]
async fn the_help_page_names_the_operators_day_or_none() {
    let (_world, house) = world().await;
    let plain = house.get("/hilfe").await.body;
    assert!(plain.contains("Nicht jeder Vertrag") && !plain.contains("unterzeichnet wurden"));

    let mut settings = testing::settings();
    settings.portal.leases_signed_after = "2024-06-01".parse().ok();
    let world = World::under(Engine::Sqlite, settings).await.expect("world");
    let house = House::with_pages(&world.services).await;
    let dated = house.get("/hilfe").await.body;
    assert!(dated.contains("die nach dem 1.\u{a0}Juni 2024 unterzeichnet wurden"));
}

#[tokio::test]
async fn an_unknown_page_is_a_404_of_the_house() {
    let (_world, house) = world().await;
    let page = house.get("/keller").await;
    assert_eq!(page.status, 404);
    assert!(page.body.contains("<html"));
    let call = "POST /api/gibt/es/nicht HTTP/1.1\ncontent-type: application/json\norigin: http://127.0.0.1:3000";
    assert_eq!(house.ask(call, b"{}").await.status, 404);
}

#[tokio::test]
async fn every_limit_names_a_server_function_that_exists() {
    let (_world, _house) = world().await;
    let known: Vec<&str> = server_fn_paths().map(|(path, _)| path).collect();
    for path in throttle::named_paths().filter(|path| path.starts_with("/api/")) {
        assert!(known.contains(&path), "{path} is not among {known:?}");
    }
}

#[tokio::test]
async fn signing_in_without_script_sets_the_cookie_and_goes_on() {
    let (world, house) = world().await;
    world.resident("P-VERA").await.expect("Vera");
    let head = format!(
        "POST /api/access/sign-in HTTP/1.1\ncontent-type: application/x-www-form-urlencoded\n{PLAIN}\n{ORIGIN}\nreferer: http://127.0.0.1:3000/anmelden"
    );
    let password = PASSWORD.replace(' ', "+");
    let body =
        format!("email=vera%40haus.example&password={password}&own_device=false&ziel=%2Fvorgaenge");
    let answer = house.ask(&head, body.as_bytes()).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(answer.header("location"), "/vorgaenge");
    let cookie = answer.header("set-cookie");
    let (token, flags) = cookie.split_once("; ").expect("flags");
    assert!(token.starts_with("sid=") && token.len() == 47, "{cookie}");
    let mut flags: Vec<&str> = flags.split("; ").collect();
    flags.sort_unstable();
    assert_eq!(
        flags,
        ["HttpOnly", "Path=/", "SameSite=Lax"],
        "a browser-session cookie, at home without Secure"
    );
    let page = get(&house, "/vorgaenge", token.trim_start_matches("sid=")).await;
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn a_report_with_a_photo_arrives_and_only_the_household_sees_it() {
    let (world, house) = world().await;
    let (vera, fields) = report(&world).await;
    let sent = post(
        &house,
        "/melden",
        &vera,
        SCRIPT,
        &borrowed(&fields),
        Some(&picture()),
    )
    .await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let url = sent.body.split('"').nth(3).expect("url").to_owned();
    assert!(
        url.starts_with("/vorgaenge/") && url.ends_with("?neu=1"),
        "{url}"
    );

    let page = get(&house, &url, &vera).await;
    let small = page
        .body
        .split('"')
        .find(|text| text.ends_with("/klein"))
        .expect("a photo on the page")
        .to_owned();
    let photo = get(&house, &small, &vera).await;
    assert_eq!(
        (photo.status, photo.header("content-type")),
        (200, "image/jpeg")
    );
    assert_eq!(
        photo.header("content-security-policy"),
        "default-src 'none'; sandbox"
    );
    assert_eq!(photo.header("cache-control"), "private, no-store");

    let jan = world.resident_token("P-JAN").await.expect("Jan");
    assert_eq!(
        get(&house, &small, &jan).await.status,
        200,
        "shared in the flat"
    );
    let olga = world.resident_token("P-OLGA").await.expect("Olga");
    assert_eq!(get(&house, &small, &olga).await.status, 404, "a neighbour");
    assert_eq!(get(&house, &small, "").await.status, 401, "nobody");

    let again = post(
        &house,
        "/melden",
        &vera,
        SCRIPT,
        &borrowed(&fields),
        Some(&picture()),
    )
    .await;
    assert_eq!(again.body, sent.body, "sent twice, it is one ticket");
}

#[tokio::test]
async fn a_plain_form_goes_on_to_the_ticket_or_comes_back_with_what_is_wrong() {
    let (world, house) = world().await;
    let (vera, mut fields) = report(&world).await;
    let sent = post(&house, "/melden", &vera, PLAIN, &borrowed(&fields), None).await;
    assert_eq!(sent.status, 303);
    let ticket = sent
        .header("location")
        .trim_end_matches("?neu=1")
        .to_owned();

    let answer = post(
        &house,
        &format!("{ticket}/antwort"),
        &vera,
        PLAIN,
        &[("text", "Es tropft noch.")],
        None,
    )
    .await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, ticket.as_str())
    );
    assert!(
        get(&house, &ticket, &vera)
            .await
            .body
            .contains("Es tropft noch.")
    );

    fields.retain(|(name, _)| *name != "title");
    let back = post(&house, "/melden", &vera, PLAIN, &borrowed(&fields), None).await;
    assert_eq!(back.status, 422);
    assert!(
        back.body.contains("seit gestern Abend."),
        "what was typed is still there"
    );
    assert!(
        back.body.contains("worum es geht"),
        "and what is missing is said"
    );

    fields.retain(|(name, _)| *name != "place");
    let back = post(&house, "/melden", &vera, PLAIN, &borrowed(&fields), None).await;
    assert_eq!(back.status, 422);
    assert!(
        back.body.contains("wo der Schaden ist"),
        "nobody guesses the place"
    );
}

#[tokio::test]
async fn a_wrong_file_is_named_and_nothing_is_kept() {
    let (world, house) = world().await;
    let (vera, fields) = report(&world).await;
    let text = post(
        &house,
        "/melden",
        &vera,
        SCRIPT,
        &borrowed(&fields),
        Some(b"nur Text"),
    )
    .await;
    assert_eq!(text.status, 422);
    assert!(
        text.body.contains("\"field\":\"photos\"") && text.body.contains("rohr.jpg"),
        "{}",
        text.body
    );
    let large = post(
        &house,
        "/melden",
        &vera,
        SCRIPT,
        &borrowed(&fields),
        Some(&vec![7; 11_000_000]),
    )
    .await;
    assert_eq!(large.status, 422);
    assert!(large.body.contains("größer als 10 MB"), "{}", large.body);
    assert!(
        !get(&house, "/vorgaenge", &vera)
            .await
            .body
            .contains("Heizung kalt")
    );
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_sent_to_sign_in() {
    let (world, house) = world().await;
    let (_, fields) = report(&world).await;
    let script = post(
        &house,
        "/melden",
        "",
        SCRIPT,
        &borrowed(&fields),
        Some(&picture()),
    )
    .await;
    assert_eq!(script.status, 401, "{}", script.body);
    let plain = post(&house, "/melden", "", PLAIN, &borrowed(&fields), None).await;
    assert_eq!(
        (plain.status, plain.header("location")),
        (303, "/anmelden?ziel=/melden")
    );
}

#[tokio::test]
async fn staff_answer_into_a_ticket_and_a_neighbour_cannot() {
    let (world, house) = world().await;
    let (vera, fields) = report(&world).await;
    let sent = post(&house, "/melden", &vera, PLAIN, &borrowed(&fields), None).await;
    let ticket = sent
        .header("location")
        .trim_end_matches("?neu=1")
        .to_owned();
    let clerk = world.staff_token(Role::Clerk).await.expect("clerk");
    let answer = post(
        &house,
        &format!("{ticket}/antwort"),
        &clerk,
        PLAIN,
        &[("text", "Wir kommen.")],
        None,
    )
    .await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, format!("/team{ticket}").as_str())
    );
    let olga = world.resident_token("P-OLGA").await.expect("Olga");
    let foreign = post(
        &house,
        &format!("{ticket}/antwort"),
        &olga,
        SCRIPT,
        &[("text", "Hallo")],
        None,
    )
    .await;
    assert_eq!(foreign.status, 404);
}
