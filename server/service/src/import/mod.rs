//! The import of the manager's master data: four CSV files, checked as a whole before anything is changed.
//!
//! Reading ([`read`]) and comparing ([`plan`]) know neither database nor clock; `docs/import.md` is the contract with
//! the person who writes the export. Rows are known by the ERP's own reference, never by a printed name.

mod apply;
pub(crate) mod csv;
mod diff;
mod links;
mod records;
mod report;
mod sheet;
mod value;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

pub use apply::{carry_out, rehearse};
pub use diff::{Change, Diff, FieldChange, Kind, plan};
pub use records::{ContractRecord, PersonRecord, PropertyRecord, UnitRecord};
pub use report::{Problem, Report};

pub(crate) use apply::{Ids, write};
pub(crate) use sheet::shown;

use sheet::{Record, Table};

/// Everything the four files say, by reference.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MasterData {
    /// Houses.
    pub properties: BTreeMap<String, PropertyRecord>,
    /// Flats, shops and parking spaces.
    pub units: BTreeMap<String, UnitRecord>,
    /// People and companies.
    pub persons: BTreeMap<String, PersonRecord>,
    /// Leases and ownerships.
    pub contracts: BTreeMap<String, ContractRecord>,
}

/// Files without a fault, with what is odd in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What the files say.
    pub data: MasterData,
    /// Possible, but rarely meant: two leases of one flat at the same time.
    pub warnings: Vec<Problem>,
}

/// Our files and their columns, as a mapping file names them.
pub(crate) fn shapes() -> [(&'static str, &'static [&'static str]); 4] {
    [
        (PropertyRecord::FILE, PropertyRecord::COLUMNS),
        (UnitRecord::FILE, UnitRecord::COLUMNS),
        (PersonRecord::FILE, PersonRecord::COLUMNS),
        (ContractRecord::FILE, ContractRecord::COLUMNS),
    ]
}

/// Reads and checks the four files of a folder.
///
/// # Errors
/// The report names every faulty row of every file; then nothing may be imported.
pub fn read(dir: &Path) -> Result<Checked, Report> {
    let mut report = Report::default();
    let source = |file: &str, report: &mut Report| sheet::load(&dir.join(file), report);
    let [properties, units, persons, contracts] = [
        source(PropertyRecord::FILE, &mut report),
        source(UnitRecord::FILE, &mut report),
        source(PersonRecord::FILE, &mut report),
        source(ContractRecord::FILE, &mut report),
    ];
    check(
        Sources {
            properties,
            units,
            persons,
            contracts,
        },
        report,
    )
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
) -> Result<Checked, Report> {
    let text = |text: &str| Some(text.to_owned());
    check(
        Sources {
            properties: text(properties),
            units: text(units),
            persons: text(persons),
            contracts: text(contracts),
        },
        Report::default(),
    )
}

/// The text of each file; `None` where it could not be read, which the report already says.
struct Sources {
    properties: Option<String>,
    units: Option<String>,
    persons: Option<String>,
    contracts: Option<String>,
}

fn check(sources: Sources, mut report: Report) -> Result<Checked, Report> {
    let properties: Table<PropertyRecord> = sheet::read(sources.properties, &mut report);
    let units: Table<UnitRecord> = sheet::read(sources.units, &mut report);
    let persons: Table<PersonRecord> = sheet::read(sources.persons, &mut report);
    let contracts: Table<ContractRecord> = sheet::read(sources.contracts, &mut report);
    links::units(&units, &properties, &mut report);
    links::contracts(&contracts, &units, &persons, &mut report);
    if !report.is_empty() {
        return Err(report.sorted());
    }
    Ok(Checked {
        warnings: links::overlaps(&contracts),
        data: MasterData {
            properties: properties.into_rows(),
            units: units.into_rows(),
            persons: persons.into_rows(),
            contracts: contracts.into_rows(),
        },
    })
}
