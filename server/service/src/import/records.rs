//! The four kinds of rows: their columns, how each is read, and how it reads back as text.

use chrono::NaiveDate;
use domain::contract::ContractKind;
use domain::person::Salutation;
use domain::property::UnitKind;
use domain::workday::FederalState;
use domain::{Cents, berlin};

use super::sheet::{Cells, FILES, Record};
use super::value;

/// A row of `properties.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    pub federal_state: FederalState,
    /// First call for small damage.
    pub caretaker_name: Option<String>,
    /// The caretaker's phone.
    pub caretaker_phone: Option<String>,
    /// When somebody answers there, in words.
    pub caretaker_hours: Option<String>,
    /// From this day its persons get letters.
    pub enabled_on: Option<NaiveDate>,
}

/// A row of `units.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRecord {
    /// The ERP's key.
    pub reference: String,
    /// The house's key.
    pub property: String,
    /// What it is.
    pub kind: UnitKind,
    /// Where it is in the house.
    pub label: String,
    /// Floor area in hundredths of a square metre.
    pub area: Option<i64>,
}

/// A row of `persons.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRecord {
    /// The ERP's key.
    pub reference: String,
    /// How a letter greets.
    pub salutation: Salutation,
    /// Empty for companies.
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
}

/// A row of `contracts.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractRecord {
    /// The ERP's key, the contract number on letters.
    pub reference: String,
    /// The unit's key.
    pub unit: String,
    /// Lease or ownership.
    pub kind: ContractKind,
    /// The keys of those named in it, sorted.
    pub persons: Vec<String>,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day; open when empty.
    pub ends_on: Option<NaiveDate>,
    /// Day of signing.
    pub signed_on: Option<NaiveDate>,
    /// Net rent or house money a month.
    pub rent: Cents,
    /// Advance for operating costs a month.
    pub operating_costs: Cents,
    /// Advance for heating a month.
    pub heating_costs: Cents,
    /// Deposit of a lease.
    pub deposit: Cents,
}

impl Record for PropertyRecord {
    const FILE: &'static str = FILES[0];
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
    ];

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
        })
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
        ]
    }
}

impl Record for UnitRecord {
    const FILE: &'static str = FILES[1];
    const COLUMNS: &'static [&'static str] = &["reference", "property", "kind", "label", "area"];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let reference = cells.required("reference", value::reference);
        let property = cells.required("property", value::reference);
        let kind = cells.required("kind", value::word(UnitKind::ALL));
        let label = cells.required("label", value::text);
        let area = cells.optional("area", value::area);
        Some(Self {
            reference: reference?,
            property: property?,
            kind: kind?,
            label: label?,
            area: area?,
        })
    }

    fn cells(&self) -> Vec<String> {
        let area = self
            .area
            .map(|area| format!("{},{:02} m²", area / 100, area % 100));
        vec![
            self.reference.clone(),
            self.property.clone(),
            self.kind.to_string(),
            self.label.clone(),
            area.unwrap_or_default(),
        ]
    }
}

impl Record for PersonRecord {
    const FILE: &'static str = FILES[2];
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
    ];

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
        })
    }

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
        ]
    }
}

impl Record for ContractRecord {
    const FILE: &'static str = FILES[3];
    const COLUMNS: &'static [&'static str] = &[
        "reference",
        "unit",
        "kind",
        "persons",
        "starts_on",
        "ends_on",
        "signed_on",
        "rent",
        "operating_costs",
        "heating_costs",
        "deposit",
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let reference = cells.required("reference", value::reference);
        let unit = cells.required("unit", value::reference);
        let kind = cells.required("kind", value::word(ContractKind::ALL));
        let persons = cells.required("persons", value::references);
        let starts_on = cells.required("starts_on", value::date);
        let ends_on = cells.optional("ends_on", value::date);
        let signed_on = cells.optional("signed_on", value::date);
        let rent = cells.required("rent", value::money);
        let operating_costs = cells.optional("operating_costs", value::money);
        let heating_costs = cells.optional("heating_costs", value::money);
        let deposit = cells.optional("deposit", value::money);
        if let (Some(starts), Some(Some(ends))) = (starts_on, ends_on)
            && ends < starts
        {
            cells.fault("ends_on", "Der Vertrag endet vor seinem Beginn.".to_owned());
            return None;
        }
        Some(Self {
            reference: reference?,
            unit: unit?,
            kind: kind?,
            persons: persons?,
            starts_on: starts_on?,
            ends_on: ends_on?,
            signed_on: signed_on?,
            rent: rent?,
            operating_costs: operating_costs?.unwrap_or_default(),
            heating_costs: heating_costs?.unwrap_or_default(),
            deposit: deposit?.unwrap_or_default(),
        })
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.reference.clone(),
            self.unit.clone(),
            self.kind.to_string(),
            self.persons.join("|"),
            berlin::short_date(self.starts_on),
            day(self.ends_on),
            day(self.signed_on),
            self.rent.to_string(),
            self.operating_costs.to_string(),
            self.heating_costs.to_string(),
            self.deposit.to_string(),
        ]
    }
}

fn day(date: Option<NaiveDate>) -> String {
    date.map(berlin::short_date).unwrap_or_default()
}

fn or_empty(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}
