//! What units consumed: `consumption_values.csv`.

use chrono::NaiveDate;
use domain::erp::{Entity, Medium};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Check, day};
use crate::import::sheet::{Cells, Record};
use crate::import::value;

/// What a unit consumed in a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsumptionValueRecord {
    /// The ERP's key.
    pub reference: String,
    /// The unit's key.
    pub unit: String,
    /// What was consumed.
    #[schema(value_type = String, example = "waerme")]
    pub medium: Medium,
    /// Thousandths of the measure.
    pub amount: i64,
    /// In what it is measured: `kWh`, `m³`.
    pub measure: String,
    /// Nobody read it off.
    #[serde(default)]
    pub estimated: bool,
    /// First day on which it holds.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds.
    pub valid_to: Option<NaiveDate>,
    /// The ERP's own revision of it; lower or equal ones are ignored.
    pub revision: Option<i64>,
}

impl Record for ConsumptionValueRecord {
    const ENTITY: Entity = Entity::ConsumptionValue;
    const FILE: &'static str = "consumption_values.csv";
    const COLUMNS: &'static [&'static str] = &[
        "reference",
        "unit",
        "medium",
        "amount",
        "measure",
        "estimated",
        "valid_from",
        "valid_to",
        "revision",
    ];

    fn may_lack(column: &str) -> bool {
        column == "revision" || column == "estimated"
    }

    said!(valid_to);

    fn links(&self) -> Vec<(Entity, &'static str, &str)> {
        vec![(Entity::Unit, "unit", self.unit.as_str())]
    }

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let reference = cells.required("reference", value::reference);
        let unit = cells.required("unit", value::reference);
        let medium = cells.required("medium", value::word(Medium::ALL));
        let amount = cells.required("amount", value::thousandths);
        let measure = cells.required("measure", value::text);
        let estimated = cells.optional("estimated", value::yes_or_no);
        let period = cells.period();
        let revision = cells.optional("revision", value::revision);
        let (valid_from, valid_to) = period?;
        for (column, day) in [("valid_from", valid_from), ("valid_to", valid_to)] {
            if day.is_none() {
                cells.fault(column, value::EMPTY.to_owned());
                return None;
            }
        }
        Some(Self {
            reference: reference?,
            unit: unit?,
            medium: medium?,
            amount: amount?,
            measure: measure?,
            estimated: estimated?.unwrap_or_default(),
            valid_from,
            valid_to,
            revision: revision?,
        })
    }

    fn check(&self, check: &mut Check) {
        check.required("reference", &self.reference, value::reference);
        check.required("unit", &self.unit, value::reference);
        check.required("measure", &self.measure, value::text);
        if !(0..=value::MOST_AMOUNT).contains(&self.amount) {
            check.fault("amount", "Dieser Wert ist nicht möglich.".to_owned());
        }
        for (field, day) in [("valid_from", self.valid_from), ("valid_to", self.valid_to)] {
            if day.is_none() {
                check.fault(field, value::EMPTY.to_owned());
            }
        }
        check.period(self.valid_from, self.valid_to);
        check.revision(self.revision);
    }

    days_stay!();

    fn cells(&self) -> Vec<String> {
        vec![
            self.reference.clone(),
            self.unit.clone(),
            self.medium.to_string(),
            self.amount.to_string(),
            self.measure.clone(),
            value::said(self.estimated),
            day(self.valid_from),
            day(self.valid_to),
        ]
    }
}
