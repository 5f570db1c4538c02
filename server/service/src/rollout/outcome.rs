//! What a batch has made, to be downloaded while it is there, and thrown away after a week.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::audit::{Action, AuditResult};
use domain::rollout::{BatchId, address_list, may_take};
use domain::{PersonId, Refusal};
use serde_json::{Map, Value};
use store::batch::{self, Order};

use super::Rollouts;
use crate::trail::Object;
use crate::{Caller, Error, Result};

/// Prints of one transaction of the upkeep.
const BATCH: i64 = 20;

/// A file to be handed over.
#[derive(Debug, Clone)]
pub struct Download {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub bytes: Bytes,
}

impl Rollouts<'_> {
    /// The PDF of letters that are printed together; taking it is written into the audit log.
    ///
    /// # Errors
    /// `NotFound` where there is none, where it was thrown away, or where none of its codes opens anything any more;
    /// `OwnLetter` where it opens an account anew and the caller ordered it.
    pub async fn print(self, id: BatchId, number: i64) -> Result<Download> {
        self.caller.member()?;
        let mut tx = self.caller.services.db().read().await?;
        let sha256 = batch::print_pdf(&mut tx, id, number).await?;
        let (row, order) = (
            batch::batch(&mut tx, id).await?,
            batch::order(&mut tx, id).await?,
        );
        drop(tx);
        let row = row.filter(|row| !row.is_void());
        let (Some(sha256), Some(row), Some(order)) = (sha256, row, order) else {
            return Err(Error::NotFound);
        };
        let one = order.person_id.map(|person| Object::Person(person.0));
        let object = one.unwrap_or(Object::Batch(id.0));
        self.four_eyes(&order, object).await?;
        let bytes = self.blob(&sha256).await?;
        let detail = Map::from_iter([("print".to_owned(), Value::from(number))]);
        self.taken(object, AuditResult::Done, detail).await?;
        let day = domain::berlin::day(row.created_at);
        Ok(Download {
            name: format!("Briefe-{day}-{number}.pdf"),
            bytes,
        })
    }

    /// The PDF of one letter; taking it is written into the audit log.
    ///
    /// # Errors
    /// As [`Self::print`].
    pub async fn letter(self, id: BatchId, person: PersonId) -> Result<Download> {
        self.caller.member()?;
        let mut tx = self.caller.services.db().read().await?;
        let found = batch::letter_pdf(&mut tx, id, person).await?;
        let order = batch::order(&mut tx, id).await?;
        drop(tx);
        let (Some(letter), Some(order)) = (found, order) else {
            return Err(Error::NotFound);
        };
        let object = Object::Person(person.0);
        self.four_eyes(&order, object).await?;
        let bytes = self.blob(&letter.pdf_sha256).await?;
        self.taken(object, AuditResult::Done, Map::new()).await?;
        Ok(Download {
            name: letter.file(),
            bytes,
        })
    }

    /// The addresses of a batch for a spreadsheet; taking them is written into the audit log.
    ///
    /// # Errors
    /// As [`Self::print`].
    pub async fn addresses(self, id: BatchId) -> Result<Download> {
        self.caller.member()?;
        let mut tx = self.caller.services.db().read().await?;
        let rows = batch::addresses(&mut tx, id).await?;
        let (row, order) = (
            batch::batch(&mut tx, id).await?,
            batch::order(&mut tx, id).await?,
        );
        drop(tx);
        let row = row.filter(|_| !rows.is_empty());
        let (Some(row), Some(order)) = (row, order) else {
            return Err(Error::NotFound);
        };
        let object = Object::Batch(id.0);
        self.four_eyes(&order, object).await?;
        let detail = Map::from_iter([("addresses".to_owned(), Value::from(rows.len()))]);
        self.taken(object, AuditResult::Done, detail).await?;
        let day = domain::berlin::day(row.created_at);
        Ok(Download {
            name: format!("Adressen-{day}.csv"),
            bytes: Bytes::from(address_list(&rows)),
        })
    }

    async fn blob(self, sha256: &str) -> Result<Bytes> {
        let blobs = self.caller.services.blobs();
        blobs.get(sha256).await?.ok_or(Error::NotFound)
    }

    /// Keeps the code of a letter that opens an account anew from whoever ordered it; the try stands in the audit log.
    async fn four_eyes(self, order: &Order, object: Object) -> Result<()> {
        let who = self.caller.member()?.account;
        if may_take(order.kind.letter(), order.ordered_by, who) {
            return Ok(());
        }
        self.taken(object, AuditResult::Refused, Map::new()).await?;
        Err(Refusal::OwnLetter.into())
    }

    async fn taken(
        self,
        object: Object,
        result: AuditResult,
        detail: Map<String, Value>,
    ) -> Result<()> {
        let mut tx = self.caller.services.db().begin().await?;
        let action = Action::LettersTaken;
        self.caller
            .trail_with(&mut tx, action, object, result, detail)
            .await?;
        Ok(tx.commit().await?)
    }
}

/// Throws away the papers of prints that were made before a moment; how many. The blobs go first: what is killed between
/// finds their names again.
///
/// # Errors
/// The database or the blob store is gone.
pub(crate) async fn throw_away(caller: &Caller, before: DateTime<Utc>) -> Result<u64> {
    let services = &caller.services;
    let mut gone = 0;
    loop {
        let mut tx = services.db().read().await?;
        let blobs = batch::old_blobs(&mut tx, before, BATCH).await?;
        drop(tx);
        if blobs.is_empty() {
            return Ok(gone);
        }
        for sha256 in &blobs {
            services.blobs().delete(sha256).await?;
            gone += 1;
        }
        let mut tx = services.db().begin().await?;
        batch::forget_blobs(&mut tx, before, BATCH).await?;
        tx.commit().await?;
    }
}
