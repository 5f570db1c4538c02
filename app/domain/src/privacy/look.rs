//! Who of the manager's people looked at a person's data, as the person reads it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::audit::Action;
use crate::macros::text_enum;

text_enum! {
    /// What was looked at.
    LookedAt {
        Ticket => "vorgang",
        Photo => "foto",
        Receipt => "eingangsbestaetigung",
        Contract => "vertrag",
        Person => "person",
        Letter => "brief",
        Change => "aenderung",
        Iban => "iban",
        Mandate => "lastschriftmandat",
        Notice => "mitteilung",
        Document => "dokument",
    }
}

impl LookedAt {
    /// What a line of the audit log says was looked at.
    pub fn of(action: Action, object_kind: &str) -> Self {
        match (action, object_kind) {
            (Action::PhotoSeen, _) => Self::Photo,
            (Action::ReceiptSeen, _) => Self::Receipt,
            (Action::LettersTaken, _) => Self::Letter,
            (Action::IbanSeen, _) => Self::Iban,
            (Action::MandateSeen, _) => Self::Mandate,
            (Action::NoticeSeen, _) => Self::Notice,
            (Action::DocumentSeen, _) => Self::Document,
            (_, "ticket") => Self::Ticket,
            (_, "contract") => Self::Contract,
            (_, "change") => Self::Change,
            _ => Self::Person,
        }
    }
}

/// One look, or those of one person at one thing within an hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// When, the last time.
    pub at: DateTime<Utc>,
    /// How often.
    pub times: i64,
    /// Who, by the name that residents read.
    pub name: String,
    /// At what.
    pub what: LookedAt,
    /// Number of the ticket or contract; empty for the person.
    pub number: String,
}

/// One page of looks, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookList {
    /// The looks of this page.
    pub rows: Vec<Look>,
    /// How many there are.
    pub count: i64,
    /// The page, from 1.
    pub page: i64,
    /// How many pages there are.
    pub pages: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_named_by_what_was_seen() {
        for (action, object, wanted) in [
            (Action::TicketSeen, "ticket", LookedAt::Ticket),
            (Action::PhotoSeen, "ticket", LookedAt::Photo),
            (Action::ReceiptSeen, "ticket", LookedAt::Receipt),
            (Action::TicketSeen, "contract", LookedAt::Contract),
            (Action::TicketSeen, "person", LookedAt::Person),
            (Action::TicketSeen, "account", LookedAt::Person),
            (Action::LettersTaken, "person", LookedAt::Letter),
            (Action::ChangesSeen, "change", LookedAt::Change),
            (Action::IbanSeen, "person", LookedAt::Iban),
            (Action::MandateSeen, "person", LookedAt::Mandate),
            (Action::NoticeSeen, "person", LookedAt::Notice),
            (Action::DocumentSeen, "contract", LookedAt::Document),
        ] {
            assert_eq!(LookedAt::of(action, object), wanted, "{action} {object}");
        }
    }

    #[test]
    fn who_reads_changes_nothing() {
        let looks: Vec<Action> = Action::ALL
            .iter()
            .copied()
            .filter(|action| action.is_look())
            .collect();
        for look in [
            Action::TicketSeen,
            Action::PhotoSeen,
            Action::ReceiptSeen,
            Action::LettersTaken,
        ] {
            assert!(looks.contains(&look), "{look}");
        }
        for change in [Action::TicketNoted, Action::AccessDenied] {
            assert!(!looks.contains(&change), "{change}");
        }
    }
}
