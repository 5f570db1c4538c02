//! Templates and logos of operators: what is taken, and what is refused with its place.

use super::ink::{all_text, ink_of};
use super::laid_out;
use crate::letter::*;

/// The least a template may do.
const LEAST: &str = r##"#let data = json("/facts.json")
#set document(title: "Brief", date: datetime(year: 2026, month: 7, day: 20))
#set text(lang: "de")
#for letter in data.letters {
  for line in letter.recipient { [#line \ ] }
  [#letter.access_number und #letter.activation_code]
  pagebreak(weak: true)
}
"##;

fn own(text: &str) -> Stationery {
    Stationery::own("brief.typ", text, &Sender::sample())
}

fn flaw(text: &str) -> String {
    own(text).flaw().expect("a flaw").to_string()
}

#[test]
fn an_own_template_is_used_when_it_says_what_it_must() {
    let stationery = own(LEAST);
    assert_eq!(stationery.flaw(), None);
    let letter = ActivationLetter::sample();
    let paper = activation_letter(&stationery, &letter).unwrap();
    let ours = activation_letter(&Stationery::Shipped, &letter).unwrap();
    assert!(paper.pages == 1 && paper.pdf != ours.pdf);
}

#[test]
fn the_shipped_template_is_a_good_start() {
    let shipped = include_str!("../../../templates/letters/activation.typ");
    assert_eq!(own(shipped).flaw(), None);
}

#[test]
fn a_fault_is_named_with_line_and_column() {
    for (line, wrong, said) in [
        (
            3,
            "#text(lang: sprache)[x]",
            "brief.typ, Zeile 3, Spalte 13: Den Namen „sprache“ gibt es nicht.",
        ),
        (1, "#let x = (1", "brief.typ, Zeile 1"),
        (
            2,
            "#read(\"/etc/passwd\")",
            "brief.typ, Zeile 2, Spalte 7: Andere Dateien und Pakete sind gesperrt.",
        ),
        (
            2,
            "#import \"@preview/x:1.0.0\": y",
            "Andere Dateien und Pakete sind gesperrt.",
        ),
        (4, "#panic(\"so nicht\")", "Die Vorlage bricht selbst ab"),
    ] {
        let mut lines: Vec<&str> = LEAST.lines().collect();
        lines.insert(line - 1, wrong);
        let found = flaw(&lines.join("\n"));
        assert!(found.contains(said), "{wrong}: {found}");
        assert!(found.contains(&format!("Zeile {line}")), "{wrong}: {found}");
    }
}

#[test]
fn a_template_that_leaves_out_what_matters_is_refused() {
    for (gone, said) in [
        ("for line in letter.recipient { [#line \\ ] }", "Anschrift"),
        ("#letter.access_number und ", "Zugangsnummer"),
        ("#letter.activation_code", "Aktivierungscode"),
        ("#for letter in data.letters", ""),
    ] {
        let text = match said {
            // Only the first letter of a print is set.
            "" => LEAST.replace(gone, "#for letter in (data.letters.first(),)"),
            _ => LEAST.replace(gone, ""),
        };
        assert_ne!(text, LEAST);
        assert!(flaw(&text).contains(said), "{said}");
    }
    let beside = LEAST.replace(
        "[#letter.access_number",
        "place(dx: -90cm)[#letter.access_number]\n  [",
    );
    assert!(flaw(&beside).contains("Zugangsnummer"));
    let long = format!("{LEAST}\n#for n in range(9) {{ pagebreak() }}x");
    assert!(flaw(&long).contains("zwei Seiten"));
}

#[test]
fn no_letter_is_set_on_a_faulty_template() {
    let stationery = own("#foo");
    let refused = activation_letter(&stationery, &ActivationLetter::sample());
    let Err(LetterError::Template(flaw)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(
        (flaw.file.as_str(), flaw.place),
        ("brief.typ", Some((1, 2)))
    );
}

#[test]
fn one_letter_that_lacks_its_code_is_refused_though_the_trial_had_it() {
    let text = LEAST.replace(
        "[#letter.access_number und",
        "if letter.reference != \"leer\" [#letter.access_number] else [nichts]\n  [",
    );
    let stationery = own(&text);
    assert_eq!(stationery.flaw(), None);
    let letter = ActivationLetter {
        reference: "leer".to_owned(),
        ..ActivationLetter::sample()
    };
    let refused = activation_letter(&stationery, &letter);
    assert!(
        matches!(refused, Err(LetterError::Template(_))),
        "{refused:?}"
    );
}

#[test]
fn a_logo_that_cannot_be_drawn_stops_the_letters() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([0, 0, 0, 9, 0, 0, 0, 9]);
    let sender = Sender {
        logo: Some(Logo::read("logo.png", png).unwrap()),
        ..Sender::sample()
    };
    let stationery = Stationery::shipped("logo.png", &sender);
    let said = stationery.flaw().expect("a flaw").to_string();
    assert!(said.starts_with("logo.png: "), "{said}");
}

#[test]
fn a_logo_replaces_the_name_plate() {
    let picture = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><rect width="300" height="100"/></svg>"#;
    let sender = Sender {
        logo: Some(Logo::read("logo.svg", picture.to_vec()).unwrap()),
        ..Sender::sample()
    };
    assert!(Stationery::shipped("logo.svg", &sender).flaw().is_none());
    let letter = ActivationLetter {
        sender,
        ..ActivationLetter::sample()
    };
    let above: Vec<_> = ink_of(&laid_out(&letter).unwrap(), 0)
        .into_iter()
        .filter(|ink| ink.bottom < 45.0)
        .collect();
    assert_eq!(above.len(), 1, "{}", all_text(&above));
}
