//! What staff do: they look the requests through, and note what the ERP said.

use domain::ChangeId;
use domain::audit::{Action, AuditResult};
use domain::change::{PAGE, StaffChanges, reason};
use domain::ticket::Side;
use serde_json::{Map, Value};
use store::Tx;
use store::change::{self as rows, Change};

use super::{Changes, course};
use crate::trail::Object;
use crate::{Error, Result};

impl Changes<'_> {
    /// A page of the requests under way, or of those that are over; with `reveal` the whole IBAN of one. The look is
    /// written into the audit log.
    ///
    /// # Errors
    /// `SignIn`, or `Forbidden` for residents.
    pub async fn desk(
        self,
        done: bool,
        page: i64,
        reveal: Option<ChangeId>,
    ) -> Result<StaffChanges> {
        self.caller.member()?;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        let (open_count, done_count) = rows::counts(&mut tx).await?;
        let total = if done { done_count } else { open_count };
        let pages = total.max(1).saturating_add(PAGE - 1) / PAGE;
        let page = page.clamp(1, pages);
        let lines = rows::page(&mut tx, done, (page - 1) * PAGE, PAGE).await?;
        let detail = Map::from_iter([
            ("done".to_owned(), Value::from(done)),
            ("page".to_owned(), Value::from(page)),
        ]);
        let object = Object::Many("changes");
        self.caller
            .trail_with(
                &mut tx,
                Action::ChangesSeen,
                object,
                AuditResult::Done,
                detail,
            )
            .await?;
        // Each of them is a look at somebody, who reads of it.
        for line in &lines {
            let (action, object) = (Action::ChangesSeen, Object::Change(line.id.0));
            self.caller
                .trail(&mut tx, action, object, AuditResult::Done)
                .await?;
        }
        let wanted = reveal.filter(|id| lines.iter().any(|line| line.id == *id));
        let iban = match wanted {
            Some(id) => self.reveal(&mut tx, id).await?.map(|iban| (id, iban)),
            None => None,
        };
        tx.commit().await?;
        Ok(StaffChanges {
            done,
            rows: lines,
            iban,
            open_count,
            done_count,
            page,
            pages,
        })
    }

    /// The ERP has confirmed; the change is in effect at once.
    ///
    /// # Errors
    /// `StepNotAllowed` where it does not wait for the ERP; `NotFound`, `Forbidden`.
    pub async fn accept(self, id: ChangeId) -> Result<()> {
        let (mut tx, mut found) = self.in_hand(id).await?;
        course::accept(self.caller, &mut tx, &mut found, Side::Staff).await?;
        self.done(tx).await
    }

    /// The ERP, or the clerk, says no.
    ///
    /// # Errors
    /// `ReasonMissing`, `TextTooLong`, `StepNotAllowed`, `NotFound`, `Forbidden`.
    pub async fn reject(self, id: ChangeId, text: &str) -> Result<()> {
        let (mut tx, mut found) = self.in_hand(id).await?;
        let reason = reason(text)?;
        course::reject(self.caller, &mut tx, &mut found, &reason, Side::Staff).await?;
        self.done(tx).await
    }

    pub(super) async fn in_hand(self, id: ChangeId) -> Result<(Tx, Change)> {
        self.caller.member()?;
        let mut tx = self.caller.services.db().begin().await?;
        let Some(found) = rows::hold(&mut tx, id).await? else {
            self.caller.deny(Object::Change(id.0));
            return Err(Error::NotFound);
        };
        Ok((tx, found))
    }

    pub(super) async fn done(self, tx: Tx) -> Result<()> {
        tx.commit().await?;
        self.caller.services.work().notify_one();
        Ok(())
    }
}
