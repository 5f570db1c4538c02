//! What contracts were charged and paid: `account_entries.csv`.

use chrono::NaiveDate;
use domain::Cents;
use domain::erp::Entity;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Check, day};
use crate::import::sheet::{Cells, Record};
use crate::import::value;

/// A line of a contract's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountEntryRecord {
    /// The ERP's key.
    pub reference: String,
    /// The contract's key.
    pub contract: String,
    /// Day of the booking.
    pub booked_on: NaiveDate,
    /// Day on which it is due.
    pub due_on: Option<NaiveDate>,
    /// What it is for.
    pub label: String,
    /// Cents; what the person owes is positive.
    #[schema(value_type = i64)]
    pub amount: Cents,
    /// First day on which it holds.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds.
    pub valid_to: Option<NaiveDate>,
    /// The ERP's own revision of it; lower or equal ones are ignored.
    pub revision: Option<i64>,
}

impl Record for AccountEntryRecord {
    const ENTITY: Entity = Entity::AccountEntry;
    const FILE: &'static str = "account_entries.csv";
    const COLUMNS: &'static [&'static str] = &[
        "reference",
        "contract",
        "booked_on",
        "due_on",
        "label",
        "amount",
        "valid_from",
        "valid_to",
        "revision",
    ];

    said!(valid_to);

    fn links(&self) -> Vec<(Entity, &'static str, &str)> {
        vec![(Entity::Contract, "contract", self.contract.as_str())]
    }

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let reference = cells.required("reference", value::reference);
        let contract = cells.required("contract", value::reference);
        let booked_on = cells.required("booked_on", value::date);
        let due_on = cells.optional("due_on", value::date);
        let label = cells.required("label", value::text);
        let amount = cells.required("amount", value::amount);
        let period = cells.period();
        let revision = cells.optional("revision", value::revision);
        let (valid_from, valid_to) = period?;
        Some(Self {
            reference: reference?,
            contract: contract?,
            booked_on: booked_on?,
            due_on: due_on?,
            label: label?,
            amount: amount?,
            valid_from,
            valid_to,
            revision: revision?,
        })
    }

    fn check(&self, check: &mut Check) {
        check.required("reference", &self.reference, value::reference);
        check.required("contract", &self.contract, value::reference);
        check.day("booked_on", Some(self.booked_on));
        check.day("due_on", self.due_on);
        check.required("label", &self.label, value::text);
        check.amount("amount", self.amount);
        check.period(self.valid_from, self.valid_to);
        check.revision(self.revision);
    }

    days_stay!();

    fn cells(&self) -> Vec<String> {
        vec![
            self.reference.clone(),
            self.contract.clone(),
            day(Some(self.booked_on)),
            day(self.due_on),
            self.label.clone(),
            self.amount.to_string(),
            day(self.valid_from),
            day(self.valid_to),
        ]
    }
}
