//! The brakes on bank details: a night to think it over, and two people who let them pass.

use chrono::{DateTime, Duration, Utc};

use super::ChangeState;
use crate::{AccountId, ContractId, Refusal};

/// Hours in which nobody lets bank details pass.
pub const COOLING_HOURS: i64 = 24;
/// Days in which another login or password before a request is worth a warning.
pub const WARN_DAYS: i64 = 7;
/// Most characters of a mandate reference (EPC rulebook).
pub const MANDATE_MAX: usize = 35;

/// Whose release it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// One more is needed.
    First,
    /// It passes.
    Second,
}

/// Whether somebody may let bank details pass, and as which of two; the second needs the letter to the address on file, of
/// which is known when it was printed.
///
/// # Errors
/// `StillCooling` before the time, `SecondPerson` for the one who has done so already, `NoticeMissing` without the letter.
pub fn release(
    first: Option<AccountId>,
    who: AccountId,
    letter_at: Option<DateTime<Utc>>,
    from: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Release, Refusal> {
    if now < from {
        return Err(Refusal::StillCooling { from });
    }
    match first {
        None => Ok(Release::First),
        Some(first) if first == who => Err(Refusal::SecondPerson),
        Some(_) if letter_at.is_none() => Err(Refusal::NoticeMissing),
        Some(_) => Ok(Release::Second),
    }
}

/// Whether a release is still asked for that deserves a warning: something that opens the account was changed shortly
/// before the request, or after it.
pub fn is_warned(state: ChangeState, changed: Option<DateTime<Utc>>, asked: DateTime<Utc>) -> bool {
    state == ChangeState::Requested
        && changed.is_some_and(|at| at > asked - Duration::days(WARN_DAYS))
}

/// The holder of an account.
///
/// # Errors
/// `HolderMissing` for less than two characters, `TextTooLong` above the 70 that banks keep.
pub fn holder(text: &str) -> Result<String, Refusal> {
    let name = crate::typed::line(text);
    match name.chars().count() {
        0..2 => Err(Refusal::HolderMissing),
        2..=70 => Ok(name),
        _ => Err(Refusal::TextTooLong { max: 70 }),
    }
}

/// The reference of a mandate: the contract's, and what makes it the only one. No blanks, at most 35 characters.
pub fn mandate_reference(contract: &str, id: super::ChangeId) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let contract: String = contract
        .chars()
        .filter(plain)
        .take(MANDATE_MAX - 13)
        .collect();
    let unique = id.0.simple().to_string();
    format!("{contract}-{}", &unique[20..]).to_uppercase()
}

/// What is asked for when bank details are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBank {
    /// For which contract.
    pub contract: ContractId,
    /// Whose account it is.
    pub holder: String,
    /// The IBAN as it was typed.
    pub iban: String,
    /// The rent may be debited.
    pub debit: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn two_people_after_a_day() {
        let [one, two] = [1, 2].map(|n| AccountId(Uuid::from_u128(n)));
        let from: DateTime<Utc> = "2026-11-03T09:00:00Z".parse().unwrap();
        let early = from - Duration::seconds(1);
        let cooling = Err(Refusal::StillCooling { from });
        for (first, who, letter, now, wanted) in [
            (None, one, None, early, cooling.clone()),
            (Some(one), two, Some(early), early, cooling),
            (None, one, None, from, Ok(Release::First)),
            (Some(one), one, Some(from), from, Err(Refusal::SecondPerson)),
            (Some(one), two, None, from, Err(Refusal::NoticeMissing)),
            (Some(one), two, Some(early), from, Ok(Release::Second)),
        ] {
            assert_eq!(release(first, who, letter, from, now), wanted);
        }
    }

    #[test]
    fn a_fresh_login_is_worth_a_warning() {
        let asked: DateTime<Utc> = "2026-11-10T09:00:00Z".parse().unwrap();
        for (before, wanted) in [(-1, true), (6, true), (7, false), (40, false)] {
            let changed = Some(asked - Duration::days(before));
            let requested = is_warned(ChangeState::Requested, changed, asked);
            assert_eq!(requested, wanted, "{before}");
            assert!(!is_warned(ChangeState::HandedOver, changed, asked));
        }
        assert!(!is_warned(ChangeState::Requested, None, asked));
    }

    #[test]
    fn a_mandate_is_named_without_blanks() {
        let id = super::super::ChangeId(Uuid::from_u128(0xAB));
        assert_eq!(mandate_reference("V 1/2", id), "V12-0000000000AB");
        let long = mandate_reference(&"x".repeat(90), id);
        assert_eq!(long.len(), MANDATE_MAX);
    }

    #[test]
    fn a_holder_has_a_name() {
        for (typed, wanted) in [
            (" Vera Lindt ", Ok("Vera Lindt".to_owned())),
            ("V", Err(Refusal::HolderMissing)),
        ] {
            assert_eq!(holder(typed), wanted);
        }
        assert!(holder(&"x".repeat(71)).is_err());
    }
}
