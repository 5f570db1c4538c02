//! The timeline of a request: what was reached when, and what is still to come.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{ChangeKind, ChangeState, Mark};

/// One stop on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The state.
    pub state: ChangeState,
    /// When it was reached; nothing where it is still to come.
    pub at: Option<DateTime<Utc>>,
    /// By when it is promised.
    pub by: Option<NaiveDate>,
}

/// All stops in order. Of an open request also those ahead; of a closed one only what happened.
pub fn course(
    kind: ChangeKind,
    state: ChangeState,
    marks: &[Mark],
    promised: Option<NaiveDate>,
) -> Vec<Stop> {
    let reached = |stop: ChangeState| {
        let mark = marks.iter().find(|mark| mark.state == stop)?;
        Some(mark.reached_at)
    };
    let stop = |at: &ChangeState| {
        let ahead = state.is_open()
            && !matches!(
                at,
                ChangeState::Rejected | ChangeState::Withdrawn | ChangeState::Expired
            )
            && (kind.is_proved() || kind.is_released() || *at != ChangeState::Confirmed);
        let stop = Stop {
            state: *at,
            at: reached(*at),
            by: promised.filter(|_| *at == ChangeState::Effective && state.is_open()),
        };
        (stop.at.is_some() || ahead).then_some(stop)
    };
    ChangeState::ALL.iter().filter_map(stop).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(states: &[ChangeState]) -> Vec<Mark> {
        let first: DateTime<Utc> = "2026-04-01T09:00:00Z".parse().unwrap();
        let mark = |state: &ChangeState| Mark {
            state: *state,
            reached_at: first,
        };
        states.iter().map(mark).collect()
    }

    #[test]
    fn an_open_request_shows_what_comes() {
        use ChangeState::*;
        let promised = "2026-04-09".parse().ok();
        let reached = [Requested, Confirmed, HandedOver];
        let stops = course(ChangeKind::Email, HandedOver, &marks(&reached), promised);
        let shown: Vec<_> = stops
            .iter()
            .map(|stop| (stop.state, stop.at.is_some(), stop.by.is_some()))
            .collect();
        assert_eq!(
            shown,
            [
                (Requested, true, false),
                (Confirmed, true, false),
                (HandedOver, true, false),
                (ErpConfirmed, false, false),
                (Effective, false, true),
            ]
        );
        let phone = course(
            ChangeKind::Phone,
            HandedOver,
            &marks(&[Requested, HandedOver]),
            promised,
        );
        assert!(phone.iter().all(|stop| stop.state != Confirmed));
    }

    #[test]
    fn a_closed_one_shows_what_happened() {
        use ChangeState::*;
        let promised = "2026-04-09".parse().ok();
        let stops = course(
            ChangeKind::Email,
            Withdrawn,
            &marks(&[Requested, Withdrawn]),
            promised,
        );
        let shown: Vec<_> = stops.iter().map(|stop| stop.state).collect();
        assert_eq!(shown, [Requested, Withdrawn]);
        assert!(stops.iter().all(|stop| stop.by.is_none()));
    }
}
