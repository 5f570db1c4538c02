//! The ways to and from the ERP, when each was last in use, and a banner while one is silent.

use domain::berlin;
use domain::erp::contact::{EVENTS, FILE, FOLDER, KEY, PULL, PUSH};
use domain::erp::view::{ErpDesk, WayRow};
use leptos::prelude::*;

use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{Fact, Facts, Moment, Notice, Tone, icon};

/// Says on which ways nothing has come for too long.
pub(super) fn banner(words: Words, desk: &ErpDesk) -> Option<AnyView> {
    if !desk.enabled {
        return Some(
            view! {
                <Notice tone=Tone::Info title=t_string!(words, erp.off)>
                    <p>{t_string!(words, erp.off_text)}</p>
                </Notice>
            }
            .into_any(),
        );
    }
    let silent = desk.ways.iter().filter(|way| way.silent);
    let lines: Vec<AnyView> = silent.map(|way| sentence(words, way)).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Urgent title=t_string!(words, erp.silent)>
                <ul>{lines}</ul>
                <p>{t_string!(words, erp.silent_text)}</p>
            </Notice>
        }
        .into_any()
    })
}

fn sentence(words: Words, way: &WayRow) -> AnyView {
    let name = name(words, &way.adapter);
    let good = way.contact.as_ref().and_then(|contact| contact.good_at);
    let text: String = match good {
        Some(at) => t_string!(words, erp.silent_since, way = name, at = berlin::stamp(at)),
        None => t_string!(words, erp.silent_ever, way = name),
    };
    view! { <li>{text}</li> }.into_any()
}

/// The lines of the view.
pub(super) fn lines(words: Words, rows: &[WayRow]) -> AnyView {
    let lines = rows.iter().map(|row| line(words, row)).collect_view();
    view! { <ul class="grid gap-4" role="list">{lines}</ul> }.into_any()
}

fn line(words: Words, row: &WayRow) -> AnyView {
    let (tone, sign, word) = match &row.contact {
        _ if row.silent => ("urgent", "warning", t_string!(words, erp.way_silent)),
        None => ("done", "clock", t_string!(words, erp.way_unused)),
        Some(contact) if contact.good_at == Some(contact.heard_at) => {
            ("ok", "check-circle", t_string!(words, erp.way_good))
        }
        Some(_) => ("urgent", "warning", t_string!(words, erp.way_bad)),
    };
    let facts = row.contact.clone().map(|contact| {
        let good = match contact.good_at {
            Some(at) => view! { <Moment at/> }.into_any(),
            None => t_string!(words, erp.never).into_any(),
        };
        let note = contact.note.map(|note| {
            view! { <Fact term=t_string!(words, erp.note)>{note}</Fact> }
        });
        view! {
            <Facts>
                <Fact term=t_string!(words, erp.heard)><Moment at=contact.heard_at/></Fact>
                <Fact term=t_string!(words, erp.good)>{good}</Fact>
                {note}
            </Facts>
        }
    });
    view! {
        <li class="card">
            <h2>{name(words, &row.adapter)}</h2>
            <p class="flex flex-wrap items-center gap-2 my-2">
                <span class="state-chip" data-tone=tone>{icon(sign)}{word}</span>
            </p>
            {facts}
        </li>
    }
    .into_any()
}

/// What a way is called.
fn name(words: Words, adapter: &str) -> String {
    match adapter {
        FOLDER => t_string!(words, erp.way_folder).to_owned(),
        EVENTS => t_string!(words, erp.way_events).to_owned(),
        PULL => t_string!(words, erp.way_pull).to_owned(),
        PUSH => t_string!(words, erp.way_push).to_owned(),
        FILE => t_string!(words, erp.way_file).to_owned(),
        other => {
            let key = other.strip_prefix(KEY).unwrap_or(other).to_owned();
            t_string!(words, erp.way_key, name = key)
        }
    }
}
