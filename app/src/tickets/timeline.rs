//! What happened to a ticket, oldest first: messages, notes of the staff and quiet lines of events.

use chrono::NaiveDate;
use domain::ticket::{Author, Entry, EntryKind, PhotoView, Side, State, TicketPage};
use leptos::prelude::*;

use super::photos::{Grid, PhotoSource, album, grid};
use super::viewer::PhotoViewer;
use super::when;
use super::words::{self, Words};
use crate::i18n::*;
use crate::ui::{icon, state_word};

/// The whole timeline.
pub fn timeline(
    words: Words,
    page: &TicketPage,
    today: NaiveDate,
    source: &PhotoSource,
) -> AnyView {
    let entries = page.entries.iter();
    let entries: Vec<&Entry> = entries
        .filter(|entry| !is_told_by_message(entry, page))
        .collect();
    let all: Vec<&PhotoView> = entries.iter().flat_map(|entry| &entry.photos).collect();
    let album = album(words, page, &all, source);
    let mut before = 0;
    let lines = entries
        .iter()
        .map(|entry| {
            let photos = Grid {
                ticket: page.row.id,
                number: &page.row.number,
                photos: &entry.photos,
                before,
                count: all.len(),
                album,
            };
            before += entry.photos.len();
            if is_message(entry) {
                message(words, entry, today, grid(words, &photos, source))
            } else {
                event(words, entry, today)
            }
        })
        .collect_view();
    view! {
        <ol class="timeline" role="list">{lines}</ol>
        {(!album.is_empty()).then(|| view! { <PhotoViewer album/> })}
    }
    .into_any()
}

/// The report itself says that there is one; a line of its own would only repeat it.
fn is_told_by_message(entry: &Entry, page: &TicketPage) -> bool {
    let same = |other: &Entry| other.kind == EntryKind::Message && other.at == entry.at;
    entry.kind == EntryKind::Opened && entry.text.is_empty() && page.entries.iter().any(same)
}

fn is_message(entry: &Entry) -> bool {
    match entry.kind {
        EntryKind::Message | EntryKind::Note => true,
        EntryKind::Opened => !entry.text.is_empty() || !entry.photos.is_empty(),
        EntryKind::Moved => entry.state == Some(State::Question) && !entry.text.is_empty(),
        EntryKind::Assigned | EntryKind::Shared => false,
    }
}

fn message(words: Words, entry: &Entry, today: NaiveDate, photos: Option<AnyView>) -> AnyView {
    let from = match (entry.kind, entry.author.me) {
        (EntryKind::Note, _) => "internal",
        (_, true) => "me",
        (_, false) => "them",
    };
    view! {
        <li class="message" data-from=from data-new=entry.unread.then_some("")>
            <header>
                <strong>{who(words, entry)}</strong>
                {fresh(words, entry)}
                {when::time(entry.at, when::moment(entry.at, today))}
            </header>
            {(!entry.text.is_empty()).then(|| view! { <p class="whitespace-pre-line">{entry.text.clone()}</p> })}
            {photos}
        </li>
    }
    .into_any()
}

fn event(words: Words, entry: &Entry, today: NaiveDate) -> AnyView {
    let sign = match (entry.kind, entry.state) {
        (EntryKind::Moved, Some(state)) => words::state_icon(state),
        (EntryKind::Assigned, _) => "person",
        (EntryKind::Shared, _) => "persons",
        _ => "letter-box",
    };
    let text =
        Some(entry.text.clone()).filter(|text| !text.is_empty() && entry.kind == EntryKind::Moved);
    view! {
        <li class="event">
            {icon(sign)}
            <span>
                {what(words, entry)}
                {text.map(|text| view! { <span class="event-text">{text}</span> })}
            </span>
            {when::time(entry.at, when::moment(entry.at, today))}
        </li>
    }
    .into_any()
}

/// Only words are marked as new: a line beside them would say the same again.
fn fresh(words: Words, entry: &Entry) -> Option<impl IntoView + use<>> {
    entry.unread.then(
        || view! { <span class="visually-hidden">{t_string!(words, tickets.new_entry)}</span> },
    )
}

fn what(words: Words, entry: &Entry) -> String {
    match (entry.kind, entry.state) {
        // Both sides read it: the word of the state would ask the wrong one.
        (EntryKind::Moved, Some(State::Question)) => {
            t_string!(words, tickets.event_asked).to_owned()
        }
        (EntryKind::Moved, Some(state)) => {
            let word = state_word(state);
            t_string!(words, tickets.event_moved, word = word)
        }
        (EntryKind::Assigned, _) if entry.text.is_empty() => {
            t_string!(words, tickets.event_assigned_plain).to_owned()
        }
        (EntryKind::Assigned, _) => {
            let name = entry.text.clone();
            t_string!(words, tickets.event_assigned, name = name)
        }
        (EntryKind::Shared, _) if entry.text == "haushalt" => {
            t_string!(words, tickets.event_shared).to_owned()
        }
        (EntryKind::Shared, _) => t_string!(words, tickets.event_unshared).to_owned(),
        _ if entry.author.me => t_string!(words, tickets.event_opened_me).to_owned(),
        _ => {
            let name = person(words, &entry.author);
            t_string!(words, tickets.event_opened, name = name)
        }
    }
}

fn who(words: Words, entry: &Entry) -> String {
    let name = person(words, &entry.author);
    match entry.kind {
        EntryKind::Note => t_string!(words, tickets.internal, name = name),
        _ => name,
    }
}

fn person(words: Words, author: &Author) -> String {
    if author.me {
        return t_string!(words, tickets.you).to_owned();
    }
    match author.side {
        Side::System => t_string!(words, tickets.portal).to_owned(),
        Side::Staff if author.name.is_empty() => t_string!(words, tickets.staff).to_owned(),
        Side::Staff => {
            let name = author.name.clone();
            t_string!(words, tickets.named_staff, name = name)
        }
        Side::Resident => author.name.clone(),
    }
}
