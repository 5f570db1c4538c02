//! "Nächste Antwort bis": the day by which something happens, computed, never typed.

use chrono::{Duration, NaiveDate};

use super::state::State;
use crate::workday::{Calendar, FederalState};

/// Working days until the next answer in each state; an appointment is judged the working day after it.
pub const RECEIVED: u32 = 2;
const RECEIVED_URGENT: u32 = 1;
const IN_PROGRESS: u32 = 5;
const COMMISSIONED: u32 = 5;
/// Working days a resident has to answer a question before staff are reminded.
const QUESTION: u32 = 10;
/// Working days after which a repair that nobody doubts closes by itself.
pub const CONFIRM: u32 = 10;
/// Days after closing in which one click reopens.
pub const REOPEN_DAYS: i64 = 14;

/// The day by which the next actor moves; `None` where nothing more happens.
///
/// `today` is the German day of the step, `appointment` the day agreed with the firm.
pub fn answer_by(
    state: State,
    urgent: bool,
    today: NaiveDate,
    appointment: Option<NaiveDate>,
    land: FederalState,
    calendar: &Calendar,
) -> Option<NaiveDate> {
    let days = match state {
        State::Received | State::Reopened if urgent => RECEIVED_URGENT,
        State::Received | State::Reopened => RECEIVED,
        State::InProgress => IN_PROGRESS,
        State::Commissioned => COMMISSIONED,
        State::Question => QUESTION,
        State::Fixed => CONFIRM,
        State::Appointment => return Some(calendar.add(appointment.unwrap_or(today), 1, land)),
        State::Closed | State::Rejected | State::Withdrawn => return None,
    };
    Some(calendar.add(today, days, land))
}

/// The last day on which a closed ticket can be reopened.
pub fn reopen_until(closed_on: NaiveDate) -> NaiveDate {
    closed_on + Duration::days(REOPEN_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_has_its_promise() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let today = day("2026-04-01");
        for (state, urgent, wanted) in [
            (State::Received, false, Some("2026-04-07")),
            (State::Received, true, Some("2026-04-02")),
            (State::InProgress, false, Some("2026-04-10")),
            (State::Question, false, Some("2026-04-17")),
            (State::Appointment, false, Some("2026-04-21")),
            (State::Fixed, false, Some("2026-04-17")),
            (State::Closed, false, None),
            (State::Rejected, true, None),
        ] {
            let due = answer_by(
                state,
                urgent,
                today,
                Some(day("2026-04-20")),
                FederalState::Berlin,
                &Calendar::default(),
            );
            assert_eq!(due, wanted.map(day), "{state}");
        }
        assert_eq!(reopen_until(today), day("2026-04-15"));
    }
}
