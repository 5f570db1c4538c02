//! A parcel comes in: it is refused, parked, or put into effect.

use domain::audit::{Action, AuditResult};
use domain::erp::guard::Reason;
use domain::erp::{ParcelId, ParcelState, Source};
use serde_json::{Map, Value};
use store::erp::batch::{self as rows, NewParcel};
use store::{Tx, master};

use super::apply::{AtOnce, walk};
use super::mirror::Work;
use super::survey::{Survey, survey};
use super::{Outcome, Parcel, SMALL, Standing, journal};
use crate::import::Diff;
use crate::jobs::{self, ResumeParcel};
use crate::trail::Object;
use crate::{Caller, Result, Services};

/// Bytes of a diff that are kept for staff.
const DIFF: usize = 200 * 1024;

/// What a parcel would change; nothing is written.
///
/// # Errors
/// The database is gone.
pub async fn rehearse(services: &Services, batch: &super::Batch) -> Result<Outcome> {
    let caller = services.operator("rehearsal");
    let work = Work::new(&caller, services.clock().now());
    let mut tx = services.db().read().await?;
    let found = survey(work, &mut tx, batch, |_| {}).await?;
    let standing = match (found.faulty, found.why.is_empty()) {
        (true, _) => Standing::Refused,
        (false, false) => Standing::Parked,
        (false, true) => Standing::Applied,
    };
    Ok(outcome(found, None, standing))
}

/// Takes a parcel of any size; `told` hears how many of how many records are done. What is refused or parked changes nothing.
///
/// # Errors
/// The database or the blob store is gone; `ParcelRuns` where an earlier export is still being written. A large parcel that
/// was begun is finished all the same.
pub async fn submit(
    caller: &Caller,
    parcel: Parcel,
    told: impl FnMut(usize, usize) + Send,
) -> Result<Outcome> {
    let services = &caller.services;
    if matches!(parcel.source, Source::Command | Source::Folder) {
        journal::finish_earlier(caller).await?;
    }
    if parcel.batch.len() > SMALL {
        return large(caller, parcel, told).await;
    }
    let mut tx = services.db().begin().await?;
    let outcome = small(caller, &mut tx, parcel, told).await?;
    tx.commit().await?;
    services.work().notify_one();
    Ok(outcome)
}

/// Takes a parcel of up to a thousand records in a transaction that belongs to somebody else, who commits it whatever the
/// answer is, and wakes the queue.
///
/// # Errors
/// The database or the blob store is gone.
pub async fn take(caller: &Caller, tx: &mut Tx, parcel: Parcel) -> Result<Outcome> {
    small(caller, tx, parcel, |_, _| {}).await
}

async fn small(
    caller: &Caller,
    tx: &mut Tx,
    parcel: Parcel,
    told: impl FnMut(usize, usize) + Send,
) -> Result<Outcome> {
    let work = Work::new(caller, caller.services.clock().now());
    master::alone(tx).await?;
    let found = survey(work, tx, &parcel.batch, |_| {}).await?;
    if found.faulty {
        refuse(caller, tx, &parcel).await?;
        return Ok(outcome(found, None, Standing::Refused));
    }
    if !found.why.is_empty() {
        return park(work, tx, &parcel, found).await;
    }
    let mut visitor = AtOnce {
        work,
        tx: &mut *tx,
        done: 0,
        total: parcel.batch.len(),
        told,
    };
    walk(&parcel.batch, &mut visitor).await?;
    let detail = counts(&parcel, &found.diff);
    let (action, object) = (Action::Imported, Object::Many("master_data"));
    caller
        .trail_with(tx, action, object, AuditResult::Done, detail)
        .await?;
    Ok(outcome(found, None, Standing::Applied))
}

async fn large(
    caller: &Caller,
    parcel: Parcel,
    mut told: impl FnMut(usize, usize) + Send,
) -> Result<Outcome> {
    let services = &caller.services;
    let work = Work::new(caller, services.clock().now());
    let records = parcel.batch.len();
    let mut tx = services.db().read().await?;
    let found = survey(work, &mut tx, &parcel.batch, |seen| told(seen, 2 * records)).await?;
    drop(tx);
    if found.faulty {
        let mut tx = services.db().begin().await?;
        refuse(caller, &mut tx, &parcel).await?;
        tx.commit().await?;
        return Ok(outcome(found, None, Standing::Refused));
    }
    if !found.why.is_empty() {
        let mut tx = services.db().begin().await?;
        let parked = park(work, &mut tx, &parcel, found).await?;
        tx.commit().await?;
        return Ok(parked);
    }
    if !found.dirty.contains(&true) {
        let mut tx = services.db().begin().await?;
        let detail = counts(&parcel, &found.diff);
        let (action, object) = (Action::Imported, Object::Many("master_data"));
        caller
            .trail_with(&mut tx, action, object, AuditResult::Done, detail)
            .await?;
        tx.commit().await?;
        return Ok(outcome(found, None, Standing::Applied));
    }
    let id = begin(work, &parcel, &found.diff).await?;
    let told = |done| told(records + done, 2 * records);
    let dirty = Some(found.dirty.as_slice());
    journal::write(work, id, &parcel.batch, 0, dirty, told).await?;
    Ok(outcome(found, Some(id), Standing::Applied))
}

