//! What the operator of the test world has set.

use std::time::Duration as Time;

use delivery::{Brand, Sender, Stationery};
use domain::contract::Contact;
use domain::portal::{LegalText, Portal};
use domain::workday::Calendar;

use crate::erp::settings::{Address, ErpSettings};
use crate::{Creditor, HashParams, Legal, SecuritySettings, SessionSettings, Settings};

/// Settings with cheap hashes and no waiting; everything else as in production.
pub fn settings() -> Settings {
    let text = |line: &str| LegalText {
        paragraphs: vec![line.to_owned()],
    };
    let contact = Contact {
        role: "Verwaltung".to_owned(),
        name: "Hausverwaltung Test".to_owned(),
        phone: Some("030 23125 100".to_owned()),
        email: Some("post@verwaltung.example".to_owned()),
        hours: Some("Mo bis Fr, 9 bis 16 Uhr".to_owned()),
    };
    let cheap = HashParams {
        memory_kib: 64,
        iterations: 1,
    };
    Settings {
        portal: Portal {
            company: "Hausverwaltung Test GmbH".to_owned(),
            name: "Mein Testhaus".to_owned(),
            street: "Prüfweg 1".to_owned(),
            town: "10115 Berlin".to_owned(),
            contact,
            password_min: 12,
            letter_days: 30,
            leases_signed_after: None,
            demo: false,
        },
        legal: Legal {
            imprint: text("Impressum"),
            privacy: text("Datenschutz"),
            accessibility: text("Barrierefreiheit"),
        },
        brand: Brand {
            company_name: "Hausverwaltung Test GmbH".to_owned(),
            portal_name: "Mein Testhaus".to_owned(),
            base_url: "http://127.0.0.1:3000".to_owned(),
            contact_line: "Prüfweg 1, 10115 Berlin".to_owned(),
            phone: "030 23125 100".to_owned(),
        },
        sender: Sender {
            name: "Hausverwaltung Test GmbH".to_owned(),
            street: "Prüfweg 1".to_owned(),
            town: "10115 Berlin".to_owned(),
            phone: "030 23125 100".to_owned(),
            email: "post@verwaltung.example".to_owned(),
            web: "127.0.0.1:3000".to_owned(),
            logo: None,
        },
        stationery: Stationery::Shipped,
        creditor: Some(Creditor {
            id: "DE98ZZZ09999999999".to_owned(),
            name: "Hausverwaltung Test GmbH".to_owned(),
        }),
        mail_from: "portal@verwaltung.example".to_owned(),
        base_url: "http://127.0.0.1:3000".to_owned(),
        scratch: std::env::temp_dir(),
        security: SecuritySettings {
            staff_second_factor: false,
            password_hash: cheap,
            code_hash: cheap,
            sign_in_time: Time::ZERO,
            reset_time: Time::ZERO,
            ..SecuritySettings::default()
        },
        sessions: SessionSettings::default(),
        calendar: Calendar::default(),
        erp: ErpSettings {
            enabled: true,
            silence_hours: 26,
            fetch: Some(Address {
                url: "http://127.0.0.1:3100/records".to_owned(),
                secret: "zeigt das Portal vor".to_owned(),
            }),
            ..ErpSettings::default()
        },
    }
}
