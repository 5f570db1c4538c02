//! What a resident may list and read, and the contract that their pages keep to.

use chrono::NaiveDate;
use domain::ContractId;
use domain::contract::ContractRow;
use store::ticket::list::Reach;

use crate::Resident;

impl Resident {
    /// What of the tickets the policy lets the resident list.
    pub(crate) fn reach(&self) -> Reach {
        let past = self
            .contracts
            .iter()
            .map(|row| row.id)
            .filter(|id| !self.running.contains(id))
            .collect();
        Reach {
            person: self.person,
            account: self.account,
            running: self.running.clone(),
            past,
        }
    }

    /// The same within the chosen contract; everything where none is chosen.
    pub(crate) fn view(&self) -> Reach {
        let all = self.reach();
        match self.chosen {
            Some(chosen) => Reach {
                running: vec![chosen],
                past: Vec::new(),
                ..all
            },
            None => all,
        }
    }

    /// A contract that the resident may read.
    pub(crate) fn contract(&self, id: ContractId) -> Option<&ContractRow> {
        self.contracts.iter().find(|row| row.id == id)
    }

    /// The last day on which the resident was named in a contract that they were taken out of.
    pub(crate) fn last_day(&self, id: ContractId) -> Option<NaiveDate> {
        let row = self.contract(id).filter(|row| row.removed)?;
        row.ends_on
    }

    /// The chosen contract.
    pub(crate) fn chosen(&self) -> Option<&ContractRow> {
        self.chosen.and_then(|id| self.contract(id))
    }
}
