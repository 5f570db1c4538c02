//! An example of every mail: for the tests, and for whoever looks at them.

use chrono::{DateTime, NaiveDate};

use super::template::{
    AccessBlocked, AccessEnded, AccessRecovered, AccountActivated, AccountExists, ArchiveReady,
    ChangeAsked, ChangeNews, ChangeTaken, DocumentsReady, EmailCode, ErpSilent, PasskeyChanged,
    PasskeyEvent, PasswordChanged, PasswordReset, RecoveryCodes, RecoveryOrdered,
    SecondFactorChanged, TicketAnswered, TicketReceived, TicketState,
};

impl EmailCode {
    /// An example.
    pub fn sample() -> Self {
        Self {
            code: "407193".to_owned(),
        }
    }
}

impl AccountActivated {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            link: page("anmelden"),
        }
    }
}

impl AccountExists {
    /// An example.
    pub fn sample() -> Self {
        Self {
            link: page("anmelden"),
            reset_link: page("passwort-vergessen"),
        }
    }
}

impl PasswordReset {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            link: page("passwort-neu#t=Zm9vYmFyYmF6cXV4"),
            sweeps: true,
        }
    }
}

impl PasswordChanged {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            changed_at: DateTime::UNIX_EPOCH + chrono::Duration::days(20_600),
            passkeys_removed: true,
            changes_withdrawn: true,
            reset_link: page("passwort-vergessen"),
        }
    }
}

impl SecondFactorChanged {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            changed_at: DateTime::UNIX_EPOCH + chrono::Duration::days(20_600),
            on: true,
            link: page("passwort-vergessen"),
        }
    }
}

impl RecoveryCodes {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            happened_at: DateTime::UNIX_EPOCH + chrono::Duration::days(20_600),
            renewed: false,
            left: 7,
            link: page("passwort-vergessen"),
        }
    }
}

impl PasskeyChanged {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            changed_at: DateTime::UNIX_EPOCH + chrono::Duration::days(20_600),
            event: PasskeyEvent::Added,
            link: page("passwort-vergessen"),
        }
    }
}

impl ChangeAsked {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            asked_at: DateTime::UNIX_EPOCH + chrono::Duration::days(20_600),
            bank: false,
            link: page("aenderung-widerrufen#t=Zm9vYmFyYmF6cXV4"),
        }
    }
}

impl ChangeTaken {
    /// An example.
    pub fn sample() -> Self {
        Self {
            link: page("anmelden"),
            reset_link: page("passwort-vergessen"),
        }
    }
}

impl ErpSilent {
    /// An example.
    pub fn sample() -> Self {
        Self {
            sentence:
                "2 Änderungen warten auf das ERP. Die älteste war bis Do, 9. April 2026 zugesagt."
                    .to_owned(),
            link: page("team/erp"),
        }
    }
}

impl ChangeNews {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            what: "Ihre Telefonnummer".to_owned(),
            sentence: "Die neue Nummer ist weitergegeben. Sie gilt spätestens ab Do, 9. April."
                .to_owned(),
            link: page("einstellungen/kontaktdaten"),
        }
    }
}

impl TicketReceived {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            number: NUMBER.to_owned(),
            title: "Tropfender Hahn".to_owned(),
            concern: false,
            next_answer_by: promised(),
            link: page("vorgaenge/2026-000042"),
        }
    }
}

impl TicketAnswered {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            number: NUMBER.to_owned(),
            state_sentence:
                "Wir haben eine Rückfrage an Sie. Bitte antworten Sie bis Do, 9. April.".to_owned(),
            link: page("vorgaenge/2026-000042"),
        }
    }
}

impl TicketState {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            number: NUMBER.to_owned(),
            state_sentence:
                "Eine Firma ist beauftragt. Sie meldet sich bei Ihnen bis Do, 9. April.".to_owned(),
            link: page("vorgaenge/2026-000042"),
        }
    }
}

impl ArchiveReady {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            expires_at: DateTime::UNIX_EPOCH + chrono::Duration::days(20_607),
            link: page("einstellungen/daten"),
        }
    }
}

impl DocumentsReady {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            count: 2,
            link: page("dokumente"),
        }
    }
}

impl AccessEnded {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            ended_at: DateTime::UNIX_EPOCH + chrono::Duration::days(20_600),
        }
    }
}

impl AccessBlocked {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            blocked_at: DateTime::UNIX_EPOCH + chrono::Duration::days(20_600),
        }
    }
}

impl RecoveryOrdered {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            ordered_at: DateTime::UNIX_EPOCH + chrono::Duration::days(20_600),
        }
    }
}

impl AccessRecovered {
    /// An example.
    pub fn sample() -> Self {
        Self {
            salutation: SALUTATION.to_owned(),
            recovered_at: DateTime::UNIX_EPOCH + chrono::Duration::days(20_600),
        }
    }
}

const SALUTATION: &str = "Guten Tag, Frau Übermuster-Groß";
const NUMBER: &str = "2026-000042";

fn page(path: &str) -> String {
    format!("https://portal.example/{path}")
}

fn promised() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, 9).unwrap_or_default()
}
