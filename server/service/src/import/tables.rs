//! All files of an export, read one after the other, so that of their texts only one is in memory.

use std::borrow::Cow;

use domain::erp::Entity;

use super::links;
use super::records::{
    AccountEntryRecord, BankMandateRecord, ConsumptionValueRecord, ContractPersonRecord,
    ContractRecord, PersonRecord, PropertyRecord, RentPartRecord, UnitRecord,
};
use super::report::{Problem, Report};
use super::sheet::{self, Record, Table};
use crate::erp::Batch;

/// What there is of a file.
#[derive(Debug)]
pub enum Text<'t> {
    /// Its text.
    Found(Cow<'t, str>),
    /// It is not there.
    Missing,
    /// It cannot be read, as the report says already.
    Illegible,
}

/// Files without a fault, with what is odd in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What the files say.
    pub batch: Batch,
    /// Possible, but rarely meant: two leases of one flat at the same time.
    pub warnings: Vec<Problem>,
}

/// The rows of all files.
pub(super) struct Tables {
    properties: Table<PropertyRecord>,
    units: Table<UnitRecord>,
    persons: Table<PersonRecord>,
    contracts: Table<ContractRecord>,
    contract_persons: Table<ContractPersonRecord>,
    rent_parts: Table<RentPartRecord>,
    bank_mandates: Table<BankMandateRecord>,
    consumption_values: Table<ConsumptionValueRecord>,
    account_entries: Table<AccountEntryRecord>,
    /// Files that are there.
    found: Vec<Entity>,
}

/// Where the files of an export come from.
struct Shelf<'a, F> {
    source: F,
    report: &'a mut Report,
    found: Vec<Entity>,
}

impl<'t, F: FnMut(&'static str, &mut Report) -> Text<'t>> Shelf<'_, F> {
    /// A file that must be there.
    fn needed<R: Record>(&mut self) -> Table<R> {
        self.table(true)
    }

    /// A file that may be missing.
    fn welcome<R: Record>(&mut self) -> Table<R> {
        self.table(false)
    }

    fn table<R: Record>(&mut self, needed: bool) -> Table<R> {
        match (self.source)(R::FILE, self.report) {
            Text::Found(text) => {
                self.found.push(R::ENTITY);
                sheet::read(Some(&*text), self.report)
            }
            Text::Missing => {
                if needed {
                    self.report.add(R::FILE, None, None, "Die Datei fehlt.");
                }
                sheet::read(None, self.report)
            }
            Text::Illegible => sheet::read(None, self.report),
        }
    }
}

impl Tables {
    fn read<'t>(
        source: impl FnMut(&'static str, &mut Report) -> Text<'t>,
        report: &mut Report,
    ) -> Self {
        let mut shelf = Shelf {
            source,
            report,
            found: Vec::new(),
        };
        Self {
            properties: shelf.needed(),
            units: shelf.needed(),
            persons: shelf.needed(),
            contracts: shelf.needed(),
            contract_persons: shelf.welcome(),
            rent_parts: shelf.welcome(),
            bank_mandates: shelf.welcome(),
            consumption_values: shelf.welcome(),
            account_entries: shelf.welcome(),
            found: shelf.found,
        }
    }

    /// Whether a reference of a kind leads to a row.
    pub(super) fn knows(&self, kind: Entity, reference: &str) -> bool {
        match kind {
            Entity::Property => self.properties.knows(reference),
            Entity::Unit => self.units.knows(reference),
            Entity::Person => self.persons.knows(reference),
            _ => self.contracts.knows(reference),
        }
    }

    /// The file of a kind that others refer to.
    pub(super) fn file(kind: Entity) -> &'static str {
        match kind {
            Entity::Property => PropertyRecord::FILE,
            Entity::Unit => UnitRecord::FILE,
            Entity::Person => PersonRecord::FILE,
            _ => ContractRecord::FILE,
        }
    }

    fn check_links(&self, report: &mut Report) {
        links::check(&self.units, self, report);
        links::check(&self.contracts, self, report);
        links::check(&self.contract_persons, self, report);
        links::check(&self.rent_parts, self, report);
        links::check(&self.bank_mandates, self, report);
        links::check(&self.consumption_values, self, report);
        links::check(&self.account_entries, self, report);
    }

    fn into_batch(self) -> Batch {
        Batch {
            properties: self.properties.rows,
            units: self.units.rows,
            persons: self.persons.rows,
            contracts: self.contracts.rows,
            contract_persons: self.contract_persons.rows,
            rent_parts: self.rent_parts.rows,
            bank_mandates: self.bank_mandates.rows,
            consumption_values: self.consumption_values.rows,
            account_entries: self.account_entries.rows,
            ends: Vec::new(),
            whole: self.found,
        }
    }
}

/// Reads and checks the files that a source hands out by their names.
///
/// # Errors
/// The report names every faulty row of every file; then nothing may be imported.
pub fn read_from<'t>(
    source: impl FnMut(&'static str, &mut Report) -> Text<'t>,
) -> Result<Checked, Report> {
    let mut report = Report::default();
    let tables = Tables::read(source, &mut report);
    tables.check_links(&mut report);
    if !report.is_empty() {
        return Err(report.sorted());
    }
    Ok(Checked {
        warnings: links::overlaps(&tables.contracts),
        batch: tables.into_batch(),
    })
}
