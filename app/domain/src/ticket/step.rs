//! Who may move a ticket from which state to which.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::promise;
use super::report::{self, NOTE_MAX, TEXT_MAX};
use super::state::State;
use crate::macros::text_enum;
use crate::{Refusal, berlin};

/// How far ahead an appointment can lie: further is a slip of the hand.
const AHEAD: Duration = Duration::days(366);

text_enum! {
    /// On which side of the counter somebody stands.
    Side { Resident => "resident", Staff => "staff", System => "system" }
}

text_enum! {
    /// The steps by name, for buttons.
    StepKind {
        Take => "bearbeiten",
        Ask => "rueckfrage",
        Commission => "beauftragen",
        Appoint => "termin",
        Fix => "behoben",
        Reject => "ablehnen",
        Close => "abschliessen",
        Answer => "antworten",
        Confirm => "bestaetigen",
        Withdraw => "zurueckziehen",
        Reopen => "wieder_oeffnen",
        Expire => "frist",
    }
}

/// A step with what it needs; `Answer` is what a resident's reply does to the state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum Step {
    /// Staff work on it.
    Take,
    /// Staff ask; the question is the message.
    Ask {
        /// What the resident reads.
        question: String,
    },
    /// A firm has the order.
    Commission {
        /// Name of the firm.
        firm: String,
    },
    /// A date is agreed.
    Appoint {
        /// When somebody comes.
        at: DateTime<Utc>,
    },
    /// Staff say it is done.
    Fix,
    /// Staff refuse, with words.
    Reject {
        /// What the resident reads.
        reason: String,
    },
    /// A concern is answered for good.
    Close,
    /// A resident wrote.
    Answer,
    /// The resident confirms the repair.
    Confirm,
    /// The resident takes it back.
    Withdraw,
    /// The resident says it is not done.
    Reopen {
        /// What is still wrong.
        reason: String,
    },
    /// Ten working days passed without doubt.
    Expire,
}

impl StepKind {
    /// Whether staff cannot take it back; they are asked once more.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Reject | Self::Close)
    }
}

impl Step {
    /// The step's name.
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Take => StepKind::Take,
            Self::Ask { .. } => StepKind::Ask,
            Self::Commission { .. } => StepKind::Commission,
            Self::Appoint { .. } => StepKind::Appoint,
            Self::Fix => StepKind::Fix,
            Self::Reject { .. } => StepKind::Reject,
            Self::Close => StepKind::Close,
            Self::Answer => StepKind::Answer,
            Self::Confirm => StepKind::Confirm,
            Self::Withdraw => StepKind::Withdraw,
            Self::Reopen { .. } => StepKind::Reopen,
            Self::Expire => StepKind::Expire,
        }
    }

    /// The step with its words tidied like those of a report; whether it has the words it owes is asked by
    /// [`Stage::after`].
    ///
    /// # Errors
    /// `TextTooLong`.
    pub fn tidied(self) -> Result<Self, Refusal> {
        Ok(match self {
            Self::Ask { question } => Self::Ask {
                question: report::tidy(&question, TEXT_MAX)?,
            },
            Self::Commission { firm } => Self::Commission {
                firm: report::tidy(&firm, NOTE_MAX)?,
            },
            Self::Reject { reason } => Self::Reject {
                reason: report::tidy(&reason, TEXT_MAX)?,
            },
            Self::Reopen { reason } => Self::Reopen {
                reason: report::tidy(&reason, TEXT_MAX)?,
            },
            wordless => wordless,
        })
    }
}

/// What the rules need to know of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// Where it stands.
    pub state: State,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
}

impl Stage {
    /// The state after a step.
    ///
    /// # Errors
    /// `StepNotAllowed` for a step the side or the state does not have, `ReopenTooLate`, `AppointmentInvalid`, or what is missing.
    pub fn after(self, step: &Step, side: Side, now: DateTime<Utc>) -> Result<State, Refusal> {
        words(step, now)?;
        let next = target(self.state, step.kind(), side).ok_or(Refusal::StepNotAllowed)?;
        if step.kind() == StepKind::Reopen && !self.can_reopen(now) {
            return Err(Refusal::ReopenTooLate);
        }
        Ok(next)
    }

