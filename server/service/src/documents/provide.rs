//! The one way in for documents, whoever brings them: the ERP, staff, the demo.

use bytes::Bytes;
use chrono::{NaiveDate, NaiveTime};
use domain::audit::{Action, AuditResult};
use domain::document::{DocumentId, DocumentKind, DocumentRefusal, MAX_BYTES, Target, TargetKind};
use domain::{AccountId, Refusal, berlin, typed};
use serde_json::{Map, Value};
use store::blobs::BlobError;
use store::document::{self, Document};
use store::{Tx, master};
use tokio::task::spawn_blocking;

use super::{notice, pdf, recipients};
use crate::digest::sha256;
use crate::jobs::ProvideDocument;
use crate::trail::Object;
use crate::{Actor, Caller, Error, Result, Services, jobs};

/// A file that lies in the blob store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name there.
    pub sha256: String,
    /// Its size.
    pub bytes: i64,
    /// Its pages.
    pub pages: i64,
}

/// A document on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDocument {
    /// The ERP's own key; staff's uploads have none.
    pub reference: Option<String>,
    /// What it is.
    pub kind: DocumentKind,
    /// Its title, which residents read.
    pub title: String,
    /// The day that stands on it.
    pub dated_on: NaiveDate,
    /// The file.
    pub file: StoredFile,
    /// For whom it is.
    pub target: Target,
    /// First day on which it is there.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it is there.
    pub valid_to: Option<NaiveDate>,
    /// The ERP's count of its own changes.
    pub revision: Option<i64>,
}

/// What became of a document that was brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provided {
    /// It is a new one.
    Created(DocumentId),
    /// It is known and says something else now; with another file or for somebody else it is a new one in its place.
    Updated(DocumentId),
    /// It is known and says the same.
    Unchanged(DocumentId),
    /// A later revision of it is known.
    Stale(DocumentId),
}

impl Provided {
    /// The document.
    pub const fn id(self) -> DocumentId {
        match self {
            Self::Created(id) | Self::Updated(id) | Self::Unchanged(id) | Self::Stale(id) => id,
        }
    }
}

/// Checks a PDF of at most 12 MiB and lays it into the blob store, where it is durable before a document names it.
///
/// # Errors
/// What is wrong with the file; the blob store is gone.
pub async fn keep(services: &Services, file: Bytes) -> Result<StoredFile> {
    keep_up_to(services, file, MAX_BYTES).await
}

/// The same with another limit.
pub(super) async fn keep_up_to(services: &Services, file: Bytes, most: u64) -> Result<StoredFile> {
    let bytes = file.len();
    if u64::try_from(bytes).unwrap_or(u64::MAX) > most {
        let mib = most / (1024 * 1024);
        return Err(DocumentRefusal::TooLarge { mib }.into());
    }
    let (checked, sha256) = {
        let file = file.clone();
        spawn_blocking(move || (pdf::check(&file), sha256(&file)))
            .await
            .map_err(|_| Error::Internal("a PDF was cut short"))?
    };
    let pages = checked?;
    services
        .blobs()
        .put(&sha256, file)
        .await
        .map_err(not_kept)?;
    Ok(StoredFile {
        sha256,
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        pages,
    })
}

pub(super) fn not_kept(error: BlobError) -> Error {
    if matches!(error, BlobError::Full(_)) {
        tracing::error!(%error, "a document could not be stored");
        return Refusal::StorageFull.into();
    }
    error.into()
}

/// Provides a document in a transaction under way, with its ledger, its mails and its line in the log. Whether the caller
/// may is asked before. Wake the queue once the transaction is committed.
///
/// # Errors
/// `TitleMissing`, `LeaseForMany`; the database is gone.
pub async fn provide(caller: &Caller, tx: &mut Tx, new: NewDocument) -> Result<Provided> {
    provide_as(caller, tx, new, uploader(caller)).await
}

/// The same, in the name of who of staff uploaded it.
pub(super) async fn provide_as(
    caller: &Caller,
    tx: &mut Tx,
    new: NewDocument,
    by: Option<AccountId>,
) -> Result<Provided> {
    let row = Document {
        uploaded_by: by,
        ..checked(caller, new)?
    };
    let known = match row.reference.as_deref() {
        Some(reference) => {
            // Of two revisions at once one comes second, and is compared with the first.
            master::alone(tx).await?;
            document::by_reference(tx, reference).await?
        }
        None => None,
    };
    let Some(known) = known else {
        begin(caller, tx, &row).await?;
        return Ok(Provided::Created(row.id));
    };
    if row.revision.is_some() && known.revision >= row.revision {
        return Ok(if known.revision == row.revision && same(&known, &row) {
            Provided::Unchanged(known.id)
        } else {
            Provided::Stale(known.id)
        });
    }
    if same(&known, &row) && known.withdrawn_at.is_none() {
        if row.revision.is_some() {
            // What is older than this says nothing any more, though this says nothing new.
            let noted = Document {
                id: known.id,
                ..row
            };
            document::update(tx, &noted).await?;
        }
        return Ok(Provided::Unchanged(known.id));
    }
    if known.withdrawn_at.is_none()
        && known.blob_sha256 == row.blob_sha256
        && known.target() == row.target()
    {
        let changed = Document {
            id: known.id,
            ..row
        };
        document::update(tx, &changed).await?;
        note(caller, tx, &changed, Action::DocumentProvided).await?;
        // Another kind or other days may make it somebody else's.
        reach(caller, tx, &changed).await?;
        return Ok(Provided::Updated(known.id));
    }
    document::free_reference(tx, known.id).await?;
    document::withdraw(tx, known.id, caller.services.clock().now()).await?;
    begin(caller, tx, &row).await?;
    Ok(Provided::Updated(row.id))
}

