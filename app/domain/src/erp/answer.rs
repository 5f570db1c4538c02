//! What the ERP's word on a change means, also where it is said twice or too late.

use crate::Refusal;
use crate::change::ChangeState;

/// The ERP's word on a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It holds there.
    Yes,
    /// It will not.
    No,
}

/// Whether a word is news; said again it changes nothing.
///
/// # Errors
/// `AnsweredOtherwise` where the change has come to another end, `StepNotAllowed` where the ERP was not asked yet.
pub fn is_news(state: ChangeState, answer: Answer) -> Result<bool, Refusal> {
    match (state, answer) {
        (ChangeState::HandedOver, _) => Ok(true),
        (ChangeState::ErpConfirmed | ChangeState::Effective, Answer::Yes)
        | (ChangeState::Rejected, Answer::No) => Ok(false),
        (ChangeState::Requested | ChangeState::Confirmed, _) => Err(Refusal::StepNotAllowed),
        _ => Err(Refusal::AnsweredOtherwise),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_once_and_is_not_taken_back() {
        use ChangeState::*;
        let (otherwise, early) = (
            Err(Refusal::AnsweredOtherwise),
            Err(Refusal::StepNotAllowed),
        );
        for (state, yes, no) in [
            (Requested, early.clone(), early.clone()),
            (Confirmed, early.clone(), early),
            (HandedOver, Ok(true), Ok(true)),
            (ErpConfirmed, Ok(false), otherwise.clone()),
            (Effective, Ok(false), otherwise.clone()),
            (Rejected, otherwise.clone(), Ok(false)),
            (Withdrawn, otherwise.clone(), otherwise.clone()),
            (Expired, otherwise.clone(), otherwise),
        ] {
            assert_eq!(is_news(state, Answer::Yes), yes, "{state}");
            assert_eq!(is_news(state, Answer::No), no, "{state}");
        }
    }
}
