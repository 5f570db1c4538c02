//! How each kind of record is read from the portal's rows and written to them.

mod contract;
mod contract_person;
mod mandate;
mod person;
mod plain;
mod property;
mod unit;

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use domain::erp::Entity;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::master::{self, Said};
use store::{Tx, master::Kept};
use uuid::Uuid;

use super::guard::Scale;
use crate::import::Record;
use crate::{Caller, Error, Result};

/// What is the same for all rows of a parcel.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Work<'a> {
    /// Who brings it.
    pub caller: &'a Caller,
    /// When it was received: what was revised later stands.
    pub received_at: DateTime<Utc>,
    /// When it is written.
    pub now: DateTime<Utc>,
    /// The day of that.
    pub today: NaiveDate,
}

impl<'a> Work<'a> {
    pub(crate) fn new(caller: &'a Caller, received_at: DateTime<Utc>) -> Self {
        let clock = caller.services.clock();
        Self {
            caller,
            received_at,
            now: clock.now(),
            today: clock.today(),
        }
    }
}

/// A record as the portal has it.
#[derive(Debug, Clone)]
pub(crate) struct Found<R> {
    /// The row.
    pub id: Uuid,
    /// What it says, with its revision.
    pub record: R,
    /// The revision of an end that was said apart.
    pub ended_revision: Option<i64>,
    /// When a revision was last written.
    pub revised_at: Option<DateTime<Utc>>,
}

impl<R> Found<R> {
    pub(crate) fn new(id: Uuid, said: Said, record: R) -> Self {
        Self {
            id,
            record,
            ended_revision: said.ended_revision,
            revised_at: said.revised_at,
        }
    }
}

/// What the portal has of some records.
#[derive(Debug)]
pub(crate) struct Loaded<R> {
    /// By reference.
    pub found: HashMap<String, Found<R>>,
    /// Persons by contract of whom the contract's own list does not decide.
    pub apart: HashMap<String, HashSet<String>>,
}

impl<R: Record> Loaded<R> {
    pub(crate) fn of(rows: impl Iterator<Item = Found<R>>) -> Self {
        let keyed = |found: Found<R>| (found.record.reference().to_owned(), found);
        Self {
            found: rows.map(keyed).collect(),
            apart: HashMap::new(),
        }
    }
}

/// A record to be written.
#[derive(Debug)]
pub(crate) struct Write<R> {
    /// The row.
    pub id: Uuid,
    /// What it will say.
    pub record: R,
    /// What it says so far.
    pub before: Option<Found<R>>,
    /// What besides revision and days is kept of the ERP's words.
    pub ended_revision: Option<i64>,
    /// When a revision was last written.
    pub revised_at: Option<DateTime<Utc>>,
}

impl<R: Record> Write<R> {
    /// The row with what was said of it.
    pub(crate) fn keep<T>(
        &self,
        row: T,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    ) -> Kept<T> {
        let said = Said {
            valid_from: from,
            valid_to: to,
            revision: self.record.revision(),
            ended_revision: self.ended_revision,
            revised_at: self.revised_at,
        };
        Kept { row, said }
    }
}

/// A kind of record with its rows.
pub(crate) trait Mirror: Record + Serialize + DeserializeOwned + 'static {
    /// What the portal has of some records.
    fn load(
        tx: &mut Tx,
        records: &[Self],
        today: NaiveDate,
    ) -> impl Future<Output = Result<Loaded<Self>>> + Send;

    /// Leaves out of a record what it does not decide.
    fn fit(&mut self, _loaded: &Loaded<Self>) {}

    /// Whether a record names nobody though it should.
    fn names_nobody(&self, _loaded: &Loaded<Self>) -> bool {
        false
    }

    /// Puts on the scale what a write takes from people.
    fn weigh(
        _scale: &mut Scale<'_>,
        _tx: &mut Tx,
        _work: Work<'_>,
        _writes: &[&Write<Self>],
    ) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }

    /// Writes records, with all that follows.
    fn put(
        work: Work<'_>,
        tx: &mut Tx,
        writes: &[Write<Self>],
    ) -> impl Future<Output = Result<()>> + Send;
}

/// What is to be done with a record.
#[derive(Debug)]
pub(crate) enum Verdict<R> {
    /// The portal does not have it.
    Create(Write<R>),
    /// The portal has something else.
    Update(Write<R>),
    /// The portal has it; a newer revision is noted.
    Same(Option<Write<R>>),
    /// The portal has a later word.
    Stale,
}

/// Compares a record with what the portal has.
pub(crate) fn judge<R: Mirror>(work: Work<'_>, record: &R, loaded: &mut Loaded<R>) -> Verdict<R> {
    let mut new = record.clone();
    new.one_spelling();
    new.fit(loaded);
    let said = new.revision();
    let Some(mut found) = loaded.found.remove(new.reference()) else {
        return Verdict::Create(Write {
            id: work.caller.services.id(),
            record: new,
            before: None,
            ended_revision: None,
            revised_at: said.map(|_| work.now),
        });
    };
    let stored = found.record.revision();
    let later = |at: DateTime<Utc>| at > work.received_at;
    match (said, stored) {
        (Some(said), Some(stored)) if said <= stored => return Verdict::Stale,
        (None, _) if found.revised_at.is_some_and(later) => return Verdict::Stale,
        _ => {}
    }
    new.say_nothing(&found.record);
    if said.is_some_and(|said| found.ended_revision.is_some_and(|ended| said <= ended)) {
        *new.last_day() = *found.record.last_day();
    }
    if said.is_none() {
        new.set_revision(stored);
    }
    found.record.set_revision(new.revision());
    let same = found.record == new;
    found.record.set_revision(stored);
    let noted = new.revision() != stored;
    let write = Write {
        id: found.id,
        record: new,
        ended_revision: found.ended_revision,
        revised_at: said.map(|_| work.now).or(found.revised_at),
        before: Some(found),
    };
    match (same, noted) {
        (true, noted) => Verdict::Same(noted.then_some(write)),
        (false, _) => Verdict::Update(write),
    }
}

/// The ids behind keys of one kind.
pub(crate) struct Ids(HashMap<String, Uuid>);

impl Ids {
    pub(crate) async fn of(tx: &mut Tx, kind: Entity, mut keys: Vec<&str>) -> Result<Self> {
        keys.sort_unstable();
        keys.dedup();
        let found = master::ids(tx, kind, &keys).await?;
        Ok(Self(found.into_iter().collect()))
    }

    pub(crate) fn get(&self, key: &str) -> Result<Uuid> {
        let id = self.0.get(key).copied();
        id.ok_or(Error::Internal("a reference leads nowhere"))
    }
}

/// The keys that records name.
pub(crate) fn of<R>(writes: &[Write<R>], key: impl Fn(&R) -> &String) -> Vec<&str> {
    let keys = writes.iter().map(|write| key(&write.record).as_str());
    keys.collect()
}

/// The keys of records.
pub(crate) fn keys<R: Record>(records: &[R]) -> Vec<&str> {
    records.iter().map(R::reference).collect()
}
