//! The import of the manager's master data: CSV files, checked as a whole before anything is changed.
//!
//! Reading ([`read`]) knows neither database nor clock; `docs/import.md` is the contract with the person who writes the
//! export. Rows are known by the ERP's own reference, never by a printed name. What they change is the gateway's
//! ([`crate::erp`]), as for everything the ERP says.

pub(crate) mod csv;
mod diff;
mod links;
mod load;
mod records;
mod report;
mod sheet;
mod tables;
mod value;

#[cfg(test)]
mod apply_tests;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::path::Path;

use domain::erp::Source;

pub use diff::{Change, Counts, Diff, FieldChange};
pub use records::{
    AccountEntryRecord, BankMandateRecord, ConsumptionValueRecord, ContractPersonRecord,
    ContractRecord, PersonRecord, PropertyRecord, RentPartRecord, UnitRecord,
};
pub use report::{Problem, Report};
pub use tables::{Checked, Text, read_from};

pub(crate) use load::{Told, bytes};
pub(crate) use records::Check;
pub(crate) use sheet::{Record, shown};
pub(crate) use value::ungrouped;

use crate::erp::{self, Batch, Outcome, Parcel};
use crate::{Caller, Result};

/// Our files and their columns, as a mapping file names them.
pub(crate) fn shapes() -> [(&'static str, &'static [&'static str]); 9] {
    fn of<R: Record>() -> (&'static str, &'static [&'static str]) {
        (R::FILE, R::COLUMNS)
    }
    [
        of::<PropertyRecord>(),
        of::<UnitRecord>(),
        of::<PersonRecord>(),
        of::<ContractRecord>(),
        of::<ContractPersonRecord>(),
        of::<RentPartRecord>(),
        of::<BankMandateRecord>(),
        of::<ConsumptionValueRecord>(),
        of::<AccountEntryRecord>(),
    ]
}

/// Reads and checks the files of a folder.
///
/// # Errors
/// The report names every faulty row of every file; then nothing may be imported.
pub fn read(dir: &Path) -> std::result::Result<Checked, Report> {
    read_from(|file, report| load::load(&dir.join(file), report))
}

/// Reads and checks the texts of four files that are already at hand, such as the demo company's.
///
/// # Errors
/// As [`read`].
pub fn read_texts(
    properties: &str,
    units: &str,
    persons: &str,
    contracts: &str,
) -> std::result::Result<Checked, Report> {
    read_from(|file, _| {
        let text = match file {
            PropertyRecord::FILE => properties,
            UnitRecord::FILE => units,
            PersonRecord::FILE => persons,
            ContractRecord::FILE => contracts,
            _ => return Text::Missing,
        };
        Text::Found(Cow::Borrowed(text))
    })
}

/// Takes over what files say; `told` hears how many of how many records are done.
///
/// # Errors
/// The database or the blob store is gone; `ParcelRuns` while another parcel is being written.
pub async fn carry_out(
    caller: &Caller,
    batch: Batch,
    told: impl FnMut(usize, usize) + Send,
) -> Result<Outcome> {
    let parcel = Parcel {
        source: Source::Command,
        label: "import".to_owned(),
        batch,
    };
    erp::submit(caller, parcel, told).await
}
