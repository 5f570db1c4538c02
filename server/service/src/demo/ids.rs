//! Which id each reference of the demo company has.

use std::collections::HashMap;

use domain::{ContractId, PersonId};
use store::{Tx, master};

use crate::Result;

/// Which id each reference has.
#[derive(Debug, Default)]
pub(super) struct Ids {
    pub persons: HashMap<String, PersonId>,
    pub contracts: HashMap<String, ContractId>,
}

impl Ids {
    /// Those of all that was written.
    pub async fn all(tx: &mut Tx) -> Result<Self> {
        let all = master::load(tx).await?;
        let person = |row: domain::person::Person| (row.reference, row.id);
        let contract = |row: domain::contract::Contract| (row.reference, row.id);
        Ok(Self {
            persons: all.persons.into_iter().map(person).collect(),
            contracts: all.contracts.into_iter().map(contract).collect(),
        })
    }
}
