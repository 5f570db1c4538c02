//! Days and hours at which people write and offices answer.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Utc};
use domain::berlin;
use domain::workday::{self, FederalState};
use rand::RngExt;
use rand::rngs::StdRng;

/// All demo houses stand here.
pub(super) const LAND: FederalState = FederalState::Berlin;

/// The day `count` working days before `from`; 0 gives the last working day that is not after `from`.
pub(super) fn back(from: NaiveDate, count: u32) -> NaiveDate {
    let mut day = from;
    let mut left = count;
    loop {
        if workday::is_workday(day, LAND) {
            if left == 0 {
                return day;
            }
            left -= 1;
        }
        day = day.checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MIN);
    }
}

/// An instant on a German day between two hours.
pub(super) fn between(
    day: NaiveDate,
    from_hour: u32,
    to_hour: u32,
    dice: &mut StdRng,
) -> DateTime<Utc> {
    let minute = dice.random_range(from_hour * 60..to_hour * 60);
    at(day, minute) + Duration::seconds(dice.random_range(0..60))
}

/// A full quarter of an hour on a German day, as appointments are made.
pub(super) fn quarter(
    day: NaiveDate,
    from_hour: u32,
    to_hour: u32,
    dice: &mut StdRng,
) -> DateTime<Utc> {
    at(day, dice.random_range(from_hour * 4..to_hour * 4) * 15)
}

fn at(day: NaiveDate, minute: u32) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap_or(NaiveTime::MIN);
    berlin::instant(day.and_time(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_back_undoes_going_forward() {
        let day: NaiveDate = "2026-04-08".parse().expect("date");
        for count in 0..40 {
            assert_eq!(workday::add(back(day, count), count, LAND), day, "{count}");
        }
        let sunday = "2026-11-22".parse().expect("date");
        assert_eq!(back(sunday, 0).to_string(), "2026-11-20");
        assert_eq!(back(sunday, 1).to_string(), "2026-11-19");
    }
}
