//! Writes a parcel that was looked through: a chunk at a time, each compared once more where it is written.

use domain::PersonId;
use domain::erp::Entity;
use store::Tx;
use store::master::{self, Ending, Kept, Naming};

use super::mirror::{Mirror, Verdict, Work, judge};
use super::naming;
use super::survey::{endings, is_stale};
use super::{Batch, End};
use crate::Result;

/// Records that are read and written at once.
pub(crate) const CHUNK: usize = 300;

/// Writes the records of one chunk that the portal does not have like this.
pub(crate) async fn chunk<R: Mirror>(work: Work<'_>, tx: &mut Tx, records: &[R]) -> Result<()> {
    let mut loaded = R::load(tx, records, work.today).await?;
    let mut writes = Vec::new();
    for record in records {
        match judge(work, record, &mut loaded) {
            Verdict::Create(write) | Verdict::Update(write) | Verdict::Same(Some(write)) => {
                writes.push(write);
            }
            Verdict::Same(None) | Verdict::Stale => {}
        }
    }
    if writes.is_empty() {
        return Ok(());
    }
    R::put(work, tx, &writes).await
}

/// Gives rows their last day, with all that follows.
pub(crate) async fn ends(work: Work<'_>, tx: &mut Tx, ends: &[End]) -> Result<()> {
    let known = endings(tx, ends).await?;
    for end in ends {
        if let Some(found) = known.get(&(end.entity, end.reference.clone()))
            && !is_stale(end, found)
        {
            finish(work, tx, end, found).await?;
        }
    }
    Ok(())
}

async fn finish(work: Work<'_>, tx: &mut Tx, end: &End, found: &Ending) -> Result<()> {
    let (kind, last_day) = (end.entity, end.valid_to);
    master::end(tx, kind, found.id, last_day, end.revision, work.now).await?;
    match kind {
        Entity::Person => {
            naming::leave_all(work, tx, PersonId(found.id), Some(last_day)).await?;
        }
        Entity::ContractPerson => {
            let named = master::namings(tx, &[end.reference.as_str()]).await?;
            let names: Vec<Kept<Naming>> = named.into_iter().map(|named| named.kept).collect();
            naming::settle(work, tx, &names).await?;
        }
        _ => {}
    }
    Ok(())
}

/// What a walk does with each chunk of a parcel, in the order in which each row finds those it refers to.
pub(crate) trait Visitor {
    /// A chunk of records.
    fn records<R: Mirror>(&mut self, records: &[R]) -> impl Future<Output = Result<()>> + Send;

    /// A chunk of ends.
    fn ends(&mut self, ends: &[End]) -> impl Future<Output = Result<()>> + Send;
}

/// Walks through a parcel.
pub(crate) async fn walk(batch: &Batch, visitor: &mut impl Visitor) -> Result<()> {
    list(&batch.properties, visitor).await?;
    list(&batch.units, visitor).await?;
    list(&batch.persons, visitor).await?;
    list(&batch.contracts, visitor).await?;
    list(&batch.contract_persons, visitor).await?;
    list(&batch.rent_parts, visitor).await?;
    list(&batch.bank_mandates, visitor).await?;
    list(&batch.consumption_values, visitor).await?;
    list(&batch.account_entries, visitor).await?;
    for ends in batch.ends.chunks(CHUNK) {
        visitor.ends(ends).await?;
    }
    Ok(())
}

async fn list<R: Mirror>(records: &[R], visitor: &mut impl Visitor) -> Result<()> {
    for chunk in records.chunks(CHUNK) {
        visitor.records(chunk).await?;
    }
    Ok(())
}

/// All chunks in one transaction that belongs to somebody else.
pub(crate) struct AtOnce<'a, T> {
    pub work: Work<'a>,
    pub tx: &'a mut Tx,
    pub done: usize,
    pub total: usize,
    pub told: T,
}

impl<T: FnMut(usize, usize) + Send> Visitor for AtOnce<'_, T> {
    async fn records<R: Mirror>(&mut self, records: &[R]) -> Result<()> {
        chunk(self.work, self.tx, records).await?;
        self.done += records.len();
        (self.told)(self.done, self.total);
        Ok(())
    }

    async fn ends(&mut self, last_days: &[End]) -> Result<()> {
        ends(self.work, self.tx, last_days).await?;
        self.done += last_days.len();
        (self.told)(self.done, self.total);
        Ok(())
    }
}
