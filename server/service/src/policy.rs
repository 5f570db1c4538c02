//! Who may do what to which ticket or contract: the one table, read by every use case.
//!
//! A relation is found from facts (who is named in which running contract, who reported it); the table says which
//! rights it carries. What is not in the table is not there for the caller: the answer is "not found".

use domain::ContractId;
use store::ticket::Ticket;

use crate::{Actor, Error, Result};

/// How the caller stands to a ticket or contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Not signed in.
    Anonymous,
    /// Signed in, but it is nobody's of theirs.
    Stranger,
    /// Reported it, and the contract runs.
    Reporter,
    /// Named in the running contract, and the ticket is shared.
    CoTenant,
    /// Reported it in a contract that has ended.
    FormerReporter,
    /// Named in a contract that has ended.
    Former,
    /// Named in the running contract.
    Party,
    /// Somebody a document is for.
    Recipient,
    /// Clerk or admin.
    Staff,
}

/// What somebody may want.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Read a ticket with its photos and its receipt.
    SeeTicket,
    /// Write into it.
    Reply,
    /// Confirm, withdraw, reopen.
    MoveOwn,
    /// Decide whether the household sees it.
    Share,
    /// Take, ask, commission, appoint, fix, reject, close.
    MoveAsStaff,
    /// Read and write internal notes, take it over.
    WorkOn,
    /// Read a contract.
    SeeContract,
    /// Report something about a contract.
    Report,
    /// Open a document.
    SeeDocument,
}

/// The table: which relations carry which right.
const fn carries(relation: Relation, right: Right) -> bool {
    use Relation::*;
    match right {
        Right::SeeTicket => matches!(relation, Reporter | CoTenant | FormerReporter | Staff),
        Right::Reply => matches!(relation, Reporter | CoTenant | Staff),
        Right::MoveOwn => matches!(relation, Reporter | CoTenant),
        Right::Share => matches!(relation, Reporter),
        Right::MoveAsStaff | Right::WorkOn => matches!(relation, Staff),
        Right::SeeContract => matches!(relation, Party | Former | Staff),
        Right::Report => matches!(relation, Party),
        Right::SeeDocument => matches!(relation, Recipient | Staff),
    }
}

/// How the caller stands to a ticket.
pub fn to_ticket(actor: &Actor, ticket: &Ticket) -> Relation {
    match actor {
        Actor::Anonymous | Actor::Operator | Actor::Queue | Actor::Erp(_) => Relation::Anonymous,
        Actor::Staff(_) => Relation::Staff,
        Actor::Newcomer(_) => Relation::Stranger,
        Actor::Resident(me) => {
            let (reported, runs) = (
                ticket.reporter_id == me.person,
                me.running.contains(&ticket.contract_id),
            );
            let named = me.contracts.iter().any(|row| row.id == ticket.contract_id);
            match (reported, runs, named) {
                (true, true, _) => Relation::Reporter,
                (true, false, true) => Relation::FormerReporter,
                (false, true, _) if ticket.shared => Relation::CoTenant,
                _ => Relation::Stranger,
            }
        }
    }
}

/// How the caller stands to a contract.
pub fn to_contract(actor: &Actor, contract: ContractId) -> Relation {
    match actor {
        Actor::Anonymous | Actor::Operator | Actor::Queue | Actor::Erp(_) => Relation::Anonymous,
        Actor::Staff(_) => Relation::Staff,
        Actor::Newcomer(_) => Relation::Stranger,
        Actor::Resident(me) if me.running.contains(&contract) => Relation::Party,
        Actor::Resident(me) if me.contracts.iter().any(|row| row.id == contract) => {
            Relation::Former
        }
        Actor::Resident(_) => Relation::Stranger,
    }
}

/// How the caller stands to a document, which is there for residents only if the domain says that they see it.
pub const fn to_document(actor: &Actor, seen: bool) -> Relation {
    match actor {
        Actor::Anonymous | Actor::Operator | Actor::Queue | Actor::Erp(_) => Relation::Anonymous,
        Actor::Staff(_) if seen => Relation::Staff,
        Actor::Resident(_) if seen => Relation::Recipient,
        Actor::Staff(_) | Actor::Newcomer(_) | Actor::Resident(_) => Relation::Stranger,
    }
}

/// Lets through whoever the table lets through.
///
/// # Errors
/// `SignIn` for nobody; `NotFound` where the caller must not know that the thing exists; `Forbidden` where they know.
pub fn require(relation: Relation, right: Right) -> Result<()> {
    if carries(relation, right) {
        return Ok(());
    }
    let known = carries(relation, Right::SeeTicket) || carries(relation, Right::SeeContract);
    Err(match relation {
        Relation::Anonymous => Error::SignIn,
        _ if known => Error::Forbidden,
        _ => Error::NotFound,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHTS: [Right; 9] = [
        Right::SeeTicket,
        Right::Reply,
        Right::MoveOwn,
        Right::Share,
        Right::MoveAsStaff,
        Right::WorkOn,
        Right::SeeContract,
        Right::Report,
        Right::SeeDocument,
    ];

    #[test]
    fn strangers_learn_nothing() {
        for right in RIGHTS {
            assert!(
                matches!(require(Relation::Stranger, right), Err(Error::NotFound)),
                "{right:?}"
            );
            assert!(
                matches!(require(Relation::Anonymous, right), Err(Error::SignIn)),
                "{right:?}"
            );
        }
    }

    #[test]
    fn each_relation_carries_these_rights() {
        for (relation, wanted) in [
            (
                Relation::Reporter,
                vec![Right::SeeTicket, Right::Reply, Right::MoveOwn, Right::Share],
            ),
            (
                Relation::CoTenant,
                vec![Right::SeeTicket, Right::Reply, Right::MoveOwn],
            ),
            (Relation::FormerReporter, vec![Right::SeeTicket]),
            (Relation::Former, vec![Right::SeeContract]),
            (Relation::Party, vec![Right::SeeContract, Right::Report]),
            (Relation::Recipient, vec![Right::SeeDocument]),
            (
                Relation::Staff,
                vec![
                    Right::SeeTicket,
                    Right::Reply,
                    Right::MoveAsStaff,
                    Right::WorkOn,
                    Right::SeeContract,
                    Right::SeeDocument,
                ],
            ),
        ] {
            let carried: Vec<Right> = RIGHTS
                .into_iter()
                .filter(|right| require(relation, *right).is_ok())
                .collect();
            assert_eq!(carried, wanted, "{relation:?}");
        }
    }
}
