//! The sentence of state as staff need it: who has to do what until when.

use chrono::NaiveDate;
use domain::berlin;
use domain::ticket::{NextActor, State, TicketPage};
use leptos::prelude::*;

use crate::i18n::*;
use crate::tickets::words::{self, Words};
use crate::tickets::{next, when};
use crate::ui::icon_large;

/// The line at the top of the desk.
pub fn status_line(words: Words, page: &TicketPage, today: NaiveDate) -> AnyView {
    let late = next::is_late(&page.row, today);
    let tone = match page.row.state {
        _ if late => "urgent",
        State::Question => "info",
        State::Fixed => "ok",
        other => words::tone(other),
    };
    view! {
        <div class="status-line" data-tone=tone>
            {icon_large(words::state_icon(page.row.state))}
            <div>
                <strong>{title(words, page, today)}</strong>
                <p>{then(words, page, today, late)}</p>
            </div>
        </div>
    }
    .into_any()
}

fn title(words: Words, page: &TicketPage, today: NaiveDate) -> String {
    let name = page.row.reporter.clone();
    match page.row.state {
        State::Received => t_string!(words, staff.sentence_received).to_owned(),
        State::InProgress => t_string!(words, staff.sentence_in_progress).to_owned(),
        State::Question => t_string!(words, staff.sentence_question, name = name),
        State::Commissioned => t_string!(words, staff.sentence_commissioned).to_owned(),
        State::Appointment => {
            let moment = page
                .row
                .appointment_at
                .map(|at| when::moment(at, today))
                .unwrap_or_default();
            t_string!(words, staff.sentence_appointment, moment = moment)
        }
        State::Fixed => t_string!(words, staff.sentence_fixed).to_owned(),
        State::Closed => t_string!(words, staff.sentence_closed).to_owned(),
        State::Rejected => t_string!(words, staff.sentence_rejected).to_owned(),
        State::Withdrawn => t_string!(words, staff.sentence_withdrawn, name = name),
        State::Reopened => t_string!(words, staff.sentence_reopened, name = name),
    }
}

fn then(words: Words, page: &TicketPage, today: NaiveDate, late: bool) -> String {
    let Some(day) = page.row.answer_by else {
        return t_string!(words, staff.next_nobody).to_owned();
    };
    let date = berlin::date(day, today);
    match page.row.next {
        _ if late => t_string!(words, staff.next_late, date = date),
        NextActor::Staff => t_string!(words, staff.next_staff, date = date),
        NextActor::Craftsman => t_string!(words, staff.next_firm, date = date),
        NextActor::Resident if next::is_unanswered(&page.row, today) => {
            let name = page.row.reporter.clone();
            t_string!(words, staff.next_resident_late, name = name, date = date)
        }
        NextActor::Resident => {
            let name = page.row.reporter.clone();
            t_string!(words, staff.next_resident, name = name, date = date)
        }
        NextActor::Nobody => t_string!(words, staff.next_nobody).to_owned(),
    }
}