/// Notes a large parcel, with the job that finishes it where this process does not.
async fn begin(work: Work<'_>, parcel: &Parcel, diff: &Diff) -> Result<ParcelId> {
    let services = &work.caller.services;
    let blob = journal::lay_down(services, &parcel.batch).await?;
    let now = services.clock().now();
    let new = NewParcel {
        worked_until: Some(now + journal::HOLD),
        ..noted(work, parcel, diff, ParcelState::Applying, blob, &[])
    };
    let mut tx = services.db().begin().await?;
    rows::add(&mut tx, &new).await?;
    let order = ResumeParcel { parcel: new.id };
    jobs::add_at(services, &mut tx, &order, now + journal::HOLD).await?;
    let (action, object) = (Action::ParcelReceived, Object::Parcel(new.id.0));
    let detail = counts(parcel, diff);
    work.caller
        .trail_with(&mut tx, action, object, AuditResult::Done, detail)
        .await?;
    tx.commit().await?;
    Ok(new.id)
}

/// Lays a parcel aside for two people.
async fn park(work: Work<'_>, tx: &mut Tx, parcel: &Parcel, found: Survey) -> Result<Outcome> {
    let blob = journal::lay_down(&work.caller.services, &parcel.batch).await?;
    let state = ParcelState::Parked;
    let new = noted(work, parcel, &found.diff, state, blob, &found.why);
    rows::add(tx, &new).await?;
    let (action, object) = (Action::ParcelParked, Object::Parcel(new.id.0));
    let detail = counts(parcel, &found.diff);
    work.caller
        .trail_with(tx, action, object, AuditResult::Done, detail)
        .await?;
    Ok(outcome(found, Some(new.id), Standing::Parked))
}

async fn refuse(caller: &Caller, tx: &mut Tx, parcel: &Parcel) -> Result<()> {
    let detail = counts(parcel, &Diff::default());
    let (action, object) = (Action::ParcelReceived, Object::Many("master_data"));
    caller
        .trail_with(tx, action, object, AuditResult::Refused, detail)
        .await
}

fn noted(
    work: Work<'_>,
    parcel: &Parcel,
    diff: &Diff,
    state: ParcelState,
    blob_sha256: String,
    why: &[Reason],
) -> NewParcel {
    let mut facts = counts(parcel, diff);
    let why: Vec<Value> = why.iter().map(|why| Value::from(why.to_string())).collect();
    facts.insert("why".to_owned(), Value::from(why));
    NewParcel {
        id: ParcelId(work.caller.services.id()),
        source: parcel.source,
        label: parcel.label.clone(),
        received_at: work.received_at,
        state,
        blob_sha256,
        facts,
        diff: cut(diff.to_string()),
        total: i64::try_from(parcel.batch.len()).unwrap_or(i64::MAX),
        worked_until: None,
    }
}

/// How many records of a parcel do what.
fn counts(parcel: &Parcel, diff: &Diff) -> Map<String, Value> {
    let records = u64::try_from(parcel.batch.len()).unwrap_or(u64::MAX);
    let mut facts: Map<String, Value> = [
        ("records", records),
        ("added", diff.sum(|counts| counts.added)),
        ("changed", diff.sum(|counts| counts.changed)),
        ("stale", diff.sum(|counts| counts.stale)),
        ("missing", diff.sum(|counts| counts.missing)),
    ]
    .into_iter()
    .map(|(name, count)| (name.to_owned(), Value::from(count)))
    .collect();
    facts.insert("source".to_owned(), Value::from(parcel.source.as_str()));
    facts
}

fn outcome(found: Survey, batch: Option<ParcelId>, standing: Standing) -> Outcome {
    Outcome {
        batch,
        standing,
        rows: found.rows,
        diff: found.diff,
        why_parked: found.why.iter().map(ToString::to_string).collect(),
    }
}

/// A diff of a length that a page can show.
fn cut(mut text: String) -> String {
    if text.len() > DIFF {
        let mut end = DIFF;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text.push_str("\n… gekürzt\n");
    }
    text
}
