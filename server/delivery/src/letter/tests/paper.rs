//! What a reader finds in the finished PDF, by a program that is none of ours.

use std::process::Command;

use super::geometry::longest_address;
use super::{OURS, addressed_to};
use crate::letter::*;

/// Millimetres of a PDF's point.
const POINT: f64 = 25.4 / 72.0;

/// What a program writes that is given a letter's PDF.
fn given(letter: &ActivationLetter, program: &str, before: &[&str], after: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.pdf");
    let paper = activation_letter(&OURS, letter).unwrap();
    std::fs::write(&file, paper.pdf).unwrap();
    let mut command = Command::new(program);
    let output = command.args(before).arg(&file).args(after).output();
    output.unwrap().stdout
}

/// What `pdftotext` reads.
fn read(letter: &ActivationLetter, options: &[&str]) -> String {
    String::from_utf8(given(letter, "pdftotext", options, &["-"])).unwrap()
}

/// What `pdftoppm` draws: rows of dots, ten to the millimetre, from black (0) to white (255).
fn drawn(letter: &ActivationLetter) -> Vec<Vec<u8>> {
    let options = ["-gray", "-r", "254", "-singlefile"];
    let picture = given(letter, "pdftoppm", &options, &[]);
    // "P5", width, height and brightest shade stand before the dots, a blank after each.
    let parts: Vec<&[u8]> = picture.splitn(5, u8::is_ascii_whitespace).collect();
    let width: usize = std::str::from_utf8(parts[1]).unwrap().parse().unwrap();
    parts[4].chunks(width).map(<[u8]>::to_vec).collect()
}

/// A word with its edges from the upper left corner in millimetres: left, top, right, bottom.
fn words(html: &str) -> Vec<(String, [f64; 4])> {
    let word = |line: &str| {
        let inside = line.trim().strip_prefix("<word ")?;
        let (edges, word) = inside.strip_suffix("</word>")?.split_once('>')?;
        let edge = |name: &str| {
            let (_, rest) = edges.split_once(&format!("{name}=\""))?;
            Some(rest.split('"').next()?.parse::<f64>().ok()? * POINT)
        };
        Some((
            word.to_owned(),
            [edge("xMin")?, edge("yMin")?, edge("xMax")?, edge("yMax")?],
        ))
    };
    html.lines().filter_map(word).collect()
}

#[test]
fn the_longest_address_stands_in_the_window_of_the_envelope() {
    let recipient = longest_address();
    let wanted: Vec<&str> = recipient
        .iter()
        .flat_map(|line| line.split_whitespace())
        .collect();
    let html = read(&addressed_to(recipient.clone()), &["-bbox"]);
    let in_window: Vec<_> = words(&html)
        .into_iter()
        .filter(|(_, [left, top, ..])| *left < 105.0 && (60.0..90.0).contains(top))
        .collect();
    let mut found: Vec<&str> = in_window.iter().map(|(word, _)| word.as_str()).collect();
    found.sort_unstable();
    let mut all = wanted.clone();
    all.sort_unstable();
    assert_eq!(found, all);
    // DIN 5008 form B: the field begins 45 mm below the edge; three lines for the post, then six of the address.
    for (word, [left, top, right, bottom]) in in_window {
        assert!(
            left >= 24.9 && right <= 105.0 && top >= 62.0 && bottom <= 90.5,
            "{word}: {left:.1} {top:.1} {right:.1} {bottom:.1}"
        );
    }
}

#[test]
fn whatever_an_export_brings_is_printed_as_it_stands() {
    for evil in [
        r##"#read("/etc/passwd")"##,
        "*fett* _schief_ `roh`",
        r"\u{41} \ \\ \#",
        "@fig <label> $x^2$",
        "#panic() #import \"x\"",
        "= Titel -- ... ~ 'a' \"b\" // c /* d */",
        "- eins + zwei / drei: vier",
        "[Block] {code} https://x.example",
    ] {
        let letter = ActivationLetter {
            recipient: vec![evil.to_owned(), "zwei\nZeilen".to_owned()],
            salutation: evil.to_owned(),
            property: evil.to_owned(),
            reference: evil.chars().take(20).collect(),
            ..ActivationLetter::sample()
        };
        let close = |text: &str| {
            let kept = text.chars().filter(|c| !c.is_whitespace());
            kept.collect::<String>()
        };
        let text = close(&read(&letter, &["-raw"]));
        let times = text.matches(&close(evil)).count();
        assert!(times >= 3, "{evil} stands {times} times in {text}");
        assert!(text.contains("zweiZeilen"), "{text}");
    }
}

#[test]
fn folds_and_hole_are_marked_on_the_finished_paper() {
    let paper = drawn(&ActivationLetter::sample());
    let is_dark = |row: usize, from: usize, to: usize| {
        let dots = &paper[row][from..to];
        dots.iter().any(|dot| *dot < 200)
    };
    let marked: Vec<usize> = (0..paper.len())
        .filter(|row| is_dark(*row, 0, 200))
        .collect();
    // Folded at 105 and 210 mm, punched in the middle; a thin line lies on two rows of dots.
    let wanted = [1050, 1485, 2100];
    for mark in wanted {
        let found = marked.iter().any(|row| row.abs_diff(mark) <= 2);
        assert!(found, "{mark} in {marked:?}");
    }
    for row in marked {
        let known = wanted.iter().any(|mark| row.abs_diff(*mark) <= 2);
        assert!(known, "{row} is no mark");
        assert!(
            !is_dark(row, 0, 30),
            "{row} begins where printers cannot print"
        );
    }
}
