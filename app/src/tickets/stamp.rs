//! "Stand: …" above everything that is read from this device.

use domain::berlin;
use leptos::prelude::*;

use super::sheet::Sheet;
use super::words::Words;
use crate::i18n::*;
use crate::ui::icon;

/// The line above a stored copy; nothing above what comes from the server.
pub fn kept_notice<T>(words: Words, sheet: &Sheet<T>) -> Option<AnyView> {
    let kept_at = sheet.kept_at?;
    let moment = berlin::moment(kept_at);
    Some(
        view! {
            <div class="notice" data-tone="info" role="status">
                {icon("offline")}
                <div>
                    <strong>{t_string!(words, offline.as_of, moment = moment).to_string()}</strong>
                    <p>{t_string!(words, offline.no_sending)}</p>
                </div>
            </div>
        }
        .into_any(),
    )
}
