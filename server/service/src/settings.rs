//! What the operator sets, as far as use cases need it.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};
use delivery::{Brand, Sender, Stationery};
use domain::portal::{LegalText, Portal};
use domain::workday::Calendar;

use crate::HashParams;
use crate::erp::settings::ErpSettings;

/// All settings of the use cases.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name, contacts and address of the portal.
    pub portal: Portal,
    /// The operator's legal texts.
    pub legal: Legal,
    /// How mails are signed.
    pub brand: Brand,
    /// How letters are signed.
    pub sender: Sender,
    /// What activation letters are set on.
    pub stationery: Stationery,
    /// Who debits rents, where the operator has a creditor identifier.
    pub creditor: Option<Creditor>,
    /// Sender address of mails.
    pub mail_from: String,
    /// Where the portal is, without a slash at the end.
    pub base_url: String,
    /// Folder of files that are being made; what lies there is nobody's after a restart.
    pub scratch: PathBuf,
    /// Passwords and waiting times.
    pub security: SecuritySettings,
    /// How long devices stay signed in.
    pub sessions: SessionSettings,
    /// The operator's own working days and holidays.
    pub calendar: Calendar,
    /// The ERP at the other end.
    pub erp: ErpSettings,
}

/// Who may debit by SEPA mandate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creditor {
    /// The identifier of the national bank.
    pub id: String,
    /// The name on mandates.
    pub name: String,
}

/// The operator's legal texts.
#[derive(Debug, Clone)]
pub struct Legal {
    /// Impressum.
    pub imprint: LegalText,
    /// Datenschutz.
    pub privacy: LegalText,
    /// Barrierefreiheit.
    pub accessibility: LegalText,
}

/// The pages of the operator's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegalPage {
    /// Impressum.
    Imprint,
    /// Datenschutz.
    Privacy,
    /// Barrierefreiheit.
    Accessibility,
}

impl Legal {
    /// The text of a page.
    pub fn page(&self, page: LegalPage) -> &LegalText {
        match page {
            LegalPage::Imprint => &self.imprint,
            LegalPage::Privacy => &self.privacy,
            LegalPage::Accessibility => &self.accessibility,
        }
    }
}

/// Passwords, codes and the time their answers take.
#[derive(Debug, Clone)]
pub struct SecuritySettings {
    /// For passwords.
    pub password_hash: HashParams,
    /// For the letters' codes, which are random and short-lived.
    pub code_hash: HashParams,
    /// Least number of characters of a resident's password.
    pub password_min: u32,
    /// Least number of characters of a staff password.
    pub staff_password_min: u32,
    /// Staff may do nothing before they have a second factor.
    pub staff_second_factor: bool,
    /// How long each answer to a sign-in takes, known address or not.
    pub sign_in_time: Duration,
    /// How long each answer to "Passwort vergessen" and "Brief verloren" takes.
    pub reset_time: Duration,
    /// Days a letter's code is valid.
    pub letter_days: u32,
    /// Months after the end of a contract in which own tickets stay readable.
    pub past_months: u32,
    /// Reports per person and hour.
    pub reports_an_hour: i64,
    /// Reports per person and day.
    pub reports_a_day: i64,
    /// Photos per account and hour.
    pub photos_an_hour: i64,
    /// Bytes of photos per account and day.
    pub photo_bytes_a_day: i64,
}

/// Idle and absolute life of sessions, in seconds.
#[derive(Debug, Clone, Copy)]
pub struct SessionSettings {
    /// Own device: idle.
    pub own_idle: i64,
    /// Own device: absolute.
    pub own_absolute: i64,
    /// Shared device and staff: idle.
    pub short_idle: i64,
    /// Shared device and staff: absolute.
    pub short_absolute: i64,
}

impl SessionSettings {
    /// When a session must have been seen last to be alive now: on an own device, and on any other.
    pub(crate) fn idle_before(self, now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
        let before = |idle| now - chrono::Duration::seconds(idle);
        (before(self.own_idle), before(self.short_idle))
    }
}

impl Default for SessionSettings {
    /// `security.md` 2.5: 14 and 30 days on an own device, else 60 minutes and 12 hours.
    fn default() -> Self {
        Self {
            own_idle: 14 * 86_400,
            own_absolute: 30 * 86_400,
            short_idle: 3_600,
            short_absolute: 12 * 3_600,
        }
    }
}

impl Default for SecuritySettings {
    /// The production values of `security.md` 2.1 to 2.4.
    fn default() -> Self {
        Self {
            password_hash: HashParams {
                memory_kib: 65_536,
                iterations: 3,
            },
            code_hash: HashParams::FLOOR,
            password_min: 12,
            staff_password_min: 15,
            staff_second_factor: true,
            sign_in_time: Duration::from_millis(400),
            reset_time: Duration::from_millis(500),
            letter_days: 30,
            past_months: 12,
            reports_an_hour: 10,
            reports_a_day: 50,
            photos_an_hour: 60,
            photo_bytes_a_day: 200 * 1024 * 1024,
        }
    }
}
