//! "Stand: …" above everything that is read from this device.

use chrono::{DateTime, NaiveDate, Utc};
use domain::berlin;
use leptos::prelude::*;

use super::sheet::Sheet;
use super::when;
use super::words::Words;
use crate::browser::BackAgain;
use crate::i18n::*;
use crate::ui::icon;

/// The line above a stored copy, until the network is back; nothing above what comes from the server.
pub fn kept_notice<T>(words: Words, sheet: &Sheet<T>) -> Option<AnyView> {
    let kept_at = sheet.kept_at?;
    let as_of = as_of(words, kept_at, sheet.today);
    let back = use_context::<BackAgain>();
    let gone = move || back.is_none_or(|BackAgain(back)| !back.get());
    Some(
        view! {
            <Show when=gone>
                <div class="notice" data-tone="info" role="status">
                    {icon("offline")}
                    <div>
                        <strong>{t_string!(words, offline.no_network)}</strong>
                        " "
                        <p>{as_of.clone()}</p>
                        <p>{t_string!(words, offline.no_sending)}</p>
                    </div>
                </div>
            </Show>
        }
        .into_any(),
    )
}

/// "Stand: heute, 8:14 Uhr", with the date where it is older.
fn as_of(words: Words, at: DateTime<Utc>, today: NaiveDate) -> String {
    if berlin::day(at) == today {
        t_string!(words, offline.as_of_today, time = when::short(at, today))
    } else {
        t_string!(words, offline.as_of, moment = berlin::moment(at, today))
    }
}
