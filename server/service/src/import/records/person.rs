//! People and companies: `persons.csv`.

use chrono::NaiveDate;
use domain::erp::Entity;
use domain::person::Salutation;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Check, day, or_empty};
use crate::import::sheet::{Cells, Record};
use crate::import::value;

/// A person or company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonRecord {
    /// The ERP's key.
    pub reference: String,
    /// How a letter greets.
    #[schema(value_type = String, example = "frau")]
    pub salutation: Salutation,
    /// Empty for companies.
    #[serde(default)]
    pub first_name: String,
    /// Last name or company name.
    pub last_name: String,
    /// Street and number of the postal address.
    pub street: String,
    /// Postal code of the postal address.
    pub postal_code: String,
    /// Town of the postal address.
    pub town: String,
    /// Contact address; not the login.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// First day on which it holds.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds.
    pub valid_to: Option<NaiveDate>,
    /// The ERP's own revision of it; lower or equal ones are ignored.
    pub revision: Option<i64>,
}

impl Record for PersonRecord {
    const ENTITY: Entity = Entity::Person;
    const FILE: &'static str = "persons.csv";
    const COLUMNS: &'static [&'static str] = &[
        "reference",
        "salutation",
        "first_name",
        "last_name",
        "street",
        "postal_code",
        "town",
        "email",
        "phone",
        "valid_from",
        "valid_to",
        "revision",
    ];

    said!(valid_to);

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let reference = cells.required("reference", value::reference);
        let salutation = cells.required("salutation", value::word(Salutation::ALL));
        let first_name = if salutation == Some(Salutation::Company) {
            cells
                .optional("first_name", value::text)
                .map(Option::unwrap_or_default)
        } else {
            cells.required("first_name", value::text)
        };
        let last_name = cells.required("last_name", value::text);
        let street = cells.required("street", value::text);
        let postal_code = cells.required("postal_code", value::any_postal_code);
        let town = cells.required("town", value::text);
        let email = cells.optional("email", value::email);
        let phone = cells.optional("phone", value::phone);
        let period = cells.period();
        let revision = cells.optional("revision", value::revision);
        let (valid_from, valid_to) = period?;
        Some(Self {
            reference: reference?,
            salutation: salutation?,
            first_name: first_name?,
            last_name: last_name?,
            street: street?,
            postal_code: postal_code?,
            town: town?,
            email: email?,
            phone: phone?,
            valid_from,
            valid_to,
            revision: revision?,
        })
    }

    fn check(&self, check: &mut Check) {
        check.required("reference", &self.reference, value::reference);
        if self.salutation != Salutation::Company || !self.first_name.is_empty() {
            check.required("first_name", &self.first_name, value::text);
        }
        check.required("last_name", &self.last_name, value::text);
        check.required("street", &self.street, value::text);
        check.required("postal_code", &self.postal_code, value::any_postal_code);
        check.required("town", &self.town, value::text);
        check.optional("email", self.email.as_ref(), value::email);
        check.optional("phone", self.phone.as_ref(), value::phone);
        check.period(self.valid_from, self.valid_to);
        check.revision(self.revision);
    }

    fn one_spelling(&mut self) {
        super::one_email(&mut self.email);
    }

    days_stay!();

    fn cells(&self) -> Vec<String> {
        vec![
            self.reference.clone(),
            self.salutation.to_string(),
            self.first_name.clone(),
            self.last_name.clone(),
            self.street.clone(),
            self.postal_code.clone(),
            self.town.clone(),
            or_empty(self.email.as_ref()),
            or_empty(self.phone.as_ref()),
            day(self.valid_from),
            day(self.valid_to),
        ]
    }
}
