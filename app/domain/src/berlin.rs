//! The time of day in Germany and how dates are written there.
//!
//! All instants are stored in UTC; people and rules ("today", "ends on") mean German dates. Germany follows the
//! European rule since 1996 (Directive 2000/84/EC): summer time from the last Sunday of March, 01:00 UTC, to the last
//! Sunday of October, 01:00 UTC. A whole time zone database in the browser would cost more than the rest of the page.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

/// Weekdays as they stand before a date.
const DAYS: [&str; 7] = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"];
const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// The wall clock in Germany at an instant.
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc() + Duration::hours(if is_summer(at.naive_utc()) { 2 } else { 1 })
}

/// The German date at an instant.
pub fn day(at: DateTime<Utc>) -> NaiveDate {
    local(at).date()
}

/// The instant of a German wall clock time; the hour that summer time skips reads as one hour later.
pub fn instant(wall: NaiveDateTime) -> DateTime<Utc> {
    let winter = wall - Duration::hours(1);
    let summer = wall - Duration::hours(2);
    if is_summer(summer) {
        summer.and_utc()
    } else {
        winter.and_utc()
    }
}

/// The first instant after a German date: what is valid on that day is valid until then.
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    let next = day.succ_opt().unwrap_or(day);
    instant(next.and_time(NaiveTime::MIN))
}

fn is_summer(utc: NaiveDateTime) -> bool {
    let start = last_sunday(utc.year(), 3);
    let end = last_sunday(utc.year(), 10);
    utc >= start && utc < end
}

/// The last Sunday of a month with 31 days, 01:00 UTC.
fn last_sunday(year: i32, month: u32) -> NaiveDateTime {
    let last = NaiveDate::from_ymd_opt(year, month, 31).unwrap_or(NaiveDate::MAX);
    let sunday = last - Duration::days(i64::from(last.weekday().num_days_from_sunday()));
    sunday.and_hms_opt(1, 0, 0).unwrap_or(NaiveDateTime::MAX)
}

fn weekday(date: NaiveDate) -> &'static str {
    DAYS.get(usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0))
        .copied()
        .unwrap_or("")
}

fn month(date: NaiveDate) -> &'static str {
    MONTHS
        .get(usize::try_from(date.month0()).unwrap_or(0))
        .copied()
        .unwrap_or("")
}

/// "Do, 9. April", with the year where it is not this year: "Do, 9. April 2026".
pub fn date(date: NaiveDate, today: NaiveDate) -> String {
    if date.year() == today.year() {
        format!("{}, {}", weekday(date), day_and_month(date))
    } else {
        long_date(date)
    }
}

/// "Do, 9. April 2026".
pub fn long_date(date: NaiveDate) -> String {
    format!("{}, {}", weekday(date), letter_date(date))
}

/// "9. April 2026", as in a letter.
pub fn letter_date(date: NaiveDate) -> String {
    format!("{} {}", day_and_month(date), date.year())
}

/// No line ends between the two: "25." alone reads as the end of a sentence.
fn day_and_month(date: NaiveDate) -> String {
    format!("{}.\u{a0}{}", date.day(), month(date))
}

/// "09.04.2026".
pub fn short_date(date: NaiveDate) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

/// "Do, 9. April, 8:30 Uhr", with the year where it is not this year.
pub fn moment(at: DateTime<Utc>, today: NaiveDate) -> String {
    format!("{}, {}", date(day(at), today), clock(at))
}

/// "Do, 9. April 2026, 8:30 Uhr": in mails and on paper, which are kept for years.
pub fn long_moment(at: DateTime<Utc>) -> String {
    format!("{}, {}", long_date(day(at)), clock(at))
}

/// "22.11.2026, 08:14 Uhr": in tables.
pub fn short_moment(at: DateTime<Utc>) -> String {
    let wall = local(at);
    format!(
        "{}, {:02}:{:02}\u{a0}Uhr",
        short_date(wall.date()),
        wall.hour(),
        wall.minute()
    )
}

/// "Do, 26.11., 08:14": as of when something holds.
pub fn stamp(at: DateTime<Utc>) -> String {
    let wall = local(at);
    format!(
        "{}, {}.{}., {:02}:{:02}",
        weekday(wall.date()),
        wall.day(),
        wall.month(),
        wall.hour(),
        wall.minute()
    )
}

/// "8:30 Uhr".
pub fn clock(at: DateTime<Utc>) -> String {
    let wall = local(at);
    format!("{}:{:02}\u{a0}Uhr", wall.hour(), wall.minute())
}

/// "2026-04-09", as date fields send it, or "9.4.2026", as people type it where there is no date field.
pub fn typed(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y"))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_clock_changes_at_one_utc() {
        for (at, wall) in [
            ("2026-03-29T00:59:59Z", "2026-03-29T01:59:59"),
            ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00"),
            ("2026-10-25T00:59:59Z", "2026-10-25T02:59:59"),
            ("2026-10-25T01:00:00Z", "2026-10-25T02:00:00"),
            ("2026-12-31T23:30:00Z", "2027-01-01T00:30:00"),
        ] {
            assert_eq!(local(utc(at)), wall.parse().unwrap(), "{at}");
        }
    }

    #[test]
    fn a_wall_clock_time_finds_its_instant_again() {
        for at in [
            "2026-01-15T11:00:00Z",
            "2026-07-15T22:30:00Z",
            "2026-03-29T01:30:00Z",
        ] {
            assert_eq!(instant(local(utc(at))), utc(at));
        }
    }

    #[test]
    fn a_day_is_understood_in_both_spellings() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 9);
        for (text, meant) in [
            ("2026-04-09", day),
            (" 9.4.2026 ", day),
            ("09.04.2026", day),
            ("9. April", None),
            ("", None),
        ] {
            assert_eq!(typed(text), meant, "{text:?}");
        }
    }

    #[test]
    fn a_day_ends_at_midnight_of_the_german_clock() {
        for (day, end) in [
            ("2026-12-02", "2026-12-02T23:00:00Z"),
            ("2026-07-15", "2026-07-15T22:00:00Z"),
            ("2026-03-28", "2026-03-28T23:00:00Z"),
            ("2026-03-29", "2026-03-29T22:00:00Z"),
            ("2026-10-25", "2026-10-25T23:00:00Z"),
        ] {
            assert_eq!(end_of(day.parse().unwrap()), utc(end), "{day}");
        }
    }

    #[test]
    fn dates_read_as_people_say_them() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 9).unwrap();
        assert_eq!(date(day, day), "Do, 9.\u{a0}April");
        assert_eq!(
            date(day, NaiveDate::from_ymd_opt(2025, 1, 1).unwrap()),
            "Do, 9.\u{a0}April 2026"
        );
        assert_eq!(short_date(day), "09.04.2026");
        let at = utc("2026-11-22T07:14:00Z");
        assert_eq!(moment(at, day), "So, 22.\u{a0}November, 8:14\u{a0}Uhr");
        let next_year = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
        assert_eq!(moment(at, next_year), long_moment(at));
        assert_eq!(long_moment(at), "So, 22.\u{a0}November 2026, 8:14\u{a0}Uhr");
        assert_eq!(short_moment(at), "22.11.2026, 08:14\u{a0}Uhr");
        assert_eq!(stamp(at), "So, 22.11., 08:14");
    }
}
