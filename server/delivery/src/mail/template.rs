//! Every mail the portal writes, with the facts it needs; a job keeps them as JSON.
//!
//! Facts hold no message texts (a receipt names the title it confirms), no contract data and no addresses: a mailbox is read on lock screens and by others.

use chrono::{DateTime, NaiveDate, Utc};
use minijinja::Value;
use serde::{Deserialize, Serialize};

/// The six digits that confirm an address; valid for ten minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailCode {
    /// Six digits without gaps.
    pub code: String,
}

/// An account was made with the data of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountActivated {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// Where to log in.
    pub link: String,
}

/// Somebody tried to register with an address that has an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountExists {
    /// Where to log in.
    pub link: String,
    /// Where to ask for a new password.
    pub reset_link: String,
}

/// The way to a new password; valid for 60 minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordReset {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// The page with the token.
    pub link: String,
    /// Passkeys and changes under way go with the old password.
    #[serde(default)]
    pub sweeps: bool,
}

/// The password is another one now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordChanged {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// When it was changed.
    pub changed_at: DateTime<Utc>,
    /// Passkeys went with the old one.
    #[serde(default)]
    pub passkeys_removed: bool,
    /// Changes of contact or bank details that were under way went with the old one.
    #[serde(default)]
    pub changes_withdrawn: bool,
    /// Where to ask for a new password.
    pub reset_link: String,
}

/// Sign-in asks for a second factor from now on, or no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactorChanged {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// When it was changed.
    pub changed_at: DateTime<Utc>,
    /// Switched on.
    pub on: bool,
    /// Where to ask for a new password.
    pub link: String,
}

/// A recovery code of the second factor opened the account, or new ones took the place of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodes {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// When that was.
    pub happened_at: DateTime<Utc>,
    /// There are new ones.
    pub renewed: bool,
    /// Codes that are not used yet.
    pub left: i64,
    /// Where to ask for a new password.
    pub link: String,
}

/// What happened to a passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasskeyEvent {
    /// Made for the account.
    Added,
    /// Opens nothing any more.
    Removed,
    /// Refused, for there seems to be a copy of it.
    Copied,
}

/// A passkey was added or removed, or looked like a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyChanged {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// When.
    pub changed_at: DateTime<Utc>,
    /// What.
    pub event: PasskeyEvent,
    /// Where to ask for a new password.
    pub link: String,
}

/// Somebody asked for another e-mail address or bank account; goes to the address that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeAsked {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// It is about bank details, not about the login.
    pub bank: bool,
    /// The page that calls it back; valid for seven days.
    pub link: String,
}

/// Somebody gave an address as their new one that has an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeTaken {
    /// Where to log in.
    pub link: String,
    /// Where to ask for a new password.
    pub reset_link: String,
}

/// A change of contact details has come further, or to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeNews {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// "Ihre Telefonnummer".
    pub what: String,
    /// Where it stands, without the values: "Die neue Nummer gilt jetzt."
    pub sentence: String,
    /// The page with the timeline.
    pub link: String,
}

/// A report or concern has arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketReceived {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// The ticket's number.
    pub number: String,
    /// In the reporter's own words; only the one who wrote them reads this mail.
    #[serde(default)]
    pub title: String,
    /// Not a damage.
    #[serde(default)]
    pub concern: bool,
    /// By when the next answer is promised.
    pub next_answer_by: NaiveDate,
    /// The ticket's page.
    pub link: String,
}

/// The manager has answered; the answer itself stays in the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketAnswered {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// The ticket's number.
    pub number: String,
    /// Where it stands and who acts by when, without personal text: "Wir haben eine Rückfrage an Sie."
    pub state_sentence: String,
    /// The ticket's page.
    pub link: String,
}

/// The state of a ticket has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketState {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// The ticket's number.
    pub number: String,
    /// Where it stands and who acts by when, without personal text: "Eine Firma ist beauftragt."
    pub state_sentence: String,
    /// The ticket's page.
    pub link: String,
}

