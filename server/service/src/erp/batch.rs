//! Parcels of records: what the ERP says, however it comes.

use chrono::NaiveDate;
use domain::erp::{Entity, Source};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::import::{
    AccountEntryRecord, BankMandateRecord, ConsumptionValueRecord, ContractPersonRecord,
    ContractRecord, PersonRecord, PropertyRecord, RentPartRecord, UnitRecord,
};

/// Records up to this number are one transaction and have an answer each.
pub const SMALL: usize = 1_000;

/// Something comes to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// What it is.
    #[schema(value_type = String, example = "contract")]
    pub entity: Entity,
    /// The ERP's key.
    pub reference: String,
    /// Its last day.
    pub valid_to: NaiveDate,
    /// The ERP's own revision of it; lower or equal ones are ignored.
    pub revision: i64,
}

/// Records of all kinds; a list that is left out says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Batch {
    /// Houses.
    pub properties: Vec<PropertyRecord>,
    /// Flats, shops and parking spaces.
    pub units: Vec<UnitRecord>,
    /// People and companies.
    pub persons: Vec<PersonRecord>,
    /// Leases and ownerships.
    pub contracts: Vec<ContractRecord>,
    /// Names in contracts that have days of their own.
    pub contract_persons: Vec<ContractPersonRecord>,
    /// Parts of rents.
    pub rent_parts: Vec<RentPartRecord>,
    /// Accounts that contracts are debited from.
    pub bank_mandates: Vec<BankMandateRecord>,
    /// What units consumed.
    pub consumption_values: Vec<ConsumptionValueRecord>,
    /// Lines of contracts' accounts.
    pub account_entries: Vec<AccountEntryRecord>,
    /// What comes to its end; the last of all.
    pub ends: Vec<End>,
    /// Kinds of which it names all there are, as the files of an export do.
    #[serde(skip)]
    #[schema(ignore)]
    pub whole: Vec<Entity>,
}

/// A batch and where it comes from.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// By which way it came.
    pub source: Source,
    /// Its name there: a key, a folder, a command.
    pub label: String,
    /// What it says.
    pub batch: Batch,
}

impl Batch {
    /// Records and ends.
    pub fn len(&self) -> usize {
        self.properties.len()
            + self.units.len()
            + self.persons.len()
            + self.contracts.len()
            + self.contract_persons.len()
            + self.rent_parts.len()
            + self.bank_mandates.len()
            + self.consumption_values.len()
            + self.account_entries.len()
            + self.ends.len()
    }

    /// Nothing is said.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The unit with a key, of a batch that is small enough to be looked through.
    pub fn unit(&self, reference: &str) -> Option<&UnitRecord> {
        self.units.iter().find(|unit| unit.reference == reference)
    }

    /// As [`Batch::unit`], for a person.
    pub fn person(&self, reference: &str) -> Option<&PersonRecord> {
        let mut persons = self.persons.iter();
        persons.find(|person| person.reference == reference)
    }

    /// As [`Batch::unit`], for a contract.
    pub fn contract(&self, reference: &str) -> Option<&ContractRecord> {
        let mut contracts = self.contracts.iter();
        contracts.find(|contract| contract.reference == reference)
    }
}
