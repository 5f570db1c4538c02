//! Dates and times as people say them: "Do, 9. April", "Do, 19. November, 8:14 Uhr".

use chrono::{DateTime, NaiveDate, Utc};
use domain::berlin;
use leptos::prelude::*;

/// "Do, 9. April", with the year where it is not this year.
pub fn day(at: DateTime<Utc>, today: NaiveDate) -> String {
    berlin::date(berlin::day(at), today)
}

/// "Do, 19. November, 8:14 Uhr".
pub fn moment(at: DateTime<Utc>, today: NaiveDate) -> String {
    berlin::moment(at, today)
}

/// The time of day for what happened today, else the date: "8:14 Uhr" or "Do, 19. November".
pub fn short(at: DateTime<Utc>, today: NaiveDate) -> String {
    if berlin::day(at) == today {
        berlin::clock(at)
    } else {
        day(at, today)
    }
}

/// A moment that machines can read too.
pub fn time(at: DateTime<Utc>, text: String) -> impl IntoView {
    let machine = at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    view! { <time datetime=machine>{text}</time> }
}