/// The archive of a person's data is ready.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveReady {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// Until when it can be fetched.
    pub expires_at: DateTime<Utc>,
    /// The page with the archive.
    pub link: String,
}

/// Documents lie ready in the portal; what they are stands only there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentsReady {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// How many.
    pub count: u32,
    /// The page with the documents.
    pub link: String,
}

/// A person ended their access for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessEnded {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// When.
    pub ended_at: DateTime<Utc>,
}

/// Staff have blocked the account; the last word to its mailbox until a letter opens it anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessBlocked {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// When.
    pub blocked_at: DateTime<Utc>,
}

/// Staff have ordered a letter that opens the account anew; goes to the mailbox that holds till then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryOrdered {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// When.
    pub ordered_at: DateTime<Utc>,
}

/// An account was opened anew with a letter; goes to the old mailbox and to the new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRecovered {
    /// "Guten Tag, Frau Muster", without a comma at the end.
    pub salutation: String,
    /// When.
    pub recovered_at: DateTime<Utc>,
}

/// The ERP stays silent on changes whose promised day has passed; goes to the manager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErpSilent {
    /// How many and since when: "Eine Änderung war bis Fr, 6. November 2026 zugesagt …"
    pub sentence: String,
    /// The page of staff.
    pub link: String,
}

/// Names each mail once: its variant and the folder of its templates.
macro_rules! mails {
    ($($mail:ident = $name:literal),* $(,)?) => {
        /// One of the mails with its facts.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "mail", rename_all = "snake_case")]
        pub enum MailTemplate {
            $(#[doc = concat!("The mail in `templates/", $name, "`.")] $mail($mail),)*
        }

        impl MailTemplate {
            /// The folder of the templates; also the name under which a mail is logged.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$mail(_) => $name,)* }
            }

            /// One example of each mail, for tests and the gallery.
            pub fn samples() -> Vec<Self> {
                vec![$(Self::$mail($mail::sample()),)*]
            }

            pub(super) fn facts(&self) -> Value {
                match self { $(Self::$mail(facts) => Value::from_serialize(facts),)* }
            }
        }

        /// The three files of each mail, and the layouts.
        pub(super) const SOURCES: &[(&str, &str)] = &[
            ("layout.txt", include_str!("../../templates/layout.txt")),
            ("layout.html", include_str!("../../templates/layout.html")),
            ("pieces.html", include_str!("../../templates/pieces.html")),
            $(
                (concat!($name, "/subject.txt"), include_str!(concat!("../../templates/", $name, "/subject.txt"))),
                (concat!($name, "/body.txt"), include_str!(concat!("../../templates/", $name, "/body.txt"))),
                (concat!($name, "/body.html"), include_str!(concat!("../../templates/", $name, "/body.html"))),
            )*
        ];

        $(impl From<$mail> for MailTemplate {
            fn from(facts: $mail) -> Self {
                Self::$mail(facts)
            }
        })*
    };
}

mails! {
    EmailCode = "email_code",
    AccountActivated = "account_activated",
    AccountExists = "account_exists",
    PasswordReset = "password_reset",
    PasswordChanged = "password_changed",
    SecondFactorChanged = "second_factor_changed",
    RecoveryCodes = "recovery_codes",
    PasskeyChanged = "passkey_changed",
    ChangeAsked = "change_asked",
    ChangeTaken = "change_taken",
    ChangeNews = "change_news",
    TicketReceived = "ticket_received",
    TicketAnswered = "ticket_answered",
    TicketState = "ticket_state",
    ArchiveReady = "archive_ready",
    DocumentsReady = "documents_ready",
    AccessEnded = "access_ended",
    AccessBlocked = "access_blocked",
    RecoveryOrdered = "recovery_ordered",
    AccessRecovered = "access_recovered",
    ErpSilent = "erp_silent",
}
