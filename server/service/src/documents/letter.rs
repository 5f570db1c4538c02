//! The letter to whoever has not opened a document: a cover and the document itself, for the post.

use delivery::DocumentLetter;
use domain::PersonId;
use domain::audit::{Action, AuditResult};
use domain::document::DocumentId;
use store::document::{self, ledger};
use store::master;
use tokio::task::spawn_blocking;

use super::{Documents, pdf};
use crate::trail::Object;
use crate::{Error, Result};

impl Documents<'_> {
    /// Notes that a letter goes to a person of the ledger; its PDF is there from then on.
    ///
    /// # Errors
    /// `NotFound` where the document was taken back or the person is not in the ledger; `Forbidden` for residents.
    pub async fn post(self, id: DocumentId, person: PersonId) -> Result<()> {
        let me = self.caller.member()?;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        let found = document::by_id(&mut tx, id).await?;
        let there = found.is_some_and(|found| found.withdrawn_at.is_none());
        let now = services.clock().now();
        if !there || !ledger::post(&mut tx, id, person, me.account, now).await? {
            return Err(Error::NotFound);
        }
        self.caller
            .trail(
                &mut tx,
                Action::DocumentPosted,
                Object::Person(person.0),
                AuditResult::Done,
            )
            .await?;
        Ok(tx.commit().await?)
    }

    /// The letter: a cover, then the document as it is in the portal.
    ///
    /// # Errors
    /// `NotFound` where no letter was ordered, or the document was taken back since; `Wait` and `Busy`; `Unprintable`; `Forbidden` for residents.
    pub async fn letter(self, id: DocumentId, to: PersonId) -> Result<Vec<u8>> {
        let account = self.caller.member()?.account;
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        let found = document::by_id(&mut tx, id).await?;
        let found = found.filter(|found| found.withdrawn_at.is_none());
        let found = found.ok_or(Error::NotFound)?;
        let line = ledger::line(&mut tx, id, to).await?;
        let line = line.filter(|line| line.letter_at.is_some());
        let person = master::person(&mut tx, to).await?;
        drop(tx);
        let (Some(line), Some(person)) = (line, person) else {
            return Err(Error::NotFound);
        };
        let file = services.blobs().get(&found.blob_sha256).await?;
        let file = file.ok_or(Error::Internal("a document's blob is missing"))?;
        let paper = DocumentLetter {
            sender: services.settings().sender.clone(),
            recipient: person.address(),
            date: services.clock().today(),
            salutation: person.greeting(),
            title: found.title.clone(),
            dated_on: found.dated_on,
            provided_at: line.provided_at,
            pages: u32::try_from(found.pages).unwrap_or(u32::MAX),
        };
        services
            .press()
            .take_turn(account, services.clock().now())?;
        let cover = services.press().document_letter(paper).await?;
        let whole = spawn_blocking(move || pdf::join(&[cover.as_slice(), file.as_ref()])).await;
        let whole = whole
            .map_err(|_| Error::Internal("a letter was cut short"))?
            .map_err(|_| Error::Internal("a document cannot be put behind its letter"))?;
        let mut tx = services.db().begin().await?;
        self.caller
            .trail(
                &mut tx,
                Action::DocumentSeen,
                Object::Person(to.0),
                AuditResult::Done,
            )
            .await?;
        tx.commit().await?;
        Ok(whole)
    }
}
