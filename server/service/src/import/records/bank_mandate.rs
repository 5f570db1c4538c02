//! Accounts that contracts are debited from: `bank_mandates.csv`.

use chrono::NaiveDate;
use domain::erp::Entity;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Check, day, or_empty};
use crate::import::sheet::{Cells, Record};
use crate::import::value;

/// The account a contract is debited from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BankMandateRecord {
    /// The ERP's key.
    pub reference: String,
    /// The contract's key.
    pub contract: String,
    /// Whose account it is.
    pub holder: String,
    /// The portal keeps country, check digits and the last two characters of it.
    pub iban: String,
    /// Reference of the mandate.
    pub mandate: Option<String>,
    /// Day of signing.
    pub signed_on: Option<NaiveDate>,
    /// First day on which it holds.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds.
    pub valid_to: Option<NaiveDate>,
    /// The ERP's own revision of it; lower or equal ones are ignored.
    pub revision: Option<i64>,
}

impl Record for BankMandateRecord {
    const ENTITY: Entity = Entity::BankMandate;
    const FILE: &'static str = "bank_mandates.csv";
    const COLUMNS: &'static [&'static str] = &[
        "reference",
        "contract",
        "holder",
        "iban",
        "mandate",
        "signed_on",
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
        let holder = cells.required("holder", value::text);
        let iban = cells.required("iban", value::iban);
        let mandate = cells.optional("mandate", value::mandate);
        let signed_on = cells.optional("signed_on", value::date);
        let period = cells.period();
        let revision = cells.optional("revision", value::revision);
        let (valid_from, valid_to) = period?;
        Some(Self {
            reference: reference?,
            contract: contract?,
            holder: holder?,
            iban: iban?,
            mandate: mandate?,
            signed_on: signed_on?,
            valid_from,
            valid_to,
            revision: revision?,
        })
    }

    fn check(&self, check: &mut Check) {
        check.required("reference", &self.reference, value::reference);
        check.required("contract", &self.contract, value::reference);
        check.required("holder", &self.holder, value::text);
        check.required("iban", &self.iban, value::iban);
        check.optional("mandate", self.mandate.as_ref(), value::mandate);
        check.day("signed_on", self.signed_on);
        check.period(self.valid_from, self.valid_to);
        check.revision(self.revision);
    }

    /// From here on the account is nowhere in full any more.
    fn one_spelling(&mut self) {
        if let Ok(masked) = value::iban(&self.iban) {
            self.iban = masked;
        }
    }

    days_stay!();

    fn cells(&self) -> Vec<String> {
        vec![
            self.reference.clone(),
            self.contract.clone(),
            self.holder.clone(),
            self.iban.clone(),
            or_empty(self.mandate.as_ref()),
            day(self.signed_on),
            day(self.valid_from),
            day(self.valid_to),
        ]
    }
}
