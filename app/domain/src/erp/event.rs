//! What an ERP says of a change without saying what it is, and how long the portal asks for it.

use chrono::{DateTime, Duration, Utc};

use crate::macros::text_enum;

text_enum! {
    /// What happened to a record, as the ERP sees it. The portal fetches it in either case: what counts is what it is now.
    EventAction {
        /// It is new.
        Created => "created",
        /// It is another than before.
        Updated => "updated",
        /// It is gone; only an explicit end ends anything.
        Deleted => "deleted",
    }
}

/// Waits begin with this and double.
const FIRST_WAIT: Duration = Duration::minutes(1);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::hours(6);
/// Doublings until the longest wait is reached for certain.
const DOUBLINGS: i64 = 9;
/// So long the portal asks.
const PATIENCE: Duration = Duration::hours(72);

/// What follows an attempt in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It is tried again at that time.
    Again(DateTime<Utc>),
    /// Staff have to look at it.
    GiveUp,
}

/// What follows the attempt with this number, the first being 1, for an event heard at a time.
pub fn after(attempt: i64, heard_at: DateTime<Utc>, now: DateTime<Utc>) -> Next {
    if now - heard_at >= PATIENCE {
        return Next::GiveUp;
    }
    let doublings = u32::try_from(attempt.clamp(1, DOUBLINGS + 1) - 1).unwrap_or(0);
    let wait = FIRST_WAIT * 2_i32.pow(doublings);
    Next::Again(now + wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_to_six_hours_and_end_after_three_days() {
        let heard: DateTime<Utc> = "2026-11-02T09:00:00Z".parse().unwrap();
        for (attempt, hours, minutes) in [
            (0, 0, Some(1)),
            (1, 0, Some(1)),
            (2, 0, Some(2)),
            (9, 1, Some(256)),
            (10, 71, Some(360)),
            (i64::MAX, 71, Some(360)),
            (1, 72, None),
            (20, 90, None),
        ] {
            let now = heard + Duration::hours(hours);
            let wanted = minutes.map_or(Next::GiveUp, |minutes| {
                Next::Again(now + Duration::minutes(minutes))
            });
            assert_eq!(after(attempt, heard, now), wanted, "{attempt} {hours}");
        }
    }
}
