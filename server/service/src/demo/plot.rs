//! The turns a ticket takes on its way to where it stands today.

use domain::State;
use rand::RngExt;
use rand::rngs::StdRng;

use super::stories::Story;

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// Staff take it over and leave themselves a note.
    Take,
    /// Staff ask.
    Ask,
    /// The resident answers the question.
    Answer,
    /// Staff order a firm and say so.
    Order,
    /// Staff say what they will do about a concern.
    Promise,
    /// The resident asks how things are, staff answer.
    Nudge,
    /// A date is agreed.
    Appoint,
    /// The resident says that the firm was there.
    Visited,
    /// Staff say that it is repaired.
    Fix,
    /// Staff tell the resident the result of a concern.
    Tell,
    /// The resident thanks for the result.
    Thank,
    /// The resident confirms.
    Confirm,
    /// Nobody doubts it in time.
    Expire,
    /// Staff close a concern.
    Close,
    /// Staff refuse.
    Reject,
    /// The resident takes it back.
    Withdraw,
    /// The resident says that it is not done.
    Reopen,
}

/// A turn and the working days that pass before it.
pub(super) type Step = (Turn, u32);

/// The turns to a state, with the pauses between them; chance decides on detours that fit the story.
pub(super) fn turns(story: &Story, to: State, dice: &mut StdRng) -> Vec<Step> {
    let mut plot = Plot {
        story,
        dice,
        steps: Vec::new(),
    };
    match to {
        State::Received => {}
        State::InProgress => plot.worked_on(),
        State::Question => {
            plot.take();
            plot.add(Turn::Ask, 0..2);
        }
        State::Commissioned => plot.ordered(),
        State::Appointment => plot.appointed(),
        State::Fixed => plot.fixed(),
        State::Closed => plot.closed(),
        State::Rejected => {
            plot.take();
            plot.perhaps_asked();
            plot.add(Turn::Reject, 1..4);
        }
        State::Withdrawn => {
            if plot.dice.random_bool(0.5) {
                plot.take();
            }
            plot.add(Turn::Withdraw, 1..4);
        }
        State::Reopened => plot.reopened(),
    }
    plot.steps
}

struct Plot<'a> {
    story: &'a Story,
    dice: &'a mut StdRng,
    steps: Vec<Step>,
}

impl Plot<'_> {
    fn add(&mut self, turn: Turn, days: std::ops::Range<u32>) {
        let days = self.dice.random_range(days);
        self.steps.push((turn, days));
    }

    fn is_damage(&self) -> bool {
        !self.story.firm.is_empty()
    }

    fn take(&mut self) {
        let patience = if self.story.urgent { 0..1 } else { 0..3 };
        self.add(Turn::Take, patience);
    }

    fn perhaps_asked(&mut self) {
        if !self.story.urgent && self.dice.random_bool(0.45) {
            self.add(Turn::Ask, 0..2);
            self.add(Turn::Answer, 1..4);
        }
    }

    fn worked_on(&mut self) {
        self.take();
        self.perhaps_asked();
        if !self.is_damage() {
            self.add(Turn::Promise, 0..2);
        }
    }

    fn ordered(&mut self) {
        self.worked_on();
        if self.is_damage() {
            let days = if self.story.urgent { 0..1 } else { 0..3 };
            self.add(Turn::Order, days);
        }
    }

    fn appointed(&mut self) {
        self.ordered();
        if self.dice.random_bool(0.2) {
            self.add(Turn::Nudge, 2..4);
        }
        let days = if self.story.urgent { 0..1 } else { 1..4 };
        self.add(Turn::Appoint, days);
    }

    fn fixed(&mut self) {
        let with_appointment = self.dice.random_bool(0.75);
        if with_appointment {
            self.appointed();
        } else {
            self.ordered();
        }
        self.repaired(with_appointment);
    }

    fn repaired(&mut self, with_appointment: bool) {
        let days = if self.story.urgent { 1..3 } else { 2..9 };
        self.add(Turn::Visited, days);
        if self.dice.random_bool(0.5) || !with_appointment {
            // Most people do not write; the visit is then only a pause.
            let (_, pause) = self.steps.pop().unwrap_or((Turn::Visited, 0));
            self.steps.push((Turn::Fix, pause.max(1)));
        } else {
            self.add(Turn::Fix, 0..2);
        }
    }

    fn closed(&mut self) {
        if !self.is_damage() {
            self.answered();
            self.add(Turn::Close, 1..3);
            return;
        }
        self.fixed();
        if !self.story.again.is_empty() && self.dice.random_bool(0.12) {
            self.add(Turn::Reopen, 1..6);
            self.add(Turn::Take, 0..2);
            self.add(Turn::Appoint, 0..2);
            self.repaired(true);
        }
        if self.dice.random_bool(0.7) {
            self.add(Turn::Confirm, 0..6);
        } else {
            // The promise of ten working days has passed.
            self.steps.push((Turn::Expire, 11));
        }
    }

    fn answered(&mut self) {
        self.worked_on();
        self.add(Turn::Tell, 1..5);
        if self.dice.random_bool(0.6) {
            self.add(Turn::Thank, 0..3);
        }
    }

    fn reopened(&mut self) {
        if self.is_damage() {
            self.fixed();
            if self.dice.random_bool(0.5) {
                self.add(Turn::Confirm, 0..3);
            }
        } else {
            self.answered();
            self.add(Turn::Close, 1..3);
        }
        self.add(Turn::Reopen, 1..6);
    }
}
