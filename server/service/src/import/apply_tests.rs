//! An import written to a real store, on both engines.

use domain::audit::Action;
use store::{audit, contract, master};

use super::{carry_out, read_texts};
use crate::erp::{Batch, rehearse};
use crate::testing::World;

const PROPERTIES: &str = "reference;name;street;postal_code;town;federal_state;caretaker_name;caretaker_phone;caretaker_hours;enabled_on\nH1;Ahornhof;Ahornweg 3;10115;Berlin;BE;;;;\n";
const UNITS: &str = "reference;property;kind;label;area\nE1;H1;wohnung;1. OG links;63,5\n";
const PERSONS: &str = "reference;salutation;first_name;last_name;street;postal_code;town;email;phone\nP1;frau;Ada;Moll;Ahornweg 3;10115;Berlin;;\nP2;herr;Jan;Moll;Ahornweg 3;10115;Berlin;;\n";

fn files(persons: &str, ends_on: &str) -> Batch {
    let head = "reference;unit;kind;persons;starts_on;ends_on;signed_on;rent;operating_costs;heating_costs;deposit";
    let contracts =
        format!("{head}\nV1;E1;miete;{persons};2024-07-01;{ends_on};;1.234,50;180;95,5;3.703,50\n");
    read_texts(PROPERTIES, UNITS, PERSONS, &contracts)
        .expect("faultless")
        .batch
}

async fn the_files_become_rows_once(world: World) {
    let caller = world.guest();
    let mut heard = Vec::new();
    let first = carry_out(&caller, files("P2|P1", ""), |done, all| {
        heard.push((done, all));
    })
    .await
    .expect("imported")
    .diff;
    assert_eq!((first.added.len(), first.changed.len()), (5, 0));
    assert_eq!(
        (heard.first(), heard.last()),
        (Some(&(1, 5)), Some(&(5, 5)))
    );

    let second = carry_out(&caller, files("P1|P2", ""), |_, _| {})
        .await
        .expect("again")
        .diff;
    assert_eq!(second.writes(), 0, "{second}");

    let moved_out = files("P1", "2026-12-31");
    let rehearsed = rehearse(&world.services, &moved_out)
        .await
        .expect("rehearsed")
        .diff;
    let third = carry_out(&caller, moved_out.clone(), |_, _| {})
        .await
        .expect("changed")
        .diff;
    assert_eq!(rehearsed, third);
    let columns: Vec<_> = third.changed[0]
        .fields
        .iter()
        .map(|field| field.column)
        .collect();
    assert_eq!(columns, ["persons", "ends_on"]);
    assert!(
        !third.missing.is_empty(),
        "the test house is not in the files and stays"
    );
    let mut tx = world.services.db().read().await.expect("tx");
    let people = master::load(&mut tx).await.expect("loaded").persons;
    let gone = people.iter().find(|person| person.reference == "P2");
    let today = world.services.clock().today();
    let rows = contract::of_person(&mut tx, gone.expect("P2").id, today);
    let rows = rows.await.expect("rows");
    assert_eq!((rows[0].removed, rows[0].ends_on), (true, today.pred_opt()));
    drop(tx);
    let after = rehearse(&world.services, &moved_out)
        .await
        .expect("rehearsed")
        .diff;
    assert_eq!(after.writes(), 0, "{after}");
    let mut tx = world.services.db().read().await.expect("tx");
    assert_eq!(
        audit::count(&mut tx, Action::Imported)
            .await
            .expect("count"),
        3
    );
}

crate::stories!(the_files_become_rows_once);
