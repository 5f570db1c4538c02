//! The folder into which the ERP lays deliveries: looked into every minute, by one portal at a time.
//!
//! A delivery is read as a whole, submitted like any other parcel, and moved away with its report. Whatever dies on the way
//! is done again at the next look: what is in the portal by then changes nothing.

mod place;
mod report;
#[cfg(test)]
mod tests;

use std::io;
use std::path::Path;

use chrono::{DateTime, Duration, Utc};
use domain::Refusal;
use domain::erp::contact::FOLDER;
use domain::erp::{ParcelState, Source};
use store::erp::folder as rows;

use super::{Batch, Parcel, Standing, contact, submit};
use crate::import::{self, Checked, Report};
use crate::{Caller, Error, Result, Services};

use place::{Delivery, Goal};

/// How long the folder is held without a sign of life.
const HOLD: Duration = Duration::minutes(15);

/// Takes over every complete delivery; nothing where no folder is set, or another portal is at it.
///
/// # Errors
/// The database is gone.
pub(crate) async fn look(caller: &Caller) -> Result<()> {
    let services = &caller.services;
    let Some(folder) = services.settings().erp.folder.clone() else {
        return Ok(());
    };
    let mut hold = Hold(None);
    if !hold.renew(services).await? {
        return Ok(());
    }
    let done = all(caller, &folder, &mut hold).await;
    let mut tx = services.db().begin().await?;
    rows::let_go(&mut tx).await?;
    tx.commit().await?;
    done
}

/// The right to look into the folder.
struct Hold(Option<DateTime<Utc>>);

impl Hold {
    async fn renew(&mut self, services: &Services) -> Result<bool> {
        let now = services.clock().now();
        let until = now + HOLD;
        let mut tx = services.db().begin().await?;
        let held = rows::hold(&mut tx, self.0, now, until).await?;
        tx.commit().await?;
        self.0 = Some(until);
        Ok(held)
    }
}

async fn all(caller: &Caller, folder: &Path, hold: &mut Hold) -> Result<()> {
    let services = &caller.services;
    let (place, now) = (folder.to_owned(), services.clock().now());
    let found = match on_disk(move || place::deliveries(&place, now)).await? {
        Ok(found) => found,
        Err(error) => {
            let said = format!("Der Ordner {} ist nicht lesbar: {error}", folder.display());
            return trouble(services, &said).await;
        }
    };
    for delivery in found {
        if !hold.renew(services).await? {
            return Ok(());
        }
        take(caller, folder, delivery).await?;
    }
    Ok(())
}

/// What a delivery says, and under which name it is known.
struct Opened {
    label: String,
    read: std::result::Result<Checked, Report>,
}

async fn take(caller: &Caller, folder: &Path, delivery: Delivery) -> Result<()> {
    let services = &caller.services;
    let mapping = services.settings().erp.mapping.clone();
    let (place, inside) = (folder.to_owned(), delivery.clone());
    let opened = on_disk(move || {
        place::prepare(&place, &inside)?;
        Ok::<_, io::Error>(Opened {
            label: place::label(&inside)?,
            read: match &mapping {
                Some(mapping) => mapping.read(&inside.path),
                None => import::read(&inside.path),
            },
        })
    });
    let Opened { label, read } = match opened.await? {
        Ok(opened) => opened,
        Err(error) => {
            let said = format!("Die Lieferung {} ist nicht lesbar: {error}", delivery.name);
            return trouble(services, &said).await;
        }
    };
    let at = services.clock().now();
    let (goal, text) = match read {
        Err(faults) => (
            Goal::Faulty,
            report::unreadable(&delivery.name, at, &faults),
        ),
        Ok(checked) => {
            let Checked { batch, warnings } = checked;
            let Some((goal, body)) = submitted(caller, label, batch).await? else {
                return Ok(());
            };
            (goal, report::text(&delivery.name, at, &warnings, &body))
        }
    };
    let (place, inside) = (folder.to_owned(), delivery.clone());
    let moved = on_disk(move || place::put_away(&place, &inside, goal, at, &text)).await?;
    if let Err(error) = moved {
        let said = format!(
            "Die Lieferung {} lässt sich nicht wegräumen: {error}",
            delivery.name
        );
        return trouble(services, &said).await;
    }
    let note = format!("Die Lieferung {} ist fehlerhaft.", delivery.name);
    let faulty = (goal == Goal::Faulty).then_some(note.as_str());
    heard(services, faulty).await
}

/// Where the delivery goes and what is said of it; nothing where it has to wait.
async fn submitted(caller: &Caller, label: String, batch: Batch) -> Result<Option<(Goal, String)>> {
    let mut tx = caller.services.db().read().await?;
    let known = rows::known(&mut tx, &label).await?;
    drop(tx);
    match known {
        Some(ParcelState::Applying) => return Ok(None),
        Some(ParcelState::Parked) => return Ok(Some((Goal::Parked, report::parked_before()))),
        Some(ParcelState::Applied | ParcelState::Discarded) | None => {}
    }
    let parcel = Parcel {
        source: Source::Folder,
        label,
        batch,
    };
    let outcome = match submit(caller, parcel, |_, _| {}).await {
        Ok(outcome) => outcome,
        Err(Error::Refused(Refusal::ParcelRuns)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let goal = match outcome.standing {
        Standing::Applied => Goal::Done,
        Standing::Parked => Goal::Parked,
        Standing::Refused => Goal::Faulty,
    };
    Ok(Some((goal, report::outcome(&outcome))))
}

/// Something is wrong with the folder: a line in the log, and one for staff.
async fn trouble(services: &Services, said: &str) -> Result<()> {
    tracing::warn!("{said}");
    heard(services, Some(said)).await
}

async fn heard(services: &Services, wrong: Option<&str>) -> Result<()> {
    let mut tx = services.db().begin().await?;
    contact::heard(services, &mut tx, FOLDER, wrong.is_none(), wrong).await?;
    Ok(tx.commit().await?)
}

/// Works on files without holding up whoever else waits for the runtime.
async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Error::Internal("the work on a folder was cut short"))
}
