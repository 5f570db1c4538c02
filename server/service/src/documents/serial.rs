//! One file for many persons: read page by page, checked by staff, and only then taken apart.

use std::sync::Arc;

use bytes::Bytes;
use domain::AccountId;
use domain::audit::{Action, AuditResult};
use domain::document::serial::{self as rules, Owner, PageWords};
use domain::document::{
    DocumentRefusal, MAX_SET_BYTES, MAX_SET_PAGES, SerialPage, SerialRow, SetId, SetState, Target,
};
use domain::privacy::archive::percent;
use store::document::set::{self, Part, Set};
use tokio::task::spawn_blocking;

use super::pdf::Book;
use super::provide::{StoredFile, keep_up_to, not_kept, provide_as};
use super::{Documents, NewDocument, OpenedFile, Upload};
use crate::digest::sha256;
use crate::jobs::{PublishSet, SplitSet};
use crate::trail::Object;
use crate::{Caller, Error, Result, Services, jobs};

/// Pages that are read in one go; staff see how far it is after each.
const PIECE: i64 = 200;
/// Words that are looked up in one query.
const WORDS: usize = 400;
/// Files that the list shows.
const SHOWN: i64 = 50;

impl Documents<'_> {
    /// Takes in a file for many persons. Nobody but staff sees anything of it yet.
    ///
    /// # Errors
    /// What is wrong with form or file; `Forbidden` for residents.
    pub async fn upload_set(self, form: Upload) -> Result<SetId> {
        let me = self.caller.member()?;
        let label = form.label()?;
        let services = &self.caller.services;
        let file = keep_up_to(services, form.file, MAX_SET_BYTES).await?;
        if file.pages > MAX_SET_PAGES {
            return Err(DocumentRefusal::TooManyPages.into());
        }
        let new = Set {
            id: SetId(services.id()),
            kind: label.kind,
            title: label.title,
            dated_on: label.dated_on,
            blob_sha256: Some(file.sha256),
            pages: file.pages,
            state: SetState::Splitting,
            created_by: me.account,
            created_at: services.clock().now(),
        };
        let mut tx = services.db().begin().await?;
        set::add(&mut tx, &new).await?;
        jobs::add(services, &mut tx, &SplitSet { set: new.id }).await?;
        self.note(&mut tx, new.id, Action::DocumentSetAdded).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(new.id)
    }

    /// The files, youngest first.
    ///
    /// # Errors
    /// `Forbidden` for residents.
    pub async fn sets(self) -> Result<Vec<SerialRow>> {
        self.caller.member()?;
        let mut tx = self.caller.services.db().read().await?;
        Ok(set::list(&mut tx, SHOWN).await?)
    }

    /// The check list of a file. The look is written into the audit log.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` for residents.
    pub async fn set(self, id: SetId) -> Result<SerialPage> {
        self.caller.member()?;
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        let row = set::line(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let parts = set::check_list(&mut tx, id).await?;
        drop(tx);
        let mut tx = services.db().begin().await?;
        self.note(&mut tx, id, Action::DocumentSetSeen).await?;
        tx.commit().await?;
        Ok(SerialPage {
            percent: percent(row.done, row.pages),
            row,
            parts,
        })
    }

    /// Provides the parts of a file but for those without an owner and those that staff leave out.
    ///
    /// # Errors
    /// `SetClosed`, `NothingLeft`, `NotFound`; `Forbidden` for residents.
    pub async fn publish_set(self, id: SetId, left_out: Vec<i64>) -> Result<()> {
        let account = self.caller.member()?.account;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        set::by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let parts = set::parts(&mut tx, id).await?;
        if !parts.iter().any(|part| goes_out(part, &left_out)) {
            return Err(DocumentRefusal::NothingLeft.into());
        }
        self.step(&mut tx, id, SetState::Publishing).await?;
        let order = PublishSet {
            set: id,
            account,
            left_out,
        };
        jobs::add(services, &mut tx, &order).await?;
        self.note(&mut tx, id, Action::DocumentSetPublished).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }

    /// The pages of one part, as they would be provided. The look is written into the audit log.
    ///
    /// # Errors
    /// `NotFound` also once the file is over; `Forbidden` for residents.
    pub async fn set_part(self, id: SetId, position: i64) -> Result<OpenedFile> {
        self.caller.member()?;
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        let found = set::by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let parts = set::parts(&mut tx, id).await?;
        drop(tx);
        let part = parts.into_iter().find(|part| part.position == position);
        let (Some(part), Some(book)) = (part, book(services, &found).await?) else {
            return Err(Error::NotFound);
        };
        let pdf = spawn_blocking(move || book.excerpt(part.first_page, part.last_page)).await;
        let pdf = pdf.map_err(|_| Error::Internal("a file for many was cut short"))??;
        let mut tx = services.db().begin().await?;
        self.note(&mut tx, id, Action::DocumentSetSeen).await?;
        tx.commit().await?;
        Ok(OpenedFile {
            name: format!("Teil-{position}.pdf"),
            pdf: Bytes::from(pdf),
        })
    }

    /// Throws a file away before anybody saw it.
    ///
    /// # Errors
    /// `SetClosed`, `NotFound`; `Forbidden` for residents.
    pub async fn discard_set(self, id: SetId) -> Result<()> {
        self.caller.member()?;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        self.step(&mut tx, id, SetState::Discarded).await?;
        set::close(&mut tx, id, services.clock().now()).await?;
        self.note(&mut tx, id, Action::DocumentSetDiscarded).await?;
        Ok(tx.commit().await?)
    }

    /// Only a file that has been read and waits moves on by hand.
    async fn step(self, tx: &mut store::Tx, id: SetId, to: SetState) -> Result<()> {
        set::by_id(tx, id).await?.ok_or(Error::NotFound)?;
        if set::step(tx, id, SetState::Ready, to).await? {
            Ok(())
        } else {
            Err(DocumentRefusal::SetClosed.into())
        }
    }

    async fn note(self, tx: &mut store::Tx, id: SetId, action: Action) -> Result<()> {
        self.caller
            .trail(tx, action, Object::DocumentSet(id.0), AuditResult::Done)
            .await
    }
}

