//! Accounts: who signs in, and what an address or a password must look like.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::contract::{ContractId, ContractRow};
use crate::macros::{id, text_enum};

id!(AccountId, "A login: of a resident or of staff.");
id!(SessionId, "One signed-in device.");

/// Most characters of a password.
pub const PASSWORD_MAX_CHARS: usize = 128;
/// Most bytes of a password, looked at before hashing.
pub const PASSWORD_MAX_BYTES: usize = 512;

text_enum! {
    /// What an account may see at all.
    Role { Resident => "resident", Clerk => "clerk", Admin => "admin" }
}

impl Role {
    /// Clerks and admins.
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Clerk | Self::Admin)
    }
}

/// Who is signed in, for the frame of every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The account.
    pub account: AccountId,
    /// What it may see.
    pub role: Role,
    /// "Vera Lindt".
    pub name: String,
    /// The login.
    pub email: String,
    /// Running and, for a while, past contracts; empty for staff.
    pub contracts: Vec<ContractRow>,
    /// Which of them run today.
    pub running: Vec<ContractId>,
    /// The contract that the pages keep to, where several run and one was chosen.
    pub chosen: Option<ContractId>,
    /// The device was called "gemeinsam genutzt": keep nothing on it.
    pub shared_device: bool,
    /// Staff who may do nothing but set up the second factor they lack.
    pub must_enrol: bool,
}

impl Me {
    /// Whether this device keeps a copy of the own tickets, to be read without network: residents' own devices do.
    pub fn keeps_copy(&self) -> bool {
        !self.role.is_staff() && !self.shared_device
    }

    /// Whether nothing can be reported: a resident of whose contracts none runs.
    pub fn has_left(&self) -> bool {
        !self.role.is_staff() && self.running.is_empty()
    }
}

/// One signed-in device, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// The session.
    pub id: SessionId,
    /// "Firefox auf Windows".
    pub device: String,
    /// When it signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last seen, to five minutes.
    pub last_seen_at: DateTime<Utc>,
    /// The device that asks.
    pub current: bool,
}

/// The one spelling of an e-mail address under which it is stored and looked up: trimmed and lower-cased.
///
/// # Errors
/// `EmailInvalid` for anything that no mailbox could have.
pub fn email(text: &str) -> Result<String, Refusal> {
    let address = text.trim().to_lowercase();
    let (local, host) = address.rsplit_once('@').ok_or(Refusal::EmailInvalid)?;
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"@".contains(c);
    let labels = host.split('.').all(|label| {
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    });
    let fits =
        !local.is_empty() && local.len() <= 64 && address.len() <= 254 && local.chars().all(plain);
    let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    if fits && dots && labels && host.contains('.') {
        Ok(address)
    } else {
        Err(Refusal::EmailInvalid)
    }
}

/// Checks the length of a new password and that it holds none of the words everybody would try first.
///
/// `min` is the least number of code points; `context` are the words that belong to the person, house and company.
/// Whether it is easy to guess is asked on the server, where the estimate does not stop the page.
///
/// # Errors
/// `PasswordTooLong`, `PasswordTooShort` or `PasswordContext`.
pub fn password(text: &str, min: u32, context: &[String]) -> Result<(), Refusal> {
    let chars = text.chars().count();
    if text.len() > PASSWORD_MAX_BYTES || chars > PASSWORD_MAX_CHARS {
        return Err(Refusal::PasswordTooLong);
    }
    if u32::try_from(chars).unwrap_or(u32::MAX) < min {
        return Err(Refusal::PasswordTooShort { min });
    }
    let lower = text.to_lowercase();
    match context
        .iter()
        .find(|word| word.chars().count() >= 4 && lower.contains(&word.to_lowercase()))
    {
        Some(word) => Err(Refusal::PasswordContext { word: word.clone() }),
        None => Ok(()),
    }
}

/// How long an account waits after its n-th failure in a row, in seconds: 0, 0, 0, 1, 2, 4 … 60 (`security.md` 2.4).
pub fn wait_after(failures: i64) -> i64 {
    match failures {
        ..=3 => 0,
        4..=9 => 1 << (failures - 4),
        _ => 60,
    }
}

/// After this many failures in a row the password sleeps until it is reset by mail.
pub const FAILURES_UNTIL_RESET: i64 = 100;
/// After this many failures in a row a password of staff opens nothing for [`STAFF_LOCK_MINUTES`].
pub const STAFF_FAILURES: i64 = 10;
/// How long staff are locked after [`STAFF_FAILURES`].
pub const STAFF_LOCK_MINUTES: i64 = 15;
/// More accounts than these, failed from one place within [`SPRAYING_MINUTES`], are no slips of the people who live there.
pub const SPRAYED_ACCOUNTS: i64 = 20;
/// The time within which the failed accounts of a place are counted.
pub const SPRAYING_MINUTES: i64 = 10;
/// How long a place is shut out after that.
pub const SPRAYING_BLOCK_MINUTES: i64 = 60;

