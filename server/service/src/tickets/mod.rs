//! Tickets: listed, shown, reported, answered and moved; each by the policy's leave.

pub(crate) mod left;
mod list;
mod mail;
mod photo;
pub(crate) mod receipt;
mod reply;
mod report;
pub(crate) mod show;
mod step;

use domain::ticket::Side;
use domain::ticket::inbox::PAGE;
use domain::{Refusal, TicketId};
use store::Tx;
use store::ticket::{self, Ticket};

use crate::policy::{self, Relation, Right};
use crate::trail::Object;
use crate::{Actor, Caller, Error, Result};

pub use receipt::Receipt;
pub(crate) use step::{close_expired, said};

/// Tickets, for one caller.
#[derive(Debug, Clone, Copy)]
pub struct Tickets<'a> {
    pub(crate) caller: &'a Caller,
}

/// Holds a ticket and asks the policy.
///
/// # Errors
/// `NotFound` where there is none or the caller must not know it; `ContractEnded` where it can only be read;
/// `Forbidden`, `SignIn`.
pub(crate) async fn load(
    caller: &Caller,
    tx: &mut Tx,
    id: TicketId,
    right: Right,
) -> Result<(Ticket, Relation)> {
    if matches!(caller.actor, Actor::Anonymous) {
        return Err(Error::SignIn);
    }
    ticket::hold(tx, id).await?;
    read(caller, tx, id, right).await
}

/// Reads a ticket and asks the policy, without holding it.
pub(crate) async fn read(
    caller: &Caller,
    tx: &mut Tx,
    id: TicketId,
    right: Right,
) -> Result<(Ticket, Relation)> {
    if matches!(caller.actor, Actor::Anonymous) {
        return Err(Error::SignIn);
    }
    let object = Object::Ticket(id.0);
    let Some(found) = ticket::by_id(tx, id).await? else {
        caller.deny(object);
        return Err(Error::NotFound);
    };
    let relation = policy::to_ticket(&caller.actor, &found);
    match caller.admit(relation, right, object) {
        Err(Error::Forbidden) if relation == Relation::FormerReporter => {
            Err(Refusal::ContractEnded.into())
        }
        other => other.map(|()| (found, relation)),
    }
}

/// On which side of the counter the caller stands.
pub(crate) const fn side(relation: Relation) -> Side {
    match relation {
        Relation::Staff => Side::Staff,
        _ => Side::Resident,
    }
}

/// The side of whoever speaks, before any ticket is known.
pub(crate) const fn speaker(caller: &Caller) -> Side {
    match caller.actor {
        Actor::Staff(_) => Side::Staff,
        _ => Side::Resident,
    }
}

/// The page that exists nearest to the one asked for, and how many there are.
pub(crate) fn pages(asked: i64, total: i64) -> (i64, i64) {
    let pages = total.max(1).saturating_add(PAGE - 1) / PAGE;
    (asked.clamp(1, pages), pages)
}
