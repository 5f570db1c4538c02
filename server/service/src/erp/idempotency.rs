//! An order of the ERP is carried out once, however often it is sent.
//!
//! The word of the request, what the order changes and the answer that is kept become true together. Only a large batch is
//! written in chunks: its order is taken on first, and answered when the last chunk holds.

use chrono::{DateTime, Duration, Utc};
use store::Tx;
use store::erp::{answer, key};

use super::order::{Command, Done, Order, Told};
use crate::{Actor, Caller, ErpClient, Error, Result};

/// How long an answer is kept.
const KEPT: Duration = Duration::days(7);
/// After this time nobody is working on an order any more: the process that took it on is gone.
const ABANDONED: Duration = Duration::minutes(15);
/// A key's last use is written at most this often.
const TOUCH_EVERY: Duration = Duration::minutes(5);

/// The marks of an order.
#[derive(Debug)]
struct Marks {
    nonce: Option<String>,
    idempotency_key: Option<String>,
    request_sha256: [u8; 32],
}

impl Caller {
    /// Uses up the word of a question that changes nothing; whether it was a new one.
    ///
    /// # Errors
    /// `SignIn` for anybody but the ERP; the database is gone.
    pub async fn erp_heard(&self, nonce: Option<&str>) -> Result<bool> {
        let client = self.client()?;
        let mut tx = self.services.db().begin().await?;
        let fresh = self.hear(&mut tx, client, nonce).await?;
        tx.commit().await?;
        Ok(fresh)
    }

    /// Carries out an order once; `shape` makes the answer that is kept of what came of it.
    ///
    /// # Errors
    /// What the use case refuses; then nothing is changed and no answer kept. The database is gone.
    pub async fn carry_out(
        &self,
        command: Command,
        shape: fn(&Done) -> (u16, String),
    ) -> Result<Told> {
        let client = self.client()?;
        let Command {
            nonce,
            idempotency_key,
            request_sha256,
            order,
        } = command;
        let marks = Marks {
            nonce,
            idempotency_key,
            request_sha256,
        };
        if order.is_large() {
            self.in_chunks(client, &marks, order, shape).await
        } else {
            self.at_once(client, &marks, order, shape).await
        }
    }

    async fn at_once(
        &self,
        client: &ErpClient,
        marks: &Marks,
        order: Order,
        shape: fn(&Done) -> (u16, String),
    ) -> Result<Told> {
        let mut tx = self.services.db().begin().await?;
        if let Some(told) = self.take_on(&mut tx, client, marks).await? {
            tx.commit().await?;
            return Ok(told);
        }
        match order.perform(self, &mut tx, client).await {
            Ok(done) => {
                let told = self.answer(&mut tx, client, marks, shape(&done)).await?;
                tx.commit().await?;
                self.services.work().notify_one();
                Ok(told)
            }
            Err(error) => {
                drop(tx);
                // What was refused is undone as a whole, but nobody may send the same request again.
                self.erp_heard(marks.nonce.as_deref()).await?;
                Err(error)
            }
        }
    }

    async fn in_chunks(
        &self,
        client: &ErpClient,
        marks: &Marks,
        order: Order,
        shape: fn(&Done) -> (u16, String),
    ) -> Result<Told> {
        let mut tx = self.services.db().begin().await?;
        let known = self.take_on(&mut tx, client, marks).await?;
        tx.commit().await?;
        if let Some(told) = known {
            return Ok(told);
        }
        let done = order.perform_in_chunks(self, client).await;
        let mut tx = self.services.db().begin().await?;
        let told = match done {
            Ok(done) => self.answer(&mut tx, client, marks, shape(&done)).await,
            Err(error) => {
                if let Some(name) = &marks.idempotency_key {
                    answer::give_back(&mut tx, client.key, name).await?;
                }
                Err(error)
            }
        };
        tx.commit().await?;
        self.services.work().notify_one();
        told
    }

    /// Uses up the word of the request and takes the order on; what is told instead, where it is no new one.
    async fn take_on(
        &self,
        tx: &mut Tx,
        client: &ErpClient,
        marks: &Marks,
    ) -> Result<Option<Told>> {
        if !self.hear(tx, client, marks.nonce.as_deref()).await? {
            return Ok(Some(Told::Replayed));
        }
        let Some(name) = &marks.idempotency_key else {
            return Ok(None);
        };
        let now = self.services.clock().now();
        if answer::begin(tx, client.key, name, &marks.request_sha256, now).await? {
            return Ok(None);
        }
        let known = answer::known(tx, client.key, name).await?;
        let known = known.ok_or(Error::Internal("an order is gone while it is asked for"))?;
        if known.request_sha256 != marks.request_sha256 {
            return Ok(Some(Told::OtherBody));
        }
        let (Some(status), Some(body)) = (known.status, known.body) else {
            let left = answer::take_over(tx, client.key, name, now - ABANDONED, now).await?;
            return Ok((!left).then_some(Told::UnderWay));
        };
        Ok(Some(Told::Answer {
            status: u16::try_from(status).unwrap_or(500),
            body,
            repeated: true,
        }))
    }

    async fn answer(
        &self,
        tx: &mut Tx,
        client: &ErpClient,
        marks: &Marks,
        (status, body): (u16, String),
    ) -> Result<Told> {
        if let Some(name) = &marks.idempotency_key {
            let now = self.services.clock().now();
            answer::finish(tx, client.key, name, status.into(), &body, now).await?;
        }
        Ok(Told::Answer {
            status,
            body,
            repeated: false,
        })
    }

    async fn hear(&self, tx: &mut Tx, client: &ErpClient, nonce: Option<&str>) -> Result<bool> {
        let now = self.services.clock().now();
        key::touch(tx, client.key, now, now - TOUCH_EVERY).await?;
        match nonce {
            Some(nonce) => Ok(key::note_nonce(tx, client.key, nonce, now).await?),
            None => Ok(true),
        }
    }

    pub(super) fn client(&self) -> Result<&ErpClient> {
        match &self.actor {
            Actor::Erp(client) => Ok(client),
            _ => Err(Error::SignIn),
        }
    }
}

/// Forgets answers that nobody asks for any more; how many.
///
/// # Errors
/// The engine refused.
pub(crate) async fn forget(tx: &mut Tx, now: DateTime<Utc>, most: i64) -> store::Result<u64> {
    answer::forget(tx, now - KEPT, most).await
}
