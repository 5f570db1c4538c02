//! What an import would change: compared row by row, told in German.

use std::collections::BTreeMap;
use std::fmt;

use super::MasterData;
use super::records::{ContractRecord, PersonRecord, PropertyRecord, UnitRecord};
use super::sheet::Record;

/// The kinds of rows, in the order in which they are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Houses.
    Property,
    /// Flats, shops and parking spaces.
    Unit,
    /// People and companies.
    Person,
    /// Leases and ownerships.
    Contract,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Property, Self::Unit, Self::Person, Self::Contract];

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Property => ("Objekt", "Objekte"),
            Self::Unit => ("Einheit", "Einheiten"),
            Self::Person => ("Person", "Personen"),
            Self::Contract => ("Vertrag", "Verträge"),
        }
    }
}

/// One cell that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The column's name.
    pub column: &'static str,
    /// What the portal has.
    pub old: String,
    /// What the file says.
    pub new: String,
}

/// One row that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub kind: Kind,
    /// The ERP's key.
    pub reference: String,
    /// What is different; empty for new rows and for missing ones.
    pub fields: Vec<FieldChange>,
}

/// What an import would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    /// Rows the portal does not have yet.
    pub added: Vec<Change>,
    /// Rows with other cells.
    pub changed: Vec<Change>,
    /// Those of the changed rows that are contracts with a new last day.
    pub ended: Vec<Change>,
    /// Rows the files no longer have; they stay as they are.
    pub missing: Vec<Change>,
    /// Rows that are the same, by kind.
    pub unchanged: BTreeMap<Kind, u64>,
}

impl Diff {
    /// What is written, in an order in which each row finds those it refers to.
    pub(super) fn in_order(&self) -> Vec<&Change> {
        let mut changes: Vec<&Change> = self.added.iter().chain(&self.changed).collect();
        changes.sort_by_key(|change| change.kind);
        changes
    }

    /// Rows an import writes.
    pub fn writes(&self) -> usize {
        self.added.len() + self.changed.len()
    }
}

/// Compares what the portal has with what the files say.
pub fn plan(current: &MasterData, new: &MasterData) -> Diff {
    let mut diff = Diff::default();
    compare::<PropertyRecord>(
        Kind::Property,
        &current.properties,
        &new.properties,
        &mut diff,
    );
    compare::<UnitRecord>(Kind::Unit, &current.units, &new.units, &mut diff);
    compare::<PersonRecord>(Kind::Person, &current.persons, &new.persons, &mut diff);
    compare::<ContractRecord>(
        Kind::Contract,
        &current.contracts,
        &new.contracts,
        &mut diff,
    );
    let ends = |change: &&Change| change.kind == Kind::Contract && change.fields.iter().any(ending);
    diff.ended = diff.changed.iter().filter(ends).cloned().collect();
    diff
}

fn ending(field: &FieldChange) -> bool {
    field.column == "ends_on" && !field.new.is_empty()
}

fn compare<R: Record + PartialEq>(
    kind: Kind,
    current: &BTreeMap<String, R>,
    new: &BTreeMap<String, R>,
    diff: &mut Diff,
) {
    let change = |reference: &String, fields| Change {
        kind,
        reference: reference.clone(),
        fields,
    };
    for (reference, row) in new {
        match current.get(reference) {
            None => diff.added.push(change(reference, Vec::new())),
            Some(old) if old == row => *diff.unchanged.entry(kind).or_default() += 1,
            Some(old) => diff.changed.push(change(reference, differences(old, row))),
        }
    }
    let gone = current
        .keys()
        .filter(|reference| !new.contains_key(*reference));
    diff.missing
        .extend(gone.map(|reference| change(reference, Vec::new())));
}

fn differences<R: Record>(old: &R, new: &R) -> Vec<FieldChange> {
    let pairs = R::COLUMNS
        .iter()
        .zip(old.cells().into_iter().zip(new.cells()));
    pairs
        .filter(|(_, (old, new))| old != new)
        .map(|(column, (old, new))| FieldChange { column, old, new })
        .collect()
}

impl fmt::Display for Diff {
    /// The counts of each kind, then every row that changes, then those that are missing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for kind in Kind::ALL {
            let of =
                |changes: &[Change]| changes.iter().filter(|change| change.kind == kind).count();
            let same = self.unchanged.get(&kind).copied().unwrap_or(0);
            let (_, many) = kind.words();
            let (new, changed) = (of(&self.added), of(&self.changed));
            writeln!(
                f,
                "{many:<10} {new:>6} neu {changed:>6} geändert {same:>6} unverändert"
            )?;
        }
        section(f, "Neu", &self.added)?;
        section(f, "Geändert", &self.changed)?;
        section(f, "Davon beendet", &self.ended)?;
        section(f, "Fehlt in der Datei, bleibt unverändert", &self.missing)?;
        match self.writes() {
            1 => writeln!(f, "\n1 Änderung"),
            count => writeln!(f, "\n{count} Änderungen"),
        }
    }
}

fn section(f: &mut fmt::Formatter<'_>, title: &str, changes: &[Change]) -> fmt::Result {
    if changes.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n{title}")?;
    for change in changes {
        let (word, _) = change.kind.words();
        writeln!(f, "  {word} {}", change.reference)?;
        for FieldChange { column, old, new } in &change.fields {
            writeln!(f, "    {column}: {} → {}", or_dash(old), or_dash(new))?;
        }
    }
    Ok(())
}

fn or_dash(value: &str) -> &str {
    if value.is_empty() { "–" } else { value }
}
