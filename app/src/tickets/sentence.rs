//! The sentence at the top of a ticket: where it stands, who acts next and by when.

use chrono::{DateTime, NaiveDate, Utc};
use domain::berlin;
use domain::ticket::{EntryKind, Place, Side, State, TicketKind, TicketPage};
use leptos::prelude::*;

use super::sheet::Sheet;
use super::words::{self, Words};
use super::{next, when};
use crate::i18n::*;
use crate::ui::{icon_large, state_word};

/// The sentence with its icon; `actions` stand below it.
pub fn status_line(words: Words, sheet: &Sheet<TicketPage>, actions: AnyView) -> impl IntoView {
    let (page, today, now) = (&sheet.page, sheet.today, sheet.now);
    let state = page.row.state;
    let late = next::is_late(&page.row, today);
    let tone = if late { "urgent" } else { words::tone(state) };
    view! {
        <div class="status-line" data-tone=tone>
            {icon_large(words::state_icon(state))}
            <div>
                <strong>{title(words, page, now)}</strong>
                {asked(page).map(|text| view! { <blockquote class="status-quote">{text}</blockquote> })}
                {then(words, page, now).map(|text| view! { <p>{text}</p> })}
                {actions}
            </div>
        </div>
    }
}

/// What is the case.
fn title(words: Words, page: &TicketPage, now: DateTime<Utc>) -> String {
    let today = berlin::day(now);
    match page.row.state {
        State::Received if page.row.kind == TicketKind::Concern => {
            t_string!(words, tickets.said_received_concern).to_owned()
        }
        State::Received => t_string!(words, tickets.said_received).to_owned(),
        State::InProgress => t_string!(words, tickets.said_in_progress).to_owned(),
        State::Question => t_string!(words, tickets.said_question).to_owned(),
        State::Commissioned => t_string!(words, tickets.said_commissioned).to_owned(),
        State::Appointment => match page.row.appointment_at {
            Some(at) if page.row.appointment_was(now) => {
                let moment = when::moment(at, today);
                t_string!(words, tickets.said_appointment_past, moment = moment)
            }
            Some(at) => {
                let moment = when::moment(at, today);
                t_string!(words, tickets.said_appointment, moment = moment)
            }
            None => state_word(State::Appointment).to_owned(),
        },
        State::Fixed if page.row.kind == TicketKind::Concern => {
            t_string!(words, tickets.said_fixed_concern).to_owned()
        }
        State::Fixed => t_string!(words, tickets.said_fixed).to_owned(),
        State::Closed => t_string!(words, tickets.said_closed).to_owned(),
        State::Rejected => t_string!(words, tickets.said_rejected).to_owned(),
        State::Withdrawn => t_string!(words, tickets.said_withdrawn).to_owned(),
        State::Reopened => t_string!(words, tickets.said_reopened).to_owned(),
    }
}

/// What happens next.
fn then(words: Words, page: &TicketPage, now: DateTime<Utc>) -> Option<String> {
    let today = berlin::day(now);
    match page.row.state {
        State::Closed => return Some(closed(words, page, today)),
        State::Rejected => {
            return rejection(page)
                .map(|reason| t_string!(words, tickets.said_rejected_then, reason = reason));
        }
        State::Withdrawn => {
            return Some(t_string!(words, tickets.said_withdrawn_then).to_owned());
        }
        _ => {}
    }
    let date = berlin::date(page.row.answer_by?, today);
    if next::is_late(&page.row, today) {
        return Some(t_string!(words, tickets.said_late, date = date));
    }
    Some(match page.row.state {
        State::Received => t_string!(words, tickets.said_received_then, date = date),
        State::Question => t_string!(words, tickets.said_question_then, date = date),
        State::Commissioned => t_string!(words, tickets.said_commissioned_then, date = date),
        State::Appointment => appointment(words, page, date, now),
        State::Fixed => t_string!(words, tickets.said_fixed_then, date = date),
        State::Reopened => t_string!(words, tickets.said_reopened_then, date = date),
        _ => t_string!(words, tickets.said_in_progress_then, date = date),
    })
}

fn closed(words: Words, page: &TicketPage, today: NaiveDate) -> String {
    match page.reopen_until.filter(|last| *last >= today) {
        Some(last) => {
            let date = berlin::date(last, today);
            t_string!(words, tickets.said_closed_then, date = date)
        }
        None => t_string!(words, tickets.said_closed_final).to_owned(),
    }
}

/// The question itself: nobody should have to look for it.
fn asked(page: &TicketPage) -> Option<String> {
    let entry = page
        .entries
        .iter()
        .rev()
        .find(|entry| entry.kind == EntryKind::Message && entry.author.side == Side::Staff)?;
    (page.row.state == State::Question).then(|| entry.text.clone())
}

/// In the flat somebody has to open the door.
fn appointment(words: Words, page: &TicketPage, date: String, now: DateTime<Utc>) -> String {
    if page.row.appointment_was(now) {
        return t_string!(words, tickets.said_appointment_past_then, date = date);
    }
    let then: String = t_string!(words, tickets.said_appointment_then, date = date);
    if page.place == Some(Place::Flat) {
        format!("{} {then}", t_string!(words, tickets.said_appointment_flat))
    } else {
        then
    }
}

/// The words of the last rejection.
fn rejection(page: &TicketPage) -> Option<String> {
    let entry = page
        .entries
        .iter()
        .rev()
        .find(|entry| entry.state == Some(State::Rejected))?;
    Some(entry.text.clone()).filter(|text| !text.is_empty())
}
