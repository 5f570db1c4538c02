//! What the portal throws away by itself, once a day. This is the one list of it:
//!
//! | what | when it goes |
//! |---|---|
//! | sessions | when they have expired or were ended by a new password |
//! | sign-ins that waited for a code | when their ten minutes are over |
//! | questions to passkeys | when their five minutes are over |
//! | registrations | a week after they were finished or ran out |
//! | links to set a password | a week after they ran out, used or not |
//! | wrong passwords that did not put one to sleep | after a day |
//! | jobs that were given up | after 30 days; those that succeeded leave no row |
//! | photos that no ticket names, PDFs of letters that a killed run left, files that no document names | a week after they were stored |
//! | photos and archives that a crash left half-written | after a day |
//! | archives of a person's data | a week after they were ready, or at once with the access; after a day if never ready |
//! | words of the ERP's requests | a quarter of an hour after they were seen |
//! | answers to the ERP's orders | a week after they were given |
//! | PDFs of activation letters, with their addresses | a week after they were made, printed or not |
//! | parcels of the ERP | when they are written or thrown away |
//! | uploads nobody sends any more | after three days (`server/src/folder.rs`) |
//!
//! Rows go in batches, so that nobody waits long for the one writer of SQLite.

use chrono::{DateTime, Duration, Utc};
use domain::account::FAILURES_UNTIL_RESET;
use domain::audit::{Action, AuditResult};
use serde_json::{Map, Value};
use store::ticket::photo;
use store::{
    Tx, account, archive, batch, document, job, passkey, registration, reset, second_factor,
    session,
};

use crate::erp::{idempotency, keys};
use crate::trail::Object;
use crate::{Caller, Error, Result, Services, privacy, rollout};

/// How long a letter's PDF lies (`security.md` 2.3).
pub(crate) const PAPER: Duration = Duration::days(7);
/// How long a photo may lie before a ticket names it; backups count on it (`security.md` 2.14).
const ORPHAN: Duration = Duration::days(7);
/// How long a file may be on its way into the blob store.
const UNFINISHED: Duration = Duration::days(1);
/// How long what was done to get in can be looked up.
const ENTRY: Duration = Duration::days(7);
/// How long wrong passwords are counted.
const FAILURE: Duration = Duration::days(1);
/// How long staff can look at a job that was given up; it may hold an address.
const DEAD_JOB: Duration = Duration::days(30);
/// Rows of one transaction.
const BATCH: u64 = 500;

/// Kinds of rows that have their time.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Sessions,
    HalfSessions,
    PasskeyQuestions,
    Registrations,
    Links,
    Failures,
    DeadJobs,
    ErpNonces,
    ErpAnswers,
}

impl Kind {
    const ALL: [Self; 9] = [
        Self::Sessions,
        Self::HalfSessions,
        Self::PasskeyQuestions,
        Self::Registrations,
        Self::Links,
        Self::Failures,
        Self::DeadJobs,
        Self::ErpNonces,
        Self::ErpAnswers,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::HalfSessions => "half_sessions",
            Self::PasskeyQuestions => "passkey_questions",
            Self::Registrations => "registrations",
            Self::Links => "links",
            Self::Failures => "failures",
            Self::DeadJobs => "dead_jobs",
            Self::ErpNonces => "erp_nonces",
            Self::ErpAnswers => "erp_answers",
        }
    }

    async fn forget(self, tx: &mut Tx, now: DateTime<Utc>) -> store::Result<u64> {
        let most = BATCH.cast_signed();
        match self {
            Self::Sessions => session::forget(tx, now, most).await,
            Self::HalfSessions => second_factor::forget_halves(tx, now, most).await,
            Self::PasskeyQuestions => passkey::forget(tx, now, most).await,
            Self::Registrations => registration::forget(tx, now - ENTRY, most).await,
            Self::Links => reset::forget(tx, now - ENTRY, most).await,
            Self::Failures => {
                account::forget_failures(tx, now - FAILURE, FAILURES_UNTIL_RESET, most).await
            }
            Self::DeadJobs => job::forget(tx, now - DEAD_JOB, most).await,
            Self::ErpNonces => keys::forget_nonces(tx, now, most).await,
            Self::ErpAnswers => idempotency::forget(tx, now, most).await,
        }
    }
}

