//! What the home page shows first.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::contract::{Contact, ContractRow};
use crate::document::DocumentRow;
use crate::ticket::TicketRow;

/// The resident's home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomePage {
    /// "Vera Lindt".
    pub name: String,
    /// All contracts, running ones first.
    pub contracts: Vec<ContractRow>,
    /// The one that the page keeps to; all where there is none.
    pub chosen: Option<ContractRow>,
    /// Tickets that wait for the person: a question, a repair to confirm, an appointment.
    pub important: Vec<TicketRow>,
    /// The three open tickets that changed last.
    pub open: Vec<TicketRow>,
    /// How many are open in all.
    pub open_count: i64,
    /// The youngest documents that the person has not opened.
    pub documents: Vec<DocumentRow>,
    /// How many there are in all.
    pub new_documents: u32,
    /// Whom to call.
    pub contacts: Vec<Contact>,
}

impl HomePage {
    /// The person lived here once: every contract has ended, and nothing new can be reported.
    pub fn is_former(&self, today: NaiveDate) -> bool {
        let ended = |row: &ContractRow| row.ends_on.is_some_and(|end| end < today);
        !self.contracts.is_empty() && self.contracts.iter().all(ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{ContractId, ContractKind};
    use crate::property::UnitKind;

    fn home(ends: &[Option<&str>]) -> HomePage {
        let contract = |end: Option<&str>| ContractRow {
            id: ContractId(uuid::Uuid::nil()),
            reference: "V-1".to_owned(),
            kind: ContractKind::Lease,
            unit_label: "2. OG links".to_owned(),
            unit_kind: UnitKind::Flat,
            street: "Lindenhof 3".to_owned(),
            postal_code: "10999".to_owned(),
            town: "Berlin".to_owned(),
            starts_on: "2020-01-01".parse().unwrap(),
            ends_on: end.map(|end| end.parse().unwrap()),
            removed: false,
            readable_until: None,
        };
        HomePage {
            name: "Vera Lindt".to_owned(),
            contracts: ends.iter().copied().map(contract).collect(),
            chosen: None,
            important: Vec::new(),
            open: Vec::new(),
            open_count: 0,
            documents: Vec::new(),
            new_documents: 0,
            contacts: Vec::new(),
        }
    }

    #[test]
    fn whoever_has_a_contract_left_is_no_former_tenant() {
        let today = "2026-06-30".parse().unwrap();
        assert!(!home(&[]).is_former(today));
        for (ends, former) in [
            ([Some("2026-06-29"), Some("2026-06-29")], true),
            ([Some("2026-06-30"), Some("2026-06-29")], false),
            ([None, Some("2026-06-29")], false),
        ] {
            assert_eq!(home(&ends).is_former(today), former, "{ends:?}");
        }
    }
}
