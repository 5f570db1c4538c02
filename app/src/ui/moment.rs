//! Dates and times as people in Germany write them, with the machine's spelling beside them.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use leptos::prelude::*;

/// A day: "Do, 9. April 2026", or without the year when `today` is given and of the same year.
#[component]
pub fn Day(
    /// The day.
    on: NaiveDate,
    /// The German date of now, where it is known.
    #[prop(optional, into)]
    today: Option<NaiveDate>,
) -> impl IntoView {
    let text = today.map_or_else(
        || domain::berlin::long_date(on),
        |today| domain::berlin::date(on, today),
    );
    view! { <time datetime=on.to_string()>{text}</time> }.into_any()
}

/// An instant, by the German clock: "22.11.2026, 08:14 Uhr".
#[component]
pub fn Moment(
    /// The instant.
    at: DateTime<Utc>,
) -> impl IntoView {
    let machine = at.to_rfc3339_opts(SecondsFormat::Secs, true);
    view! { <time datetime=machine>{domain::berlin::moment(at)}</time> }.into_any()
}
