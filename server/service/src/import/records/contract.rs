//! Leases and ownerships: `contracts.csv`.

use chrono::NaiveDate;
use domain::contract::ContractKind;
use domain::erp::Entity;
use domain::{Cents, berlin};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Check, day, or_empty};
use crate::import::sheet::{Cells, Record};
use crate::import::value;

/// A lease or an ownership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractRecord {
    /// The ERP's key, the contract number on letters.
    pub reference: String,
    /// The unit's key.
    pub unit: String,
    /// Lease or ownership.
    #[schema(value_type = String, example = "miete")]
    pub kind: ContractKind,
    /// The keys of those named in it; whoever is said apart as a contract person need not be here.
    #[serde(default)]
    pub persons: Vec<String>,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day; open when empty.
    pub ends_on: Option<NaiveDate>,
    /// Day of signing.
    pub signed_on: Option<NaiveDate>,
    /// Net rent or house money a month, in cents.
    #[schema(value_type = i64)]
    pub rent: Cents,
    /// Advance for operating costs a month, in cents.
    #[serde(default)]
    #[schema(value_type = i64)]
    pub operating_costs: Cents,
    /// Advance for heating a month, in cents.
    #[serde(default)]
    #[schema(value_type = i64)]
    pub heating_costs: Cents,
    /// Deposit of a lease, in cents.
    #[serde(default)]
    #[schema(value_type = i64)]
    pub deposit: Cents,
    /// The period of notice, in the words of the contract.
    pub notice_period: Option<String>,
    /// The ERP's own revision of it; lower or equal ones are ignored.
    pub revision: Option<i64>,
}

impl Record for ContractRecord {
    const ENTITY: Entity = Entity::Contract;
    const FILE: &'static str = "contracts.csv";
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
        "notice_period",
        "revision",
    ];

    fn may_lack(column: &str) -> bool {
        ["notice_period", "revision"].contains(&column)
    }

    said!(ends_on);

    fn links(&self) -> Vec<(Entity, &'static str, &str)> {
        let unit = (Entity::Unit, "unit", self.unit.as_str());
        let persons = self.persons.iter();
        let persons = persons.map(|person| (Entity::Person, "persons", person.as_str()));
        [unit].into_iter().chain(persons).collect()
    }

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
        let notice_period = cells.optional("notice_period", value::text);
        let revision = cells.optional("revision", value::revision);
        if let (Some(starts), Some(Some(ends))) = (starts_on, ends_on)
            && ends < starts
        {
            cells.fault("ends_on", BACKWARDS.to_owned());
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
            notice_period: notice_period?,
            revision: revision?,
        })
    }

    fn check(&self, check: &mut Check) {
        check.required("reference", &self.reference, value::reference);
        check.required("unit", &self.unit, value::reference);
        for person in &self.persons {
            check.required("persons", person, value::reference);
        }
        check.day("starts_on", Some(self.starts_on));
        check.day("ends_on", self.ends_on);
        check.day("signed_on", self.signed_on);
        if self.ends_on.is_some_and(|ends| ends < self.starts_on) {
            check.fault("ends_on", BACKWARDS.to_owned());
        }
        check.money("rent", self.rent);
        check.money("operating_costs", self.operating_costs);
        check.money("heating_costs", self.heating_costs);
        check.money("deposit", self.deposit);
        check.optional("notice_period", self.notice_period.as_ref(), value::text);
        check.revision(self.revision);
    }

    /// Who stands first in a contract means nothing.
    fn one_spelling(&mut self) {
        self.persons.sort();
        self.persons.dedup();
    }

    fn say_nothing(&mut self, stored: &Self) {
        if self.revision.is_none() {
            super::or_stored(&mut self.notice_period, stored.notice_period.as_ref());
        }
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
            or_empty(self.notice_period.as_ref()),
        ]
    }
}

const BACKWARDS: &str = "Der Vertrag endet vor seinem Beginn.";