fn goes_out(part: &Part, left_out: &[i64]) -> bool {
    part.problem.is_none() && !left_out.contains(&part.position)
}

/// Reads the next pages of a file; `true` where there are more.
///
/// # Errors
/// The database or the blob store is gone.
pub(crate) async fn split(services: &Services, id: SetId) -> Result<bool> {
    let mut tx = services.db().read().await?;
    let found = set::by_id(&mut tx, id).await?;
    let last = set::last_part(&mut tx, id).await?;
    drop(tx);
    let Some(found) = found.filter(|found| found.state == SetState::Splitting) else {
        return Ok(false);
    };
    let from = last.as_ref().map_or(1, |part| part.last_page + 1);
    let until = found.pages.min(from + PIECE - 1);
    let Some(book) = book(services, &found).await? else {
        let mut tx = services.db().begin().await?;
        set::step(&mut tx, id, SetState::Splitting, SetState::Failed).await?;
        tx.commit().await?;
        return Ok(false);
    };
    let pages = spawn_blocking(move || (from..=until).map(|page| book.words(page)).collect())
        .await
        .map_err(|_| Error::Internal("a file for many was cut short"))?;
    store_parts(services, &found, last, (from, pages)).await?;
    Ok(until < found.pages)
}

/// Finds whose pages are whose, and writes the parts.
async fn store_parts(
    services: &Services,
    found: &Set,
    last: Option<Part>,
    (from, pages): (i64, Vec<PageWords>),
) -> Result<()> {
    let mut words: Vec<String> = pages.iter().flat_map(|page| page.words.clone()).collect();
    words.sort();
    words.dedup();
    let today = services.clock().today();
    let mut tx = services.db().begin().await?;
    let mut known = rules::Known::default();
    for some in words.chunks(WORDS) {
        let more = set::known(&mut tx, some, today).await?;
        known.contracts.extend(more.contracts);
        known.persons.extend(more.persons);
    }
    let begin = last.as_ref().map_or(1, |part| part.position);
    let mut parts: Vec<rules::Part> = last.into_iter().map(again).collect();
    let mut end = from - 1;
    for page in &pages {
        end += 1;
        rules::take(&mut parts, end, rules::owner(page, &known));
    }
    for (position, part) in (begin..).zip(parts) {
        set::put_part(&mut tx, found.id, &row(position, part)).await?;
    }
    if end >= found.pages {
        set::step(&mut tx, found.id, SetState::Splitting, SetState::Ready).await?;
    }
    Ok(tx.commit().await?)
}