/// Takes a document back: from now on it is there for nobody. `false` where it was taken back before.
///
/// # Errors
/// `NotFound`; the database is gone.
pub async fn withdraw(
    caller: &Caller,
    tx: &mut Tx,
    id: DocumentId,
    reason: Option<&str>,
) -> Result<bool> {
    let found = document::by_id(tx, id).await?.ok_or(Error::NotFound)?;
    if !document::withdraw(tx, id, caller.services.clock().now()).await? {
        return Ok(false);
    }
    let mut detail = facts(&found);
    if let Some(reason) = reason {
        detail.insert("reason".to_owned(), Value::from(reason));
    }
    caller
        .trail_with(
            tx,
            Action::DocumentWithdrawn,
            Object::Document(id.0),
            AuditResult::Done,
            detail,
        )
        .await?;
    Ok(true)
}

/// The row of a document, checked and with the caller's name on it.
fn checked(caller: &Caller, new: NewDocument) -> Result<Document> {
    let title = typed::line(&new.title);
    if title.is_empty() {
        return Err(DocumentRefusal::TitleMissing.into());
    }
    let one = matches!(new.target.kind(), TargetKind::Person | TargetKind::Contract);
    if new.kind.is_lease() && !one {
        return Err(DocumentRefusal::LeaseForMany.into());
    }
    let search_text = format!("{title} {}", new.reference.as_deref().unwrap_or_default());
    let row = Document {
        id: DocumentId(caller.services.id()),
        reference: new.reference,
        kind: new.kind,
        title,
        dated_on: new.dated_on,
        blob_sha256: new.file.sha256,
        bytes: new.file.bytes,
        pages: new.file.pages,
        target: new.target.kind(),
        person_id: None,
        contract_id: None,
        unit_id: None,
        property_id: None,
        provided_at: caller.services.clock().now(),
        withdrawn_at: None,
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        revision: new.revision,
        uploaded_by: None,
        search_text: search_text.trim().to_lowercase(),
    };
    Ok(row.aimed(new.target))
}

fn uploader(caller: &Caller) -> Option<AccountId> {
    match caller.actor() {
        Actor::Staff(me) => Some(me.account),
        _ => None,
    }
}

/// Whether two say the same to residents.
fn same(known: &Document, row: &Document) -> bool {
    let said = |one: &Document| {
        (
            one.kind,
            one.title.clone(),
            one.dated_on,
            one.blob_sha256.clone(),
            one.target(),
            one.valid_from,
            one.valid_to,
        )
    };
    said(known) == said(row)
}

async fn begin(caller: &Caller, tx: &mut Tx, row: &Document) -> Result<()> {
    document::add(tx, row).await?;
    note(caller, tx, row, Action::DocumentProvided).await?;
    reach(caller, tx, row).await
}

/// Enters whoever may see it today: of a few at once, of a house or all as a job, of a later day on that day.
async fn reach(caller: &Caller, tx: &mut Tx, row: &Document) -> Result<()> {
    let services = &caller.services;
    let order = ProvideDocument {
        document: row.id,
        after: None,
    };
    let today = services.clock().today();
    if let Some(from) = row.valid_from.filter(|from| *from > today) {
        let at = berlin::instant(from.and_time(NaiveTime::MIN));
        return jobs::add_at(services, tx, &order, at).await;
    }
    if matches!(row.target, TargetKind::Property | TargetKind::All) {
        return jobs::add(services, tx, &order).await;
    }
    recipients::enter(services, tx, row, None, i64::MAX).await?;
    notice::order(services, tx, row.id).await
}

async fn note(caller: &Caller, tx: &mut Tx, row: &Document, action: Action) -> Result<()> {
    caller
        .trail_with(
            tx,
            action,
            Object::Document(row.id.0),
            AuditResult::Done,
            facts(row),
        )
        .await
}

/// What of a document stands in the log: never its title, which may name somebody.
pub(super) fn facts(row: &Document) -> Map<String, Value> {
    Map::from_iter([
        ("kind".to_owned(), Value::from(row.kind.as_str())),
        ("target".to_owned(), Value::from(row.target.as_str())),
        ("sha256".to_owned(), Value::from(row.blob_sha256.as_str())),
    ])
}
