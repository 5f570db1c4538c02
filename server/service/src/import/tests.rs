//! Stories of an import: faultless files, faulty ones, and what changes.

use std::fs;

use super::*;

const PROPERTIES: &str = "reference;name;street;postal_code;town;federal_state;caretaker_name;caretaker_phone;caretaker_hours;enabled_on\n\
    H1;Ahornhof;Ahornweg 3;10115;Berlin;BE;Jan Okt;030 23125 100;Mo bis Fr 8-10;01.03.2026\n";
const UNITS: &str = "reference;property;kind;label;area\nE1;H1;wohnung;1. OG links;63,5\nE2;H1;stellplatz;Platz 4;\n";
const PERSONS: &str = "\u{FEFF}reference,salutation,first_name,last_name,street,postal_code,town,email,phone\r\n\
    P1,frau,Ada,Moll,\"Ahornweg 3, Hof\",10115,Berlin,Ada@Beispiel.example,\r\nP2,firma,,Moll GmbH,Ahornweg 3,10115,Berlin,,\r\n";
const CONTRACTS: &str = "reference;unit;kind;persons;starts_on;ends_on;signed_on;rent;operating_costs;heating_costs;deposit\n\
    V1;E1;miete;P1|P2;2024-07-01;;15.06.2024;1.234,50;180;95.5;3.703,50\n";

fn faults(properties: &str, units: &str, persons: &str, contracts: &str) -> Vec<String> {
    let report = read_texts(properties, units, persons, contracts).expect_err("faulty");
    report.problems.iter().map(ToString::to_string).collect()
}

fn good() -> Batch {
    read_texts(PROPERTIES, UNITS, PERSONS, CONTRACTS)
        .expect("faultless")
        .batch
}

/// What a batch changes where the portal has another.
fn plan(current: &Batch, new: &Batch) -> Diff {
    let mut diff = Diff::default();
    compare(&current.properties, &new.properties, &mut diff);
    compare(&current.units, &new.units, &mut diff);
    compare(&current.persons, &new.persons, &mut diff);
    compare(&current.contracts, &new.contracts, &mut diff);
    diff
}

fn compare<R: Record>(current: &[R], new: &[R], diff: &mut Diff) {
    let find = |all: &[R], key: &str| all.iter().position(|row| row.reference() == key);
    for row in new {
        match find(current, row.reference()).map(|place| &current[place]) {
            None => diff.add(row),
            Some(old) if old == row => diff.count(R::ENTITY).unchanged += 1,
            Some(old) => diff.change(old, row),
        }
    }
    for gone in current
        .iter()
        .filter(|row| find(new, row.reference()).is_none())
    {
        diff.miss(R::ENTITY, gone.reference());
    }
}

#[test]
fn faultless_files_are_read_with_both_separators() {
    let data = good();
    let ada = data.person("P1").expect("Ada");
    assert_eq!(ada.street, "Ahornweg 3, Hof");
    assert_eq!(ada.email.as_deref(), Some("ada@beispiel.example"));
    assert_eq!(data.unit("E1").expect("flat").area, Some(6350));
    let contract = data.contract("V1").expect("lease");
    assert_eq!(
        (contract.rent.0, contract.heating_costs.0),
        (123_450, 9_550)
    );
    assert_eq!(contract.persons, ["P1", "P2"]);
}

#[test]
fn every_faulty_row_of_every_file_is_named() {
    let units = "reference;property;kind;label;area\nE1;H9;wohnung;links;63,5\nE1;H1;haus;;x\n";
    let contracts = CONTRACTS.to_owned()
        + "V2;E7;miete;P8;2024-07-01;2024-06-30;;abc;;;\nV3;E7;miete;P1|P8;1.7.2024;;;1;;;\n";
    assert_eq!(
        faults(PROPERTIES, units, PERSONS, &contracts),
        [
            "units.csv, Zeile 2, Spalte property: „H9“ steht nicht in properties.csv.",
            "units.csv, Zeile 3, Spalte kind: „haus“ ist nicht möglich. Möglich sind: wohnung, gewerbe, stellplatz.",
            "units.csv, Zeile 3, Spalte label: Das Feld darf nicht leer sein.",
            "units.csv, Zeile 3, Spalte area: „x“ ist keine Fläche in m². Beispiel: 63,5.",
            "units.csv, Zeile 3, Spalte reference: „E1“ steht schon in Zeile 2.",
            "contracts.csv, Zeile 3, Spalte rent: „abc“ ist kein Betrag. Beispiele: 1.234,50 oder 1234.50.",
            "contracts.csv, Zeile 3, Spalte ends_on: Der Vertrag endet vor seinem Beginn.",
            "contracts.csv, Zeile 4, Spalte unit: „E7“ steht nicht in units.csv.",
            "contracts.csv, Zeile 4, Spalte persons: „P8“ steht nicht in persons.csv.",
        ]
    );
}

#[test]
fn a_wrong_header_is_explained_and_not_blamed_twice() {
    let persons =
        "reference;salutation;vorname;last_name;street;postal_code;town;email;phone;phone\n";
    let said = faults(PROPERTIES, UNITS, persons, CONTRACTS);
    assert_eq!(said.len(), 3, "{said:#?}");
    assert!(
        said[0].starts_with(
            "persons.csv, Zeile 1, Spalte vorname: Diese Spalte gehört nicht hierher."
        )
    );
    assert_eq!(
        said[1],
        "persons.csv, Zeile 1, Spalte first_name: Diese Spalte fehlt in der Kopfzeile."
    );
    assert_eq!(
        said[2],
        "persons.csv, Zeile 1, Spalte phone: Diese Spalte steht mehrmals in der Kopfzeile."
    );
}

