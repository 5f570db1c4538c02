//! Deliveries laid into the folder of the ERP, on both engines.

use std::fs;
use std::path::Path;

use chrono::Duration;
use delivery::{Courier, LetterBox, Mailer, MemoryCourier, MemoryLetterBox, MemoryMailbox};
use store::erp::{contact, folder as rows};
use tempfile::TempDir;

use super::look;
use crate::erp::mapping::Mapping;
use crate::erp::settings::ErpSettings;
use crate::services::Parts;
use crate::testing::World;
use crate::{Services, Settings};

const PROPERTIES: &str = "reference;name;street;postal_code;town;federal_state;caretaker_name;caretaker_phone;caretaker_hours;enabled_on\nH1;Ahornhof;Ahornweg 3;10115;Berlin;BE;;;;\n";
const UNITS: &str = "reference;property;kind;label;area\nE1;H1;wohnung;1. OG links;63,5\n";
const PERSONS: &str = "Nummer;salutation;first_name;last_name;street;postal_code;town;email;phone\nP1;frau;Ada;Möll;Ahornweg 3;10115;Berlin;;\n";
const CONTRACTS: &str = "reference;unit;kind;persons;starts_on;ends_on;signed_on;rent;operating_costs;heating_costs;deposit\nV1;E1;miete;P1;2024-07-01;;;1.234,50;180;95,5;\n";
const MAPPING: &str =
    "[persons]\nfile = \"Personen.csv\"\n[persons.columns]\nreference = \"Nummer\"\n";

/// The same portal with a folder for deliveries.
fn with(world: &World, folder: &Path) -> Services {
    let services = &world.services;
    let mapping = Mapping::parse("mapping.toml", MAPPING).expect("faultless");
    Services::new(Parts {
        db: services.db().clone(),
        blobs: services.blobs().clone(),
        clock: services.clock().clone(),
        chance: services.chance().clone(),
        mailer: Mailer::Memory(MemoryMailbox::default()),
        letter_box: LetterBox::Memory(MemoryLetterBox::default()),
        courier: Courier::Memory(MemoryCourier::default()),
        settings: Settings {
            erp: ErpSettings {
                folder: Some(folder.to_owned()),
                mapping: Some(mapping.into()),
                ..services.settings().erp.clone()
            },
            ..services.settings().clone()
        },
    })
}

fn lay(folder: &Path, name: &str, persons: &str, ready: bool) {
    let place = folder.join(name);
    fs::create_dir_all(&place).expect("folder");
    let files = [
        ("properties.csv", PROPERTIES),
        ("units.csv", UNITS),
        ("Personen.csv", persons),
        ("contracts.csv", CONTRACTS),
    ];
    for (file, text) in files {
        fs::write(place.join(file), text).expect("written");
    }
    if ready {
        fs::write(place.join("fertig"), "").expect("written");
    }
}

/// The reports in a folder of finished deliveries.
fn reports(folder: &Path, goal: &str) -> Vec<String> {
    let Ok(found) = fs::read_dir(folder.join(goal)) else {
        return Vec::new();
    };
    let paths = found.map(|entry| entry.expect("entry").path().join("bericht.txt"));
    let mut paths: Vec<_> = paths.collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| fs::read_to_string(path).expect("report"))
        .collect()
}

async fn look_into(services: &Services) {
    look(&services.queue("test")).await.expect("looked");
}

async fn note(services: &Services) -> Option<String> {
    let mut tx = services.db().read().await.expect("tx");
    let ways = contact::all(&mut tx).await.expect("ways");
    ways.into_iter()
        .find(|way| way.adapter == "ordner")
        .and_then(|way| way.note)
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("folder")
}

async fn a_delivery_is_taken_over_and_put_away(world: World) {
    let folder = folder();
    let (services, place) = (with(&world, folder.path()), folder.path());
    lay(place, "nachts", PERSONS, true);
    look_into(&services).await;
    assert!(!place.join("nachts").exists());
    let done = reports(place, "erledigt");
    assert_eq!(done.len(), 1);
    assert!(done[0].starts_with("Lieferung nachts\n"), "{}", done[0]);
    assert!(done[0].contains("Ergebnis: übernommen."), "{}", done[0]);
    assert!(done[0].contains("P1"), "{}", done[0]);
    assert_eq!(note(&services).await, None);
    lay(place, "nachts", PERSONS, true);
    look_into(&services).await;
    let twice = reports(place, "erledigt");
    assert_eq!(twice.len(), 2, "a name may come again");
    assert!(
        twice.iter().any(|said| said.contains("0 Änderungen")),
        "{twice:#?}"
    );
}

async fn a_faulty_delivery_changes_nothing_and_says_why(world: World) {
    let folder = folder();
    let (services, place) = (with(&world, folder.path()), folder.path());
    let faulty = PERSONS.replace("10115", "ohne");
    lay(place, "nachts", &faulty, true);
    look_into(&services).await;
    let said = reports(place, "fehlerhaft");
    assert!(
        said[0].contains("Personen.csv") && said[0].contains("postal_code"),
        "{}",
        said[0]
    );
    let note = note(&services).await.expect("staff are told");
    assert!(note.contains("nachts"), "{note}");
}

async fn a_half_written_delivery_waits(world: World) {
    let folder = folder();
    let (services, place) = (with(&world, folder.path()), folder.path());
    lay(place, "nachts", PERSONS, false);
    look_into(&services).await;
    assert!(
        place.join("nachts").exists(),
        "somebody may still be writing"
    );
    world.pass(Duration::days(36_500));
    look_into(&services).await;
    assert_eq!(reports(place, "erledigt").len(), 1);
}

async fn one_portal_looks_at_a_time(world: World) {
    let folder = folder();
    let (services, place) = (with(&world, folder.path()), folder.path());
    lay(place, "nachts", PERSONS, true);
    let (now, minutes) = (world.now(), Duration::minutes(15));
    let mut tx = services.db().begin().await.expect("tx");
    assert!(
        rows::hold(&mut tx, None, now, now + minutes)
            .await
            .expect("held")
    );
    tx.commit().await.expect("committed");
    look_into(&services).await;
    assert!(place.join("nachts").exists(), "another portal is at it");
    world.pass(minutes);
    look_into(&services).await;
    assert_eq!(
        reports(place, "erledigt").len(),
        1,
        "the other one has died"
    );
}

async fn a_folder_that_is_gone_is_told(world: World) {
    let folder = folder();
    let services = with(&world, &folder.path().join("fort"));
    look_into(&services).await;
    let said = note(&services).await.expect("staff are told");
    assert!(said.contains("nicht lesbar"), "{said}");
}

crate::stories!(
    a_delivery_is_taken_over_and_put_away,
    a_faulty_delivery_changes_nothing_and_says_why,
    a_half_written_delivery_waits,
    one_portal_looks_at_a_time,
    a_folder_that_is_gone_is_told,
);
