//! Rollouts: which houses are enabled from when, the batches of letters that follow, and what became of each letter.

mod addresses;
mod view;

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::activation::{LetterKind, TRIES};
use crate::macros::{id, text_enum};
use crate::ticket::report::{NOTE_MAX, tidy};
use crate::{AccountId, Refusal, berlin};

pub use addresses::{Addressed, address_list, recipient};
pub use view::{
    BatchLetter, BatchPage, BatchRow, PersonLetter, PersonPage, PersonRow, PersonSearch, PrintRow,
    PropertyRow, RolloutPage,
};

id!(BatchId, "Letters that were ordered together.");

/// How far ahead a house can be enabled: further is a slip of the hand.
const AHEAD: Days = Days::new(730);
/// Batches and persons on one page.
pub const PAGE: i64 = 50;
/// Letters of a batch that its page names; the list of addresses names all.
pub const NAMED: i64 = 200;
/// Least characters of a search: one would find half the town.
pub const SEARCH_MIN: usize = 2;

text_enum! {
    /// Why a batch was ordered.
    BatchKind {
        Rollout => "freischaltung",
        Anew => "erneut",
        Single => "einzeln",
        Lost => "verloren",
        Recovery => "wiederherstellung",
    }
}

impl BatchKind {
    /// What the letters of such a batch open.
    pub const fn letter(self) -> LetterKind {
        match self {
            Self::Recovery => LetterKind::Recovery,
            Self::Rollout | Self::Anew | Self::Single | Self::Lost => LetterKind::Activation,
        }
    }
}

/// Whether somebody of staff may take a letter's paper: what opens an account anew never passes through the hands of
/// whoever ordered it, or of nobody knows whom.
pub fn may_take(kind: LetterKind, ordered_by: Option<AccountId>, who: AccountId) -> bool {
    match kind {
        LetterKind::Activation => true,
        LetterKind::Recovery => ordered_by.is_some_and(|by| by != who),
    }
}

text_enum! {
    /// How far a letter of a batch is.
    LetterState {
        Queued => "queued",
        Rendered => "rendered",
        Failed => "failed",
        Needless => "needless",
    }
}

text_enum! {
    /// What became of a letter's code.
    Fate {
        Live => "live",
        Used => "used",
        Replaced => "replaced",
        Exhausted => "exhausted",
        Expired => "expired",
    }
}

/// What is known of a letter's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct LetterFacts {
    /// End of validity.
    pub expires_at: DateTime<Utc>,
    /// Wrong tries.
    pub tries: i64,
    /// When an account was opened with it.
    pub used_at: Option<DateTime<Utc>>,
    /// When a newer letter took its place.
    pub replaced_at: Option<DateTime<Utc>>,
}

/// Why an account is blocked, for the log.
///
/// # Errors
/// `BlockReasonMissing` for nothing, `TextTooLong`.
pub fn block_reason(typed: &str) -> Result<String, Refusal> {
    let reason = tidy(typed, NOTE_MAX)?;
    if reason.is_empty() {
        Err(Refusal::BlockReasonMissing)
    } else {
        Ok(reason)
    }
}

/// What became of a code, and when where that is known. Ten wrong tries weigh more than the newer letter they led to.
pub fn fate(letter: &LetterFacts, now: DateTime<Utc>) -> (Fate, Option<DateTime<Utc>>) {
    if letter.used_at.is_some() {
        return (Fate::Used, letter.used_at);
    }
    if letter.tries >= TRIES {
        return (Fate::Exhausted, None);
    }
    match letter.replaced_at {
        Some(at) if at < letter.expires_at => (Fate::Replaced, Some(at)),
        _ if letter.expires_at <= now => (Fate::Expired, Some(letter.expires_at)),
        Some(at) => (Fate::Replaced, Some(at)),
        None => (Fate::Live, None),
    }
}

