//! Foreign exports as a manager's program writes them, and what a mapping file makes of them.

use encoding_rs::WINDOWS_1252;

use super::*;
use crate::import;

const GUIDE: &str = include_str!("../../../../../docs/import.md");

fn mapping(text: &str) -> Mapping {
    Mapping::parse("mapping.toml", text).expect("faultless")
}

fn faults(text: &str) -> Vec<String> {
    let report = Mapping::parse("mapping.toml", text).expect_err("faulty");
    report.problems.iter().map(ToString::to_string).collect()
}

fn columns(file: &str) -> (&'static str, &'static [&'static str]) {
    let known = import::shapes()
        .into_iter()
        .find(|(known, _)| *known == file);
    known.expect("one of our files")
}

/// What becomes of a foreign text; else what is said, in foreign words.
fn read(mapping: &Mapping, file: &str, bytes: &[u8]) -> Result<String, Vec<String>> {
    let (file, columns) = columns(file);
    let mut report = Report::default();
    let text = mapping.translate(file, columns, bytes.to_vec(), &mut report);
    text.ok_or_else(|| {
        let said = mapping.foreign(report);
        said.problems.iter().map(ToString::to_string).collect()
    })
}

/// The fenced blocks of a language in a chapter of the guide.
fn blocks(chapter: &str, language: &str) -> Vec<&'static str> {
    let (_, rest) = GUIDE.split_once(chapter).expect("chapter");
    let chapter = rest.split("\n### ").next().unwrap_or(rest);
    let fences = chapter.split("\n```").skip(1).step_by(2);
    fences
        .filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'))
        .collect()
}

#[test]
fn the_examples_of_the_guide_are_read_as_it_says() {
    for (chapter, file, western) in [
        ("### Example: an accounting export", "persons.csv", true),
        ("### Example: a list of leases", "contracts.csv", false),
    ] {
        let said = blocks(chapter, "toml");
        let texts = blocks(chapter, "csv");
        let ([said], [foreign, ours]) = (said.as_slice(), texts.as_slice()) else {
            panic!("{chapter} has one mapping and two texts");
        };
        let bytes = if western {
            WINDOWS_1252.encode(foreign).0.into_owned()
        } else {
            foreign.as_bytes().to_vec()
        };
        assert_eq!(
            read(&mapping(said), file, &bytes).as_deref(),
            Ok(*ours),
            "{chapter}"
        );
    }
}

#[test]
fn without_a_word_about_it_a_file_is_read_as_it_is() {
    let text = "reference;property;kind;label;area\nE1;H1;wohnung;\"links; vorn\";\"63,5\"";
    assert_eq!(
        read(&Mapping::default(), "units.csv", text.as_bytes()).as_deref(),
        Ok(text)
    );
}

#[test]
fn rows_keep_their_lines() {
    let mapping =
        mapping("[units.columns]\nlabel = { join = [\"Lage\", \"Notiz\"], with = \", \" }\n");
    let foreign = "reference;property;kind;Lage;Notiz;area\n\n\nE1;H1;wohnung;links;\"mit\nBalkon\";1\nE2;H1;haus;rechts;;x\n";
    let text = read(&mapping, "units.csv", foreign.as_bytes()).expect("translated");
    let lines: Vec<&str> = text.split('\n').collect();
    assert_eq!(lines[3], "E1;H1;wohnung;\"links, mit\u{B}Balkon\";1");
    assert_eq!((lines[4], lines[5]), ("", "E2;H1;haus;rechts;x"));
    let report = import::read_texts("", &text, "", "").expect_err("faulty");
    let said = mapping.foreign(report);
    let of_units = said
        .problems
        .iter()
        .filter(|problem| problem.file == "units.csv");
    let said: Vec<String> = of_units.map(ToString::to_string).collect();
    assert!(
        said[0].starts_with("units.csv, Zeile 4, Spalte Lage + Notiz: "),
        "{said:#?}"
    );
    assert!(
        said[1].starts_with("units.csv, Zeile 6, Spalte kind: "),
        "{said:#?}"
    );
}

