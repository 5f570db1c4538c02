//! What a parcel changes: counted by kind, with some of the rows told in German.

use std::collections::BTreeMap;
use std::fmt;

use domain::erp::Entity;

use super::sheet::Record;

/// Rows of each part that are told; more are only counted, so that a large parcel cannot fill the memory.
const TOLD: usize = 500;
/// Kinds whose counts are always told.
const ALWAYS: [Entity; 4] = [
    Entity::Property,
    Entity::Unit,
    Entity::Person,
    Entity::Contract,
];

/// One cell that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The column's name.
    pub column: &'static str,
    /// What the portal has.
    pub old: String,
    /// What the ERP says.
    pub new: String,
}

/// One row that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub kind: Entity,
    /// The ERP's key.
    pub reference: String,
    /// What is different; empty for new rows and for missing ones.
    pub fields: Vec<FieldChange>,
}

/// How many rows of a kind there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// New to the portal.
    pub added: u64,
    /// With other cells.
    pub changed: u64,
    /// Of those, rows with a new last day.
    pub ended: u64,
    /// The same.
    pub unchanged: u64,
    /// Older than what the portal has.
    pub stale: u64,
    /// Not named by an export that names all.
    pub missing: u64,
}

/// What a parcel does: the counts of all rows, and the first few hundred of each part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    /// By kind.
    pub counts: BTreeMap<Entity, Counts>,
    /// Rows the portal does not have yet.
    pub added: Vec<Change>,
    /// Rows with other cells.
    pub changed: Vec<Change>,
    /// Those of the changed rows that have a new last day.
    pub ended: Vec<Change>,
    /// Rows the files no longer have; they stay as they are.
    pub missing: Vec<Change>,
}

impl Diff {
    /// Rows that are written.
    pub fn writes(&self) -> u64 {
        let counts = self.counts.values();
        counts.map(|counts| counts.added + counts.changed).sum()
    }

    /// All counts of one sort, over all kinds.
    pub fn sum(&self, of: impl Fn(&Counts) -> u64) -> u64 {
        self.counts.values().map(of).sum()
    }

    pub(crate) fn count(&mut self, kind: Entity) -> &mut Counts {
        self.counts.entry(kind).or_default()
    }

    /// A row the portal does not have yet.
    pub(crate) fn add<R: Record>(&mut self, row: &R) {
        self.count(R::ENTITY).added += 1;
        tell(&mut self.added, R::ENTITY, row.reference(), Vec::new);
    }

    /// A row with other cells.
    pub(crate) fn change<R: Record>(&mut self, old: &R, new: &R) {
        let fields = differences(old, new);
        self.change_fields(R::ENTITY, new.reference(), fields);
    }

    /// A row of which these cells are other.
    pub(crate) fn change_fields(
        &mut self,
        kind: Entity,
        reference: &str,
        fields: Vec<FieldChange>,
    ) {
        let ends = fields.iter().any(ending);
        let counts = self.count(kind);
        counts.changed += 1;
        counts.ended += u64::from(ends);
        if ends {
            tell(&mut self.ended, kind, reference, || fields.clone());
        }
        tell(&mut self.changed, kind, reference, || fields);
    }

    /// A row that the files no longer have.
    pub(crate) fn miss(&mut self, kind: Entity, reference: &str) {
        self.count(kind).missing += 1;
        tell(&mut self.missing, kind, reference, Vec::new);
    }
}

fn tell(
    part: &mut Vec<Change>,
    kind: Entity,
    reference: &str,
    fields: impl FnOnce() -> Vec<FieldChange>,
) {
    if part.len() < TOLD {
        part.push(Change {
            kind,
            reference: reference.to_owned(),
            fields: fields(),
        });
    }
}

fn ending(field: &FieldChange) -> bool {
    ["ends_on", "valid_to"].contains(&field.column) && !field.new.is_empty()
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
    /// The counts of each kind, then rows that change, then those that are missing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for kind in Entity::ALL {
            let counts = self.counts.get(kind).copied().unwrap_or_default();
            if counts == Counts::default() && !ALWAYS.contains(kind) {
                continue;
            }
            let (_, many) = kind.words();
            let Counts {
                added,
                changed,
                unchanged,
                stale,
                ..
            } = counts;
            write!(
                f,
                "{many:<10} {added:>6} neu {changed:>6} geändert {unchanged:>6} unverändert"
            )?;
            match stale {
                0 => writeln!(f)?,
                stale => writeln!(f, " {stale:>6} veraltet")?,
            }
        }
        let sum = |of: fn(&Counts) -> u64| self.sum(of);
        section(f, "Neu", &self.added, sum(|counts| counts.added))?;
        section(f, "Geändert", &self.changed, sum(|counts| counts.changed))?;
        section(f, "Davon beendet", &self.ended, sum(|counts| counts.ended))?;
        let missing = "Fehlt in der Datei, bleibt unverändert";
        section(f, missing, &self.missing, sum(|counts| counts.missing))?;
        match self.writes() {
            1 => writeln!(f, "\n1 Änderung"),
            count => writeln!(f, "\n{count} Änderungen"),
        }
    }
}

fn section(f: &mut fmt::Formatter<'_>, title: &str, changes: &[Change], all: u64) -> fmt::Result {
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
    match all.saturating_sub(u64::try_from(changes.len()).unwrap_or(u64::MAX)) {
        0 => Ok(()),
        more => writeln!(f, "  … und {more} weitere"),
    }
}

fn or_dash(value: &str) -> &str {
    if value.is_empty() { "–" } else { value }
}
