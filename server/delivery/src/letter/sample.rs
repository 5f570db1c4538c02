//! One example of each letter, for tests and the gallery.

use chrono::{DateTime, Duration, NaiveDate};
use domain::activation::LetterKind;

use super::{
    ActivationLetter, BankNotice, DocumentLetter, Mandate, ReceiptPhoto, Sender, TicketReceipt,
};

impl Sender {
    /// An example.
    pub fn sample() -> Self {
        Self {
            name: "Hausverwaltung Muster GmbH".to_owned(),
            street: "Musterallee 12".to_owned(),
            town: "10243 Berlin".to_owned(),
            phone: "030 5550 1200".to_owned(),
            email: "service@muster.example".to_owned(),
            web: "portal.muster.example".to_owned(),
            logo: None,
        }
    }
}

impl ActivationLetter {
    /// An example.
    pub fn sample() -> Self {
        let date = day(0);
        Self {
            kind: LetterKind::Activation,
            sender: Sender::sample(),
            recipient: address(),
            date,
            salutation: "Sehr geehrte Frau Übermuster-Groß".to_owned(),
            property: "Müllerstraße 14, 13353 Berlin".to_owned(),
            access_number: "471 108 153".to_owned(),
            activation_code: "K7QM 9D2X 4HTR C".to_owned(),
            register_url: "portal.muster.example/aktivieren".to_owned(),
            qr_url: "https://portal.muster.example/aktivieren#n=471108153&c=K7QM9D2X4HTRC"
                .to_owned(),
            valid_until: day(30),
            reference: "MUE14-203".to_owned(),
        }
    }
}

impl TicketReceipt {
    /// An example.
    pub fn sample() -> Self {
        let photo = |name: &str, bytes| ReceiptPhoto {
            name: name.to_owned(),
            bytes,
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        };
        Self {
            sender: Sender::sample(),
            recipient: address(),
            date: day(0),
            salutation: "Sehr geehrte Frau Übermuster-Groß".to_owned(),
            number: "2026-000042".to_owned(),
            topic: "Heizung".to_owned(),
            place: "Müllerstraße 14, 2. OG links".to_owned(),
            received_at: DateTime::UNIX_EPOCH + Duration::minutes(29_740_000),
            answer_by: Some(day(3)),
            title: "Heizkörper im Bad bleibt kalt".to_owned(),
            text: "Die Heizung im Bad bleibt seit gestern kalt.\nDas Ventil lässt sich nicht drehen.\n\nBitte rufen Sie vorher an."
                .to_owned(),
            access: "030 5550 1201, ab 17 Uhr".to_owned(),
            photos: vec![photo("Foto 1", 412_300), photo("Foto 2", 380_100)],
        }
    }
}

impl Mandate {
    /// An example.
    pub fn sample() -> Self {
        Self {
            sender: Sender::sample(),
            recipient: address(),
            date: day(0),
            creditor_id: "DE98ZZZ09999999999".to_owned(),
            creditor_name: "Hausverwaltung Muster GmbH".to_owned(),
            reference: "MUE14-203-0123456789AB".to_owned(),
            contract: "MUE14-203".to_owned(),
            holder: "Zoë Übermuster-Groß".to_owned(),
            iban: "DE89 3704 0044 0532 0130 00".to_owned(),
        }
    }
}

impl DocumentLetter {
    /// An example.
    pub fn sample() -> Self {
        Self {
            sender: Sender::sample(),
            recipient: address(),
            date: day(20),
            salutation: "Sehr geehrte Frau Übermuster-Groß".to_owned(),
            title: "Betriebskostenabrechnung 2025".to_owned(),
            dated_on: day(0),
            provided_at: day(1).and_time(chrono::NaiveTime::MIN).and_utc(),
            pages: 3,
        }
    }
}

impl BankNotice {
    /// An example.
    pub fn sample() -> Self {
        Self {
            sender: Sender::sample(),
            recipient: address(),
            date: day(0),
            salutation: "Sehr geehrte Frau Übermuster-Groß".to_owned(),
            asked_at: DateTime::UNIX_EPOCH + Duration::minutes(29_740_000),
            contract: "MUE14-203".to_owned(),
            masked: "DE89 •••• •••• •••• •••• 00".to_owned(),
            mandate: false,
        }
    }
}

fn address() -> Vec<String> {
    ["Zoë Übermuster-Groß", "Müllerstraße 14 a", "13353 Berlin"]
        .map(str::to_owned)
        .to_vec()
}

fn day(after: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 20).unwrap_or_default() + Duration::days(after)
}