/// The day a house is enabled: now where none was typed, else one that lies ahead.
///
/// # Errors
/// `EnableDayInvalid` for what is no day, has passed or lies further ahead than two years.
pub fn enable_day(typed: &str, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    let last = today.checked_add_days(AHEAD).unwrap_or(today);
    berlin::typed(typed)
        .filter(|day| (today..=last).contains(day))
        .ok_or(Refusal::EnableDayInvalid)
}

/// The day a batch went to the post: not before it was printed, and not in the future.
///
/// # Errors
/// `PostedDayInvalid`.
pub fn posted_day(typed: &str, made: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    berlin::typed(typed)
        .filter(|day| (made..=today).contains(day))
        .ok_or(Refusal::PostedDayInvalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn who_orders_a_way_in_never_holds_it() {
        use LetterKind::{Activation, Recovery};
        let [one, two] = [1, 2].map(|n| AccountId(uuid::Uuid::from_u128(n)));
        for (kind, ordered_by, wanted) in [
            (Activation, Some(one), true),
            (Activation, None, true),
            (Recovery, Some(one), false),
            (Recovery, Some(two), true),
            (Recovery, None, false),
        ] {
            assert_eq!(
                may_take(kind, ordered_by, one),
                wanted,
                "{kind} {ordered_by:?}"
            );
        }
    }

    #[test]
    fn nobody_is_blocked_without_a_word() {
        for (typed, kept) in [
            (" Anruf \n", Ok("Anruf".to_owned())),
            (" \n", Err(Refusal::BlockReasonMissing)),
        ] {
            assert_eq!(block_reason(typed), kept);
        }
        let long = "x".repeat(301);
        assert_eq!(
            block_reason(&long),
            Err(Refusal::TextTooLong { max: NOTE_MAX })
        );
    }

    #[test]
    fn a_code_has_one_fate() {
        let now = at("2026-11-20T09:00:00Z");
        let (before, after) = (at("2026-11-10T09:00:00Z"), at("2026-12-02T23:00:00Z"));
        let live = LetterFacts {
            expires_at: after,
            tries: 0,
            used_at: None,
            replaced_at: None,
        };
        let gone = LetterFacts {
            expires_at: before,
            ..live
        };
        let late = Some(now);
        for (letter, wanted) in [
            (live, (Fate::Live, None)),
            (
                LetterFacts {
                    used_at: Some(before),
                    ..live
                },
                (Fate::Used, Some(before)),
            ),
            (LetterFacts { tries: 10, ..live }, (Fate::Exhausted, None)),
            (
                LetterFacts {
                    tries: 10,
                    replaced_at: late,
                    ..live
                },
                (Fate::Exhausted, None),
            ),
            (
                LetterFacts {
                    replaced_at: late,
                    ..live
                },
                (Fate::Replaced, late),
            ),
            (gone, (Fate::Expired, Some(before))),
            (
                LetterFacts {
                    replaced_at: late,
                    ..gone
                },
                (Fate::Expired, Some(before)),
            ),
        ] {
            assert_eq!(fate(&letter, now), wanted, "{letter:?}");
        }
    }

    #[test]
    fn a_house_is_enabled_from_today_on() {
        let today = "2026-11-02".parse().unwrap();
        for (typed, day) in [
            ("2026-11-02", Some("2026-11-02")),
            ("1.12.2026", Some("2026-12-01")),
            ("2026-11-01", None),
            ("2062-12-01", None),
            ("", None),
        ] {
            let wanted = day
                .map(|day| day.parse().unwrap())
                .ok_or(Refusal::EnableDayInvalid);
            assert_eq!(enable_day(typed, today), wanted, "{typed}");
        }
    }

    #[test]
    fn letters_go_to_the_post_after_they_were_printed() {
        let (made, today) = ("2026-11-02".parse().unwrap(), "2026-11-04".parse().unwrap());
        for (typed, fits) in [
            ("2026-11-01", false),
            ("2026-11-02", true),
            ("4.11.2026", true),
            ("2026-11-05", false),
            ("", false),
        ] {
            assert_eq!(posted_day(typed, made, today).is_ok(), fits, "{typed}");
        }
    }
}
