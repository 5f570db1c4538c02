//! Forms of browsers without script: a refused one is answered with its page, and what was typed stands in it.

use chrono::TimeDelta;
use domain::Role;
use service::{
    letters,
    testing::{self, World},
};

use super::{
    house::{Answer, House},
    pages::{ORIGIN, PLAIN, SCRIPT, borrowed, post, report, world},
};

/// Sends a plain form of `page` to a server function.
async fn call(house: &House, path: &str, page: &str, cookie: &str, form: &str) -> Answer {
    let head = format!(
        "POST {path} HTTP/1.1\ncontent-type: application/x-www-form-urlencoded\n{PLAIN}\n{ORIGIN}\nreferer: http://127.0.0.1:3000{page}\ncookie: sid={cookie}"
    );
    house.ask(&head, form.as_bytes()).await
}

/// A ticket of Vera's and the clerk's cookie: the house is kept by the world.
async fn on_the_desk(world: &World, house: &House) -> (String, String) {
    let (vera, fields) = report(world).await;
    let sent = post(house, "/melden", &vera, PLAIN, &borrowed(&fields), None).await;
    let ticket = sent.header("location").trim_end_matches("?neu=1");
    let id = ticket.trim_start_matches("/vorgaenge/").to_owned();
    (id, world.staff_token(Role::Clerk).await.expect("clerk"))
}

#[tokio::test]
async fn a_wrong_password_is_explained_once_where_it_was_typed() {
    let (_world, house) = world().await;
    let form = "email=vera%40haus.example&password=falsch-falsch&own_device=false&ziel=%2F";
    let page = "/anmelden?ziel=%2F";
    let back = call(&house, "/api/access/sign-in", page, "", form).await;
    assert_eq!(back.status, 422, "{}", back.body);
    let said = back.body.matches("Passwort stimmen nicht").count();
    assert_eq!(said, 1, "{}", back.body);
    assert!(back.body.contains("value=\"vera@haus.example\""));
    assert!(!back.body.contains("falsch-falsch"));
    let script = "history.replaceState(null,\"\",\"/anmelden?ziel=%2F&__path=";
    assert!(back.body.contains(script), "{}", back.body);
    assert_eq!(back.header("set-cookie"), "", "it travels nowhere else");
}

/// Number and code of a letter that was made just now.
async fn letter(world: &World) -> (String, String) {
    let operator = world.services.operator("test");
    let owed = letters::owed(&operator, "O-1", false).await.expect("owed");
    let made = letters::make_for(&operator, owed[0].id, None).await;
    made.expect("made").expect("owed");
    let (_, pdf) = world.letters().pop().expect("a letter");
    testing::numbers(&pdf).expect("number and code")
}

#[tokio::test]
async fn a_code_past_its_last_day_says_how_to_get_a_new_one() {
    let (world, house) = world().await;
    let (number, code) = letter(&world).await;
    let form = format!("number={number}&code={code}").replace(' ', "+");
    let redeem = async || call(&house, "/api/access/redeem", "/registrieren", "", &form).await;
    let fresh = redeem().await;
    assert_eq!(fresh.header("location"), "/registrieren/e-mail");
    world.pass(TimeDelta::days(31));
    let late = redeem().await;
    assert_eq!(late.status, 422, "{}", late.body);
    for told in [
        "oder der Brief ist nicht mehr gültig.",
        "Wenn sie stimmen, fordern Sie einen neuen Brief an.",
        "href=\"/brief-verloren\"",
    ] {
        assert!(late.body.contains(told), "{told} in {}", late.body);
    }
    assert!(late.body.contains(&number) && !late.body.contains(&code));
}

#[tokio::test]
async fn a_refused_step_of_staff_keeps_its_words_and_its_day() {
    let (world, house) = world().await;
    let (id, clerk) = on_the_desk(&world, &house).await;
    let page = format!("/team/vorgaenge/{id}");
    let form = format!("id={id}&kind=termin&reason=Bitte+klingeln&date=2020-02-03&time=08%3A30");
    let back = call(&house, "/api/tickets/step", &page, &clerk, &form).await;
    assert_eq!(back.status, 422, "{}", back.body);
    for kept in [
        "value=\"2020-02-03\"",
        "value=\"08:30\"",
        ">Bitte klingeln</textarea>",
        "<option value=\"termin\" selected",
        "Bitte geben Sie einen Termin in der Zukunft an, höchstens ein Jahr im Voraus.",
    ] {
        assert!(back.body.contains(kept), "{kept} in {}", back.body);
    }
}

#[tokio::test]
async fn a_note_that_is_too_long_comes_back_whole() {
    let (world, house) = world().await;
    let (id, clerk) = on_the_desk(&world, &house).await;
    let note = "ab".repeat(5_001);
    let page = format!("/team/vorgaenge/{id}");
    let form = format!("id={id}&note={note}");
    let back = call(&house, "/api/staff/note", &page, &clerk, &form).await;
    assert_eq!(back.status, 422);
    assert!(back.body.contains("höchstens 10000 Zeichen"));
    assert!(back.body.contains(&format!(">{note}</textarea>")));
}

#[tokio::test]
async fn a_refused_reply_of_staff_comes_back_on_the_desk() {
    let (world, house) = world().await;
    let (id, clerk) = on_the_desk(&world, &house).await;
    let path = format!("/vorgaenge/{id}/antwort");
    let back = post(&house, &path, &clerk, PLAIN, &[("text", " ")], None).await;
    assert_eq!(back.status, 422, "{}", back.head);
    assert!(back.body.contains("data-area=\"staff\""));
    assert!(back.body.contains("Bitte schreiben Sie etwas"));
    let script = format!("history.replaceState(null,\"\",\"/team/vorgaenge/{id}\")");
    assert!(back.body.contains(&script));
}

#[tokio::test]
async fn one_report_too_many_is_refused_before_its_photo_is_looked_at() {
    let (world, house) = world().await;
    let (vera, mut fields) = report(&world).await;
    fields.retain(|(name, _)| *name != "client_ref");
    let fields = borrowed(&fields);
    for _ in 0..10 {
        let sent = post(&house, "/melden", &vera, SCRIPT, &fields, None).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
    }
    let no_photo: Option<&[u8]> = Some(b"nur Text");
    let refused = post(&house, "/melden", &vera, SCRIPT, &fields, no_photo).await;
    assert_eq!(refused.status, 429);
    assert!(refused.body.contains("in einer Stunde"), "{}", refused.body);
}