/// Whether a password may be tried after so many failures in a row, of which the last was at `failed_at`.
///
/// # Errors
/// `Wait`; `SignInFailed` where only a reset by mail helps.
pub fn may_try(failures: i64, failed_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    if failures >= FAILURES_UNTIL_RESET {
        return Err(Refusal::SignInFailed);
    }
    not_before(failed_at + Duration::seconds(wait_after(failures)), now)
}

/// Whether a code of a second factor may be tried: whoever tries has given the right password, so codes never sleep for
/// good.
///
/// # Errors
/// `Wait`.
pub fn may_try_code(
    failures: i64,
    failed_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    not_before(failed_at + Duration::seconds(wait_after(failures)), now)
}

/// Asks to wait until a moment, unless it has come.
///
/// # Errors
/// `Wait`.
pub fn not_before(until: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    let left = (until - now).num_milliseconds();
    if left <= 0 {
        return Ok(());
    }
    let seconds = u32::try_from((left + 999) / 1000).unwrap_or(u32::MAX);
    Err(Refusal::Wait { seconds })
}

/// Whether a code was typed at all: an empty field is no wrong try.
///
/// # Errors
/// `CodeMissing`.
pub fn typed_code(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        Err(Refusal::CodeMissing)
    } else {
        Ok(())
    }
}

/// The digits of a code from a mail.
///
/// # Errors
/// `CodeMissing` for an empty field.
pub fn digits(text: &str) -> Result<String, Refusal> {
    typed_code(text)?;
    Ok(text.chars().filter(char::is_ascii_digit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_field_is_no_wrong_code() {
        for (typed, read) in [
            (" \u{a0}", Err(Refusal::CodeMissing)),
            ("", Err(Refusal::CodeMissing)),
            ("123 456", Ok("123456".to_owned())),
            ("abc", Ok(String::new())),
        ] {
            assert_eq!(digits(typed), read, "{typed:?}");
        }
    }

    #[test]
    fn an_address_has_one_spelling() {
        for (text, wanted) in [
            (" Vera.Lindt@Beispiel.DE ", Some("vera.lindt@beispiel.de")),
            ("a@b.de", Some("a@b.de")),
            ("vera@müller.de", Some("vera@müller.de")),
            ("", None),
            ("vera", None),
            ("vera@", None),
            ("@b.de", None),
            ("vera@localhost", None),
            ("a b@c.de", None),
            ("a@b..de", None),
            ("a@-b.de", None),
            (".a@b.de", None),
            ("a@b.de\r\nBcc: x@y.de", None),
            ("a<b@c.de", None),
        ] {
            assert_eq!(email(text).ok().as_deref(), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_password_is_long_enough_and_not_the_street() {
        let context = vec!["Lindenhof".to_owned(), "ab".to_owned()];
        let long = "ä".repeat(129);
        for (text, wanted) in [
            ("elf zeichen", Err(Refusal::PasswordTooShort { min: 12 })),
            ("zwölf zeiche", Ok(())),
            (
                "mein lindenhof 7",
                Err(Refusal::PasswordContext {
                    word: "Lindenhof".to_owned(),
                }),
            ),
            ("abc abc abc abc", Ok(())),
            (long.as_str(), Err(Refusal::PasswordTooLong)),
            ("😀😀😀😀😀😀😀😀😀😀😀😀", Ok(())),
        ] {
            assert_eq!(password(text, 12, &context), wanted, "{text}");
        }
    }

    #[test]
    fn codes_wait_a_minute_and_never_longer() {
        let at: DateTime<Utc> = "2026-11-02T09:00:00Z".parse().unwrap();
        for (failures, seconds, wanted) in [
            (3, 0, Ok(())),
            (100, 59, Err(Refusal::Wait { seconds: 1 })),
            (100, 60, Ok(())),
            (10_000, 60, Ok(())),
        ] {
            let now = at + Duration::seconds(seconds);
            assert_eq!(
                may_try_code(failures, at, now),
                wanted,
                "{failures} {seconds}"
            );
        }
    }

    #[test]
    fn waiting_grows_to_a_minute_and_no_further() {
        let waits: Vec<i64> = [1, 2, 3, 4, 5, 6, 9, 10, 99]
            .into_iter()
            .map(wait_after)
            .collect();
        assert_eq!(waits, [0, 0, 0, 1, 2, 4, 32, 60, 60]);
    }

    #[test]
    fn a_try_waits_its_time_and_after_a_hundred_for_a_reset() {
        let failed_at: DateTime<Utc> = "2026-11-02T09:00:00Z".parse().unwrap();
        for (failures, millis, wanted) in [
            (3, 0, Ok(())),
            (4, 0, Err(Refusal::Wait { seconds: 1 })),
            (4, 1_000, Ok(())),
            (99, 1, Err(Refusal::Wait { seconds: 60 })),
            (99, 59_001, Err(Refusal::Wait { seconds: 1 })),
            (100, 86_400_000, Err(Refusal::SignInFailed)),
        ] {
            let now = failed_at + Duration::milliseconds(millis);
            assert_eq!(
                may_try(failures, failed_at, now),
                wanted,
                "{failures}, {millis}"
            );
        }
    }
}
