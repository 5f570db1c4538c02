//! Hands the configuration to the use cases in their own words.

use std::sync::Arc;

use delivery::Brand;
use domain::{
    contract::Contact,
    portal::{LegalText, Portal},
    workday::Calendar,
};
use service::erp::settings::{Address, ErpSettings};
use service::{Creditor, HashParams, Legal, SecuritySettings, SessionSettings, Settings};

use crate::{
    config::{Company, Config, Erp, Secret, StaffSecondFactor},
    stationery,
};

const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;
const MINUTE: i64 = 60;
/// Belongs to nobody.
const EXAMPLE_CREDITOR: &str = "DE98ZZZ09999999999";

/// The settings of the use cases; `demo` marks a portal with invented people.
pub fn of(config: &Config, demo: bool) -> Settings {
    let company = &config.company;
    let base_url = config.server.base_url.to_string();
    let (sender, stationery) = stationery::of(config);
    Settings {
        portal: portal(config, demo),
        legal: Legal {
            imprint: paragraphs(&company.imprint),
            privacy: paragraphs(&company.privacy),
            accessibility: paragraphs(&company.accessibility),
        },
        brand: Brand {
            company_name: company.name.clone(),
            portal_name: company.portal_name.clone(),
            base_url: base_url.clone(),
            contact_line: format!("{}, {} · {}", company.street, company.town, company.email),
            phone: company.phone.clone(),
        },
        sender,
        stationery,
        creditor: creditor(config, demo),
        mail_from: config.mail.address().to_owned(),
        base_url,
        scratch: config.data.tmp(),
        security: security(config),
        sessions: sessions(config),
        calendar: Calendar::new(
            config.workdays.free.clone(),
            config.workdays.working.clone(),
        ),
        erp: erp(&config.erp),
    }
}

fn erp(erp: &Erp) -> ErpSettings {
    let address = |url: &str, secret: &Secret| {
        (!url.is_empty()).then(|| Address {
            url: url.trim_end_matches('/').to_owned(),
            secret: secret.reveal().to_owned(),
        })
    };
    ErpSettings {
        enabled: erp.enabled,
        folder: erp.folder(),
        mapping: erp.read_mapping().ok().flatten().map(Arc::new),
        tickets_out: erp.tickets_out,
        silence_hours: erp.silence_hours.into(),
        push: address(&erp.push.url, &erp.push.secret),
        file: erp.file.folder(),
        fetch: address(&erp.fetch.url, &erp.fetch.token),
    }
}

/// Who debits; the demo shows it with the number that the national bank prints in its examples.
fn creditor(config: &Config, demo: bool) -> Option<Creditor> {
    let id = match config.sepa.creditor_id.as_str() {
        "" if demo => EXAMPLE_CREDITOR,
        "" => return None,
        id => id,
    };
    let name = match config.sepa.creditor_name.as_str() {
        "" => &config.company.name,
        name => name,
    };
    Some(Creditor {
        id: id.to_owned(),
        name: name.to_owned(),
    })
}

fn portal(config: &Config, demo: bool) -> Portal {
    let company = &config.company;
    Portal {
        company: company.name.clone(),
        name: company.portal_name.clone(),
        street: company.street.clone(),
        town: company.town.clone(),
        contact: contact(company),
        password_min: config.security.min_password_length.into(),
        letter_days: config.letters.validity_days.into(),
        leases_signed_after: config.documents.leases_signed_after,
        demo,
    }
}

fn contact(company: &Company) -> Contact {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Contact {
        role: "Verwaltung".to_owned(),
        name: company.name.clone(),
        phone: given(&company.phone),
        email: given(&company.email),
        hours: given(&company.hours),
    }
}

fn security(config: &Config) -> SecuritySettings {
    SecuritySettings {
        password_hash: HashParams {
            memory_kib: config.security.argon2_memory_kib,
            iterations: config.security.argon2_iterations,
        },
        password_min: config.security.min_password_length.into(),
        staff_password_min: config.security.min_password_length_staff.into(),
        letter_days: config.letters.validity_days.into(),
        past_months: config.access.past_months.into(),
        staff_second_factor: config.security.staff_second_factor == StaffSecondFactor::Required,
        ..SecuritySettings::default()
    }
}

fn sessions(config: &Config) -> SessionSettings {
    let security = &config.security;
    SessionSettings {
        own_idle: i64::from(security.own_device_idle_days) * DAY,
        own_absolute: i64::from(security.own_device_days) * DAY,
        short_idle: i64::from(security.shared_device_idle_minutes) * MINUTE,
        short_absolute: i64::from(security.shared_device_hours) * HOUR,
    }
}

/// Paragraphs end at empty lines and keep their lines, as addresses need them; a line that begins with `# ` is a heading of its own.
fn paragraphs(text: &str) -> LegalText {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        let heading = line.starts_with("# ");
        match paragraphs.last_mut() {
            Some(last) if open && !heading && !line.is_empty() => {
                last.push('\n');
                last.push_str(line);
            }
            _ if !line.is_empty() => paragraphs.push(line.to_owned()),
            _ => {}
        }
        open = !line.is_empty() && !heading;
    }
    LegalText { paragraphs }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legal_text_falls_into_headings_and_paragraphs() {
        let text = paragraphs("# Wer\nHof GmbH\nBerlin\n\n\nZweiter Absatz\n# Wie\n\nSo.");
        let all = [
            "# Wer",
            "Hof GmbH\nBerlin",
            "Zweiter Absatz",
            "# Wie",
            "So.",
        ];
        assert_eq!(text.paragraphs, all);
    }
}
