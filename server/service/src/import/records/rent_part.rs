//! Parts of the rent: `rent_parts.csv`.

use chrono::NaiveDate;
use domain::Cents;
use domain::erp::{Entity, RentPartKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Check, PERIOD, day};
use crate::import::sheet::{Cells, Record};
use crate::import::value;

/// A part of the rent from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RentPartRecord {
    /// The ERP's key.
    pub reference: String,
    /// The contract's key.
    pub contract: String,
    /// What it is for.
    #[schema(value_type = String, example = "betriebskosten")]
    pub kind: RentPartKind,
    /// Its name on papers.
    pub label: String,
    /// Cents a month; a discount is negative.
    #[schema(value_type = i64)]
    pub amount: Cents,
    /// First day on which it holds.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds.
    pub valid_to: Option<NaiveDate>,
    /// The ERP's own revision of it; lower or equal ones are ignored.
    pub revision: Option<i64>,
}

impl Record for RentPartRecord {
    const ENTITY: Entity = Entity::RentPart;
    const FILE: &'static str = "rent_parts.csv";
    const COLUMNS: &'static [&'static str] = &[
        "reference",
        "contract",
        "kind",
        "label",
        "amount",
        "valid_from",
        "valid_to",
        "revision",
    ];

    fn may_lack(column: &str) -> bool {
        PERIOD.contains(&column) && column != "valid_from"
    }

    said!(valid_to);

    fn links(&self) -> Vec<(Entity, &'static str, &str)> {
        vec![(Entity::Contract, "contract", self.contract.as_str())]
    }

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let reference = cells.required("reference", value::reference);
        let contract = cells.required("contract", value::reference);
        let kind = cells.required("kind", value::word(RentPartKind::ALL));
        let label = cells.required("label", value::text);
        let amount = cells.required("amount", value::amount);
        let period = cells.period();
        let revision = cells.optional("revision", value::revision);
        let (valid_from, valid_to) = period?;
        if valid_from.is_none() {
            cells.fault("valid_from", value::EMPTY.to_owned());
            return None;
        }
        Some(Self {
            reference: reference?,
            contract: contract?,
            kind: kind?,
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
        check.required("label", &self.label, value::text);
        check.amount("amount", self.amount);
        if self.valid_from.is_none() {
            check.fault("valid_from", value::EMPTY.to_owned());
        }
        check.period(self.valid_from, self.valid_to);
        check.revision(self.revision);
    }

    days_stay!();

    fn cells(&self) -> Vec<String> {
        vec![
            self.reference.clone(),
            self.contract.clone(),
            self.kind.to_string(),
            self.label.clone(),
            self.amount.to_string(),
            day(self.valid_from),
            day(self.valid_to),
        ]
    }
}
