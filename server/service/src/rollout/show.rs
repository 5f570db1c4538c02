//! Houses and batches for the eyes of staff.

use domain::Refusal;
use domain::audit::{Action, AuditResult};
use domain::berlin;
use domain::rollout::{self as rules, BatchId, BatchPage, BatchRow, NAMED, PAGE, RolloutPage};
use store::batch;

use super::Rollouts;
use crate::trail::Object;
use crate::upkeep::PAPER;
use crate::{Actor, Error, Result};

impl Rollouts<'_> {
    /// All houses and the newest batches; the look is written into the audit log.
    ///
    /// # Errors
    /// `SignIn`, or `Forbidden` for residents.
    pub async fn overview(self) -> Result<RolloutPage> {
        self.caller.member()?;
        let services = &self.caller.services;
        let (today, now) = (services.clock().today(), services.clock().now());
        let mut tx = services.db().read().await?;
        let properties = batch::properties(&mut tx, today, now).await?;
        let batches = batch::page(&mut tx, PAGE).await?;
        drop(tx);
        self.seen(Action::RolloutSeen, Object::Many("rollouts"))
            .await?;
        Ok(RolloutPage {
            properties,
            batches,
        })
    }

    /// One batch with the names of its letters; the look is written into the audit log.
    ///
    /// # Errors
    /// `NotFound` where there is none; `SignIn`, or `Forbidden` for residents.
    pub async fn batch(self, id: BatchId) -> Result<BatchPage> {
        let who = self.caller.member()?.account;
        let mut tx = self.caller.services.db().read().await?;
        let row = batch::batch(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let order = batch::order(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let prints = batch::prints(&mut tx, id).await?;
        let letters = batch::letters(&mut tx, id, NAMED).await?;
        drop(tx);
        self.seen(Action::BatchSeen, Object::Batch(id.0)).await?;
        let kept = prints.iter().any(|print| print.kept);
        let kept_until = row.begun_at.filter(|_| kept);
        Ok(BatchPage {
            kept_until: kept_until.map(|at| berlin::day(at + PAPER)),
            withheld: !rules::may_take(row.kind.letter(), order.ordered_by, who),
            row,
            prints,
            letters,
        })
    }

    /// How far a batch is, without anybody's name: what the page asks each second.
    ///
    /// # Errors
    /// As [`Self::batch`].
    pub async fn progress(self, id: BatchId) -> Result<BatchRow> {
        // The command line shows a bar of its own.
        if !matches!(self.caller.actor, Actor::Operator) {
            self.caller.member()?;
        }
        let mut tx = self.caller.services.db().read().await?;
        batch::batch(&mut tx, id).await?.ok_or(Error::NotFound)
    }

    /// Notes the day on which the letters of a batch went to the post.
    ///
    /// # Errors
    /// `PostedDayInvalid`, `BatchRuns`, `BatchVoid`, `NotFound`; `OwnLetter` where it opens an account anew and the caller
    /// ordered it.
    pub async fn posted(self, id: BatchId, typed: &str) -> Result<()> {
        let who = self.caller.member()?.account;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        let row = batch::batch(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let order = batch::order(&mut tx, id).await?.ok_or(Error::NotFound)?;
        if !rules::may_take(row.kind.letter(), order.ordered_by, who) {
            return Err(Refusal::OwnLetter.into());
        }
        let Some(begun) = row.begun_at.filter(|_| !row.runs()) else {
            return Err(Refusal::BatchRuns.into());
        };
        if row.is_void() {
            return Err(Refusal::BatchVoid.into());
        }
        let day = rules::posted_day(typed, berlin::day(begun), services.clock().today())?;
        batch::post(&mut tx, id, day).await?;
        self.caller
            .trail(
                &mut tx,
                Action::LettersPosted,
                Object::Batch(id.0),
                AuditResult::Done,
            )
            .await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn seen(self, action: Action, object: Object) -> Result<()> {
        let mut tx = self.caller.services.db().begin().await?;
        self.caller
            .trail(&mut tx, action, object, AuditResult::Done)
            .await?;
        Ok(tx.commit().await?)
    }
}
