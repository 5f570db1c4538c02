//! What became of a document for one person, and when paper should follow.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::PersonId;
use crate::workday::{Calendar, FederalState};

/// Working days after which an unopened document is worth a letter.
pub const UNOPENED_AFTER: u32 = 10;

/// What one person was given, when they were told, and when they opened it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct LedgerRow {
    /// The person.
    pub person_id: PersonId,
    /// "Vera Lindt".
    pub name: String,
    /// The ERP's number of the person.
    pub reference: String,
    /// Has an account that is not disabled.
    pub registered: bool,
    /// Since when it is there for them.
    pub provided_at: DateTime<Utc>,
    /// When they were told.
    pub notified_at: Option<DateTime<Utc>>,
    /// By which channel.
    pub notified_by: Option<String>,
    /// When they opened it first.
    pub opened_at: Option<DateTime<Utc>>,
    /// When a letter was made for them.
    pub letter_at: Option<DateTime<Utc>>,
    /// By whom.
    pub letter_name: Option<String>,
}

/// The last day on which a document can lie there to be unopened for [`UNOPENED_AFTER`] working days today: what came on
/// it or before has waited long enough.
pub fn waited_since(today: NaiveDate, land: FederalState, calendar: &Calendar) -> NaiveDate {
    let mut day = today;
    loop {
        day = day.pred_opt().unwrap_or(NaiveDate::MIN);
        if day == NaiveDate::MIN || calendar.add(day, UNOPENED_AFTER, land) <= today {
            return day;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_working_days_are_counted_by_the_state() {
        let day = |text: &str| text.parse().unwrap();
        let free = Calendar::new(vec!["2026-11-10".parse().unwrap()], Vec::new());
        for (today, land, calendar, since) in [
            // Two weeks make ten working days.
            (
                "2026-11-16",
                FederalState::Berlin,
                &Calendar::default(),
                "2026-11-02",
            ),
            (
                "2026-11-15",
                FederalState::Berlin,
                &Calendar::default(),
                "2026-11-01",
            ),
            // The day of repentance is free in Saxony alone.
            (
                "2026-11-30",
                FederalState::Berlin,
                &Calendar::default(),
                "2026-11-16",
            ),
            (
                "2026-11-30",
                FederalState::Saxony,
                &Calendar::default(),
                "2026-11-15",
            ),
            ("2026-11-16", FederalState::Berlin, &free, "2026-11-01"),
        ] {
            assert_eq!(
                waited_since(day(today), land, calendar),
                day(since),
                "{today} {land}"
            );
        }
    }
}
