//! A parcel looked through: what is wrong with it, what it changes, what it would take from people. Nothing is written.

mod ends;

use std::collections::{BTreeMap, HashSet};

use domain::erp::Entity;
use domain::erp::guard::{self, Facts, RECORDS, Reason};
use store::Tx;
use store::master;

use super::apply::CHUNK;
use super::batch::SMALL;
use super::guard::Scale;
use super::mirror::{Mirror, Verdict, Work, Write, judge};
use super::{Batch, Fault, RowAnswer, RowResult};
use crate::Result;
use crate::import::{Check, Diff, shown};

pub(crate) use ends::{endings, is_stale};

/// Keys read at once where it is asked which of them a parcel lacks.
const PAGE: i64 = 5_000;

/// What a parcel came to.
#[derive(Debug)]
pub(crate) struct Survey {
    /// The answers; of a large parcel or a faulty one the faulty rows alone.
    pub rows: Vec<RowAnswer>,
    /// Whether a row is faulty.
    pub faulty: bool,
    /// What it changes.
    pub diff: Diff,
    /// Why it has to be parked.
    pub why: Vec<Reason>,
    /// Whether each chunk changes anything, in the order in which they are written.
    pub dirty: Vec<bool>,
}

/// The keys of a parcel's records, by kind.
type Keys<'a> = BTreeMap<Entity, HashSet<&'a str>>;

/// Looks a parcel through; `told` hears how many records were looked at.
pub(crate) async fn survey(
    work: Work<'_>,
    tx: &mut Tx,
    batch: &Batch,
    mut told: impl FnMut(usize),
) -> Result<Survey> {
    let mut look = Look {
        work,
        rows: Vec::new(),
        small: batch.len() <= SMALL,
        faulty: false,
        diff: Diff::default(),
        dirty: Vec::new(),
        keys: Keys::new(),
        apart: HashSet::new(),
        scale: Scale::new(&batch.persons),
        seen: 0,
    };
    if batch.len() > RECORDS {
        let reason = "Die Lieferung hat mehr als 1.000.000 Datensätze. Teilen Sie sie auf.";
        look.fault(
            Entity::Property,
            0,
            "",
            Fault {
                field: None,
                reason: reason.to_owned(),
            },
        );
        return Ok(look.over(Facts::default()));
    }
    let apart = batch.contract_persons.iter();
    look.apart = apart.map(|naming| naming.contract.as_str()).collect();
    look.nothing_where_all_should_be(tx, batch).await?;
    look.index(batch);
    let told = &mut told;
    look.list(tx, &batch.properties, told).await?;
    look.list(tx, &batch.units, told).await?;
    look.list(tx, &batch.persons, told).await?;
    look.list(tx, &batch.contracts, told).await?;
    look.list(tx, &batch.contract_persons, told).await?;
    look.list(tx, &batch.rent_parts, told).await?;
    look.list(tx, &batch.bank_mandates, told).await?;
    look.list(tx, &batch.consumption_values, told).await?;
    look.list(tx, &batch.account_entries, told).await?;
    look.ends(tx, &batch.ends).await?;
    look.missing(tx, batch).await?;
    let scale = std::mem::take(&mut look.scale);
    let facts = scale.facts(tx, work.today).await?;
    Ok(look.over(facts))
}

/// A look under way.
struct Look<'a> {
    work: Work<'a>,
    rows: Vec<RowAnswer>,
    small: bool,
    faulty: bool,
    diff: Diff,
    dirty: Vec<bool>,
    keys: Keys<'a>,
    /// Contracts whose persons the parcel says apart.
    apart: HashSet<&'a str>,
    scale: Scale<'a>,
    seen: usize,
}

impl<'a> Look<'a> {
    fn over(mut self, facts: Facts) -> Survey {
        if self.faulty {
            self.rows.retain(|row| row.result == RowResult::Faulty);
            self.diff = Diff::default();
        }
        Survey {
            rows: self.rows,
            faulty: self.faulty,
            diff: self.diff,
            why: guard::reasons(&facts),
            dirty: self.dirty,
        }
    }

