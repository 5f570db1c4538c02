//! Houses and estates: `properties.csv`.

use chrono::NaiveDate;
use domain::erp::Entity;
use domain::workday::FederalState;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Check, PERIOD, day, or_empty};
use crate::import::sheet::{Cells, Record};
use crate::import::value;

/// A house or estate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PropertyRecord {
    /// The ERP's key.
    pub reference: String,
    /// What people call it.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub town: String,
    /// Decides the public holidays.
    #[schema(value_type = String, example = "BE")]
    pub federal_state: FederalState,
    /// First call for small damage.
    pub caretaker_name: Option<String>,
    /// The caretaker's phone.
    pub caretaker_phone: Option<String>,
    /// When somebody answers there, in words.
    pub caretaker_hours: Option<String>,
    /// From this day its persons get letters; without one the day stays that staff named.
    pub enabled_on: Option<NaiveDate>,
    /// Who is responsible at the manager's.
    pub clerk_name: Option<String>,
    /// The clerk's phone.
    pub clerk_phone: Option<String>,
    /// The clerk's mail.
    pub clerk_email: Option<String>,
    /// First day on which it holds.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds.
    pub valid_to: Option<NaiveDate>,
    /// The ERP's own revision of it; lower or equal ones are ignored.
    pub revision: Option<i64>,
}

impl Record for PropertyRecord {
    const ENTITY: Entity = Entity::Property;
    const FILE: &'static str = "properties.csv";
    const COLUMNS: &'static [&'static str] = &[
        "reference",
        "name",
        "street",
        "postal_code",
        "town",
        "federal_state",
        "caretaker_name",
        "caretaker_phone",
        "caretaker_hours",
        "enabled_on",
        "clerk_name",
        "clerk_phone",
        "clerk_email",
        "valid_from",
        "valid_to",
        "revision",
    ];

    fn may_lack(column: &str) -> bool {
        PERIOD.contains(&column) || column.starts_with("clerk_")
    }

    said!(valid_to);

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let reference = cells.required("reference", value::reference);
        let name = cells.required("name", value::text);
        let street = cells.required("street", value::text);
        let postal_code = cells.required("postal_code", value::postal_code);
        let town = cells.required("town", value::text);
        let federal_state = cells.required("federal_state", value::word(FederalState::ALL));
        let caretaker_name = cells.optional("caretaker_name", value::text);
        let caretaker_phone = cells.optional("caretaker_phone", value::phone);
        let caretaker_hours = cells.optional("caretaker_hours", value::text);
        let enabled_on = cells.optional("enabled_on", value::date);
        let clerk_name = cells.optional("clerk_name", value::text);
        let clerk_phone = cells.optional("clerk_phone", value::phone);
        let clerk_email = cells.optional("clerk_email", value::email);
        let period = cells.period();
        let revision = cells.optional("revision", value::revision);
        let (valid_from, valid_to) = period?;
        Some(Self {
            reference: reference?,
            name: name?,
            street: street?,
            postal_code: postal_code?,
            town: town?,
            federal_state: federal_state?,
            caretaker_name: caretaker_name?,
            caretaker_phone: caretaker_phone?,
            caretaker_hours: caretaker_hours?,
            enabled_on: enabled_on?,
            clerk_name: clerk_name?,
            clerk_phone: clerk_phone?,
            clerk_email: clerk_email?,
            valid_from,
            valid_to,
            revision: revision?,
        })
    }

    fn check(&self, check: &mut Check) {
        check.required("reference", &self.reference, value::reference);
        check.required("name", &self.name, value::text);
        check.required("street", &self.street, value::text);
        check.required("postal_code", &self.postal_code, value::postal_code);
        check.required("town", &self.town, value::text);
        check.optional("caretaker_name", self.caretaker_name.as_ref(), value::text);
        check.optional(
            "caretaker_phone",
            self.caretaker_phone.as_ref(),
            value::phone,
        );
        check.optional(
            "caretaker_hours",
            self.caretaker_hours.as_ref(),
            value::text,
        );
        check.day("enabled_on", self.enabled_on);
        check.optional("clerk_name", self.clerk_name.as_ref(), value::text);
        check.optional("clerk_phone", self.clerk_phone.as_ref(), value::phone);
        check.optional("clerk_email", self.clerk_email.as_ref(), value::email);
        check.period(self.valid_from, self.valid_to);
        check.revision(self.revision);
    }

    fn one_spelling(&mut self) {
        super::one_email(&mut self.clerk_email);
    }

    fn say_nothing(&mut self, stored: &Self) {
        if self.enabled_on.is_none() {
            self.enabled_on = stored.enabled_on;
        }
        if self.revision.is_none() {
            super::or_stored(&mut self.clerk_name, stored.clerk_name.as_ref());
            super::or_stored(&mut self.clerk_phone, stored.clerk_phone.as_ref());
            super::or_stored(&mut self.clerk_email, stored.clerk_email.as_ref());
            super::or_stored(&mut self.valid_from, stored.valid_from.as_ref());
            super::or_stored(&mut self.valid_to, stored.valid_to.as_ref());
        }
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.reference.clone(),
            self.name.clone(),
            self.street.clone(),
            self.postal_code.clone(),
            self.town.clone(),
            self.federal_state.to_string(),
            or_empty(self.caretaker_name.as_ref()),
            or_empty(self.caretaker_phone.as_ref()),
            or_empty(self.caretaker_hours.as_ref()),
            day(self.enabled_on),
            or_empty(self.clerk_name.as_ref()),
            or_empty(self.clerk_phone.as_ref()),
            or_empty(self.clerk_email.as_ref()),
            day(self.valid_from),
            day(self.valid_to),
        ]
    }
}
