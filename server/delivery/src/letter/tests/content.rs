//! What letters say, what they refuse, and that facts in them never act.

use super::ink::{all_text, ink_of};
use super::{OURS, addressed_to, laid_out};
use crate::letter::press::{Form, Job};
use crate::letter::*;
use domain::activation::LetterKind;

#[test]
fn facts_are_printed_and_never_run() {
    let evil = r##"#read("/etc/passwd") *b* _i_ $x$ @l <script> \u{41} #panic()"##;
    let letter = ActivationLetter {
        salutation: evil.to_owned(),
        property: "zwei\nZeilen \u{202e}mret 😀".to_owned(),
        ..ActivationLetter::sample()
    };
    let text = all_text(&ink_of(&laid_out(&letter).unwrap(), 0)).replace('\n', "");
    assert!(text.contains(&format!("{evil},")), "{text}");
    assert!(text.contains("zwei Zeilen mret ?"), "{text}");
}

#[test]
fn a_recovery_letter_says_what_it_ends_and_fits_one_page() {
    let letter = ActivationLetter {
        kind: LetterKind::Recovery,
        ..ActivationLetter::sample()
    };
    let document = laid_out(&letter).unwrap();
    assert_eq!(document.pages().len(), 1);
    let text = all_text(&ink_of(&document, 0)).replace('\n', " ");
    for wanted in [
        "Ihr Zugang zum Kundenportal: neuer Brief",
        "Alle Geräte werden abgemeldet",
        "471 108 153",
        "K7QM 9D2X 4HTR C",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(activation_letter(&OURS, &letter).is_ok());
}

#[test]
fn the_address_to_type_is_short() {
    let register_url = "https://portal.example/aktivieren".to_owned();
    let letter = ActivationLetter {
        register_url,
        ..ActivationLetter::sample()
    };
    let text = all_text(&ink_of(&laid_out(&letter).unwrap(), 0));
    assert!(
        text.contains("portal.example/aktivieren") && !text.contains("https:"),
        "{text}"
    );
}

#[test]
fn a_logo_cannot_read_files() {
    let hosts = std::fs::read_to_string("/etc/hosts").unwrap_or_default();
    let picture = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 10"><image href="/etc/hosts" width="9" height="9"/><rect width="60" height="10"/></svg>"#;
    // One that was never looked at: the press has no files whatever the logo asks for.
    let logo = Logo {
        form: logo::LogoForm::Svg,
        bytes: typst::foundations::Bytes::from_string(picture.to_owned()),
    };
    let sender = Sender {
        logo: Some(logo),
        ..Sender::sample()
    };
    let letter = ActivationLetter {
        sender,
        ..ActivationLetter::sample()
    };
    let pdf = activation_letter(&OURS, &letter)
        .map(|paper| String::from_utf8_lossy(&paper.pdf).into_owned())
        .unwrap_or_default();
    assert!(hosts.is_empty() || !pdf.contains(&hosts));
}

#[test]
fn what_does_not_fit_is_refused_in_words() {
    for (letter, refusal) in [
        (addressed_to(vec![]), LetterError::NoRecipient),
        (
            addressed_to(vec![" \n".to_owned()]),
            LetterError::NoRecipient,
        ),
        (
            addressed_to(vec!["Zeile".to_owned(); 10_000]),
            LetterError::TooManyLines(10_000),
        ),
        (
            addressed_to(vec!["W".repeat(60)]),
            LetterError::LineTooWide("W".repeat(60)),
        ),
        (
            addressed_to(vec!["Vera Lindt".to_owned(), "W".repeat(61)]),
            LetterError::LineTooWide("W".repeat(61)),
        ),
        (
            addressed_to(vec!["小龙 李".to_owned(), "Frieda 😀".to_owned()]),
            LetterError::Unprintable("小 龙 李".to_owned()),
        ),
        (
            addressed_to(vec!["x".repeat(5_000)]),
            LetterError::TooLong {
                field: "address",
                most: 200,
            },
        ),
    ] {
        assert_eq!(activation_letter(&OURS, &letter), Err(refusal));
    }
    let long_link = ActivationLetter {
        qr_url: "x".repeat(5_000),
        ..ActivationLetter::sample()
    };
    assert!(matches!(
        activation_letter(&OURS, &long_link),
        Err(LetterError::QrCode(_))
    ));
}

#[test]
fn the_pdf_is_made_for_archive_and_screen_reader() {
    let pdf = activation_letter(&OURS, &ActivationLetter::sample())
        .unwrap()
        .pdf;
    let text = String::from_utf8_lossy(&pdf);
    assert!(pdf.starts_with(b"%PDF-1.7"));
    for mark in [
        "<pdfaid:part>2",
        "<pdfaid:conformance>A",
        "<pdfuaid:part>1",
        "Ihr Zugang zum Kundenportal",
    ] {
        assert!(text.contains(mark), "{mark}");
    }
    assert!(pdf.len() < 60_000, "{} bytes", pdf.len());
    let again = activation_letter(&OURS, &ActivationLetter::sample()).unwrap();
    assert_eq!((pdf, 1), (again.pdf, again.pages));
}

#[test]
fn a_batch_gives_each_person_an_own_sheet() {
    let letters: Vec<ActivationLetter> = (1..=3)
        .map(|n| ActivationLetter {
            access_number: format!("{n}00 000 001"),
            ..ActivationLetter::sample()
        })
        .collect();
    let run = activation::run(&letters).unwrap();
    let document = Job::new(Form::Activation, &run, None).unwrap().lay_out(6);
    let document = document.unwrap();
    assert_eq!(document.pages().len(), 3);
    for (page, letter) in letters.iter().enumerate() {
        let text = all_text(&ink_of(&document, page));
        let other = &letters[(page + 1) % 3].access_number;
        assert!(
            text.contains(&letter.access_number) && !text.contains(other),
            "{text}"
        );
    }
    let run = LetterRun::lay_out(&OURS, &letters).unwrap();
    let apart = run.apart().unwrap();
    for (paper, letter) in apart.iter().zip(&letters) {
        assert_eq!(paper, &activation_letter(&OURS, letter).unwrap());
    }
    assert_eq!((apart.len(), run.print().unwrap().pages), (3, 3));
    assert_eq!(
        activation_letters(&OURS, &[]),
        Err(LetterError::NoRecipient)
    );
    let flood = vec![ActivationLetter::sample(); 201];
    assert_eq!(
        activation_letters(&OURS, &flood),
        Err(LetterError::TooManyLetters(201))
    );
}

#[test]
fn a_receipt_holds_number_time_wording_and_fingerprints() {
    let text = "Zeile eins\n#panic() *x*\nЖанна 😀".to_owned();
    let receipt = TicketReceipt {
        text,
        ..TicketReceipt::sample()
    };
    let facts = receipt::Facts::of(&receipt).unwrap();
    let document = Job::new(Form::Receipt, &facts, None).unwrap().lay_out(2);
    let document = document.unwrap();
    let printed = all_text(&ink_of(&document, 0)).replace('\n', "");
    for part in [
        "2026-000042",
        "Zeile eins",
        "#panic() *x*",
        "Жанна",
        "9f86d081884c7d659a2feaa0c55ad015",
    ] {
        assert!(printed.contains(part), "{part} in {printed}");
    }
    assert!(ticket_receipt(&receipt).unwrap().starts_with(b"%PDF-1.7"));
}

#[test]
fn the_photos_of_a_receipt_stay_together() {
    let photo = TicketReceipt::sample().photos[0].clone();
    for (lines, pages, with_photos) in [(1, 1, 0), (10, 2, 1)] {
        let receipt = TicketReceipt {
            text: "Wasser\n".repeat(lines),
            photos: vec![photo.clone(); 6],
            ..TicketReceipt::sample()
        };
        let facts = receipt::Facts::of(&receipt).unwrap();
        let document = Job::new(Form::Receipt, &facts, None).unwrap().lay_out(3);
        let document = document.unwrap();
        assert_eq!(document.pages().len(), pages, "{lines} lines");
        let text = all_text(&ink_of(&document, with_photos)).replace('\n', "");
        assert_eq!(text.matches(&photo.sha256).count(), 6, "{text}");
    }
}

#[test]
fn a_receipt_is_made_whatever_the_name() {
    let receipt = TicketReceipt {
        recipient: vec!["小龙 李".to_owned(), "13353 Berlin".to_owned()],
        ..TicketReceipt::sample()
    };
    assert!(ticket_receipt(&receipt).is_ok());
}

#[test]
fn every_report_has_a_receipt() {
    let photo = TicketReceipt::sample().photos[0].clone();
    let wide = |line: &str, count: usize| line.repeat(count).chars().take(10_000).collect();
    for (what, text) in [
        ("long", wide("Wasser tropft. ", 700)),
        ("blank lines", format!("a{}b", "\n".repeat(9_998))),
        ("short lines", wide("a\n", 5_000)),
        ("blank and short", wide("W\n\n", 4_000)),
        (
            "as many lines as stay lines",
            format!("{}{}", "W\n".repeat(199), "W".repeat(9_602)),
        ),
        ("one word", wide("W", 10_000)),
    ] {
        let receipt = TicketReceipt {
            title: "W".repeat(120),
            text,
            access: "W\n".repeat(150),
            photos: vec![photo.clone(); 6],
            ..TicketReceipt::sample()
        };
        assert!(ticket_receipt(&receipt).is_ok(), "{what}");
    }
}

#[test]
fn a_word_without_end_stays_on_the_paper() {
    let receipt = TicketReceipt {
        text: format!("{}Ende", "W".repeat(500)),
        ..TicketReceipt::sample()
    };
    let facts = receipt::Facts::of(&receipt).unwrap();
    let document = Job::new(Form::Receipt, &facts, None).unwrap().lay_out(2);
    let document = document.unwrap();
    let right = ink_of(&document, 0)
        .iter()
        .map(|ink| ink.right)
        .fold(0.0, f64::max);
    assert!(right <= 190.0, "{right} mm");
}

#[tokio::test]
async fn a_letter_box_takes_letters_under_safe_names() {
    let home = tempfile::tempdir().unwrap();
    let folder = LetterBox::Folder(home.path().join("letters"));
    folder.put("../x.pdf", b"%PDF").await.unwrap();
    assert!(!home.path().join("letters/-x.pdf").exists());
    folder.release(&["../x.pdf".to_owned()]).await.unwrap();
    assert_eq!(
        std::fs::read(home.path().join("letters/-x.pdf")).unwrap(),
        b"%PDF"
    );

    let memory = MemoryLetterBox::default();
    LetterBox::Memory(memory.clone())
        .put("x.pdf", b"%PDF")
        .await
        .unwrap();
    assert_eq!(memory.take(), [("x.pdf".to_owned(), b"%PDF".to_vec())]);
}

#[test]
fn a_mandate_has_its_wording_on_one_sheet() {
    let facts = bank::MandateFacts::of(&Mandate::sample()).unwrap();
    let document = Job::new(Form::Mandate, &facts, None)
        .unwrap()
        .lay_out(1)
        .unwrap();
    let printed = all_text(&ink_of(&document, 0));
    let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "DE98ZZZ09999999999",
        "MUE14-203-0123456789AB",
        "Wiederkehrende Zahlungen",
        "mittels Lastschrift einzuziehen",
        "innerhalb von acht Wochen",
        "DE89 3704 0044 0532 0130 00",
        "Unterschrift",
    ] {
        assert!(printed.contains(part), "{part} in {printed}");
    }
    let long = Mandate {
        holder: "W".repeat(70),
        reference: "X".repeat(35),
        creditor_name: "W".repeat(70),
        ..Mandate::sample()
    };
    assert!(mandate(&long).unwrap().starts_with(b"%PDF-1.7"));
}