#[test]
fn what_cannot_be_translated_is_named_in_foreign_words() {
    let mapping = mapping(
        "dates = [\"%d.%m.%Y\"]\ndecimal = \",\"\n[contracts]\nfile = \"Mieter.csv\"\n[contracts.columns]\nstarts_on = \"Beginn\"\nrent = \"Miete\"\n",
    );
    let rest =
        "reference;unit;kind;persons;ends_on;signed_on;operating_costs;heating_costs;deposit";
    let foreign = format!(
        "{rest};Beginn;Miete\nV1;E1;miete;P1;;;;;;2024-07-01;9\nV2;E1;miete;P1;;;;;;01.07.2024;9.5\nV3;E1\n"
    );
    assert_eq!(
        read(&mapping, "contracts.csv", foreign.as_bytes()),
        Err(vec![
            "Mieter.csv, Zeile 2, Spalte Beginn: „2024-07-01“ ist kein Datum. Die Zuordnung erwartet eines wie 01.06.2024.".to_owned(),
            "Mieter.csv, Zeile 3, Spalte Miete: „9.5“ ist keine Zahl. Die Zuordnung erwartet eine wie 1234,50.".to_owned(),
            "Mieter.csv, Zeile 4: Die Zeile hat 2 Felder, die Kopfzeile hat 11.".to_owned(),
        ])
    );
    let header = format!("{rest};Beginn;Zins\n");
    assert_eq!(
        read(&mapping, "contracts.csv", header.as_bytes()),
        Err(vec![
            "Mieter.csv, Zeile 1, Spalte Miete: Diese Spalte fehlt in der Kopfzeile, die Zuordnung nennt sie.".to_owned(),
            "Mieter.csv, Zeile 1, Spalte Zins: Diese Spalte nennt die Zuordnung nicht. Ordnen Sie sie zu, oder führen Sie sie unter ignore auf.".to_owned(),
        ])
    );
    assert!(read(&mapping, "contracts.csv", b"").is_err());
    assert!(read(&mapping, "contracts.csv", b"Stra\xDFe\n").is_err());
}

#[test]
fn a_quote_may_be_another_sign() {
    let mapping = mapping("quote = \"'\"\ndelimiter = \"tab\"\n");
    let foreign = "reference\tproperty\tkind\tlabel\tarea\nE1\tH1\twohnung\t'links; ''vorn'''\t1";
    let text = read(&mapping, "units.csv", foreign.as_bytes()).expect("translated");
    assert!(
        text.ends_with("\nE1;H1;wohnung;\"links; 'vorn'\";1"),
        "{text}"
    );
}

#[test]
fn each_fault_of_the_mapping_file_has_its_line() {
    let text = "encoding = \"latin\"\ndates = [\"TT.MM\"]\ndecimal = \",\"\nthousands = \",\"\nfarbe = 1\n\
        [persons]\nfiel = \"x\"\nignore = [\"Konto\"]\n[persons.columns]\nreference = \"Konto\"\nvorname = \"Vorname\"\nphone = { fest = \"1\" }\n\
        [persons.words.email]\nx = 1\n[personen]\n";
    let said = faults(text);
    let begins = [
        "mapping.toml, Zeile 1: „latin“ ist nicht möglich.",
        "mapping.toml, Zeile 2: „TT.MM“ beschreibt kein Datum.",
        "mapping.toml, Zeile 4: decimal und thousands sind dasselbe Zeichen.",
        "mapping.toml, Zeile 5: Die Angabe farbe gibt es nicht.",
        "mapping.toml, Zeile 7: Die Angabe fiel gibt es nicht.",
        "mapping.toml, Zeile 8: Die Spalte Konto wird zugeordnet und steht unter ignore.",
        "mapping.toml, Zeile 11: Die Spalte vorname gibt es in persons.csv nicht.",
        "mapping.toml, Zeile 12: Die Angabe columns.phone.fest gibt es nicht.",
        "mapping.toml, Zeile 14: words.email erwartet einen Text in Anführungszeichen.",
        "mapping.toml, Zeile 15: Die Angabe personen gibt es nicht.",
    ];
    assert_eq!(said.len(), begins.len(), "{said:#?}");
    for (said, begins) in said.iter().zip(begins) {
        assert!(said.starts_with(begins), "{said}");
    }
    assert!(
        faults("[persons\n")[0].starts_with("mapping.toml, Zeile 1: Das ist kein gültiges TOML")
    );
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "\\PC*|[a-z=\"\\[\\]{},.\n ]{0,120}", bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        let mapping = Mapping::parse("mapping.toml", &text).unwrap_or_default();
        let _ = read(&mapping, "units.csv", &bytes);
    }
}
