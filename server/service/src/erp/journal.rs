//! Large parcels are laid down before anything of them holds, and written chunk by chunk, to their end whoever dies.
//!
//! `docs/decisions/0014-parcels-roll-forward.md` says why. In the blob each kind has a line with its name, and then a line
//! for each of its records; a parcel is never in memory a second time.

use std::io;
use std::time::Duration as Pause;

use bytes::Bytes;
use chrono::Duration;
use domain::Refusal;
use domain::audit::{Action, AuditResult};
use domain::erp::{Entity, ParcelId};
use futures::{StreamExt, TryStreamExt, stream};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use store::erp::batch as rows;
use store::master;

use super::apply::{self, Visitor};
use super::mirror::{Mirror, Work};
use super::{Batch, End};
use crate::digest::hex;
use crate::trail::Object;
use crate::{Caller, Error, Result, Services};

/// How long a worker keeps others away; renewed with each chunk.
pub(crate) const HOLD: Duration = Duration::minutes(1);
/// How long an earlier parcel is waited for: longer than the hold of somebody who died.
const PATIENCE: u32 = 90;
const BREATH: Pause = Pause::from_secs(1);
/// Bytes of a piece of the blob.
const PIECE: usize = 5 * 1024 * 1024;

/// What is left of a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Left {
    /// Nothing: it is written.
    Nothing,
    /// Another worker is at it.
    Elsewhere,
}

/// Lays a parcel down; its name in the blob store.
pub(crate) async fn lay_down(services: &Services, batch: &Batch) -> Result<String> {
    let mut hash = Sha256::new();
    for piece in Pieces(lines(batch)) {
        hash.update(&piece.map_err(unwritten)?);
        // A large parcel takes seconds, in which others get their turn.
        tokio::task::yield_now().await;
    }
    let name = hex(&hash.finalize());
    let pieces = stream::iter(Pieces(lines(batch))).boxed();
    services.blobs().put_pieces(&name, pieces).await?;
    Ok(name)
}

fn unwritten(_: io::Error) -> Error {
    Error::Internal("a parcel could not be written down")
}

/// The lines of a parcel.
fn lines(batch: &Batch) -> impl Iterator<Item = io::Result<Vec<u8>>> + Send + '_ {
    section(&batch.properties)
        .chain(section(&batch.units))
        .chain(section(&batch.persons))
        .chain(section(&batch.contracts))
        .chain(section(&batch.contract_persons))
        .chain(section(&batch.rent_parts))
        .chain(section(&batch.bank_mandates))
        .chain(section(&batch.consumption_values))
        .chain(section(&batch.account_entries))
        .chain(head(ENDS, batch.ends.is_empty()))
        .chain(batch.ends.iter().map(line))
}

/// The name of the last section.
const ENDS: &str = "ends";

fn section<R: Mirror>(records: &[R]) -> impl Iterator<Item = io::Result<Vec<u8>>> + Send + '_ {
    let records_lines = records.iter().map(|record| {
        let mut record = record.clone();
        record.one_spelling();
        line(&record)
    });
    head(R::ENTITY.as_str(), records.is_empty()).chain(records_lines)
}

fn head(name: &'static str, empty: bool) -> impl Iterator<Item = io::Result<Vec<u8>>> + Send {
    let line = (!empty).then(|| Ok(format!("{name}\n").into_bytes()));
    line.into_iter()
}

fn line(record: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(record)?;
    line.push(b'\n');
    Ok(line)
}

/// Lines put together to pieces of a blob.
struct Pieces<I>(I);

impl<I: Iterator<Item = io::Result<Vec<u8>>>> Iterator for Pieces<I> {
    type Item = io::Result<Bytes>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut piece = Vec::new();
        while piece.len() < PIECE {
            match self.0.next() {
                Some(Ok(line)) => piece.extend_from_slice(&line),
                Some(Err(error)) => return Some(Err(error)),
                None => break,
            }
        }
        (!piece.is_empty()).then(|| Ok(Bytes::from(piece)))
    }
}

/// Takes a parcel up again that was laid down.
pub(crate) async fn take_up(services: &Services, name: &str) -> Result<Batch> {
    let gone = Error::Internal("a parcel is gone");
    let (_, mut pieces) = services.blobs().pieces(name).await?.ok_or(gone)?;
    let (mut batch, mut kind, mut rest) = (Batch::default(), String::new(), Vec::new());
    while let Some(piece) = pieces.try_next().await? {
        rest.extend_from_slice(&piece);
        let mut from = 0;
        while let Some(length) = rest[from..].iter().position(|byte| *byte == b'\n') {
            let line = &rest[from..from + length];
            from += length + 1;
            if line.starts_with(b"{") {
                enter(&mut batch, &kind, line)?;
            } else {
                kind = String::from_utf8_lossy(line).into_owned();
            }
        }
        rest.drain(..from);
    }
    Ok(batch)
}

fn enter(batch: &mut Batch, kind: &str, line: &[u8]) -> Result<()> {
    if kind == ENDS {
        return push(&mut batch.ends, line);
    }
    match kind.parse::<Entity>()? {
        Entity::Property => push(&mut batch.properties, line),
        Entity::Unit => push(&mut batch.units, line),
        Entity::Person => push(&mut batch.persons, line),
        Entity::Contract => push(&mut batch.contracts, line),
        Entity::ContractPerson => push(&mut batch.contract_persons, line),
        Entity::RentPart => push(&mut batch.rent_parts, line),
        Entity::BankMandate => push(&mut batch.bank_mandates, line),
        Entity::ConsumptionValue => push(&mut batch.consumption_values, line),
        Entity::AccountEntry => push(&mut batch.account_entries, line),
        Entity::Document => Err(Error::Internal("a parcel holds no documents")),
    }
}

