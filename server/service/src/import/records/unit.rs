//! Flats, shops and parking spaces: `units.csv`.

use chrono::NaiveDate;
use domain::erp::Entity;
use domain::property::UnitKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Check, day};
use crate::import::sheet::{Cells, Record};
use crate::import::value;

/// A flat, shop or parking space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitRecord {
    /// The ERP's key.
    pub reference: String,
    /// The house's key.
    pub property: String,
    /// What it is.
    #[schema(value_type = String, example = "wohnung")]
    pub kind: UnitKind,
    /// Where it is in the house.
    pub label: String,
    /// Floor area in hundredths of a square metre.
    pub area: Option<i64>,
    /// First day on which it holds.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds.
    pub valid_to: Option<NaiveDate>,
    /// The ERP's own revision of it; lower or equal ones are ignored.
    pub revision: Option<i64>,
}

impl Record for UnitRecord {
    const ENTITY: Entity = Entity::Unit;
    const FILE: &'static str = "units.csv";
    const COLUMNS: &'static [&'static str] = &[
        "reference",
        "property",
        "kind",
        "label",
        "area",
        "valid_from",
        "valid_to",
        "revision",
    ];

    said!(valid_to);

    fn links(&self) -> Vec<(Entity, &'static str, &str)> {
        vec![(Entity::Property, "property", self.property.as_str())]
    }

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let reference = cells.required("reference", value::reference);
        let property = cells.required("property", value::reference);
        let kind = cells.required("kind", value::word(UnitKind::ALL));
        let label = cells.required("label", value::text);
        let area = cells.optional("area", value::area);
        let period = cells.period();
        let revision = cells.optional("revision", value::revision);
        let (valid_from, valid_to) = period?;
        Some(Self {
            reference: reference?,
            property: property?,
            kind: kind?,
            label: label?,
            area: area?,
            valid_from,
            valid_to,
            revision: revision?,
        })
    }

    fn check(&self, check: &mut Check) {
        check.required("reference", &self.reference, value::reference);
        check.required("property", &self.property, value::reference);
        check.required("label", &self.label, value::text);
        if self.area.is_some_and(|area| !value::is_area(area)) {
            check.fault("area", "Das ist keine Fläche in hundertstel m².".to_owned());
        }
        check.period(self.valid_from, self.valid_to);
        check.revision(self.revision);
    }

    days_stay!();

    fn cells(&self) -> Vec<String> {
        vec![
            self.reference.clone(),
            self.property.clone(),
            self.kind.to_string(),
            self.label.clone(),
            self.area
                .map(|area| format!("{},{:02} m²", area / 100, area % 100))
                .unwrap_or_default(),
            day(self.valid_from),
            day(self.valid_to),
        ]
    }
}
