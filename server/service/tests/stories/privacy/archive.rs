//! The archive: all that is one's own, nothing of others, once a day, for a week.

use std::collections::BTreeMap;

use chrono::Duration;
use domain::audit::Action;
use domain::change::NewBank;
use domain::document::Target;
use domain::passkey::PasskeyId;
use domain::privacy::{ArchiveId, ArchiveStage};
use domain::ticket::NewTicket;
use domain::{Refusal, Role};
use serde_json::{Map, Value};
use service::jobs::{Order, PackArchive, Upkeep};
use service::photo::Checked;
use service::testing::{PASSWORD, World, photo};
use service::{Caller, Error};
use store::passkey::NewPasskey;
use store::{archive, audit, job, passkey};

use super::{collected, opened};
use crate::documents::{contract, letter};

service::stories!(
    an_archive_holds_what_is_ones_own_and_nothing_else,
    an_archive_holds_bank_details_passkeys_and_requests,
    an_archive_takes_the_password_and_comes_once_a_day,
    a_run_that_was_cut_short_is_begun_anew_and_leaves_no_orphan,
    an_archive_is_fetched_by_its_owner_alone,
    an_archive_lies_for_a_week,
    what_is_not_ready_after_a_day_is_given_up,
);

async fn reported(
    world: &World,
    caller: &Caller,
    title: &str,
    sign: &str,
    shared: bool,
) -> domain::TicketId {
    let new = NewTicket {
        shared,
        ..world.report(caller, title).unwrap()
    };
    let photos = vec![photo(sign)];
    caller.tickets().report(new, photos).await.unwrap().id
}

async fn replied(
    world: &World,
    caller: &Caller,
    id: domain::TicketId,
    text: &str,
    photos: Vec<Checked>,
) {
    world.pass(Duration::seconds(1));
    let client_ref = world.services.chance().id(world.now());
    caller
        .tickets()
        .reply(id, client_ref, text, photos)
        .await
        .unwrap();
}

async fn an_archive_holds_what_is_ones_own_and_nothing_else(world: World) {
    let [vera, jan, olga] = ["P-VERA", "P-JAN", "P-OLGA"].map(|name| world.resident(name));
    let (vera, jan, olga) = (vera.await.unwrap(), jan.await.unwrap(), olga.await.unwrap());
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let leases = [contract(&world, "V-1").await, contract(&world, "V-2").await];
    letter(&world, "Wartung", Target::Contract(leases[0])).await;
    letter(&world, "Olgas Brief", Target::Contract(leases[1])).await;
    let own = reported(&world, &vera, "Heizung kalt", "a", true).await;
    reported(&world, &jan, "Jans Geheimnis", "b", false).await;
    let shared = reported(&world, &jan, "Jans Spüle", "c", true).await;
    reported(&world, &olga, "Olgas Fenster", "d", true).await;
    replied(&world, &vera, shared, "Ich bin zu Hause.", vec![photo("e")]).await;
    replied(&world, &jan, own, "Bei mir auch.", vec![]).await;
    replied(&world, &clerk, own, "Wir kommen.", vec![]).await;
    clerk.staff().note(own, "Interne Notiz").await.unwrap();
    clerk.tickets().show(own).await.unwrap();
    let archive = collected(&world, &vera).await;
    assert_eq!(archive.stage, ArchiveStage::Ready);
    let files = opened(&vera, archive.id).await;
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "LIESMICH.txt",
            "aenderungen.json",
            "bankverbindungen.json",
            "briefe.json",
            "dokumente/001-Wartung-2026-10-30.pdf",
            "dokumente/dokumente.json",
            "einsichten.json",
            "geraete.json",
            "loeschantraege.json",
            "passkeys.json",
            "person.json",
            "protokoll.json",
            "vertraege.json",
            "vorgaenge/2026-000001/eingangsbestaetigung.pdf",
            "vorgaenge/2026-000001/foto-1.jpg",
            "vorgaenge/2026-000001/vorgang.json",
            "vorgaenge/2026-000003/foto-1.jpg",
            "vorgaenge/2026-000003/vorgang.json",
            "zugang.json",
        ]
    );
    for (name, content) in &files {
        let text = String::from_utf8_lossy(content);
        for foreign in [
            "Geheimnis",
            "Spüle",
            "Olga",
            "Interne Notiz",
            "argon2",
            "030 23125 101",
        ] {
            let own_words = name.ends_with("000001/vorgang.json") && foreign.starts_with("030");
            assert!(own_words || !text.contains(foreign), "{foreign} in {name}");
        }
        if name.ends_with(".json") {
            serde_json::from_slice::<Value>(content).unwrap();
        }
    }
    the_own_ticket_is_whole(&files);
}

