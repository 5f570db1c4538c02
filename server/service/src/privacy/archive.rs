//! The archive as its owner sees it: asked for, under way, fetched, gone.

use chrono::{DateTime, Utc};
use domain::audit::{Action, AuditResult};
use domain::berlin;
use domain::privacy::archive::{self as rules, PAUSE};
use domain::privacy::{Archive, ArchiveId, ArchiveStage};
use store::archive;
use store::blobs::Pieces;

use super::Privacy;
use crate::jobs::PackArchive;
use crate::trail::Object;
use crate::{Error, Result, Services, jobs};

/// Archives removed in one go.
const BATCH: i64 = 100;

/// An archive on its way to its owner.
pub struct Parcel {
    /// "meine-daten-2026-11-02.zip".
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// The file, piece by piece.
    pub pieces: Pieces,
}

impl std::fmt::Debug for Parcel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parcel")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Privacy<'_> {
    /// The archive that the caller asked for last.
    ///
    /// # Errors
    /// `SignIn`, or `Forbidden` for staff.
    pub async fn archive(self) -> Result<Option<Archive>> {
        let me = self.caller.resident()?;
        let services = &self.caller.services;
        let now = services.clock().now();
        let last = archive::last(&mut services.db().read().await?, me.account).await?;
        Ok(last.map(|row| view(row, now)))
    }

    /// Has all that the portal keeps about the caller put together.
    ///
    /// # Errors
    /// `PasswordWrong`, `Wait`, `Busy`; `ArchiveTooSoon` within a day of the last one.
    pub async fn collect(self, password: &str) -> Result<()> {
        let me = self.caller.resident()?;
        let services = &self.caller.services;
        self.caller.access().confirm(password).await?;
        let now = services.clock().now();
        let mut tx = services.db().begin().await?;
        let last = archive::last(&mut tx, me.account).await?;
        rules::may_ask(last.map(|last| last.asked_at), now)?;
        // The new one takes the place of the last, and of one that never became ready.
        archive::expire_all(&mut tx, me.account, now).await?;
        let id = ArchiveId(services.id());
        if !archive::ask(&mut tx, id, me.account, now).await? {
            rules::may_ask(Some(now), now)?;
        }
        jobs::add(services, &mut tx, &PackArchive { archive: id }).await?;
        let object = Object::Person(me.person.0);
        self.caller
            .trail(&mut tx, Action::DataAsked, object, AuditResult::Done)
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }

    /// The finished archive; that it was fetched is written into the audit log.
    ///
    /// # Errors
    /// `NotFound` for an archive that is not the caller's, not ready or gone.
    pub async fn fetch(self, id: ArchiveId) -> Result<Parcel> {
        let me = self.caller.resident()?;
        let services = &self.caller.services;
        let now = services.clock().now();
        let found = archive::by_id(&mut services.db().read().await?, id).await?;
        let Some(row) = found.filter(|row| row.account_id == me.account) else {
            self.caller.deny(Object::Many("archives"));
            return Err(Error::NotFound);
        };
        let ready = rules::stage(row.ready_at, row.expires_at, now) == ArchiveStage::Ready;
        let blob = row.blob_sha256.filter(|_| ready).ok_or(Error::NotFound)?;
        let (bytes, pieces) = services
            .blobs()
            .pieces(&blob)
            .await?
            .ok_or(Error::Internal("an archive's blob is missing"))?;
        let mut tx = services.db().begin().await?;
        let object = Object::Person(me.person.0);
        self.caller
            .trail(&mut tx, Action::DataFetched, object, AuditResult::Done)
            .await?;
        tx.commit().await?;
        Ok(Parcel {
            name: format!("meine-daten-{}.zip", berlin::day(row.asked_at)),
            bytes,
            pieces,
        })
    }
}

/// What is not ready after a day has been given up.
fn view(row: archive::Archive, now: DateTime<Utc>) -> Archive {
    let next_at = row.asked_at + PAUSE;
    let stage = match rules::stage(row.ready_at, row.expires_at, now) {
        ArchiveStage::UnderWay if next_at <= now => ArchiveStage::Gone,
        stage => stage,
    };
    Archive {
        id: row.id,
        stage,
        asked_at: row.asked_at,
        percent: rules::percent(row.done, row.total),
        bytes: row.bytes,
        expires_at: row.expires_at,
        next_at,
        again: next_at <= now,
    }
}

/// Removes archives that have had their time, the blob before the row that names it; how many.
///
/// # Errors
/// The database or the blob store is gone.
pub(crate) async fn clear(services: &Services) -> Result<u64> {
    let mut gone = 0;
    loop {
        let now = services.clock().now();
        let mut tx = services.db().read().await?;
        let over = archive::over(&mut tx, now, now - PAUSE, BATCH).await?;
        drop(tx);
        let mut removed = 0;
        for row in &over {
            if let Some(blob) = &row.blob_sha256 {
                services.blobs().delete(blob).await?;
            }
            let mut tx = services.db().begin().await?;
            removed += u64::from(archive::forget(&mut tx, row.id, row.run).await?);
            tx.commit().await?;
        }
        gone += removed;
        if removed == 0 {
            return Ok(gone);
        }
    }
}
