//! From the fields of a form to a step of the domain.

use chrono::{NaiveDate, NaiveTime};
use domain::ticket::{Step, StepKind};
use domain::{Refusal, berlin};

/// The step a form asks for: `reason` is question, firm or reason, `date` and `time` the appointment.
///
/// # Errors
/// `AppointmentInvalid` for a date or time that is none, `StepNotAllowed` for steps nobody sends as a form.
pub fn step(kind: StepKind, reason: String, date: &str, time: &str) -> Result<Step, Refusal> {
    Ok(match kind {
        StepKind::Take => Step::Take,
        StepKind::Ask => Step::Ask { question: reason },
        StepKind::Commission => Step::Commission { firm: reason },
        StepKind::Appoint => Step::Appoint {
            at: berlin::instant(day(date)?.and_time(clock(time)?)),
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

/// "2026-04-09", as date fields send it, or "9.4.2026", as people type it where there is no date field.
fn day(text: &str) -> Result<NaiveDate, Refusal> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text.trim(), "%d.%m.%Y"))
        .map_err(|_| Refusal::AppointmentInvalid)
}

/// "08:30", with or without seconds.
fn clock(text: &str) -> Result<NaiveTime, Refusal> {
    NaiveTime::parse_from_str(text.trim(), "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(text.trim(), "%H:%M:%S"))
        .map_err(|_| Refusal::AppointmentInvalid)
}
