//! Parcels of master data, those that wait for two people first.

use domain::erp::view::ParcelRow;
use domain::erp::{ParcelState, Source};
use leptos::prelude::*;

use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{Moment, icon};

/// The lines of the view.
pub(super) fn lines(words: Words, rows: &[ParcelRow]) -> AnyView {
    let lines = rows.iter().map(|row| line(words, row)).collect_view();
    view! { <ul class="list" role="list">{lines}</ul> }.into_any()
}

fn line(words: Words, row: &ParcelRow) -> impl IntoView + use<> {
    let (source, at) = (source(words, row.source), row.received_at);
    let why = row.why.iter().cloned();
    let why = why
        .map(|why| view! { <span class="list-sub">{why}</span> })
        .collect_view();
    view! {
        <li>
            <a class="list-row" href=format!("/team/erp/pakete/{}", row.id)>
                {icon("inbox")}
                <span class="list-main">
                    <strong>{row.label.clone()}</strong>
                    <span class="list-sub parted">
                        <span>{source}</span>
                        " "
                        <span>{records(words, row)}</span>
                        " "
                        <span><Moment at/></span>
                    </span>
                    {why}
                </span>
                <span class="list-end">{chip(words, row)}</span>
            </a>
        </li>
    }
}

/// How many records it has; while it is being written, how many of them are.
pub(super) fn records(words: Words, row: &ParcelRow) -> String {
    let (done, total) = (row.done, row.total);
    if row.state == ParcelState::Applying {
        t_string!(words, erp.records_of, done = done, total = total)
    } else {
        t_string!(words, erp.records, total = total)
    }
}

/// By which way it came.
pub(super) fn source(words: Words, source: Source) -> &'static str {
    match source {
        Source::Api => t_string!(words, erp.source_api),
        Source::Folder => t_string!(words, erp.source_folder),
        Source::Command => t_string!(words, erp.source_command),
        Source::Fetch => t_string!(words, erp.source_fetch),
    }
}

/// Where it stands.
pub(super) fn chip(words: Words, row: &ParcelRow) -> AnyView {
    let (tone, sign, word) = match row.state {
        ParcelState::Applying => ("info", "clock", t_string!(words, erp.parcel_applying)),
        ParcelState::Applied => ("ok", "check-circle", t_string!(words, erp.parcel_applied)),
        ParcelState::Parked if row.first_at.is_some() => {
            ("for-you", "question", t_string!(words, erp.parcel_second))
        }
        ParcelState::Parked => ("for-you", "question", t_string!(words, erp.parcel_parked)),
        ParcelState::Discarded => ("done", "close", t_string!(words, erp.parcel_discarded)),
    };
    view! { <span class="state-chip" data-tone=tone>{icon(sign)}{word}</span> }.into_any()
}
