//! What holds for every day, state and operator's own days.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The day after `count` working days, one day after the other and with nothing remembered.
fn walked(calendar: &Calendar, from: NaiveDate, count: u32, land: FederalState) -> NaiveDate {
    let works = |day: &NaiveDate| {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let named = |days: &[Special]| days.iter().any(|special| special.is(*day, land));
        let off = weekend || is_holiday(*day, land) || named(&calendar.free);
        named(&calendar.working) || !off
    };
    let wanted = usize::try_from(count).unwrap();
    let last = from.iter_days().skip(1).filter(works).take(wanted).last();
    last.unwrap_or(from)
}

/// Working days after `from` up to and with `to`.
fn counted(calendar: &Calendar, from: NaiveDate, to: NaiveDate, land: FederalState) -> usize {
    let days = from.iter_days().skip(1).take_while(|day| *day <= to);
    days.filter(|day| calendar.is_workday(*day, land)).count()
}

fn specials() -> impl Strategy<Value = Vec<Special>> {
    let land = prop::option::of(prop::sample::select(FederalState::ALL));
    let special = (0i64..11_000, land).prop_map(|(offset, land)| Special {
        day: day("2015-01-01") + Duration::days(offset),
        land,
    });
    prop::collection::vec(special, 0..60)
}

proptest::proptest! {
    #[test]
    fn promises_agree_with_a_walk_from_day_to_day(
        offset in 0i64..11_000,
        count in 0u32..30,
        land in prop::sample::select(FederalState::ALL),
        free in specials(),
        working in specials(),
    ) {
        let own = Calendar::new(free, working);
        let from = day("2015-01-01") + Duration::days(offset);
        let due = own.add(from, count, land);
        proptest::prop_assert_eq!(due, walked(&own, from, count, land));
        proptest::prop_assert_eq!(counted(&own, from, due, land), usize::try_from(count).unwrap());
        proptest::prop_assert!(count == 0 || own.is_workday(due, land));
        let later = own.add(from + Duration::days(1), count, land);
        proptest::prop_assert!(later >= due, "a later start is never due earlier");
        proptest::prop_assert!(own.add(from, count + 1, land) > due);
    }

    #[test]
    fn a_free_day_more_makes_no_promise_earlier(
        offset in 0i64..11_000,
        count in 1u32..30,
        land in prop::sample::select(FederalState::ALL),
        free in specials(),
    ) {
        let from = day("2015-01-01") + Duration::days(offset);
        let due = Calendar::new(free, Vec::new()).add(from, count, land);
        proptest::prop_assert!(due >= add(from, count, land));
    }

    #[test]
    fn a_promise_is_always_a_working_day_in_the_future(offset in 0i64..20_000, count in 1u32..40) {
        let from = day("2000-01-01") + Duration::days(offset);
        for state in FederalState::ALL {
            let due = add(from, count, *state);
            proptest::prop_assert!(due > from && is_workday(due, *state));
            proptest::prop_assert_eq!(add(add(from, count, *state), 1, *state), add(from, count + 1, *state));
        }
    }
}