fn the_own_ticket_is_whole(files: &BTreeMap<String, Vec<u8>>) {
    let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
    for told in [
        "Heizung kalt, seit gestern Abend.",
        "Bei mir auch.",
        "Wir kommen.",
        "foto-1.jpg",
    ] {
        assert!(
            text("vorgaenge/2026-000001/vorgang.json").contains(told),
            "{told}"
        );
    }
    assert!(text("vorgaenge/2026-000003/vorgang.json").contains("Ich bin zu Hause."));
    assert_eq!(files["vorgaenge/2026-000001/foto-1.jpg"], b"a");
    assert_eq!(files["vorgaenge/2026-000003/foto-1.jpg"], b"e");
    assert!(files["vorgaenge/2026-000001/eingangsbestaetigung.pdf"].starts_with(b"%PDF-"));
    assert!(text("person.json").contains("vera@haus.example"));
    assert!(text("vertraege.json").contains("V-1") && text("geraete.json").contains("Firefox"));
    assert!(text("einsichten.json").contains("clerk Verwaltung"));
    assert!(text("LIESMICH.txt").contains("Für: Vera Lindt"));
}

async fn an_archive_holds_bank_details_passkeys_and_requests(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let me = vera.me().unwrap();
    let new = NewBank {
        contract: me.contracts[0].id,
        holder: "Vera Lindt".to_owned(),
        iban: "DE02 1203 0000 0000 2020 51".to_owned(),
        debit: false,
    };
    vera.changes().ask_bank(new, PASSWORD).await.unwrap();
    let form = world.services.chance().id(world.now());
    vera.privacy().ask_deletion(form).await.unwrap();
    let mut tx = world.services.db().begin().await.unwrap();
    let key = NewPasskey {
        id: PasskeyId(world.services.chance().id(world.now())),
        account_id: me.account,
        credential_id: vec![7],
        credential: "geheim".to_owned(),
        name: "Mein Telefon".to_owned(),
        created_at: world.now(),
    };
    assert!(passkey::add(&mut tx, &key).await.unwrap());
    tx.commit().await.unwrap();
    let guest = world.guest();
    let signed_in = guest.access().sign_in("vera@haus.example", PASSWORD, true);
    assert!(signed_in.await.is_ok());
    let id = collected(&world, &vera).await.id;
    let files = opened(&vera, id).await;
    for (name, told) in [
        ("protokoll.json", "\"was\": \"signed_in\""),
        ("protokoll.json", "\"was\": \"change_requested\""),
        ("bankverbindungen.json", "\"kontoinhaber\": \"Vera Lindt\""),
        ("bankverbindungen.json", "V-1"),
        ("passkeys.json", "Mein Telefon"),
        ("loeschantraege.json", "2026-000001"),
        ("zugang.json", "\"zweiter_faktor\": false"),
    ] {
        let text = String::from_utf8_lossy(&files[name]);
        assert!(text.contains(told), "{told} in {text}");
    }
    let read_me = String::from_utf8_lossy(&files["LIESMICH.txt"]);
    for (name, content) in &files {
        let text = String::from_utf8_lossy(content);
        assert!(
            !text.contains("geheim") && !text.contains("120300"),
            "{name}"
        );
        let named = name.contains('/') || name == "LIESMICH.txt" || read_me.contains(name);
        assert!(named, "{name} is not explained");
    }
}

async fn an_archive_takes_the_password_and_comes_once_a_day(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    assert_eq!(vera.privacy().archive().await.unwrap(), None);
    assert!(matches!(
        vera.privacy().collect("falsch").await,
        Err(Error::Refused(Refusal::PasswordWrong))
    ));
    vera.privacy().collect(PASSWORD).await.unwrap();
    let begun = vera.privacy().archive().await.unwrap().unwrap();
    assert_eq!((begun.stage, begun.percent), (ArchiveStage::UnderWay, 0));
    assert!(matches!(
        vera.privacy().collect(PASSWORD).await,
        Err(Error::Refused(Refusal::ArchiveTooSoon {
            seconds: 86_401,
            ..
        }))
    ));
    let mails = world.mails().await.unwrap();
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].text.contains("/einstellungen/daten"),
        "{}",
        mails[0].text
    );
    world.pass(Duration::days(1));
    let first = vera.privacy().archive().await.unwrap().unwrap();
    assert!(first.again && first.stage == ArchiveStage::Ready);
    let second = collected(&world, &vera).await;
    assert_ne!(first.id, second.id);
    assert!(matches!(
        vera.privacy().fetch(first.id).await,
        Err(Error::NotFound)
    ));
    opened(&vera, second.id).await;
    let mut tx = world.services.db().read().await.unwrap();
    for (action, lines) in [
        (Action::DataAsked, 2),
        (Action::DataPrepared, 2),
        (Action::DataFetched, 1),
    ] {
        assert_eq!(
            audit::count(&mut tx, action).await.unwrap(),
            lines,
            "{action}"
        );
    }
}