fn push<T: DeserializeOwned>(list: &mut Vec<T>, line: &[u8]) -> Result<()> {
    let read = serde_json::from_slice(line);
    list.push(read.map_err(|_| Error::Internal("a parcel could not be read again"))?);
    Ok(())
}

/// Writes a parcel chunk by chunk, from where it was left; `dirty` says which of them change anything, where that is known.
pub(crate) async fn write(
    work: Work<'_>,
    id: ParcelId,
    batch: &Batch,
    from: usize,
    dirty: Option<&[bool]>,
    told: impl FnMut(usize) + Send,
) -> Result<()> {
    let mut chunks = Chunks {
        work,
        id,
        from,
        dirty,
        chunk: 0,
        done: 0,
        told,
    };
    apply::walk(batch, &mut chunks).await?;
    let services = &work.caller.services;
    let mut tx = services.db().begin().await?;
    let found = rows::hold(&mut tx, id).await?;
    if rows::finish(&mut tx, id, services.clock().now()).await? {
        let records = Value::from(batch.len());
        let detail = Map::from_iter([("records".to_owned(), records)]);
        let object = Object::Parcel(id.0);
        let (action, done) = (Action::Imported, AuditResult::Done);
        work.caller
            .trail_with(&mut tx, action, object, done, detail)
            .await?;
    }
    tx.commit().await?;
    services.work().notify_one();
    match found.and_then(|found| found.blob_sha256) {
        Some(name) => throw_away(services, &name).await,
        None => Ok(()),
    }
}

/// Throws a parcel's blob away, unless another parcel says the same.
pub(crate) async fn throw_away(services: &Services, name: &str) -> Result<()> {
    let mut tx = services.db().read().await?;
    if !rows::blobs(&mut tx)
        .await?
        .iter()
        .any(|known| known == name)
    {
        services.blobs().delete(name).await?;
    }
    Ok(())
}

/// Writes on at a parcel whose worker died, to its end.
///
/// # Errors
/// The database or the blob store is gone.
pub(crate) async fn resume(caller: &Caller, id: ParcelId) -> Result<Left> {
    let services = &caller.services;
    let now = services.clock().now();
    let mut tx = services.db().begin().await?;
    let found = rows::work(&mut tx, id, now, now + HOLD).await?;
    let waiting = rows::applying(&mut tx).await?.contains(&id);
    tx.commit().await?;
    let Some(found) = found else {
        return Ok(if waiting {
            Left::Elsewhere
        } else {
            Left::Nothing
        });
    };
    let name = found
        .blob_sha256
        .ok_or(Error::Internal("a parcel is gone"))?;
    let batch = take_up(services, &name).await?;
    let work = Work::new(caller, found.received_at);
    let done = usize::try_from(found.done).unwrap_or(0);
    write(work, id, &batch, done, None, |_| {}).await?;
    Ok(Left::Nothing)
}

/// Finishes what came earlier, so that an older export never writes over a newer one.
///
/// # Errors
/// `ParcelRuns` while somebody else writes one for long; the database or the blob store is gone.
pub(crate) async fn finish_earlier(caller: &Caller) -> Result<()> {
    for _ in 0..PATIENCE {
        let mut tx = caller.services.db().read().await?;
        let waiting = rows::applying(&mut tx).await?;
        drop(tx);
        let mut elsewhere = false;
        for id in waiting {
            elsewhere |= resume(caller, id).await? == Left::Elsewhere;
        }
        if !elsewhere {
            return Ok(());
        }
        tokio::time::sleep(BREATH).await;
    }
    Err(Refusal::ParcelRuns.into())
}

/// Each chunk in a transaction of its own.
struct Chunks<'a, T> {
    work: Work<'a>,
    id: ParcelId,
    from: usize,
    dirty: Option<&'a [bool]>,
    chunk: usize,
    done: usize,
    told: T,
}

impl<T: FnMut(usize)> Chunks<'_, T> {
    /// Counts a chunk; whether there is anything to write.
    fn next(&mut self, records: usize) -> bool {
        self.done += records;
        let clean = self.dirty.and_then(|dirty| dirty.get(self.chunk)) == Some(&false);
        self.chunk += 1;
        self.done > self.from && !clean
    }

    /// A chunk is written. Others get their turn: on SQLite there is one writer.
    async fn leave(&mut self, mut tx: store::Tx) -> Result<()> {
        let until = self.work.caller.services.clock().now() + HOLD;
        let done = i64::try_from(self.done).unwrap_or(i64::MAX);
        if !rows::progress(&mut tx, self.id, done, until).await? {
            return Err(Error::Internal("somebody else has finished this parcel"));
        }
        tx.commit().await?;
        (self.told)(self.done);
        tokio::task::yield_now().await;
        Ok(())
    }
}

impl<T: FnMut(usize) + Send> Visitor for Chunks<'_, T> {
    async fn records<R: Mirror>(&mut self, records: &[R]) -> Result<()> {
        if !self.next(records.len()) {
            (self.told)(self.done);
            return Ok(());
        }
        let mut tx = self.work.caller.services.db().begin().await?;
        master::alone(&mut tx).await?;
        apply::chunk(self.work, &mut tx, records).await?;
        self.leave(tx).await
    }

    async fn ends(&mut self, ends: &[End]) -> Result<()> {
        if !self.next(ends.len()) {
            return Ok(());
        }
        let mut tx = self.work.caller.services.db().begin().await?;
        master::alone(&mut tx).await?;
        apply::ends(self.work, &mut tx, ends).await?;
        self.leave(tx).await
    }
}
