//! Places on the paper as DIN 5008 form B wants them.

use super::ink::{Ink, What, ink_of};
use super::{addressed_to, laid_out};
use crate::letter::{ActivationLetter, Logo, Sender};

/// Six lines of sixty characters as they occur in long German addresses.
pub(super) fn longest_address() -> Vec<String> {
    vec!["Grundstücksgemeinschaft Übermuster, Groß und Partner GbR mbH".to_owned(); 6]
}

#[test]
fn every_address_stands_whole_in_the_window() {
    assert_eq!(longest_address()[0].chars().count(), 60);
    let scripts = ["Łukasz Żółć", "Жанна Ы", "דוד", "علي", "Ṩẞ", "Ǻg"]
        .map(str::to_owned)
        .to_vec();
    for recipient in [
        ActivationLetter::sample().recipient,
        longest_address(),
        vec!["A".to_owned()],
        scripts,
    ] {
        let document = laid_out(&addressed_to(recipient.clone())).unwrap();
        let ink = ink_of(&document, 0);
        let window: Vec<&Ink> = ink
            .iter()
            .filter(|ink| ink.left < 110.0 && ink.bottom > 62.5 && ink.top < 92.0)
            .collect();
        let printed: String = window.iter().map(|ink| ink.text()).collect();
        let letters = |text: &str| {
            let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
            letters.sort_unstable();
            // A letter that changes fonts is named in both runs.
            letters.dedup();
            letters
        };
        assert_eq!(
            letters(&printed),
            letters(&recipient.concat()),
            "{recipient:?}"
        );
        for ink in window {
            assert!(ink.is_within(25.0, 62.7, 105.0, 90.0), "{ink:?}");
            assert!(
                matches!(ink.what, What::Text { points, .. } if points >= 8.0),
                "{ink:?}"
            );
        }
    }
}

#[test]
fn the_address_starts_where_the_window_starts() {
    let document = laid_out(&ActivationLetter::sample()).unwrap();
    let ink = ink_of(&document, 0);
    let first = ink
        .iter()
        .find(|ink| ink.text() == "Zoë Übermuster-Groß")
        .unwrap();
    assert!(
        (25.0..25.6).contains(&first.left) && (62.7..65.5).contains(&first.top),
        "{first:?}"
    );
}

#[test]
fn a_long_name_takes_a_second_line_where_there_is_one() {
    let company = "Grundstücksgemeinschaft Übermuster, Groß und Partner Verwaltungsgesellschaft für Wohneigentum mbH";
    let letter = addressed_to(vec![
        company.to_owned(),
        "Müllerstraße 14 a".to_owned(),
        "13353 Berlin".to_owned(),
    ]);
    let ink = ink_of(&laid_out(&letter).unwrap(), 0);
    let window: Vec<&Ink> = ink
        .iter()
        .filter(|ink| ink.left < 110.0 && ink.bottom > 62.5 && ink.top < 92.0)
        .collect();
    let lines: Vec<&str> = window.iter().map(|ink| ink.text()).collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert_eq!(format!("{} {}", lines[0], lines[1]), company);
    for ink in window {
        assert!(ink.is_within(25.0, 62.7, 105.0, 90.0), "{ink:?}");
    }
}

#[test]
fn the_return_line_leaves_the_upper_lines_to_the_post() {
    let document = laid_out(&ActivationLetter::sample()).unwrap();
    let ink = ink_of(&document, 0);
    let line = ink
        .iter()
        .find(|ink| ink.text().starts_with("Hausverwaltung Muster GmbH · "))
        .unwrap();
    assert!(line.is_within(25.0, 55.6, 105.0, 62.7), "{line:?}");
    assert!(
        ink.iter()
            .all(|ink| ink.left > 110.0 || ink.bottom < 45.0 || ink.top > 55.6),
        "{ink:?}"
    );
}

#[test]
fn folds_and_hole_are_marked_at_the_left_edge() {
    let document = laid_out(&ActivationLetter::sample()).unwrap();
    let mut marks: Vec<f64> = Vec::new();
    for ink in ink_of(&document, 0)
        .iter()
        .filter(|ink| matches!(ink.what, What::Line) && ink.right < 20.0)
    {
        assert!(ink.left >= 3.0, "{ink:?}");
        marks.push(ink.top);
    }
    for (mark, wanted) in marks.iter().zip([105.0, 148.5, 210.0]) {
        assert!((mark - wanted).abs() < 0.05, "{marks:?}");
    }
    assert_eq!(marks.len(), 3);
}

#[test]
fn subject_information_and_margins_keep_their_places() {
    for letter in [ActivationLetter::sample(), addressed_to(longest_address())] {
        let document = laid_out(&letter).unwrap();
        assert_eq!(document.pages().len(), 1);
        let ink = ink_of(&document, 0);
        let subject = ink
            .iter()
            .find(|ink| ink.text() == "Ihr Zugang zum Kundenportal")
            .unwrap();
        assert!(
            (98.5..103.4).contains(&subject.top) && subject.left < 25.6,
            "{subject:?}"
        );
        let facts = ink
            .iter()
            .filter(|ink| ink.left > 120.0 && ink.bottom < 90.0)
            .collect::<Vec<_>>();
        assert!(
            facts.len() >= 10
                && facts
                    .iter()
                    .all(|ink| ink.is_within(125.0, 50.0, 190.0, 90.0)),
            "{facts:?}"
        );
        assert!(
            ink.iter()
                .all(|ink| ink.left < 20.0 || ink.is_within(25.0, 10.0, 190.0, 290.0)),
            "{ink:?}"
        );
    }
}

#[test]
fn the_qr_code_is_large_enough_and_speaks() {
    let document = laid_out(&ActivationLetter::sample()).unwrap();
    let ink = ink_of(&document, 0);
    let code = ink
        .iter()
        .find(|ink| matches!(&ink.what, What::Picture { alt } if alt.starts_with("QR-Code")))
        .unwrap();
    assert!(
        (code.right - code.left - 32.0).abs() < 0.05
            && (code.bottom - code.top - 32.0).abs() < 0.05,
        "{code:?}"
    );
}

#[test]
fn a_logo_of_any_shape_stays_in_the_letterhead() {
    for size in ["900 10", "10 900", "300 100"] {
        let logo = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"><rect width="900" height="900"/></svg>"#
        );
        let logo = Logo::read("logo.svg", logo.into_bytes()).unwrap();
        let sender = Sender {
            logo: Some(logo),
            ..Sender::sample()
        };
        let letter = ActivationLetter {
            sender,
            ..ActivationLetter::sample()
        };
        let ink = ink_of(&laid_out(&letter).unwrap(), 0);
        let logo = ink
            .iter()
            .find(|ink| matches!(&ink.what, What::Picture { alt } if alt.starts_with("Hausverwaltung")))
            .unwrap();
        assert!(logo.is_within(25.0, 10.0, 120.0, 45.0), "{logo:?}");
    }
}
