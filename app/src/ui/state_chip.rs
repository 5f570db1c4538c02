//! The state of a ticket: sign, word and tone, never colour alone.

use domain::State;
use leptos::prelude::*;

use super::{Tone, icon};
use crate::use_i18n;

use crate::i18n::*;

/// The word people read for a state.
pub fn state_word(state: State) -> &'static str {
    let i18n = use_i18n();
    match state {
        State::Received => t_string!(i18n, frame.state_received),
        State::InProgress => t_string!(i18n, frame.state_in_progress),
        State::Question => t_string!(i18n, frame.state_question),
        State::Commissioned => t_string!(i18n, frame.state_commissioned),
        State::Appointment => t_string!(i18n, frame.state_appointment),
        State::Fixed => t_string!(i18n, frame.state_fixed),
        State::Closed => t_string!(i18n, frame.state_closed),
        State::Rejected => t_string!(i18n, frame.state_rejected),
        State::Withdrawn => t_string!(i18n, frame.state_withdrawn),
        State::Reopened => t_string!(i18n, frame.state_reopened),
    }
}

/// Tone and sign of a state.
const fn look(state: State) -> (Tone, &'static str) {
    match state {
        State::Received => (Tone::Info, "inbox"),
        State::InProgress => (Tone::Info, "clock"),
        State::Question => (Tone::ForYou, "question"),
        State::Commissioned => (Tone::Info, "tools"),
        State::Appointment => (Tone::Ok, "calendar"),
        State::Fixed => (Tone::ForYou, "check-circle"),
        State::Closed => (Tone::Done, "check"),
        State::Rejected | State::Withdrawn => (Tone::Done, "close"),
        State::Reopened => (Tone::Info, "reopen"),
    }
}

/// A chip with the state's word.
#[component]
pub fn StateChip(
    /// Where the ticket stands.
    state: State,
) -> impl IntoView {
    let (tone, sign) = look(state);
    view! { <span class="state-chip" data-tone=tone.word()>{icon(sign)}{state_word(state)}</span> }
        .into_any()
}
