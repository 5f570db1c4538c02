//! The portal's own ways to the ERP: a signed webhook, and files.

use chrono::Duration;
use delivery::{CourierError, Errand, Reply};
use domain::Role;
use domain::change::ChangeKind;
use domain::erp::CommandState;
use domain::erp::contact::{FILE, PUSH};
use domain::erp::view::ErpView;
use serde_json::Value;
use service::erp::push::signature;
use service::erp::settings::{Address, ErpSettings};
use service::testing::{PASSWORD, World};
use service::{Caller, Services};

use super::super::{NEW, asked};
use super::{at, clerk, commands, erp, with, work};

service::stories!(
    a_change_is_pushed_until_it_is_taken,
    a_plain_no_is_final_until_somebody_tries_again,
    whoever_never_answers_is_given_up_after_three_days,
    one_that_waits_holds_up_its_own_person_alone,
    a_change_is_laid_down_as_a_file,
    a_folder_that_cannot_be_written_is_tried_again,
);

const SECRET: &str = "eine lange geheime Zeile";

fn push() -> ErpSettings {
    ErpSettings {
        push: Some(Address {
            url: "https://erp.example.org/hook".to_owned(),
            secret: SECRET.to_owned(),
        }),
        ..erp()
    }
}

fn header(errand: &Errand, name: &str) -> String {
    let found = errand.headers.iter().find(|(known, _)| *known == name);
    found.unwrap().1.clone()
}

/// The ERP answers these in turn, and the last one from then on.
fn answers(world: &World, mut statuses: Vec<u16>) {
    statuses.reverse();
    world.erp.answer(move |_| {
        let status = match statuses.len() {
            1 => statuses[0],
            _ => statuses.pop().unwrap(),
        };
        Ok(Reply::new(status, "Person unbekannt\nmehr"))
    });
}

async fn state(world: &World, index: usize) -> (CommandState, i64) {
    let found = commands(world).await.remove(index);
    (found.state, found.attempts)
}

/// Somebody whose new number was handed over at that portal.
async fn phone(services: &Services, world: &World, reference: &str) -> Caller {
    let caller = at(services, world.resident_token(reference).await.unwrap()).await;
    let phone = "030 23125 555";
    caller.changes().ask_phone(phone, PASSWORD).await.unwrap();
    caller
}

async fn a_change_is_pushed_until_it_is_taken(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let (code, _) = asked(&world, &vera, "vera@haus.example", NEW).await;
    let (services, _) = with(&world, push());
    let vera = at(&services, world.resident_token("P-VERA").await.unwrap()).await;
    vera.changes().confirm_email(&code).await.unwrap();
    answers(&world, vec![500, 500, 200]);
    let mut sent = Vec::new();
    for (minutes, tries) in [(0, 1), (1, 2), (1, 2), (1, 3), (60, 3)] {
        world.pass(Duration::minutes(minutes));
        work(&services).await;
        sent.extend(world.erp.take());
        assert_eq!(sent.len(), tries, "after {minutes} more minutes");
    }
    assert_eq!(state(&world, 0).await, (CommandState::Delivered, 3));
    let id = commands(&world).await[0].id.to_string();
    for errand in &sent {
        assert_eq!(errand.url, "https://erp.example.org/hook");
        assert_eq!(header(errand, "idempotency-key"), id);
        let at: i64 = header(errand, "hausportal-timestamp").parse().unwrap();
        let body = errand.body.clone().unwrap();
        let signed = signature(SECRET, at, &body).unwrap();
        assert_eq!(header(errand, "hausportal-signature"), signed);
        let told: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(told["kind"], "change_requested");
        assert_eq!(told["change"]["person"], "P-VERA");
        assert_eq!(told["change"]["new_value"], NEW);
    }
    let staff = clerk(&services, &world).await;
    let desk = staff.gateway().desk(ErpView::Ways, 1, "").await.unwrap();
    let way = desk.ways.iter().find(|way| way.adapter == PUSH).unwrap();
    assert!(way.contact.as_ref().unwrap().note.is_none(), "it went well");
}

