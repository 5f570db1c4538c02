//! Who is named in a contract, where the ERP says it apart from the contract: `contract_persons.csv`.

use chrono::NaiveDate;
use domain::erp::Entity;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Check, day};
use crate::import::sheet::{Cells, Record};
use crate::import::value;

/// A name in a contract, from one day to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractPersonRecord {
    /// The ERP's key.
    pub reference: String,
    /// The contract's key.
    pub contract: String,
    /// The person's key.
    pub person: String,
    /// First day on which it holds.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds.
    pub valid_to: Option<NaiveDate>,
    /// The ERP's own revision of it; lower or equal ones are ignored.
    pub revision: Option<i64>,
}

impl Record for ContractPersonRecord {
    const ENTITY: Entity = Entity::ContractPerson;
    const FILE: &'static str = "contract_persons.csv";
    const COLUMNS: &'static [&'static str] = &[
        "reference",
        "contract",
        "person",
        "valid_from",
        "valid_to",
        "revision",
    ];

    said!(valid_to);

    fn links(&self) -> Vec<(Entity, &'static str, &str)> {
        vec![
            (Entity::Contract, "contract", self.contract.as_str()),
            (Entity::Person, "person", self.person.as_str()),
        ]
    }

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let reference = cells.required("reference", value::reference);
        let contract = cells.required("contract", value::reference);
        let person = cells.required("person", value::reference);
        let period = cells.period();
        let revision = cells.optional("revision", value::revision);
        let (valid_from, valid_to) = period?;
        Some(Self {
            reference: reference?,
            contract: contract?,
            person: person?,
            valid_from,
            valid_to,
            revision: revision?,
        })
    }

    fn check(&self, check: &mut Check) {
        check.required("reference", &self.reference, value::reference);
        check.required("contract", &self.contract, value::reference);
        check.required("person", &self.person, value::reference);
        check.period(self.valid_from, self.valid_to);
        check.revision(self.revision);
    }

    days_stay!();

    fn cells(&self) -> Vec<String> {
        vec![
            self.reference.clone(),
            self.contract.clone(),
            self.person.clone(),
            day(self.valid_from),
            day(self.valid_to),
        ]
    }
}