#[test]
fn the_letter_about_bank_details_shows_no_account() {
    let facts = bank::NoticeFacts::of(&BankNotice::sample()).unwrap();
    let document = Job::new(Form::BankNotice, &facts, None)
        .unwrap()
        .lay_out(1)
        .unwrap();
    let printed = all_text(&ink_of(&document, 0)).replace('\n', " ");
    for part in [
        "neue Bankverbindung",
        "MUE14-203",
        "DE89 ••••",
        "030 5550 1200",
        "Dann müssen Sie nichts tun",
        "Freundliche Grüße",
    ] {
        assert!(printed.contains(part), "{part} in {printed}");
    }
    assert!(
        bank_notice(&BankNotice::sample())
            .unwrap()
            .starts_with(b"%PDF-1.7")
    );
}

#[test]
fn the_letter_about_bank_details_asks_for_the_mandate_that_has_to_be_signed() {
    let letter = BankNotice {
        mandate: true,
        ..BankNotice::sample()
    };
    let facts = bank::NoticeFacts::of(&letter).unwrap();
    let document = Job::new(Form::BankNotice, &facts, None)
        .unwrap()
        .lay_out(1)
        .unwrap();
    let printed = all_text(&ink_of(&document, 0)).replace('\n', " ");
    assert!(
        printed.contains("unterschreiben Sie bitte das SEPA-Lastschriftmandat"),
        "{printed}"
    );
    assert!(!printed.contains("nichts tun"), "{printed}");
}
