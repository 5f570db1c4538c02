//! Working days (Arbeitstage): Monday to Friday without the public holidays of a federal state.
//!
//! Serves promises ("nächste Antwort bis"), never legal periods: §§ 187-193 BGB count differently, and whether a
//! Saturday is a "Werktag" depends on the rule (BGH VIII ZR 206/04 against VIII ZR 129/09). Sources of the holidays:
//! the states' holiday acts; Berlin § 1 FTG. Regional days of single towns (Augsburg, parts of Thuringia and Saxony)
//! are left out, since they bind only there.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use crate::macros::text_enum;

/// Working days with the operator's own: days on which nobody works, and days on which we do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    free: Vec<Special>,
    working: Vec<Special>,
}

/// A day the operator has set, everywhere or in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Special {
    /// The day.
    pub day: NaiveDate,
    /// Where; everywhere without one.
    pub land: Option<FederalState>,
}

impl Special {
    fn is(&self, day: NaiveDate, land: FederalState) -> bool {
        self.day == day && self.land.is_none_or(|own| own == land)
    }
}

impl std::str::FromStr for Special {
    type Err = crate::Refusal;

    /// "2026-12-24" everywhere, "2028-06-17 BE" in one state.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (day, land) = match text.trim().split_once(' ') {
            Some((day, land)) => (day, Some(land.trim().parse()?)),
            None => (text.trim(), None),
        };
        let day = day.parse().map_err(|_| crate::Refusal::UnknownWord)?;
        Ok(Self { day, land })
    }
}

impl std::fmt::Display for Special {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.land {
            Some(land) => write!(f, "{} {land}", self.day),
            None => self.day.fmt(f),
        }
    }
}

impl Calendar {
    /// A calendar with the operator's days; what is named as working wins.
    pub fn new(free: Vec<Special>, working: Vec<Special>) -> Self {
        Self { free, working }
    }

    /// The day `count` working days after `from`; day 0 is not counted.
    pub fn add(&self, from: NaiveDate, count: u32, land: FederalState) -> NaiveDate {
        let mut day = from;
        let mut left = count;
        while left > 0 {
            day += Duration::days(1);
            if self.is_workday(day, land) {
                left -= 1;
            }
        }
        day
    }

    /// Whether somebody works: as the operator says, else by weekday and public holidays.
    pub fn is_workday(&self, day: NaiveDate, land: FederalState) -> bool {
        let named = |days: &[Special]| days.iter().any(|special| special.is(day, land));
        named(&self.working) || (!named(&self.free) && is_workday(day, land))
    }
}

text_enum! {
    /// The sixteen federal states by their ISO 3166-2 code.
    FederalState {
        BadenWuerttemberg => "BW", Bavaria => "BY", Berlin => "BE", Brandenburg => "BB", Bremen => "HB", Hamburg => "HH",
        Hesse => "HE", MecklenburgVorpommern => "MV", LowerSaxony => "NI", NorthRhineWestphalia => "NW",
        RhinelandPalatinate => "RP", Saarland => "SL", Saxony => "SN", SaxonyAnhalt => "ST", SchleswigHolstein => "SH",
        Thuringia => "TH",
    }
}

/// Days that were or will be public holidays once: (state, year, month, day).
const ONE_OFF: &[(FederalState, i32, u32, u32)] = &[
    (FederalState::Berlin, 2020, 5, 8),
    (FederalState::Berlin, 2025, 5, 8),
    (FederalState::Berlin, 2028, 6, 17),
];

/// The day `count` working days after `from`; day 0 is not counted.
pub fn add(from: NaiveDate, count: u32, state: FederalState) -> NaiveDate {
    Calendar::default().add(from, count, state)
}

/// Monday to Friday and no public holiday.
pub fn is_workday(day: NaiveDate, state: FederalState) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_holiday(day, state)
}

/// A public holiday of the state.
pub fn is_holiday(day: NaiveDate, state: FederalState) -> bool {
    nationwide(day)
        || of_state(day, state)
        || ONE_OFF.contains(&(state, day.year(), day.month(), day.day()))
}

fn nationwide(day: NaiveDate) -> bool {
    matches!(
        (day.month(), day.day()),
        (1, 1) | (5, 1) | (10, 3) | (12, 25) | (12, 26)
    ) || matches!(after_easter(day), -2 | 1 | 39 | 50)
}

fn of_state(day: NaiveDate, state: FederalState) -> bool {
    use FederalState::*;
    match (day.month(), day.day()) {
        (1, 6) => matches!(state, BadenWuerttemberg | Bavaria | SaxonyAnhalt),
        (3, 8) => {
            (state == Berlin && day.year() >= 2019)
                || (state == MecklenburgVorpommern && day.year() >= 2023)
        }
        (8, 15) => matches!(state, Saarland | Bavaria),
        (9, 20) => state == Thuringia && day.year() >= 2019,
        (10, 31) => reformation(day.year(), state),
        (11, 1) => matches!(
            state,
            BadenWuerttemberg | Bavaria | NorthRhineWestphalia | RhinelandPalatinate | Saarland
        ),
        _ => movable(day, state),
    }
}

/// Reformation Day: everywhere in 2017, in the north since 2018.
fn reformation(year: i32, state: FederalState) -> bool {
    use FederalState::*;
    let east = matches!(
        state,
        Brandenburg | MecklenburgVorpommern | Saxony | SaxonyAnhalt | Thuringia
    );
    let north = matches!(state, Bremen | Hamburg | LowerSaxony | SchleswigHolstein) && year >= 2018;
    east || north || year == 2017
}