/// Orders the same archive once more, as a worker does that takes over from a dead one.
async fn order_again(world: &World, id: ArchiveId) {
    let Value::Object(data) = serde_json::to_value(PackArchive { archive: id }).unwrap() else {
        panic!("an order is an object");
    };
    let mut tx = world.services.db().begin().await.unwrap();
    let job_id = world.services.chance().id(world.now());
    job::add(&mut tx, job_id, PackArchive::NAME, data, world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn a_run_that_was_cut_short_is_begun_anew_and_leaves_no_orphan(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    reported(&world, &vera, "Heizung kalt", "a", true).await;
    vera.privacy().collect(PASSWORD).await.unwrap();
    let id = vera.privacy().archive().await.unwrap().unwrap().id;
    // A run that died after its blob was written and before the row said so.
    let left = "f".repeat(64);
    let mut tx = world.services.db().begin().await.unwrap();
    archive::begin(&mut tx, id, 2).await.unwrap();
    archive::advance(&mut tx, id, 1, 1).await.unwrap();
    archive::name(&mut tx, id, 1, &left).await.unwrap();
    tx.commit().await.unwrap();
    let blobs = world.services.blobs();
    blobs.put(&left, b"halb".as_slice().into()).await.unwrap();
    let seen = vera.privacy().archive().await.unwrap().unwrap();
    assert_eq!((seen.stage, seen.percent), (ArchiveStage::UnderWay, 50));

    world.work().await.unwrap();
    assert!(!blobs.exists(&left).await.unwrap());
    let ready = vera.privacy().archive().await.unwrap().unwrap();
    assert_eq!(ready.stage, ArchiveStage::Ready);
    order_again(&world, id).await;
    let mails = world.mails().await.unwrap();
    let told = mails
        .iter()
        .filter(|mail| mail.text.contains("/einstellungen/daten"));
    assert_eq!(told.count(), 1, "a second run tells nobody anything");
    assert!(opened(&vera, id).await.contains_key("person.json"));
}

async fn an_archive_is_fetched_by_its_owner_alone(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let id = collected(&world, &vera).await.id;
    for reference in ["P-JAN", "P-OLGA", "P-EMIL"] {
        let other = world.resident(reference).await.unwrap();
        assert!(matches!(
            other.privacy().fetch(id).await,
            Err(Error::NotFound)
        ));
        assert_eq!(other.privacy().archive().await.unwrap(), None);
    }
    let clerk = world.staff(Role::Clerk).await.unwrap();
    assert!(matches!(
        clerk.privacy().fetch(id).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        clerk.privacy().collect(PASSWORD).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        world.guest().privacy().fetch(id).await,
        Err(Error::SignIn)
    ));
}

/// Has what has had its time thrown away.
pub async fn keep_house(world: &World) {
    let mut tx = world.services.db().begin().await.unwrap();
    let id = world.services.chance().id(world.now());
    job::add(&mut tx, id, Upkeep::NAME, Map::new(), world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.work().await.unwrap();
}

pub async fn blobs_of_archives(world: &World) -> Vec<String> {
    let mut tx = world.services.db().read().await.unwrap();
    archive::blobs(&mut tx).await.unwrap().into_iter().collect()
}

async fn an_archive_lies_for_a_week(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let id = collected(&world, &vera).await.id;
    let [blob] = blobs_of_archives(&world).await.try_into().unwrap();
    let blobs = world.services.blobs();
    world.pass(Duration::days(7) - Duration::seconds(1));
    keep_house(&world).await;
    assert!(blobs.exists(&blob).await.unwrap());
    opened(&vera, id).await;
    world.pass(Duration::seconds(1));
    assert!(matches!(
        vera.privacy().fetch(id).await,
        Err(Error::NotFound)
    ));
    let seen = vera.privacy().archive().await.unwrap().unwrap();
    assert_eq!(seen.stage, ArchiveStage::Gone);
    keep_house(&world).await;
    assert!(!blobs.exists(&blob).await.unwrap());
    assert_eq!(vera.privacy().archive().await.unwrap(), None);
}

async fn what_is_not_ready_after_a_day_is_given_up(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    vera.privacy().collect(PASSWORD).await.unwrap();
    world.pass(Duration::days(1));
    let seen = vera.privacy().archive().await.unwrap().unwrap();
    assert_eq!(seen.stage, ArchiveStage::Gone);
    vera.privacy().collect(PASSWORD).await.unwrap();
    let again = vera.privacy().archive().await.unwrap().unwrap();
    assert_ne!(again.id, seen.id);
    let mails = world.mails().await.unwrap();
    assert_eq!(mails.len(), 1, "the order of the first finds nothing to do");
}
