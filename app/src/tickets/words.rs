//! The words of states, topics and places, with the icon and the tone that go with them.

use domain::ticket::{Place, State, Topic};
use leptos_i18n::I18nContext;

use crate::i18n::*;

/// The texts in the language of the page.
pub type Words = I18nContext<Locale>;

/// What a topic is called.
pub fn topic(words: Words, topic: Topic) -> &'static str {
    match topic {
        Topic::Heating => t_string!(words, tickets.topic_heating),
        Topic::Water => t_string!(words, tickets.topic_water),
        Topic::Electricity => t_string!(words, tickets.topic_electricity),
        Topic::DoorsAndWindows => t_string!(words, tickets.topic_doors_and_windows),
        Topic::Damp => t_string!(words, tickets.topic_damp),
        Topic::Lift => t_string!(words, tickets.topic_lift),
        Topic::SharedSpace => t_string!(words, tickets.topic_shared_space),
        Topic::Outside => t_string!(words, tickets.topic_outside),
        Topic::OtherDamage => t_string!(words, tickets.topic_other_damage),
        Topic::BankDetails => t_string!(words, tickets.topic_bank_details),
        Topic::MasterData => t_string!(words, tickets.topic_master_data),
        Topic::Documents => t_string!(words, tickets.topic_documents),
        Topic::Keys => t_string!(words, tickets.topic_keys),
        Topic::Other => t_string!(words, tickets.topic_other),
    }
}

/// A second line below a concern's topic; damage explains itself.
pub fn topic_sub(words: Words, topic: Topic) -> Option<&'static str> {
    Some(match topic {
        Topic::BankDetails => t_string!(words, tickets.topic_bank_details_sub),
        Topic::MasterData => t_string!(words, tickets.topic_master_data_sub),
        Topic::Documents => t_string!(words, tickets.topic_documents_sub),
        Topic::Keys => t_string!(words, tickets.topic_keys_sub),
        Topic::Other => t_string!(words, tickets.topic_other_sub),
        _ => return None,
    })
}

/// Where a damage is, and what belongs there.
pub fn place(words: Words, place: Place) -> (&'static str, &'static str) {
    match place {
        Place::Flat => (
            t_string!(words, tickets.place_flat),
            t_string!(words, tickets.place_flat_sub),
        ),
        Place::House => (
            t_string!(words, tickets.place_house),
            t_string!(words, tickets.place_house_sub),
        ),
        Place::Outside => (
            t_string!(words, tickets.place_outside),
            t_string!(words, tickets.place_outside_sub),
        ),
    }
}

/// The colour of a state.
pub const fn tone(state: State) -> &'static str {
    match state {
        State::Received | State::InProgress | State::Commissioned | State::Reopened => "info",
        State::Question | State::Fixed => "for-you",
        State::Appointment => "ok",
        State::Closed | State::Rejected | State::Withdrawn => "done",
    }
}

/// The icon of a state.
pub const fn state_icon(state: State) -> &'static str {
    match state {
        State::Received => "inbox",
        State::InProgress => "clock",
        State::Question => "question",
        State::Commissioned => "tools",
        State::Appointment => "calendar",
        State::Fixed => "check-circle",
        State::Closed => "check",
        State::Rejected | State::Withdrawn => "close",
        State::Reopened => "reopen",
    }
}

/// The icon of a topic.
pub const fn topic_icon(topic: Topic) -> &'static str {
    match topic {
        Topic::Heating => "heating",
        Topic::Water => "drop",
        Topic::Electricity => "bolt",
        Topic::DoorsAndWindows => "door",
        Topic::Damp => "damp",
        Topic::Lift => "lift",
        Topic::SharedSpace => "stairs",
        Topic::Outside => "bin",
        Topic::OtherDamage => "tools",
        Topic::BankDetails => "euro",
        Topic::MasterData => "person",
        Topic::Documents => "documents",
        Topic::Keys => "key",
        Topic::Other => "message",
    }
}

/// The icon of a place.
pub const fn place_icon(place: Place) -> &'static str {
    match place {
        Place::Flat => "home",
        Place::House => "building",
        Place::Outside => "bin",
    }
}
