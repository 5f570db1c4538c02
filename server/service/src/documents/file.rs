//! A document's file, for whoever sees it: a resident's first look is noted in the ledger.

use bytes::Bytes;
use domain::audit::{Action, AuditResult};
use domain::document::{DocumentId, Target, sees};
use store::Tx;
use store::document::{self, Document, ledger};

use super::{Documents, tenancies};
use crate::policy::{self, Right};
use crate::trail::Object;
use crate::{Actor, Error, Result};

/// A file on its way to its reader.
#[derive(Debug, Clone)]
pub struct OpenedFile {
    /// "Abrechnung-2025-12-31.pdf".
    pub name: String,
    /// The PDF.
    pub pdf: Bytes,
}

impl Documents<'_> {
    /// The PDF of a document. That somebody opened it is written before it leaves the house.
    ///
    /// # Errors
    /// `NotFound` for a document that is not the caller's, is not there yet or was taken back.
    pub async fn open(self, id: DocumentId) -> Result<OpenedFile> {
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        let found = self.find(&mut tx, id).await?;
        drop(tx);
        let pdf = services.blobs().get(&found.blob_sha256).await?;
        let pdf = pdf.ok_or(Error::Internal("a document's blob is missing"))?;
        let mut tx = services.db().begin().await?;
        match self.caller.actor() {
            Actor::Resident(me) => {
                ledger::open(&mut tx, id, me.person, services.clock().now()).await?;
                let object = Object::Document(id.0);
                self.caller
                    .trail(&mut tx, Action::DocumentOpened, object, AuditResult::Done)
                    .await?;
            }
            _ => self.looked(&mut tx, &found).await?,
        }
        tx.commit().await?;
        Ok(OpenedFile {
            name: file_name(&found),
            pdf,
        })
    }

    /// A document that the caller sees.
    pub(super) async fn find(self, tx: &mut Tx, id: DocumentId) -> Result<Document> {
        let found = document::by_id(tx, id).await?;
        let seen = match (self.caller.actor(), &found) {
            (Actor::Resident(me), Some(found)) => {
                let services = &self.caller.services;
                let theirs = tenancies(services, tx, me.person).await?;
                let (today, cutoff) = (
                    services.clock().today(),
                    services.portal().leases_signed_after,
                );
                sees(&found.paper(), me.person, &theirs, today, cutoff)
            }
            (_, found) => found.is_some(),
        };
        let relation = policy::to_document(self.caller.actor(), seen);
        self.caller
            .admit(relation, Right::SeeDocument, Object::Document(id.0))?;
        found.ok_or(Error::NotFound)
    }

    /// Notes a look of staff at the one whose document it is, who can read of it.
    pub(super) async fn looked(self, tx: &mut Tx, found: &Document) -> Result<()> {
        let object = match found.target() {
            Target::Person(person) => Object::Person(person.0),
            Target::Contract(contract) => Object::Contract(contract.0),
            _ => Object::Document(found.id.0),
        };
        self.caller
            .trail(tx, Action::DocumentSeen, object, AuditResult::Done)
            .await
    }
}

/// The name under which a document is kept: plain letters, for every system has them.
pub(crate) fn file_name(found: &Document) -> String {
    let mut name = String::new();
    for c in found.title.chars() {
        match c {
            'ä' => name.push_str("ae"),
            'ö' => name.push_str("oe"),
            'ü' => name.push_str("ue"),
            'Ä' => name.push_str("Ae"),
            'Ö' => name.push_str("Oe"),
            'Ü' => name.push_str("Ue"),
            'ß' => name.push_str("ss"),
            c if c.is_ascii_alphanumeric() => name.push(c),
            _ if name.is_empty() || name.ends_with('-') => {}
            _ => name.push('-'),
        }
    }
    let name = name.trim_end_matches('-');
    let name = if name.is_empty() {
        found.kind.as_str()
    } else {
        name
    };
    format!("{name}-{}.pdf", found.dated_on)
}