    fn answer(&mut self, kind: Entity, index: usize, reference: &str, result: RowResult) {
        if self.small {
            self.rows.push(RowAnswer {
                entity: kind,
                index: u32::try_from(index).unwrap_or(u32::MAX),
                reference: reference.to_owned(),
                result,
                faults: Vec::new(),
            });
        }
    }

    fn fault(&mut self, kind: Entity, index: usize, reference: &str, fault: Fault) {
        self.faulty = true;
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        if let Some(row) = self.rows.last_mut()
            && (row.entity, row.index, row.result) == (kind, index, RowResult::Faulty)
        {
            row.faults.push(fault);
        } else if self.rows.len() < SMALL {
            self.rows.push(RowAnswer {
                entity: kind,
                index,
                reference: shown(reference),
                result: RowResult::Faulty,
                faults: vec![fault],
            });
        }
    }

    /// A file with its header alone is no sign that all houses are gone.
    async fn nothing_where_all_should_be(&mut self, tx: &mut Tx, batch: &Batch) -> Result<()> {
        let kinds = [
            (Entity::Property, batch.properties.is_empty()),
            (Entity::Unit, batch.units.is_empty()),
            (Entity::Person, batch.persons.is_empty()),
            (Entity::Contract, batch.contracts.is_empty()),
        ];
        for (kind, empty) in kinds {
            if empty && batch.whole.contains(&kind) && master::any(tx, kind).await? {
                let (_, many) = kind.words();
                let reason = format!(
                    "Die Datei der {many} hat keine Zeile, das Portal kennt aber welche. Bitte prüfen Sie den Export."
                );
                self.fault(
                    kind,
                    0,
                    "",
                    Fault {
                        field: None,
                        reason,
                    },
                );
            }
        }
        Ok(())
    }

    /// Gathers the keys of all records; each may be named once.
    fn index(&mut self, batch: &'a Batch) {
        self.index_list(&batch.properties);
        self.index_list(&batch.units);
        self.index_list(&batch.persons);
        self.index_list(&batch.contracts);
        self.index_list(&batch.contract_persons);
        self.index_list(&batch.rent_parts);
        self.index_list(&batch.bank_mandates);
        self.index_list(&batch.consumption_values);
        self.index_list(&batch.account_entries);
        let mut ends = HashSet::new();
        for (index, end) in batch.ends.iter().enumerate() {
            if !ends.insert((end.entity, end.reference.as_str())) {
                self.fault(end.entity, index, &end.reference, twice());
            }
        }
    }

    fn index_list<R: Mirror>(&mut self, records: &'a [R]) {
        let mut keys = HashSet::with_capacity(records.len());
        for (index, record) in records.iter().enumerate() {
            if !keys.insert(record.reference()) {
                self.fault(R::ENTITY, index, record.reference(), twice());
            }
        }
        self.keys.insert(R::ENTITY, keys);
    }

    async fn list<R: Mirror>(
        &mut self,
        tx: &mut Tx,
        records: &'a [R],
        told: &mut impl FnMut(usize),
    ) -> Result<()> {
        for (chunk, first) in records.chunks(CHUNK).zip((0..).step_by(CHUNK)) {
            for (record, index) in chunk.iter().zip(first..) {
                let mut check = Check::default();
                record.check(&mut check);
                for fault in check.faults {
                    self.fault(R::ENTITY, index, record.reference(), fault);
                }
            }
            self.links(tx, chunk, first).await?;
            let dirty = self.chunk(tx, chunk, first).await?;
            self.dirty.push(dirty);
            self.seen += chunk.len();
            told(self.seen);
        }
        Ok(())
    }

