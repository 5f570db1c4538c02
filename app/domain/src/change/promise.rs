//! "Spätestens": the day by which a change is in effect, computed, never typed.

use chrono::NaiveDate;

use super::ChangeState;
use crate::workday::{Calendar, FederalState};

/// Working days (Mon-Fri) the ERP's side may take.
pub const WORKING_DAYS: u32 = 4;

/// The promised day of what was handed over on a day. `land` is the state of the person's house; for somebody without
/// a house we promise what we can keep everywhere.
pub fn by(handed_over: NaiveDate, land: Option<FederalState>, calendar: &Calendar) -> NaiveDate {
    let promised = |land| calendar.add(handed_over, WORKING_DAYS, land);
    match land {
        Some(land) => promised(land),
        None => FederalState::ALL
            .iter()
            .map(|land| promised(*land))
            .max()
            .unwrap_or(handed_over),
    }
}

/// The promised day has passed and nothing has come back.
pub fn is_late(state: ChangeState, promised: Option<NaiveDate>, today: NaiveDate) -> bool {
    state.is_open() && promised.is_some_and(|day| day < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn four_working_days_of_the_houses_state() {
        use FederalState::{Bavaria, Berlin, Saxony};
        let none = Calendar::default();
        for (from, land, wanted) in [
            ("2026-04-01", Some(Berlin), "2026-04-09"),
            ("2026-11-16", Some(Berlin), "2026-11-20"),
            ("2026-11-16", Some(Saxony), "2026-11-23"),
            ("2026-01-05", Some(Bavaria), "2026-01-12"),
            ("2026-11-16", None, "2026-11-23"),
        ] {
            assert_eq!(by(day(from), land, &none), day(wanted), "{from} {land:?}");
        }
    }

    #[test]
    fn a_promise_is_late_on_the_day_after() {
        let promised = Some(day("2026-04-09"));
        for (state, today, wanted) in [
            (ChangeState::HandedOver, "2026-04-09", false),
            (ChangeState::HandedOver, "2026-04-10", true),
            (ChangeState::Effective, "2026-04-10", false),
        ] {
            assert_eq!(is_late(state, promised, day(today)), wanted, "{state}");
        }
        assert!(!is_late(ChangeState::Requested, None, day("2026-04-10")));
    }
}
