//! One's own data, from the form to the file; and the end of one's own access.

use service::testing::PASSWORD;

use super::{
    house::{Answer, House},
    pages::{ORIGIN, PLAIN, SCRIPT, get, world},
};

async fn call(house: &House, path: &str, accept: &str, cookie: &str, form: &str) -> Answer {
    let head = format!(
        "POST /api/privacy/{path} HTTP/1.1\ncontent-type: application/x-www-form-urlencoded\n{accept}\n{ORIGIN}\nreferer: http://127.0.0.1:3000/einstellungen/daten\ncookie: sid={cookie}"
    );
    house.ask(&head, form.as_bytes()).await
}

fn typed(password: &str) -> String {
    format!("password={}", password.replace(' ', "+"))
}

#[tokio::test]
async fn the_archive_is_asked_for_by_a_plain_form_and_fetched_as_a_file() {
    let (world, house) = world().await;
    let vera = world.resident_token("P-VERA").await.expect("Vera");
    let page = "/einstellungen/daten";
    let wrong = call(&house, "collect", PLAIN, &vera, &typed("falsch")).await;
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    assert!(wrong.body.contains("Ihr Passwort stimmt nicht.") && !wrong.body.contains("falsch"));
    let sent = call(&house, "collect", PLAIN, &vera, &typed(PASSWORD)).await;
    assert_eq!((sent.status, sent.header("location")), (303, page));
    let waiting = get(&house, page, &vera).await;
    assert!(waiting.body.contains("<progress") && waiting.body.contains("Aktualisieren"));
    world.work().await.expect("work");
    let ready = get(&house, page, &vera).await;
    let (_, rest) = ready
        .body
        .split_once("href=\"/einstellungen/daten/0")
        .expect("a link");
    let (id, _) = rest.split_once('/').expect("its end");
    let path = format!("{page}/0{id}/meine-daten.zip");
    let file = get(&house, &path, &vera).await;
    assert_eq!(file.status, 200, "{}", file.body);
    assert_eq!(file.header("content-type"), "application/zip");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"meine-daten-2026-11-02.zip\""
    );
    assert_eq!(file.header("cache-control"), "private, no-store");
    assert!(file.body.starts_with("PK"));
    let olga = world.resident_token("P-OLGA").await.expect("Olga");
    assert_eq!(get(&house, &path, &olga).await.status, 404, "a neighbour");
    assert_eq!(get(&house, &path, "").await.status, 401, "nobody");
}

#[tokio::test]
async fn a_second_archive_on_one_day_is_refused_with_when() {
    let (world, house) = world().await;
    let vera = world.resident_token("P-VERA").await.expect("Vera");
    let begun = call(&house, "collect", SCRIPT, &vera, &typed(PASSWORD)).await;
    assert_eq!(begun.status, 200, "{}", begun.body);
    let again = call(&house, "collect", SCRIPT, &vera, &typed(PASSWORD)).await;
    assert_eq!((again.status, again.header("retry-after")), (429, "86401"));
}

#[tokio::test]
async fn who_ends_the_access_is_nobody_afterwards() {
    let (world, house) = world().await;
    let vera = world.resident_token("P-VERA").await.expect("Vera");
    let doubt = call(&house, "end-access", PLAIN, &vera, &typed(PASSWORD)).await;
    assert_eq!(doubt.status, 422, "{}", doubt.body);
    let form = format!("{}&sure=true", typed(PASSWORD));
    let ended = call(&house, "end-access", PLAIN, &vera, &form).await;
    assert_eq!(
        (ended.status, ended.header("location")),
        (303, "/?abgemeldet=1")
    );
    assert!(ended.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(get(&house, "/vorgaenge", &vera).await.status, 302);
}
