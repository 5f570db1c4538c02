//! The ERP fetches what it has to know, and answers.

use domain::ChangeId;
use domain::change::{ChangeState, reason};
use domain::erp::contact::PULL;
use domain::erp::{Answer, Scope};
use serde::Serialize;
use store::erp::command;
use utoipa::ToSchema;

use super::contact;
use super::gateway::Gateway;
use super::outbox::{self, Told};
use crate::{Error, Result, changes};

/// Most commands of one page.
pub const MOST: i64 = 500;

/// A page of commands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ToldPage {
    /// In their order.
    pub changes: Vec<Told>,
    /// What to ask for next: commands behind this place.
    pub next_after: i64,
    /// There are more already.
    pub more: bool,
}

/// Which change an answer is about: by its id, or by the place of its command in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// By its id.
    Change(ChangeId),
    /// By the place of its command.
    Position(i64),
}

impl From<ChangeId> for About {
    fn from(id: ChangeId) -> Self {
        Self::Change(id)
    }
}

impl From<i64> for About {
    fn from(position: i64) -> Self {
        Self::Position(position)
    }
}

impl Gateway<'_> {
    /// The commands behind a place in the order. Asking again shows the same; each look at an account in full is written
    /// down.
    ///
    /// # Errors
    /// `SignIn`, `Forbidden`.
    pub async fn changes_after(self, after: i64, limit: i64) -> Result<ToldPage> {
        self.speaks(Scope::ChangesRead)?;
        let services = &self.caller.services;
        let limit = limit.clamp(1, MOST);
        let mut tx = services.db().begin().await?;
        let mut found = command::after(&mut tx, after, limit.saturating_add(1)).await?;
        let more = found.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        if more {
            found.pop();
        }
        let mut changes = Vec::with_capacity(found.len());
        for one in &found {
            changes.push(outbox::put(self.caller, &mut tx, one, PULL).await?);
        }
        contact::heard(services, &mut tx, PULL, true, None).await?;
        tx.commit().await?;
        Ok(ToldPage {
            next_after: changes.last().map_or(after, |last| last.position),
            changes,
            more,
        })
    }

    /// The ERP has all commands up to a place in the order; how many are new to it.
    ///
    /// # Errors
    /// `SignIn`, `Forbidden`.
    pub async fn acknowledge(self, position: i64) -> Result<u64> {
        self.speaks(Scope::ChangesWrite)?;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        let new = command::acknowledge(&mut tx, position, services.clock().now()).await?;
        contact::heard(services, &mut tx, PULL, true, None).await?;
        tx.commit().await?;
        Ok(new)
    }

    /// The ERP has confirmed a change: it is in effect at once, and where that is no news nothing happens. An address that
    /// is somebody else's by now is rejected instead; the answer says which.
    ///
    /// # Errors
    /// `AnsweredOtherwise` where it has come to another end, `StepNotAllowed` before it was handed over; `NotFound`,
    /// `SignIn`, `Forbidden`.
    pub async fn confirm(self, about: impl Into<About>) -> Result<ChangeState> {
        self.answer(about.into(), Answer::Yes, "").await
    }

    /// The ERP rejects a change, for a reason that the resident reads.
    ///
    /// # Errors
    /// `ReasonMissing`, `TextTooLong`; else as [`Self::confirm`].
    pub async fn reject(self, about: impl Into<About>, text: &str) -> Result<ChangeState> {
        let reason = reason(text)?;
        self.answer(about.into(), Answer::No, &reason).await
    }

    async fn answer(self, about: About, answer: Answer, reason: &str) -> Result<ChangeState> {
        self.speaks(Scope::ChangesWrite)?;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        let id = match about {
            About::Change(id) => Some(id),
            About::Position(position) => command::change_at(&mut tx, position).await?,
        };
        let id = id.ok_or(Error::NotFound)?;
        let state = changes::answered(self.caller, &mut tx, id, answer, reason).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(state)
    }
}
