//! What the home page shows first.

use serde::{Deserialize, Serialize};

use crate::contract::{Contact, ContractRow};
use crate::ticket::TicketRow;

/// The resident's home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomePage {
    /// "Vera Lindt".
    pub name: String,
    /// All contracts, running ones first.
    pub contracts: Vec<ContractRow>,
    /// Tickets that wait for the person: a question, a repair to confirm, an appointment.
    pub important: Vec<TicketRow>,
    /// The three open tickets that changed last.
    pub open: Vec<TicketRow>,
    /// How many are open in all.
    pub open_count: i64,
    /// Whom to call.
    pub contacts: Vec<Contact>,
}