#[test]
fn short_rows_and_open_quotes_have_their_line() {
    let units = "reference;property;kind;label;area\nE1;H1;wohnung\n\nE2;H1;wohnung;\"links;3\nE3;H1;wohnung;rechts;3\n";
    let said = faults(PROPERTIES, units, PERSONS, CONTRACTS);
    assert_eq!(
        said[0],
        "units.csv, Zeile 2: Die Zeile hat 3 Felder, die Kopfzeile hat 5."
    );
    assert!(
        said[1].starts_with("units.csv, Zeile 4: Das Anführungszeichen wird nicht geschlossen.")
    );
}

#[test]
fn files_that_are_missing_or_not_utf8_are_named() {
    let dir = tempfile::tempdir().expect("folder");
    fs::write(dir.path().join("properties.csv"), PROPERTIES).expect("written");
    fs::write(
        dir.path().join("units.csv"),
        b"reference;property\nE1;Stra\xDFe\n",
    )
    .expect("written");
    fs::write(dir.path().join("persons.csv"), "").expect("written");
    let report = read(dir.path()).expect_err("faulty");
    let said: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert!(
        said[0].starts_with("units.csv, Zeile 2: Die Datei ist nicht in UTF-8 gespeichert."),
        "{said:#?}"
    );
    assert!(
        said[1].starts_with("persons.csv: Die Datei ist leer."),
        "{said:#?}"
    );
    assert_eq!(said[2], "contracts.csv: Die Datei fehlt.");
    let table = report.to_string();
    assert!(
        table.starts_with("Datei          Zeile  Spalte  Grund\n"),
        "{table}"
    );
}

#[test]
fn a_person_may_live_abroad_and_has_a_postal_code() {
    let at = |code: &str| PERSONS.replacen("10115", code, 1);
    for code in ["1010", "SW1A 1AA"] {
        let read = read_texts(PROPERTIES, UNITS, &at(code), CONTRACTS).expect(code);
        assert_eq!(read.batch.persons[0].postal_code, code);
    }
    for (code, reason) in [
        ("ABC", "„ABC“ ist keine Postleitzahl."),
        ("", "Das Feld darf nicht leer sein."),
    ] {
        let said = faults(PROPERTIES, UNITS, &at(code), CONTRACTS);
        let wanted = format!("persons.csv, Zeile 2, Spalte postal_code: {reason}");
        assert!(said[0].starts_with(&wanted), "{said:#?}");
    }
}

#[test]
fn two_leases_at_once_are_only_odd() {
    let contracts = CONTRACTS.to_owned()
        + "V2;E1;miete;P2;01.09.2026;;;900;;;\nV3;E1;eigentum;P2;01.09.2000;;;300;;;\n";
    let warnings = read_texts(PROPERTIES, UNITS, PERSONS, &contracts)
        .expect("read")
        .warnings;
    let said: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "contracts.csv, Zeile 3, Spalte starts_on: Vertrag V2 beginnt, bevor Vertrag V1 derselben Einheit E1 endet."
        ]
    );
}

#[test]
fn the_second_import_changes_nothing() {
    let diff = plan(&good(), &good());
    assert_eq!(diff.writes(), 0);
    assert!(diff.to_string().ends_with("\n0 Änderungen\n"), "{diff}");
}

#[test]
fn the_difference_is_told_row_by_row() {
    let mut new = good();
    new.contracts[0].ends_on = "2026-12-31".parse().ok();
    new.units.retain(|unit| unit.reference != "E2");
    let person = PersonRecord {
        reference: "P3".to_owned(),
        ..new.persons[0].clone()
    };
    new.persons.push(person);
    let diff = plan(&good(), &new);
    assert_eq!(
        (
            diff.added.len(),
            diff.changed.len(),
            diff.ended.len(),
            diff.missing.len()
        ),
        (1, 1, 1, 1)
    );
    let said = diff.to_string();
    for line in [
        "Personen        1 neu      0 geändert      2 unverändert",
        "\nNeu\n  Person P3\n",
        "  Vertrag V1\n    ends_on: – → 31.12.2026\n",
        "\nFehlt in der Datei, bleibt unverändert\n  Einheit E2\n",
        "\n2 Änderungen\n",
    ] {
        assert!(said.contains(line), "{line:?} in\n{said}");
    }
}

#[test]
fn a_flood_of_faults_is_counted() {
    let rows: String = (0..10_050)
        .map(|row| format!("E{row};H1;haus;links;1\n"))
        .collect();
    let report = read_texts(
        PROPERTIES,
        &format!("reference;property;kind;label;area\n{rows}"),
        PERSONS,
        CONTRACTS,
    )
    .expect_err("faulty");
    assert_eq!((report.problems.len(), report.more), (10_000, 50));
    assert!(report.to_string().ends_with("… und 50 weitere Fehler\n"));
}

proptest::proptest! {
    #[test]
    fn no_file_panics(text in "\\PC*|[ -~äß;,\"\r\n]{0,200}", tail in "[A-Z0-9;,.\"|\r\n-]{0,200}") {
        let _ = read_texts(&text, &format!("{UNITS}{tail}"), &text, &format!("{CONTRACTS}{tail}"));
    }
}
