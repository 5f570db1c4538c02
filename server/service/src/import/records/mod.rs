//! The kinds of records: one type each for files, API and journal; how each is read, checked, and told.

/// The ERP's words on a record: its key, its revision, and its last day, which stands in the field named.
macro_rules! said {
    ($last:ident) => {
        fn reference(&self) -> &str {
            &self.reference
        }

        fn revision(&self) -> Option<i64> {
            self.revision
        }

        fn set_revision(&mut self, revision: Option<i64>) {
            self.revision = revision;
        }

        fn last_day(&mut self) -> &mut Option<chrono::NaiveDate> {
            &mut self.$last
        }
    };
}

/// Of a record that says no more than its days for itself: they stay where it does not say them.
macro_rules! days_stay {
    () => {
        fn say_nothing(&mut self, stored: &Self) {
            if self.revision.is_none() {
                super::or_stored(&mut self.valid_from, stored.valid_from.as_ref());
                super::or_stored(&mut self.valid_to, stored.valid_to.as_ref());
            }
        }
    };
}

mod account_entry;
mod bank_mandate;
mod check;
mod consumption_value;
mod contract;
mod contract_person;
mod person;
mod property;
mod rent_part;
mod unit;

use chrono::NaiveDate;
use domain::berlin;

use super::sheet::Record;
use super::value;

pub use account_entry::AccountEntryRecord;
pub use bank_mandate::BankMandateRecord;
pub(crate) use check::{BACKWARDS, Check};
pub use consumption_value::ConsumptionValueRecord;
pub use contract::ContractRecord;
pub use contract_person::ContractPersonRecord;
pub use person::PersonRecord;
pub use property::PropertyRecord;
pub use rent_part::RentPartRecord;
pub use unit::UnitRecord;

/// The files in the order in which they are read; those behind the first four may be missing.
pub(super) const FILES: [&str; 9] = [
    PropertyRecord::FILE,
    UnitRecord::FILE,
    PersonRecord::FILE,
    ContractRecord::FILE,
    ContractPersonRecord::FILE,
    RentPartRecord::FILE,
    BankMandateRecord::FILE,
    ConsumptionValueRecord::FILE,
    AccountEntryRecord::FILE,
];

/// Columns that a file may lack: it then says nothing about them.
pub(super) const PERIOD: [&str; 3] = ["valid_from", "valid_to", "revision"];

fn day(date: Option<NaiveDate>) -> String {
    date.map(berlin::short_date).unwrap_or_default()
}

fn or_empty(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

/// What a record does not say stays as it is.
fn or_stored<T: Clone>(said: &mut Option<T>, stored: Option<&T>) {
    if said.is_none() {
        *said = stored.cloned();
    }
}

/// An address in its one spelling; a wrong one stays for the report.
fn one_email(address: &mut Option<String>) {
    if let Some(text) = address
        && let Ok(one) = value::email(text)
    {
        *text = one;
    }
}