/// A part as it was found.
fn again(part: Part) -> rules::Part {
    let owner = match (part.person_id, part.contract_id, part.problem) {
        (Some(person), ..) => Owner::Person(person),
        (_, Some(contract), _) => Owner::Contract(contract),
        (.., problem) => Owner::Nobody(problem.unwrap_or(rules::PartProblem::NoReference)),
    };
    rules::Part {
        first_page: part.first_page,
        last_page: part.last_page,
        owner,
        reference: part.reference,
    }
}

fn row(position: i64, part: rules::Part) -> Part {
    let (mut contract_id, mut person_id, mut problem) = (None, None, None);
    match part.owner {
        Owner::Contract(contract) => contract_id = Some(contract),
        Owner::Person(person) => person_id = Some(person),
        Owner::Nobody(why) => problem = Some(why),
        Owner::Before => problem = Some(rules::PartProblem::NoReference),
    }
    Part {
        position,
        first_page: part.first_page,
        last_page: part.last_page,
        reference: part.reference,
        contract_id,
        person_id,
        problem,
    }
}

/// The file, opened; nothing where it is gone or cannot be read.
async fn book(services: &Services, found: &Set) -> Result<Option<Arc<Book>>> {
    let Some(name) = &found.blob_sha256 else {
        return Ok(None);
    };
    let Some(file) = services.blobs().get(name).await? else {
        return Ok(None);
    };
    let opened = spawn_blocking(move || Book::open(&file).map(Arc::new)).await;
    let opened = opened.map_err(|_| Error::Internal("a file for many was cut short"))?;
    Ok(opened.ok())
}

/// Makes one document of each part and provides all of them at once. The files are durable before; a second run finds the
/// work done.
///
/// # Errors
/// The database or the blob store is gone.
pub(crate) async fn publish(
    caller: &Caller,
    id: SetId,
    account: AccountId,
    left_out: &[i64],
) -> Result<()> {
    let services = &caller.services;
    let mut tx = services.db().read().await?;
    let found = set::by_id(&mut tx, id).await?;
    let parts = set::parts(&mut tx, id).await?;
    drop(tx);
    let Some(found) = found.filter(|found| found.state == SetState::Publishing) else {
        return Ok(());
    };
    let book = book(services, &found).await?;
    let book = book.ok_or(Error::Internal("a file for many cannot be read"))?;
    let mut files = Vec::new();
    for part in parts.iter().filter(|part| goes_out(part, left_out)) {
        let target = match (part.person_id, part.contract_id) {
            (Some(person), _) => Target::Person(person),
            (None, Some(contract)) => Target::Contract(contract),
            (None, None) => continue,
        };
        files.push((target, excerpt(services, &book, part).await?));
    }
    let mut tx = services.db().begin().await?;
    if !set::step(&mut tx, id, SetState::Publishing, SetState::Published).await? {
        return Ok(());
    }
    for (target, file) in files {
        let new = NewDocument {
            reference: None,
            kind: found.kind,
            title: found.title.clone(),
            dated_on: found.dated_on,
            file,
            target,
            valid_from: None,
            valid_to: None,
            revision: None,
        };
        provide_as(caller, &mut tx, new, Some(account)).await?;
    }
    set::close(&mut tx, id, services.clock().now()).await?;
    tx.commit().await?;
    services.work().notify_one();
    Ok(())
}

async fn excerpt(services: &Services, book: &Arc<Book>, part: &Part) -> Result<StoredFile> {
    let (book, first, last) = (Arc::clone(book), part.first_page, part.last_page);
    let (pdf, sha256) = spawn_blocking(move || {
        let pdf = book.excerpt(first, last)?;
        let name = sha256(&pdf);
        Ok::<_, DocumentRefusal>((pdf, name))
    })
    .await
    .map_err(|_| Error::Internal("a file for many was cut short"))??;
    let bytes = i64::try_from(pdf.len()).unwrap_or(i64::MAX);
    let kept = services.blobs().put(&sha256, Bytes::from(pdf));
    kept.await.map_err(not_kept)?;
    Ok(StoredFile {
        sha256,
        bytes,
        pages: last - first + 1,
    })
}
