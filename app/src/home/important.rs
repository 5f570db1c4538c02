//! "Für Sie wichtig": a question to answer, a repair to confirm, an appointment.

use chrono::NaiveDate;
use domain::berlin;
use domain::ticket::{State, TicketRow};
use leptos::prelude::*;

use crate::i18n::*;
use crate::tickets::when;
use crate::tickets::words::{self, Words};
use crate::ui::{icon, icon_large};

/// The cards, or the one friendly line.
pub fn important(words: Words, rows: &[TicketRow], today: NaiveDate) -> AnyView {
    if rows.is_empty() {
        return view! {
            <p class="all-well">{icon("check-circle")}{t_string!(words, home.nothing)}</p>
        }
        .into_any();
    }
    let cards = rows
        .iter()
        .map(|row| card(words, row, today))
        .collect_view();
    view! { <div class="grid gap-3">{cards}</div> }.into_any()
}

fn card(words: Words, row: &TicketRow, today: NaiveDate) -> AnyView {
    let (title, text, action) = told(words, row, today);
    view! {
        <div class="status-line" data-tone=words::tone(row.state)>
            {icon_large(words::state_icon(row.state))}
            <div>
                <strong>{title}</strong>
                <p>{text}</p>
                <div class="actions">
                    <a class="btn btn-secondary" href=format!("/vorgaenge/{}", row.id)>{action}</a>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn told(words: Words, row: &TicketRow, today: NaiveDate) -> (String, String, &'static str) {
    let title = row.title.clone();
    let until = row.answer_by.map(|day| berlin::date(day, today));
    match (row.state, row.appointment_at) {
        (State::Question, _) => (
            t_string!(words, home.question_title, title = title),
            until.map_or_else(
                || t_string!(words, home.question_open).to_owned(),
                |date| t_string!(words, home.question_until, date = date),
            ),
            t_string!(words, home.question_action),
        ),
        (State::Fixed, _) => (
            t_string!(words, home.confirm_title, title = title),
            until.map_or_else(
                || t_string!(words, home.confirm_open).to_owned(),
                |date| t_string!(words, home.confirm_until, date = date),
            ),
            t_string!(words, home.confirm_action),
        ),
        (State::Appointment, Some(at)) => {
            let moment = when::moment(at, today);
            (
                t_string!(words, home.appointment_title, title = title),
                t_string!(words, home.appointment_at, moment = moment),
                t_string!(words, home.appointment_action),
            )
        }
        _ => (
            t_string!(words, home.news_title, title = title),
            crate::tickets::next::line(words, row, today).unwrap_or_default(),
            t_string!(words, home.news_action),
        ),
    }
}