async fn a_plain_no_is_final_until_somebody_tries_again(world: World) {
    let (services, _) = with(&world, push());
    answers(&world, vec![410, 200]);
    phone(&services, &world, "P-VERA").await;
    work(&services).await;
    assert_eq!(state(&world, 0).await, (CommandState::Dead, 1));
    let staff = clerk(&services, &world).await;
    let desk = staff.gateway().desk(ErpView::Stuck, 1, "lindt").await;
    let desk = desk.unwrap();
    assert_eq!(
        (desk.found, desk.counts.stuck, desk.counts.needs()),
        (1, 1, 1)
    );
    let row = &desk.stuck[0];
    assert_eq!(row.error.as_deref(), Some("410 Person unbekannt"));
    let id = row.command.unwrap();
    let vera = world.resident("P-VERA").await.unwrap();
    assert!(vera.gateway().again(id).await.is_err());
    staff.gateway().again(id).await.unwrap();
    assert!(staff.gateway().again(id).await.is_err(), "it waits already");
    work(&services).await;
    assert_eq!(state(&world, 0).await, (CommandState::Delivered, 1));
    let keys: Vec<String> = world
        .erp
        .take()
        .iter()
        .map(|errand| header(errand, "idempotency-key"))
        .collect();
    assert_eq!(keys, [id.to_string(), id.to_string()]);
}

async fn whoever_never_answers_is_given_up_after_three_days(world: World) {
    let (services, _) = with(&world, push());
    world.erp.answer(|_| Err(CourierError::Silence));
    phone(&services, &world, "P-VERA").await;
    for _ in 0..150 {
        work(&services).await;
        world.pass(Duration::minutes(30));
    }
    assert_eq!(state(&world, 0).await.0, CommandState::Dead);
    let tries = world.erp.take().len();
    assert!((18..=20).contains(&tries), "{tries}");
    let staff = clerk(&services, &world).await;
    let desk = staff.gateway().desk(ErpView::Stuck, 1, "").await.unwrap();
    let error = desk.stuck[0].error.clone().unwrap();
    assert!(error.contains("no answer"), "{error}");
}

async fn one_that_waits_holds_up_its_own_person_alone(world: World) {
    let (services, _) = with(&world, push());
    world.erp.answer(|errand| {
        let body = String::from_utf8(errand.body.clone().unwrap()).unwrap();
        let hers = body.contains("P-VERA");
        Ok(Reply::new(if hers { 503 } else { 200 }, ""))
    });
    let vera = phone(&services, &world, "P-VERA").await;
    vera.changes().withdraw(ChangeKind::Phone).await.unwrap();
    phone(&services, &world, "P-OLGA").await;
    work(&services).await;
    let states: Vec<CommandState> = commands(&world).await.iter().map(|one| one.state).collect();
    let (waiting, delivered) = (CommandState::Waiting, CommandState::Delivered);
    assert_eq!(states, [waiting, waiting, delivered]);
    world.erp.take();
    answers(&world, vec![200]);
    world.pass(Duration::minutes(1));
    work(&services).await;
    let kinds: Vec<String> = world
        .erp
        .take()
        .iter()
        .map(|errand| {
            let told: Value = serde_json::from_slice(errand.body.as_ref().unwrap()).unwrap();
            told["kind"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(kinds, ["change_requested", "change_withdrawn"]);
}

async fn a_change_is_laid_down_as_a_file(world: World) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("an-das-erp");
    let settings = ErpSettings {
        file: Some(place.clone()),
        ..erp()
    };
    let (services, _) = with(&world, settings);
    phone(&services, &world, "P-VERA").await;
    work(&services).await;
    let found = commands(&world).await.remove(0);
    assert_eq!(found.state, CommandState::Delivered);
    let name = format!("000000000001-{}.json", found.id);
    let names: Vec<String> = std::fs::read_dir(&place)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, std::slice::from_ref(&name));
    let told: Value = serde_json::from_slice(&std::fs::read(place.join(name)).unwrap()).unwrap();
    assert_eq!(told["id"], found.id.to_string());
    assert_eq!(told["change"]["new_value"], "+49 30 23125555");
    assert!(world.erp.take().is_empty());
}

async fn a_folder_that_cannot_be_written_is_tried_again(world: World) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("belegt");
    std::fs::write(&place, "keine Mappe").unwrap();
    let settings = ErpSettings {
        file: Some(place.clone()),
        ..erp()
    };
    let (services, _) = with(&world, settings);
    phone(&services, &world, "P-VERA").await;
    work(&services).await;
    assert_eq!(state(&world, 0).await, (CommandState::Waiting, 1));
    let staff = at(&services, world.staff_token(Role::Admin).await.unwrap()).await;
    let desk = staff.gateway().desk(ErpView::Ways, 1, "").await.unwrap();
    let way = desk.ways.iter().find(|way| way.adapter == FILE).unwrap();
    let contact = way.contact.as_ref().unwrap();
    assert!(contact.good_at.is_none() && contact.note.is_some());
    std::fs::remove_file(&place).unwrap();
    world.pass(Duration::minutes(1));
    work(&services).await;
    assert_eq!(state(&world, 0).await, (CommandState::Delivered, 2));
}
