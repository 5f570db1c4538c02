//! Documents as staff look after them: found, looked at, taken back.

use chrono::{DateTime, Utc};
use domain::audit::{Action, AuditResult};
use domain::document::ledger::waited_since;
use domain::document::{DocumentDesk, DocumentId, DocumentKind, DocumentPage, DocumentRefusal};
use domain::ticket::inbox::PAGE;
use domain::workday::FederalState;
use domain::{berlin, typed};
use store::account;
use store::document::desk::{self, Wanted};
use store::document::{self, ledger};

use super::{Documents, withdraw};
use crate::staff::searched;
use crate::tickets::pages;
use crate::trail::Object;
use crate::{Error, Result, Services};

impl Documents<'_> {
    /// A page of all documents that fit. The look is written into the audit log.
    ///
    /// # Errors
    /// `SearchTooShort`; `Forbidden` for residents.
    pub async fn desk(
        self,
        wanted: &str,
        kind: Option<DocumentKind>,
        unopened: bool,
        page: i64,
    ) -> Result<DocumentDesk> {
        self.caller.member()?;
        let words = searched(wanted)?;
        let services = &self.caller.services;
        let waited = waited(services);
        let wanted = Wanted {
            words: &words,
            kind,
            unopened: unopened.then_some(waited.as_slice()),
        };
        let mut tx = services.db().read().await?;
        let total = desk::count(&mut tx, wanted).await?;
        let (page, pages) = pages(page, total);
        let rows = desk::page(&mut tx, wanted, (page - 1) * PAGE, PAGE).await?;
        drop(tx);
        self.listed("documents").await?;
        Ok(DocumentDesk {
            wanted: words,
            kind,
            unopened,
            rows,
            total,
            page,
            pages,
        })
    }

    /// One document with what became of it for each person. The look is written into the audit log.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` for residents.
    pub async fn show(self, id: DocumentId, page: i64) -> Result<DocumentPage> {
        self.caller.member()?;
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        let found = document::by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let row = desk::line(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let (page, pages) = pages(page, row.persons);
        let lines = ledger::page(&mut tx, id, (page - 1) * PAGE, PAGE).await?;
        let overdue = desk::overdue(&mut tx, id, &waited(services)).await?;
        let uploader = match found.uploaded_by {
            Some(account) => account::by_id(&mut tx, account).await?,
            None => None,
        };
        drop(tx);
        let mut tx = services.db().begin().await?;
        self.looked(&mut tx, &found).await?;
        tx.commit().await?;
        Ok(DocumentPage {
            row,
            reference: found.reference,
            sheets: found.pages,
            bytes: found.bytes,
            valid_from: found.valid_from,
            valid_to: found.valid_to,
            uploaded_by: uploader.map(|account| account.name),
            overdue: lines
                .iter()
                .map(|line| line.person_id)
                .filter(|person| overdue.contains(person))
                .collect(),
            ledger: lines,
            page,
            pages,
        })
    }

    /// Takes a document back, for a reason that stands in the log.
    ///
    /// # Errors
    /// `ReasonMissing`, `NotFound`; `Forbidden` for residents.
    pub async fn take_back(self, id: DocumentId, reason: &str) -> Result<()> {
        self.caller.member()?;
        let reason = typed::line(reason);
        if reason.is_empty() {
            return Err(DocumentRefusal::ReasonMissing.into());
        }
        let mut tx = self.caller.services.db().begin().await?;
        withdraw(self.caller, &mut tx, id, Some(&reason)).await?;
        Ok(tx.commit().await?)
    }

    /// Notes that staff looked through a list.
    pub(super) async fn listed(self, list: &'static str) -> Result<()> {
        let mut tx = self.caller.services.db().begin().await?;
        self.caller
            .trail(
                &mut tx,
                Action::DocumentsSeen,
                Object::Many(list),
                AuditResult::Done,
            )
            .await?;
        Ok(tx.commit().await?)
    }
}

/// For each state the moment before which an unopened document has waited too long.
fn waited(services: &Services) -> Vec<(FederalState, DateTime<Utc>)> {
    let today = services.clock().today();
    let calendar = &services.settings().calendar;
    FederalState::ALL
        .iter()
        .map(|land| (*land, berlin::end_of(waited_since(today, *land, calendar))))
        .collect()
}
