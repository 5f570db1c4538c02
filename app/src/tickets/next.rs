//! "Nächste Antwort bis Do, 9. April": who moves next, and by when.

use chrono::NaiveDate;
use domain::berlin;
use domain::ticket::{NextActor, State, TicketRow};

use super::when;
use super::words::Words;
use crate::i18n::*;

/// The sentence below a ticket in a list.
pub fn line(words: Words, row: &TicketRow, today: NaiveDate) -> Option<String> {
    if let (State::Appointment, Some(at)) = (row.state, row.appointment_at) {
        let moment = when::moment(at, today);
        return Some(t_string!(words, tickets.next_appointment, moment = moment));
    }
    if row.next == NextActor::Nobody {
        let date = when::day(row.updated_at, today);
        return Some(t_string!(words, tickets.next_nobody, date = date));
    }
    let date = berlin::date(row.answer_by?, today);
    let late = is_late(row, today);
    Some(match (row.next, row.state) {
        (NextActor::Resident, State::Fixed) => {
            t_string!(words, tickets.next_confirm, date = date)
        }
        (NextActor::Resident, _) => t_string!(words, tickets.next_you, date = date),
        _ if late => t_string!(words, tickets.next_late, date = date),
        (NextActor::Craftsman, _) => t_string!(words, tickets.next_firm, date = date),
        _ => t_string!(words, tickets.next_staff, date = date),
    })
}

/// The day has passed by which the resident was to answer a question.
pub fn is_unanswered(row: &TicketRow, today: NaiveDate) -> bool {
    row.state == State::Question && row.answer_by.is_some_and(|day| day < today)
}

/// The day of a promise of the manager or a firm has passed.
pub fn is_late(row: &TicketRow, today: NaiveDate) -> bool {
    let ours = matches!(row.next, NextActor::Staff | NextActor::Craftsman);
    ours && row.answer_by.is_some_and(|day| day < today)
}
