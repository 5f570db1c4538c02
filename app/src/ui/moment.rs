//! Dates and times as people in Germany write them, with the machine's spelling beside them.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use domain::berlin;
use leptos::prelude::*;

use super::today;

/// A day: "Do, 9. April", with the year where it is not this year.
#[component]
pub fn Day(
    /// The day.
    on: NaiveDate,
) -> impl IntoView {
    let text = berlin::date(on, today());
    view! { <time datetime=on.to_string()>{text}</time> }.into_any()
}

/// An instant, by the German clock: "Do, 9. April, 8:30 Uhr", with the year where it is not this year.
#[component]
pub fn Moment(
    /// The instant.
    at: DateTime<Utc>,
) -> impl IntoView {
    let machine = at.to_rfc3339_opts(SecondsFormat::Secs, true);
    view! { <time datetime=machine>{berlin::moment(at, today())}</time> }.into_any()
}
