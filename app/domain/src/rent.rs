//! What a contract costs, part by part, each with the days on which it holds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Cents;
use crate::contract::covers;

/// A part of rent or house money as the ERP says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct RentPart {
    /// "Nettokaltmiete".
    pub label: String,
    /// A month.
    pub amount: Cents,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; open when empty.
    pub valid_to: Option<NaiveDate>,
}

/// The parts of a contract, as somebody may see them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RentTable {
    /// Those that hold.
    pub now: Vec<RentPart>,
    /// Those that will hold.
    pub coming: Vec<RentPart>,
    /// Those that held.
    pub past: Vec<RentPart>,
}

impl RentTable {
    /// The parts on a day; `that_day_only` leaves out what came later and what was before.
    pub fn on(parts: Vec<RentPart>, day: NaiveDate, that_day_only: bool) -> Self {
        let mut table = Self::default();
        for part in parts {
            if covers(part.valid_from, part.valid_to, day) {
                table.now.push(part);
            } else if that_day_only {
                // Not theirs to know.
            } else if part.valid_from > day {
                table.coming.push(part);
            } else {
                table.past.push(part);
            }
        }
        table
    }

    /// What is paid in all; nothing where the ERP sends no parts.
    pub fn total(&self) -> Option<Cents> {
        let sum = self.now.iter().map(|part| part.amount.0).sum();
        (!self.now.is_empty()).then_some(Cents(sum))
    }
}

/// The account that a contract is debited from, masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct BankMandate {
    /// Whose account it is.
    pub holder: String,
    /// "DE12 **** **** 1234".
    pub iban_masked: String,
    /// The mandate reference.
    pub mandate: Option<String>,
    /// Day of signing.
    pub signed_on: Option<NaiveDate>,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day; open when empty.
    pub valid_to: Option<NaiveDate>,
}

impl BankMandate {
    /// Since when it holds, as far as anybody knows.
    pub fn since(&self) -> Option<NaiveDate> {
        self.valid_from.or(self.signed_on)
    }

    /// Whether it holds on a day. For somebody who was taken out, `known` asks that its first day is known: it may be a later
    /// one.
    pub fn holds(&self, day: NaiveDate, known: bool) -> bool {
        let begun = self.since().map_or(!known, |since| since <= day);
        begun && self.valid_to.is_none_or(|end| day <= end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn part(label: &str, cents: i64, from: &str, to: Option<&str>) -> RentPart {
        RentPart {
            label: label.to_owned(),
            amount: Cents(cents),
            valid_from: day(from),
            valid_to: to.map(day),
        }
    }

    #[test]
    fn parts_hold_on_their_days() {
        let parts = vec![
            part("alt", 60_000, "2020-01-01", Some("2025-12-31")),
            part("jetzt", 68_000, "2026-01-01", None),
            part("Heizung", 9_000, "2026-01-01", Some("2026-12-31")),
            part("ab Januar", 10_000, "2027-01-01", None),
        ];
        let names = |parts: &[RentPart]| -> Vec<String> {
            parts.iter().map(|part| part.label.clone()).collect()
        };
        for (on, only, now, coming, past, total) in [
            (
                "2026-11-02",
                false,
                vec!["jetzt", "Heizung"],
                vec!["ab Januar"],
                vec!["alt"],
                Some(77_000),
            ),
            (
                "2026-12-31",
                false,
                vec!["jetzt", "Heizung"],
                vec!["ab Januar"],
                vec!["alt"],
                Some(77_000),
            ),
            (
                "2027-01-01",
                false,
                vec!["jetzt", "ab Januar"],
                vec![],
                vec!["alt", "Heizung"],
                Some(78_000),
            ),
            (
                "2025-06-30",
                true,
                vec!["alt"],
                vec![],
                vec![],
                Some(60_000),
            ),
            ("2019-12-31", true, vec![], vec![], vec![], None),
        ] {
            let table = RentTable::on(parts.clone(), day(on), only);
            assert_eq!(names(&table.now), now, "{on}");
            assert_eq!(names(&table.coming), coming, "{on}");
            assert_eq!(names(&table.past), past, "{on}");
            assert_eq!(table.total(), total.map(Cents), "{on}");
        }
    }

    #[test]
    fn a_mandate_of_a_later_day_is_not_shown() {
        let mandate = |from: Option<&str>, signed: Option<&str>, to: Option<&str>| BankMandate {
            holder: "Vera Lindt".to_owned(),
            iban_masked: "DE12 **** 1234".to_owned(),
            mandate: None,
            signed_on: signed.map(day),
            valid_from: from.map(day),
            valid_to: to.map(day),
        };
        for (from, signed, to, known, holds) in [
            (Some("2024-01-01"), None, None, true, true),
            (Some("2026-11-03"), None, None, false, false),
            (None, Some("2024-01-01"), None, true, true),
            (None, None, None, true, false),
            (None, None, None, false, true),
            (None, None, Some("2026-11-01"), false, false),
        ] {
            let mandate = mandate(from, signed, to);
            assert_eq!(
                mandate.holds(day("2026-11-02"), known),
                holds,
                "{mandate:?}"
            );
        }
    }
}