    /// The steps that a side has now, in the order of the buttons.
    pub fn steps(self, side: Side, now: DateTime<Utc>) -> Vec<StepKind> {
        let open = |kind: &StepKind| {
            target(self.state, *kind, side).is_some()
                && (*kind != StepKind::Reopen || self.can_reopen(now))
        };
        StepKind::ALL.iter().copied().filter(open).collect()
    }

    fn can_reopen(self, now: DateTime<Utc>) -> bool {
        let last = self
            .closed_at
            .map(|at| promise::reopen_until(berlin::day(at)));
        last.is_none_or(|last| berlin::day(now) <= last)
    }
}

/// The table: from, step, side -> to.
fn target(from: State, step: StepKind, side: Side) -> Option<State> {
    use State::*;
    let worked_on = matches!(
        from,
        Received | InProgress | Question | Commissioned | Appointment | Reopened
    );
    match (side, step) {
        (Side::Staff, StepKind::Take) if worked_on && from != InProgress => Some(InProgress),
        (Side::Staff, StepKind::Ask) if worked_on => Some(Question),
        (Side::Staff, StepKind::Commission) if worked_on => Some(Commissioned),
        (Side::Staff, StepKind::Appoint) if worked_on => Some(Appointment),
        (Side::Staff, StepKind::Fix) if worked_on => Some(Fixed),
        (Side::Staff, StepKind::Reject) if worked_on => Some(Rejected),
        (Side::Staff, StepKind::Close)
            if matches!(from, Received | InProgress | Question | Fixed | Reopened) =>
        {
            Some(Closed)
        }
        (Side::Resident, StepKind::Answer) if from == Question => Some(InProgress),
        (Side::Resident, StepKind::Answer) if from == Fixed => Some(Reopened),
        (Side::Resident, StepKind::Answer) if worked_on => Some(from),
        (Side::Resident, StepKind::Confirm) if from == Fixed => Some(Closed),
        (Side::Resident, StepKind::Withdraw) if worked_on => Some(Withdrawn),
        (Side::Resident, StepKind::Reopen) if matches!(from, Fixed | Closed) => Some(Reopened),
        (Side::System, StepKind::Expire) if from == Fixed => Some(Closed),
        _ => None,
    }
}

