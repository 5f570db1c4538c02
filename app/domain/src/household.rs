//! Mein Haushalt: who is named in a contract, and who of them can get in.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::contract::ContractRow;
use crate::macros::text_enum;

text_enum! {
    /// Whether somebody can get in; the others of a household learn no more than this.
    Standing { Inside => "zugang", LetterSent => "brief", Outside => "ohne" }
}

impl Standing {
    /// How somebody stands; a letter counts as long as its code can be used.
    pub fn of(registered: bool, letter_until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        if registered {
            Self::Inside
        } else if letter_until.is_some_and(|until| now < until) {
            Self::LetterSent
        } else {
            Self::Outside
        }
    }
}

/// Whether a line of an own ticket is for its reporter: once their name was taken out, what others write or do is not.
pub fn is_for_reporter(mine: bool, written_on: NaiveDate, last_day: Option<NaiveDate>) -> bool {
    mine || last_day.is_none_or(|last| written_on <= last)
}

/// Somebody named in a running contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// "Vera Lindt".
    pub name: String,
    /// Whether they can get in.
    pub standing: Standing,
    /// The reader.
    pub me: bool,
}

/// A running contract with everybody named in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// The contract.
    pub row: ContractRow,
    /// Who is named in it.
    pub members: Vec<Member>,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseholdPage {
    /// Where the contract is that the page keeps to; all where there is none.
    pub chosen: Option<String>,
    /// Contracts that run.
    pub households: Vec<Household>,
    /// Contracts that have ended and can still be read.
    pub past: Vec<ContractRow>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_later_is_not_for_who_was_taken_out() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let last = Some(day("2026-11-01"));
        for (mine, written_on, last_day, read) in [
            (false, "2026-11-02", last, false),
            (false, "2026-11-01", last, true),
            (true, "2026-11-02", last, true),
            (false, "2026-11-02", None, true),
        ] {
            assert_eq!(
                is_for_reporter(mine, day(written_on), last_day),
                read,
                "{mine} {written_on}"
            );
        }
    }

    #[test]
    fn an_account_counts_more_than_a_letter_and_a_letter_while_its_code_lives() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let now = at("2026-11-02T09:00:00Z");
        for (registered, letter, standing) in [
            (true, None, Standing::Inside),
            (true, Some("2026-12-01T00:00:00Z"), Standing::Inside),
            (false, Some("2026-12-01T00:00:00Z"), Standing::LetterSent),
            (false, Some("2026-11-02T09:00:00Z"), Standing::Outside),
            (false, None, Standing::Outside),
        ] {
            assert_eq!(
                Standing::of(registered, letter.map(at), now),
                standing,
                "{registered} {letter:?}"
            );
        }
    }
}
