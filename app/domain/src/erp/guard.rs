//! The brake on parcels that would take something from many: how much is too much, and who lets it pass all the same.

use std::fmt;

use crate::{AccountId, Refusal};

/// Contracts a parcel may always end.
pub const ENDS: u64 = 10;
/// Of a hundred running contracts so many may end.
const PERCENT: u64 = 5;
/// Persons with an account whose contact mail a parcel may change.
pub const MAILS: u64 = 5;
/// Persons who may share one mail address after a parcel.
pub const SHARED: u64 = 5;
/// Records a parcel may have; the largest managers in Germany have half of it.
pub const RECORDS: usize = 1_000_000;

/// What a parcel would do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// Contracts that run today.
    pub running: u64,
    /// Those of them that would end, end earlier, or be left without persons.
    pub ended: u64,
    /// Persons with an account whose contact mail would be another, though they did not ask for it.
    pub mails: u64,
    /// Most persons that would share one mail address.
    pub shared: u64,
}

/// Why a parcel waits for two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It ends too many contracts.
    Ends {
        /// How many.
        ended: u64,
        /// Of how many that run.
        running: u64,
    },
    /// It changes too many contact mails.
    Mails(u64),
    /// Too many persons would have the same mail.
    Shared(u64),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ends { ended, running } => write!(
                f,
                "{ended} von {running} laufenden Verträgen würden enden, früher enden oder niemanden mehr nennen. Ohne Freigabe sind es höchstens {}.",
                ends_allowed(*running)
            ),
            Self::Mails(count) => write!(
                f,
                "{count} Personen mit Konto bekämen eine andere E-Mail-Adresse. Ohne Freigabe sind es höchstens {MAILS}."
            ),
            Self::Shared(count) => write!(
                f,
                "{count} Personen hätten dieselbe E-Mail-Adresse. Ohne Freigabe sind es höchstens {SHARED}."
            ),
        }
    }
}

/// Contracts a parcel may end without being looked at.
pub fn ends_allowed(running: u64) -> u64 {
    ENDS.max(running.saturating_mul(PERCENT) / 100)
}

/// Why a parcel is parked; it passes where there is no reason.
pub fn reasons(facts: &Facts) -> Vec<Reason> {
    let Facts {
        running,
        ended,
        mails,
        shared,
    } = *facts;
    [
        (ended > ends_allowed(running)).then_some(Reason::Ends { ended, running }),
        (mails > MAILS).then_some(Reason::Mails(mails)),
        (shared > SHARED).then_some(Reason::Shared(shared)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whose press on "release" it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// One more is needed.
    First,
    /// It is carried out.
    Second,
}

/// Whether somebody may let a parked parcel pass, and as which of two.
///
/// # Errors
/// `SecondPerson` for the one who has done so already.
pub fn press(first: Option<AccountId>, who: AccountId) -> Result<Press, Refusal> {
    match first {
        None => Ok(Press::First),
        Some(first) if first == who => Err(Refusal::SecondPerson),
        Some(_) => Ok(Press::Second),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_twentieth_of_the_running_contracts_may_end() {
        for (running, allowed) in [(0, 10), (200, 10), (219, 10), (220, 11), (100_000, 5_000)] {
            assert_eq!(ends_allowed(running), allowed, "{running}");
        }
    }

    #[test]
    fn too_much_is_parked_with_its_reason() {
        let ends = |ended, running| Reason::Ends { ended, running };
        for ((running, ended, mails, shared), wanted) in [
            ((40, 10, 5, 5), vec![]),
            ((40, 11, 0, 0), vec![ends(11, 40)]),
            ((1_000, 50, 0, 0), vec![]),
            ((1_000, 51, 0, 0), vec![ends(51, 1_000)]),
            ((40, 0, 6, 0), vec![Reason::Mails(6)]),
            ((40, 0, 0, 6), vec![Reason::Shared(6)]),
            (
                (12, 12, 12, 12),
                vec![ends(12, 12), Reason::Mails(12), Reason::Shared(12)],
            ),
        ] {
            let facts = Facts {
                running,
                ended,
                mails,
                shared,
            };
            assert_eq!(reasons(&facts), wanted, "{facts:?}");
        }
        assert_eq!(
            Reason::Mails(6).to_string(),
            "6 Personen mit Konto bekämen eine andere E-Mail-Adresse. Ohne Freigabe sind es höchstens 5."
        );
    }

    #[test]
    fn two_different_people_let_it_pass() {
        let [one, two] = [1, 2].map(|n| AccountId(Uuid::from_u128(n)));
        for (first, who, wanted) in [
            (None, one, Ok(Press::First)),
            (Some(one), one, Err(Refusal::SecondPerson)),
            (Some(one), two, Ok(Press::Second)),
        ] {
            assert_eq!(press(first, who), wanted);
        }
    }
}
