//! What a form sends becomes a step.

use app::tickets::moves::{step, typed};
use domain::Refusal;
use domain::ticket::{Step, StepKind};

fn text() -> String {
    "Wann passt es?".to_owned()
}

#[test]
fn the_reason_goes_where_the_step_needs_it() {
    for (kind, wanted) in [
        (StepKind::Ask, Step::Ask { question: text() }),
        (StepKind::Commission, Step::Commission { firm: text() }),
        (StepKind::Reject, Step::Reject { reason: text() }),
        (StepKind::Reopen, Step::Reopen { reason: text() }),
        (StepKind::Confirm, Step::Confirm),
    ] {
        assert_eq!(step(kind, text(), "", ""), Ok(wanted));
    }
}

#[test]
fn an_appointment_is_a_german_wall_clock_time() {
    let at = |date: &str, time: &str| step(StepKind::Appoint, String::new(), date, time);
    let winter = Step::Appoint {
        at: "2026-11-25T07:30:00Z".parse().unwrap(),
    };
    assert_eq!(at("2026-11-25", "08:30"), Ok(winter.clone()));
    assert_eq!(at("25.11.2026", "8:30"), Ok(winter));
    let summer = Step::Appoint {
        at: "2026-07-01T06:30:00Z".parse().unwrap(),
    };
    assert_eq!(at("2026-07-01", "08:30:00"), Ok(summer));
    assert_eq!(at("2026-11-25", " "), Err(Refusal::TimeMissing));
    for (date, time) in [("", "08:30"), ("2026-11-25", "x"), ("2026-13-01", "08:30")] {
        assert_eq!(
            at(date, time),
            Err(Refusal::AppointmentInvalid),
            "{date} {time}"
        );
    }
}

#[test]
fn what_cannot_be_taken_back_is_confirmed() {
    let form = |kind, sure| typed(kind, text(), ("", ""), sure);
    for (kind, sure, wanted) in [
        ("ablehnen", false, Err(Refusal::StepUnsure)),
        ("ablehnen", true, Ok(Step::Reject { reason: text() })),
        ("abschliessen", false, Err(Refusal::StepUnsure)),
        ("bearbeiten", false, Ok(Step::Take)),
        ("", true, Err(Refusal::StepMissing)),
    ] {
        assert_eq!(form(kind, sure), wanted, "{kind} {sure}");
    }
}

#[test]
fn nobody_sends_the_steps_of_the_portal() {
    for kind in [StepKind::Answer, StepKind::Expire] {
        assert_eq!(step(kind, text(), "", ""), Err(Refusal::StepNotAllowed));
    }
}
