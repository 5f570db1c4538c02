//! Commands for the ERP: what there is to be said, how far each has come, and when it is given up.

use chrono::Duration;

use crate::macros::{id, text_enum};

id!(
    CommandId,
    "One command for the ERP; also its idempotency key."
);

text_enum! {
    /// What the ERP is told.
    CommandKind {
        ChangeRequested => "change_requested",
        ChangeWithdrawn => "change_withdrawn",
        TicketFiled => "ticket_filed",
    }
}

text_enum! {
    /// How far a command has come.
    CommandState { Waiting => "waiting", Delivered => "delivered", Dead => "dead" }
}

/// What became of handing a command over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The other side has it.
    Delivered,
    /// Another try may succeed.
    Again,
    /// None will.
    Dead,
}

/// What an answer of HTTP means: busy machines and broken ones are asked again, a plain no is a no.
pub const fn verdict(status: u16) -> Verdict {
    match status {
        200..=299 => Verdict::Delivered,
        408 | 429 => Verdict::Again,
        400..=499 => Verdict::Dead,
        _ => Verdict::Again,
    }
}

/// Minutes of the longest wait between two tries.
const LONGEST: i64 = 6 * 60;
/// Minutes after which a command is given up.
const PATIENCE: i64 = 72 * 60;

/// How long to wait after so many tries: a minute, doubled each time, six hours at most; nothing once the next try would
/// come more than 72 hours after the first.
pub fn pause(attempts: i64) -> Option<Duration> {
    let wait = |attempt: i64| {
        let doublings = u32::try_from(attempt.clamp(1, 10) - 1).unwrap_or(0);
        (1_i64 << doublings).min(LONGEST)
    };
    let waited: i64 = (1..=attempts.clamp(1, 99)).map(wait).sum();
    (waited <= PATIENCE).then(|| Duration::minutes(wait(attempts)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_no_is_final() {
        for (status, wanted) in [
            (200, Verdict::Delivered),
            (204, Verdict::Delivered),
            (302, Verdict::Again),
            (400, Verdict::Dead),
            (404, Verdict::Dead),
            (408, Verdict::Again),
            (410, Verdict::Dead),
            (422, Verdict::Dead),
            (429, Verdict::Again),
            (500, Verdict::Again),
            (503, Verdict::Again),
        ] {
            assert_eq!(verdict(status), wanted, "{status}");
        }
    }

    #[test]
    fn waiting_doubles_to_six_hours_and_ends_after_three_days() {
        let minutes = |tries| pause(tries).map(|wait| wait.num_minutes());
        for (tries, wanted) in [
            (1, Some(1)),
            (2, Some(2)),
            (9, Some(256)),
            (10, Some(360)),
            (19, Some(360)),
            (20, None),
            (99, None),
        ] {
            assert_eq!(minutes(tries), wanted, "{tries}");
        }
        let all: i64 = (1..).map_while(minutes).sum();
        assert!((71 * 60 - LONGEST..=PATIENCE).contains(&all), "{all}");
    }
}
