//! The words of kinds and states, with the icon and the tone that go with them.

use domain::change::{ChangeKind, ChangeState};

use crate::i18n::*;
use crate::tickets::words::Words;

/// What a change is called.
pub fn kind(words: Words, kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Email => t_string!(words, changes.running_email),
        ChangeKind::Phone => t_string!(words, changes.running_phone),
        ChangeKind::Bank => t_string!(words, changes.running_bank),
    }
}

/// The word people read for a state.
pub fn state(words: Words, kind: ChangeKind, state: ChangeState) -> &'static str {
    match state {
        ChangeState::Confirmed if kind.is_released() => t_string!(words, changes.state_released),
        ChangeState::Requested => t_string!(words, changes.state_requested),
        ChangeState::Confirmed => t_string!(words, changes.state_confirmed),
        ChangeState::HandedOver => t_string!(words, changes.state_handed_over),
        ChangeState::ErpConfirmed => t_string!(words, changes.state_erp_confirmed),
        ChangeState::Effective => t_string!(words, changes.state_effective),
        ChangeState::Rejected => t_string!(words, changes.state_rejected),
        ChangeState::Withdrawn => t_string!(words, changes.state_withdrawn),
        ChangeState::Expired => t_string!(words, changes.state_expired),
    }
}

/// The icon of a state.
pub const fn sign(state: ChangeState) -> &'static str {
    match state {
        ChangeState::Requested => "edit",
        ChangeState::Confirmed => "check",
        ChangeState::HandedOver => "send",
        ChangeState::ErpConfirmed => "building",
        ChangeState::Effective => "check-circle",
        ChangeState::Rejected | ChangeState::Withdrawn => "close",
        ChangeState::Expired => "clock",
    }
}

/// The tone of a state.
pub const fn tone(state: ChangeState) -> &'static str {
    match state {
        ChangeState::Requested => "for-you",
        ChangeState::Confirmed | ChangeState::HandedOver | ChangeState::ErpConfirmed => "info",
        ChangeState::Effective => "ok",
        ChangeState::Rejected | ChangeState::Withdrawn | ChangeState::Expired => "done",
    }
}