/// Throws away rows and photos that have had their time; the log keeps how many.
///
/// # Errors
/// The database or the blob store is gone.
pub(crate) async fn tidy(caller: &Caller) -> Result<()> {
    let services = &caller.services;
    let mut gone = Map::new();
    for kind in Kind::ALL {
        gone.insert(
            kind.name().to_owned(),
            Value::from(rows(services, kind).await?),
        );
    }
    gone.insert(
        "archives".to_owned(),
        Value::from(privacy::clear(services).await?),
    );
    gone.insert(
        "unfinished".to_owned(),
        Value::from(unfinished(services).await?),
    );
    gone.insert("photos".to_owned(), Value::from(orphans(services).await?));
    let papers = rollout::throw_away(caller, services.clock().now() - PAPER).await?;
    gone.insert("papers".to_owned(), Value::from(papers));
    note(caller, gone).await
}

/// Throws away the letters of this machine: each portal has a letter box of its own.
///
/// # Errors
/// The letter box cannot be read or written; the database is gone.
pub async fn clear_letter_box(caller: &Caller) -> Result<()> {
    let services = &caller.services;
    let before = services.clock().now() - PAPER;
    let letters = services
        .letter_box()
        .clear(before)
        .await
        .map_err(|error| Error::Delivery(error.to_string()))?;
    if letters == 0 {
        return Ok(());
    }
    let gone = Map::from_iter([("letters".to_owned(), Value::from(letters))]);
    note(caller, gone).await
}

async fn rows(services: &Services, kind: Kind) -> Result<u64> {
    let mut gone = 0;
    loop {
        let mut tx = services.db().begin().await?;
        let batch = kind.forget(&mut tx, services.clock().now()).await?;
        tx.commit().await?;
        gone += batch;
        if batch < BATCH {
            return Ok(gone);
        }
    }
}

async fn orphans(services: &Services) -> Result<u64> {
    let mut tx = services.db().read().await?;
    let mut known = photo::blobs(&mut tx).await?;
    let archives = archive::blobs(&mut tx).await?;
    let documents = document::blobs(&mut tx).await?;
    let (papers, letters) = (batch::blobs(&mut tx).await?, batch::any(&mut tx).await?);
    let parcels = store::erp::batch::blobs(&mut tx).await?;
    drop(tx);
    // A database without photos and letters beside a full store is more likely the wrong one than the end of all tickets.
    if known.is_empty() && !letters {
        return Ok(0);
    }
    known.extend(archives);
    known.extend(papers);
    known.extend(documents);
    known.extend(parcels);
    let before = services.clock().now() - ORPHAN;
    let blobs = services.blobs();
    Ok(blobs
        .sweep_orphans(before, |name| known.contains(name))
        .await?)
}

/// What a crash left half-written where photos and archives lie.
async fn unfinished(services: &Services) -> Result<u64> {
    let (blobs, before) = (
        services.blobs().clone(),
        services.clock().now() - UNFINISHED,
    );
    let swept = tokio::task::spawn_blocking(move || blobs.sweep_unfinished(before)).await;
    swept
        .map_err(|_| Error::Internal("the sweep was cut short"))?
        .map_err(|error| Error::Delivery(error.to_string()))
}

async fn note(caller: &Caller, gone: Map<String, Value>) -> Result<()> {
    let told = Value::from(gone.clone());
    tracing::info!(gone = %told, "thrown away what has had its time");
    let mut tx = caller.services.db().begin().await?;
    let object = Object::Many("upkeep");
    caller
        .trail_with(&mut tx, Action::Upkeep, object, AuditResult::Done, gone)
        .await?;
    Ok(tx.commit().await?)
}
