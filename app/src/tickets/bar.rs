//! The bar of steps below the sentence: what has happened, what is now, what is still to come.

use domain::ticket::{State, TicketKind, TicketPage};
use leptos::prelude::*;

use super::words::Words;
use crate::i18n::*;

const DAMAGE: [State; 6] = [
    State::Received,
    State::InProgress,
    State::Commissioned,
    State::Appointment,
    State::Fixed,
    State::Closed,
];
const CONCERN: [State; 3] = [State::Received, State::InProgress, State::Closed];

/// The steps of one ticket; nothing for one that was rejected or withdrawn.
pub fn bar(words: Words, page: &TicketPage) -> Option<impl IntoView + use<>> {
    let road: &[State] = match page.row.kind {
        TicketKind::Damage => &DAMAGE,
        TicketKind::Concern => &CONCERN,
    };
    let now = position(page.row.state, road)?;
    let count = road.len();
    let current = word(words, *road.get(now)?);
    let been = |state: State| {
        state == State::Received || page.entries.iter().any(|entry| entry.state == Some(state))
    };
    let steps = road
        .iter()
        .enumerate()
        .map(|(index, state)| {
            let mark = if index == now && !page.row.state.is_open() {
                "done"
            } else if index == now {
                "now"
            } else if index < now && been(*state) {
                "done"
            } else if index < now {
                "skipped"
            } else {
                "next"
            };
            let here = (mark == "now").then_some("step");
            let skipped = (mark == "skipped").then(|| {
                view! { <span class="visually-hidden">", "{t_string!(words, tickets.step_skipped)}</span> }
            });
            view! { <li data-state=mark aria-current=here>{word(words, *state)}{skipped}</li> }
        })
        .collect_view();
    let said = t_string!(
        words,
        tickets.steps_now,
        step = now + 1,
        steps = count,
        word = current
    );
    Some(view! {
        <div class="ticket-steps mt-4">
            <p class="steps-now">{said.to_string()}</p>
            <ol class="steps" aria-label=t_string!(words, tickets.steps)>{steps}</ol>
        </div>
    })
}

/// Which step of the road a state belongs to.
fn position(state: State, road: &[State]) -> Option<usize> {
    let on_road = match state {
        State::Question | State::Reopened => State::InProgress,
        State::Rejected | State::Withdrawn => return None,
        other => other,
    };
    let last = road.len().saturating_sub(2);
    Some(
        road.iter()
            .position(|step| *step == on_road)
            .unwrap_or(last),
    )
}

fn word(words: Words, state: State) -> &'static str {
    match state {
        State::Received => t_string!(words, tickets.step_received),
        State::Commissioned => t_string!(words, tickets.step_commissioned),
        State::Appointment => t_string!(words, tickets.step_appointment),
        State::Fixed => t_string!(words, tickets.step_fixed),
        State::Closed => t_string!(words, tickets.step_closed),
        _ => t_string!(words, tickets.step_in_progress),
    }
}
