//! Passkeys: what they may be called, for which address they hold, and what a browser says when one does not come.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::macros::id;
use crate::{Refusal, typed};

id!(PasskeyId, "One passkey.");

/// Passkeys per account.
pub const MOST: usize = 10;
/// Minutes a device has for its answer.
pub const QUESTION_MINUTES: i64 = 5;
/// Most characters of a name.
const NAME_CHARS: u32 = 60;

/// A passkey, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct PasskeyRow {
    /// The passkey.
    pub id: PasskeyId,
    /// The owner's name for it.
    pub name: String,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When somebody last signed in with it.
    pub used_at: Option<DateTime<Utc>>,
}

/// All passkeys of an account, for their owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeysView {
    /// The oldest first.
    pub rows: Vec<PasskeyRow>,
    /// The portal has an address for which passkeys can be made.
    pub possible: bool,
    /// Staff must have one, or another second factor, before they can work.
    pub required: bool,
}

/// What a device is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyQuestion {
    /// Comes back with the answer.
    pub token: String,
    /// The browser's options, as JSON.
    pub options: String,
}

/// Why a browser gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasskeyTrouble {
    /// The person closed the window, or did nothing; browsers do not tell which.
    Cancelled,
    /// The device has a passkey of this account already.
    Known,
    /// The device can make or use none.
    Unfit,
    /// The page has no address for which there can be any.
    Address,
    /// Anything else.
    Other,
}

impl PasskeyTrouble {
    /// Reads the name of the browser's error.
    pub fn read(name: &str) -> Self {
        match name {
            "NotAllowedError" | "AbortError" => Self::Cancelled,
            "InvalidStateError" => Self::Known,
            "NotSupportedError" | "ConstraintError" => Self::Unfit,
            "SecurityError" => Self::Address,
            _ => Self::Other,
        }
    }
}

/// A name as its owner typed it.
///
/// # Errors
/// `PasskeyNameMissing`, `TextTooLong`.
pub fn name(text: &str) -> Result<String, Refusal> {
    let name = typed::line(text);
    match u32::try_from(name.chars().count()).unwrap_or(u32::MAX) {
        0 => Err(Refusal::PasskeyNameMissing),
        1..=NAME_CHARS => Ok(name),
        _ => Err(Refusal::TextTooLong { max: NAME_CHARS }),
    }
}

/// The host for which passkeys of a portal at this address hold; nothing for a bare IP address, for which browsers make
/// none.
pub fn host(base_url: &str) -> Option<&str> {
    let (_, authority) = base_url.split_once("://")?;
    let authority = authority.split('/').next()?;
    if authority.starts_with('[') {
        return None;
    }
    let host = authority.split(':').next()?;
    (!host.is_empty() && host.parse::<IpAddr>().is_err()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_not_empty() {
        let long = "ä".repeat(61);
        for (text, wanted) in [
            (" Mein Telefon ", Ok("Mein Telefon".to_owned())),
            ("\u{0}Büro\n", Ok("Büro".to_owned())),
            ("  ", Err(Refusal::PasskeyNameMissing)),
            (long.as_str(), Err(Refusal::TextTooLong { max: 60 })),
        ] {
            assert_eq!(name(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn passkeys_hold_for_a_name_and_never_for_a_number() {
        for (url, wanted) in [
            ("https://portal.example.org", Some("portal.example.org")),
            ("http://localhost:3000", Some("localhost")),
            (
                "https://portal.example.org:8443/",
                Some("portal.example.org"),
            ),
            ("http://127.0.0.1:3000", None),
            ("http://[::1]:3000", None),
            ("portal.example.org", None),
            ("https://", None),
        ] {
            assert_eq!(host(url), wanted, "{url}");
        }
    }

    #[test]
    fn a_browser_s_error_has_a_meaning() {
        for (name, wanted) in [
            ("NotAllowedError", PasskeyTrouble::Cancelled),
            ("AbortError", PasskeyTrouble::Cancelled),
            ("InvalidStateError", PasskeyTrouble::Known),
            ("NotSupportedError", PasskeyTrouble::Unfit),
            ("ConstraintError", PasskeyTrouble::Unfit),
            ("SecurityError", PasskeyTrouble::Address),
            ("TypeError", PasskeyTrouble::Other),
            ("", PasskeyTrouble::Other),
        ] {
            assert_eq!(PasskeyTrouble::read(name), wanted, "{name}");
        }
    }
}
