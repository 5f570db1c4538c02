//! Who may move a request from which state to which.

use super::{ChangeKind, ChangeState};
use crate::Refusal;
use crate::macros::text_enum;
use crate::ticket::Side;

text_enum! {
    /// The steps by name.
    ChangeStep {
        Confirm => "bestaetigen",
        Release => "freigeben",
        HandOver => "uebergeben",
        Accept => "annehmen",
        TakeEffect => "wirksam_werden",
        Reject => "ablehnen",
        Withdraw => "zurueckziehen",
        Expire => "frist",
    }
}

/// The state after a step; the table of the whole way.
///
/// # Errors
/// `StepNotAllowed` for a step the side, the kind or the state does not have.
pub fn after(
    kind: ChangeKind,
    from: ChangeState,
    step: ChangeStep,
    side: Side,
) -> Result<ChangeState, Refusal> {
    use ChangeState::*;
    let next = match (side, step, from) {
        (Side::Resident, ChangeStep::Confirm, Requested) if kind.is_proved() => Confirmed,
        (Side::Staff, ChangeStep::Release, Requested) if kind.is_released() => Confirmed,
        (Side::System, ChangeStep::HandOver, Requested)
            if !kind.is_proved() && !kind.is_released() =>
        {
            HandedOver
        }
        (Side::System, ChangeStep::HandOver, Confirmed) => HandedOver,
        (Side::Staff | Side::System, ChangeStep::Accept, HandedOver) => ErpConfirmed,
        (Side::System, ChangeStep::TakeEffect, ErpConfirmed) => Effective,
        (Side::Staff | Side::System, ChangeStep::Reject, HandedOver) => Rejected,
        (Side::Resident, ChangeStep::Withdraw, open) if open.is_open() => Withdrawn,
        (Side::Staff | Side::System, ChangeStep::Reject, Requested) if kind.is_released() => {
            Rejected
        }
        (Side::System, ChangeStep::Expire, Requested) if !kind.is_released() => Expired,
        _ => return Err(Refusal::StepNotAllowed),
    };
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::ChangeActor;

    #[test]
    fn an_address_is_proved_handed_over_and_takes_effect() {
        let mut at = ChangeState::Requested;
        for (side, step, wanted) in [
            (Side::Resident, ChangeStep::Confirm, ChangeState::Confirmed),
            (Side::System, ChangeStep::HandOver, ChangeState::HandedOver),
            (Side::Staff, ChangeStep::Accept, ChangeState::ErpConfirmed),
            (Side::System, ChangeStep::TakeEffect, ChangeState::Effective),
        ] {
            at = after(ChangeKind::Email, at, step, side).unwrap();
            assert_eq!(at, wanted);
        }
        assert!(!at.is_open());
    }

    #[test]
    fn a_number_needs_no_mailbox() {
        let asked = ChangeState::Requested;
        assert_eq!(
            after(ChangeKind::Phone, asked, ChangeStep::HandOver, Side::System),
            Ok(ChangeState::HandedOver)
        );
        assert_eq!(
            after(ChangeKind::Email, asked, ChangeStep::HandOver, Side::System),
            Err(Refusal::StepNotAllowed)
        );
        assert_eq!(
            after(
                ChangeKind::Phone,
                asked,
                ChangeStep::Confirm,
                Side::Resident
            ),
            Err(Refusal::StepNotAllowed)
        );
    }

    #[test]
    fn bank_details_wait_for_staff_and_never_expire() {
        let (kind, asked) = (ChangeKind::Bank, ChangeState::Requested);
        for (step, side, wanted) in [
            (
                ChangeStep::Release,
                Side::Staff,
                Some(ChangeState::Confirmed),
            ),
            (ChangeStep::Reject, Side::Staff, Some(ChangeState::Rejected)),
            (
                ChangeStep::Reject,
                Side::System,
                Some(ChangeState::Rejected),
            ),
            (
                ChangeStep::Withdraw,
                Side::Resident,
                Some(ChangeState::Withdrawn),
            ),
            (ChangeStep::Release, Side::Resident, None),
            (ChangeStep::Release, Side::System, None),
            (ChangeStep::Confirm, Side::Resident, None),
            (ChangeStep::HandOver, Side::System, None),
            (ChangeStep::Expire, Side::System, None),
        ] {
            assert_eq!(after(kind, asked, step, side).ok(), wanted, "{step} {side}");
        }
    }

    /// All steps of all sides: what is not listed is not allowed.
    #[test]
    fn each_state_has_these_ways_out_and_no_others() {
        use ChangeState::*;
        for from in ChangeState::ALL.iter().copied() {
            let wanted = match from {
                Requested => vec![
                    (ChangeStep::Confirm, Side::Resident, Confirmed),
                    (ChangeStep::Withdraw, Side::Resident, Withdrawn),
                    (ChangeStep::Expire, Side::System, Expired),
                ],
                Confirmed => vec![
                    (ChangeStep::HandOver, Side::System, HandedOver),
                    (ChangeStep::Withdraw, Side::Resident, Withdrawn),
                ],
                HandedOver => vec![
                    (ChangeStep::Accept, Side::Staff, ErpConfirmed),
                    (ChangeStep::Accept, Side::System, ErpConfirmed),
                    (ChangeStep::Reject, Side::Staff, Rejected),
                    (ChangeStep::Reject, Side::System, Rejected),
                    (ChangeStep::Withdraw, Side::Resident, Withdrawn),
                ],
                ErpConfirmed => vec![
                    (ChangeStep::TakeEffect, Side::System, Effective),
                    (ChangeStep::Withdraw, Side::Resident, Withdrawn),
                ],
                Effective | Rejected | Withdrawn | Expired => vec![],
            };
            let mut found = Vec::new();
            for step in ChangeStep::ALL.iter().copied() {
                for side in Side::ALL.iter().copied() {
                    if let Ok(to) = after(ChangeKind::Email, from, step, side) {
                        found.push((step, side, to));
                    }
                }
            }
            assert_eq!(found, wanted, "{from}");
        }
    }

    #[test]
    fn somebody_acts_next_until_it_is_over() {
        for (state, kind, wanted) in [
            (
                ChangeState::Requested,
                ChangeKind::Email,
                ChangeActor::Resident,
            ),
            (
                ChangeState::Requested,
                ChangeKind::Phone,
                ChangeActor::Portal,
            ),
            (ChangeState::Requested, ChangeKind::Bank, ChangeActor::Staff),
            (
                ChangeState::Confirmed,
                ChangeKind::Email,
                ChangeActor::Portal,
            ),
            (
                ChangeState::HandedOver,
                ChangeKind::Email,
                ChangeActor::Staff,
            ),
            (
                ChangeState::ErpConfirmed,
                ChangeKind::Email,
                ChangeActor::Portal,
            ),
            (
                ChangeState::Effective,
                ChangeKind::Email,
                ChangeActor::Nobody,
            ),
            (
                ChangeState::Rejected,
                ChangeKind::Email,
                ChangeActor::Nobody,
            ),
            (
                ChangeState::Withdrawn,
                ChangeKind::Phone,
                ChangeActor::Nobody,
            ),
            (ChangeState::Expired, ChangeKind::Email, ChangeActor::Nobody),
        ] {
            assert_eq!(state.next_actor(kind), wanted, "{state}");
            assert_eq!(state.is_open(), wanted != ChangeActor::Nobody, "{state}");
        }
    }
}