/// Each step that owes words or a date has them.
fn words(step: &Step, now: DateTime<Utc>) -> Result<(), Refusal> {
    let empty = |text: &str| text.trim().is_empty();
    match step {
        Step::Ask { question } if empty(question) => Err(Refusal::QuestionMissing),
        Step::Commission { firm } if empty(firm) => Err(Refusal::FirmMissing),
        Step::Reject { reason } | Step::Reopen { reason } if empty(reason) => {
            Err(Refusal::ReasonMissing)
        }
        Step::Appoint { at } if *at <= now || *at > now + AHEAD => Err(Refusal::AppointmentInvalid),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-22T09:00:00Z".parse().unwrap()
    }

    fn stage(state: State) -> Stage {
        Stage {
            state,
            closed_at: None,
        }
    }

    #[test]
    fn the_life_of_a_repair() {
        let text = || "Wann passt es Ihnen?".to_owned();
        let later = "2026-11-25T08:00:00Z".parse().unwrap();
        let mut at = stage(State::Received);
        for (side, step, wanted) in [
            (Side::Staff, Step::Take, State::InProgress),
            (Side::Staff, Step::Ask { question: text() }, State::Question),
            (Side::Resident, Step::Answer, State::InProgress),
            (
                Side::Staff,
                Step::Commission {
                    firm: "Klempner Rohr".to_owned(),
                },
                State::Commissioned,
            ),
            (Side::Staff, Step::Appoint { at: later }, State::Appointment),
            (Side::Staff, Step::Fix, State::Fixed),
            (
                Side::Resident,
                Step::Reopen { reason: text() },
                State::Reopened,
            ),
            (Side::Staff, Step::Fix, State::Fixed),
            (Side::Resident, Step::Confirm, State::Closed),
        ] {
            at.state = at.after(&step, side, now()).unwrap();
            assert_eq!(at.state, wanted);
        }
    }

    #[test]
    fn nobody_does_the_other_sides_step() {
        for (state, step, side) in [
            (State::Commissioned, Step::Confirm, Side::Resident),
            (State::Fixed, Step::Confirm, Side::Staff),
            (State::Received, Step::Fix, Side::Resident),
            (State::Closed, Step::Answer, Side::Resident),
            (
                State::Rejected,
                Step::Reopen {
                    reason: "doch".to_owned(),
                },
                Side::Resident,
            ),
            (State::Withdrawn, Step::Take, Side::Staff),
            (State::Received, Step::Expire, Side::System),
        ] {
            assert_eq!(
                stage(state).after(&step, side, now()),
                Err(Refusal::StepNotAllowed),
                "{state} {step:?}"
            );
        }
    }

    #[test]
    fn reopening_ends_after_fourteen_days() {
        let closed = |at: &str| Stage {
            state: State::Closed,
            closed_at: Some(at.parse().unwrap()),
        };
        let again = Step::Reopen {
            reason: "tropft wieder".to_owned(),
        };
        assert_eq!(
            closed("2026-11-08T12:00:00Z").after(&again, Side::Resident, now()),
            Ok(State::Reopened)
        );
        assert_eq!(
            closed("2026-11-07T12:00:00Z").after(&again, Side::Resident, now()),
            Err(Refusal::ReopenTooLate)
        );
        assert!(
            closed("2026-11-07T12:00:00Z")
                .steps(Side::Resident, now())
                .is_empty()
        );
    }

    #[test]
    fn words_are_tidied_before_they_are_stored() {
        let firm = |text: &str| Step::Commission {
            firm: text.to_owned(),
        };
        assert_eq!(
            firm(" Wärme\u{0} Kunze\u{7}\r\n").tidied(),
            Ok(firm("Wärme Kunze"))
        );
        assert_eq!(
            firm(&"x".repeat(301)).tidied(),
            Err(Refusal::TextTooLong { max: NOTE_MAX })
        );
        let reason = "\u{0}".to_owned();
        assert_eq!(
            stage(State::Received).after(
                &Step::Reject { reason }.tidied().unwrap(),
                Side::Staff,
                now()
            ),
            Err(Refusal::ReasonMissing)
        );
    }

    #[test]
    fn words_are_owed() {
        for (step, missing) in [
            (
                Step::Ask {
                    question: " ".to_owned(),
                },
                Refusal::QuestionMissing,
            ),
            (
                Step::Commission {
                    firm: String::new(),
                },
                Refusal::FirmMissing,
            ),
            (
                Step::Reject {
                    reason: String::new(),
                },
                Refusal::ReasonMissing,
            ),
            (
                Step::Reopen {
                    reason: String::new(),
                },
                Refusal::ReasonMissing,
            ),
        ] {
            assert_eq!(
                stage(State::Received).after(&step, Side::Staff, now()),
                Err(missing)
            );
        }
    }

    #[test]
    fn an_appointment_lies_within_a_year() {
        let second = Duration::seconds(1);
        for (at, wanted) in [
            (now(), Err(Refusal::AppointmentInvalid)),
            (now() + second, Ok(State::Appointment)),
            (now() + AHEAD, Ok(State::Appointment)),
            (now() + AHEAD + second, Err(Refusal::AppointmentInvalid)),
        ] {
            let step = Step::Appoint { at };
            assert_eq!(
                stage(State::Received).after(&step, Side::Staff, now()),
                wanted,
                "{at}"
            );
        }
    }
}
