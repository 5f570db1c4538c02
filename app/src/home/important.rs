//! "Für Sie wichtig": a question to answer, a repair to confirm, an appointment.

use chrono::{DateTime, Utc};
use domain::berlin;
use domain::ticket::{State, TicketRow};
use leptos::prelude::*;

use crate::i18n::*;
use crate::tickets::row::online;
use crate::tickets::when;
use crate::tickets::words::{self, Words};
use crate::ui::icon;

/// One row for each, or the one friendly line.
pub fn important(words: Words, rows: &[TicketRow], now: DateTime<Utc>) -> AnyView {
    if rows.is_empty() {
        return view! {
            <p class="all-well">{icon("check-circle")}{t_string!(words, home.nothing)}</p>
        }
        .into_any();
    }
    let lines = rows.iter().map(|row| line(words, row, now)).collect_view();
    view! { <ul class="important" role="list">{lines}</ul> }.into_any()
}

/// The whole row leads on: the two great actions below must stay in sight on a phone.
fn line(words: Words, row: &TicketRow, now: DateTime<Utc>) -> impl IntoView + use<> {
    let (title, text, action) = told(words, row, now);
    view! {
        <li>
            <a class="important-row" data-tone=words::tone(row.state) href=online(row)>
                {icon(words::state_icon(row.state))}
                <span>
                    <strong>{title}</strong>
                    " "
                    <span>{text}</span>
                    " "
                    <span class="important-action">{action}</span>
                </span>
            </a>
        </li>
    }
}

fn told(words: Words, row: &TicketRow, now: DateTime<Utc>) -> (String, String, &'static str) {
    let today = berlin::day(now);
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
            let text = if row.appointment_was(now) {
                t_string!(words, home.appointment_was, moment = moment)
            } else {
                t_string!(words, home.appointment_at, moment = moment)
            };
            (
                t_string!(words, home.appointment_title, title = title),
                text,
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