fn movable(day: NaiveDate, state: FederalState) -> bool {
    use FederalState::*;
    let corpus_christi = after_easter(day) == 60
        && matches!(
            state,
            BadenWuerttemberg
                | Bavaria
                | Hesse
                | NorthRhineWestphalia
                | RhinelandPalatinate
                | Saarland
        );
    let repentance = state == Saxony
        && day.month() == 11
        && day.weekday() == Weekday::Wed
        && (16..=22).contains(&day.day());
    let sundays = state == Brandenburg && matches!(after_easter(day), 0 | 49);
    corpus_christi || repentance || sundays
}

/// Days since Easter Sunday of the same year.
fn after_easter(day: NaiveDate) -> i64 {
    (day - easter(day.year())).num_days()
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher).
pub fn easter(year: i32) -> NaiveDate {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, g) = (b / 4, b % 4, (8 * b + 13) / 25);
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    u32::try_from(month)
        .ok()
        .zip(u32::try_from(day).ok())
        .and_then(|(month, day)| NaiveDate::from_ymd_opt(year, month, day))
        .unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn promises_in_berlin_skip_weekends_and_holidays() {
        for (from, three, four) in [
            ("2026-04-01", "2026-04-08", "2026-04-09"),
            ("2026-04-02", "2026-04-09", "2026-04-10"),
            ("2026-05-12", "2026-05-18", "2026-05-19"),
            ("2026-12-23", "2026-12-29", "2026-12-30"),
            ("2027-03-05", "2027-03-11", "2027-03-12"),
            ("2026-10-01", "2026-10-06", "2026-10-07"),
        ] {
            assert_eq!(
                add(day(from), 3, FederalState::Berlin),
                day(three),
                "{from} + 3"
            );
            assert_eq!(
                add(day(from), 4, FederalState::Berlin),
                day(four),
                "{from} + 4"
            );
        }
    }

    #[test]
    fn the_movable_feasts_fall_where_the_calendar_says() {
        for text in [
            "2026-04-03",
            "2026-04-06",
            "2026-05-14",
            "2026-05-25",
            "2027-03-26",
            "2027-03-29",
            "2027-05-06",
            "2027-05-17",
            "2028-04-14",
            "2028-04-17",
            "2028-05-25",
            "2028-06-05",
            "2029-03-30",
            "2029-04-02",
            "2029-05-10",
            "2029-05-21",
            "2030-04-19",
            "2030-04-22",
            "2030-05-30",
            "2030-06-10",
        ] {
            for state in FederalState::ALL {
                assert!(is_holiday(day(text), *state), "{text} in {state}");
            }
        }
    }

    #[test]
    fn each_state_keeps_its_own_days() {
        use FederalState::*;
        for (text, state, holiday) in [
            ("2026-03-08", Berlin, true),
            ("2026-03-08", Hamburg, false),
            ("2026-01-06", Bavaria, true),
            ("2026-01-06", Berlin, false),
            ("2026-06-04", Hesse, true),
            ("2026-06-04", Berlin, false),
            ("2026-11-18", Saxony, true),
            ("2026-11-18", Thuringia, false),
            ("2026-10-31", Berlin, false),
            ("2026-10-31", Bremen, true),
            ("2017-10-31", Berlin, true),
            ("2025-05-08", Berlin, true),
            ("2026-05-08", Berlin, false),
            ("2026-09-20", Thuringia, true),
            ("2026-11-01", NorthRhineWestphalia, true),
        ] {
            assert_eq!(is_holiday(day(text), state), holiday, "{text} in {state}");
        }
    }

    #[test]
    fn the_operators_days_come_on_top() {
        let special = |text: &str| text.parse::<Special>().unwrap();
        let own = Calendar::new(
            vec![special("2026-12-24"), special("2026-11-18 BE")],
            vec![special("2026-12-28 SN")],
        );
        for (text, land, works) in [
            ("2026-12-24", FederalState::Berlin, false),
            ("2026-12-24", FederalState::Saxony, false),
            ("2026-11-18", FederalState::Berlin, false),
            ("2026-11-18", FederalState::Hesse, true),
            ("2026-12-28", FederalState::Saxony, true),
            ("2026-12-26", FederalState::Saxony, false),
        ] {
            assert_eq!(own.is_workday(day(text), land), works, "{text} in {land}");
        }
        assert_eq!(
            own.add(day("2026-12-23"), 1, FederalState::Berlin),
            day("2026-12-28")
        );
        for text in ["2026-12-24", "2028-06-17 BE"] {
            assert_eq!(special(text).to_string(), text);
        }
        for text in ["", "24.12.2026", "2026-12-24 XX"] {
            assert!(text.parse::<Special>().is_err(), "{text}");
        }
    }

    #[test]
    fn each_state_has_its_number_of_holidays() {
        use FederalState::*;
        for (state, count) in [
            (BadenWuerttemberg, 12),
            (Bavaria, 13),
            (Berlin, 10),
            (Brandenburg, 12),
            (Bremen, 10),
            (Hamburg, 10),
            (Hesse, 10),
            (MecklenburgVorpommern, 11),
            (LowerSaxony, 10),
            (NorthRhineWestphalia, 11),
            (RhinelandPalatinate, 11),
            (Saarland, 12),
            (Saxony, 11),
            (SaxonyAnhalt, 11),
            (SchleswigHolstein, 10),
            (Thuringia, 11),
        ] {
            let found = day("2026-01-01")
                .iter_days()
                .take(365)
                .filter(|day| is_holiday(*day, state));
            assert_eq!(found.count(), count, "{state}");
        }
    }
}
