//! From the fields of a form to a step of the domain.

use chrono::NaiveTime;
use domain::ticket::{Step, StepKind};
use domain::{Refusal, berlin};

/// The step of a whole form: what was chosen, the words, day and time of an appointment, and the last question.
///
/// # Errors
/// Those of [`kind`], [`confirmed`] and [`step`].
pub fn typed(
    chosen: &str,
    reason: String,
    (date, time): (&str, &str),
    sure: bool,
) -> Result<Step, Refusal> {
    let kind = kind(chosen)?;
    confirmed(kind, sure)?;
    step(kind, reason, date, time)
}

/// The step that was chosen in a form.
///
/// # Errors
/// `StepMissing` where none was chosen, `UnknownWord` for one that does not exist.
pub fn kind(chosen: &str) -> Result<StepKind, Refusal> {
    if chosen.is_empty() {
        return Err(Refusal::StepMissing);
    }
    chosen.parse()
}

/// What cannot be taken back is confirmed first.
///
/// # Errors
/// `StepUnsure`.
pub fn confirmed(kind: StepKind, sure: bool) -> Result<(), Refusal> {
    if kind.is_final() && !sure {
        return Err(Refusal::StepUnsure);
    }
    Ok(())
}

/// The step a form asks for: `reason` is question, firm or reason, `date` and `time` the appointment.
///
/// # Errors
/// `AppointmentInvalid` for a date or time that is none, `TimeMissing`, `StepNotAllowed` for steps nobody sends as a form.
pub fn step(kind: StepKind, reason: String, date: &str, time: &str) -> Result<Step, Refusal> {
    Ok(match kind {
        StepKind::Take => Step::Take,
        StepKind::Ask => Step::Ask { question: reason },
        StepKind::Commission => Step::Commission { firm: reason },
        StepKind::Appoint => Step::Appoint {
            at: berlin::instant(
                berlin::typed(date)
                    .ok_or(Refusal::AppointmentInvalid)?
                    .and_time(clock(time)?),
            ),
        },
        StepKind::Fix => Step::Fix,
        StepKind::Reject => Step::Reject { reason },
        StepKind::Close => Step::Close,
        StepKind::Confirm => Step::Confirm,
        StepKind::Withdraw => Step::Withdraw,
        StepKind::Reopen => Step::Reopen { reason },
        StepKind::Answer | StepKind::Expire => return Err(Refusal::StepNotAllowed),
    })
}

/// "08:30", with or without seconds.
fn clock(text: &str) -> Result<NaiveTime, Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::TimeMissing);
    }
    NaiveTime::parse_from_str(text.trim(), "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(text.trim(), "%H:%M:%S"))
        .map_err(|_| Refusal::AppointmentInvalid)
}