    /// Each record refers to records that are in the portal or in the parcel.
    async fn links<R: Mirror>(&mut self, tx: &mut Tx, chunk: &[R], first: usize) -> Result<()> {
        let mut wanted: BTreeMap<Entity, HashSet<&str>> = BTreeMap::new();
        for record in chunk {
            for (kind, _, reference) in record.links() {
                if !self.has(kind, reference) {
                    wanted.entry(kind).or_default().insert(reference);
                }
            }
        }
        for (kind, wanted) in wanted {
            let keys: Vec<&str> = wanted.into_iter().collect();
            let known = master::ids(tx, kind, &keys).await?;
            let known: HashSet<String> = known.into_iter().map(|(key, _)| key).collect();
            for (record, index) in chunk.iter().zip(first..) {
                for (of, field, reference) in record.links() {
                    if of == kind && !self.has(kind, reference) && !known.contains(reference) {
                        let fault = leads_nowhere(field, reference);
                        self.fault(R::ENTITY, index, record.reference(), fault);
                    }
                }
            }
        }
        Ok(())
    }

    fn has(&self, kind: Entity, reference: &str) -> bool {
        let keys = self.keys.get(&kind);
        keys.is_some_and(|keys| keys.contains(reference))
    }

    /// Compares a chunk with what the portal has; whether anything of it has to be written.
    async fn chunk<R: Mirror>(&mut self, tx: &mut Tx, chunk: &[R], first: usize) -> Result<bool> {
        let mut loaded = R::load(tx, chunk, self.work.today).await?;
        let (mut writes, mut dirty): (Vec<Write<R>>, bool) = (Vec::new(), false);
        for (record, index) in chunk.iter().zip(first..) {
            let reference = record.reference();
            if record.names_nobody(&loaded) && !self.apart.contains(reference) {
                let reason = "Der Vertrag nennt keine Person.".to_owned();
                let field = Some("persons".to_owned());
                self.fault(R::ENTITY, index, reference, Fault { field, reason });
            }
            let result = match judge(self.work, record, &mut loaded) {
                Verdict::Create(write) => {
                    self.diff.add(&write.record);
                    writes.push(write);
                    RowResult::Created
                }
                Verdict::Update(write) => {
                    if let Some(old) = &write.before {
                        self.diff.change(&old.record, &write.record);
                    }
                    writes.push(write);
                    RowResult::Updated
                }
                Verdict::Same(noted) => {
                    dirty |= noted.is_some();
                    self.diff.count(R::ENTITY).unchanged += 1;
                    RowResult::Unchanged
                }
                Verdict::Stale => {
                    self.diff.count(R::ENTITY).stale += 1;
                    RowResult::StaleIgnored
                }
            };
            self.answer(R::ENTITY, index, reference, result);
        }
        let weighed: Vec<&Write<R>> = writes.iter().collect();
        R::weigh(&mut self.scale, tx, self.work, &weighed).await?;
        Ok(dirty || !writes.is_empty())
    }

    /// What an export of all no longer names.
    async fn missing(&mut self, tx: &mut Tx, batch: &Batch) -> Result<()> {
        for kind in &batch.whole {
            let mut after = String::new();
            loop {
                let page = master::references(tx, *kind, &after, PAGE).await?;
                let Some(last) = page.last().cloned() else {
                    break;
                };
                for reference in page {
                    if !self.has(*kind, &reference) {
                        self.diff.miss(*kind, &reference);
                    }
                }
                after = last;
            }
        }
        Ok(())
    }
}

fn twice() -> Fault {
    Fault {
        field: Some("reference".to_owned()),
        reason: "Dieser Schlüssel steht in der Lieferung schon einmal.".to_owned(),
    }
}

fn leads_nowhere(field: &str, reference: &str) -> Fault {
    Fault {
        field: Some(field.to_owned()),
        reason: format!(
            "„{}“ steht weder im Portal noch in dieser Lieferung.",
            shown(reference)
        ),
    }
}
