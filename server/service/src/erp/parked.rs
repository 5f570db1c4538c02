//! Parked parcels: two people let one pass, or one of them throws it away.

use domain::Refusal;
use domain::audit::{Action, AuditResult};
use domain::erp::guard::{Press, press};
use domain::erp::{ParcelId, ParcelState};
use store::erp::batch::{self as rows, Parcel};
use store::{Tx, master};

use super::apply::{AtOnce, walk};
use super::gateway::Gateway;
use super::mirror::Work;
use super::{SMALL, journal};
use crate::jobs::{self, ResumeParcel};
use crate::trail::Object;
use crate::{Error, Result};

impl Gateway<'_> {
    /// Lets a parked parcel pass: the first press notes it, the second, of somebody else, puts it into effect, compared anew
    /// with what the portal has by then. A large one is written by the queue.
    ///
    /// # Errors
    /// `SecondPerson`; `StepNotAllowed` where it is not parked any more; `NotFound`, `Forbidden`.
    pub async fn release(self, id: ParcelId) -> Result<()> {
        let who = self.caller.member()?.account;
        let services = &self.caller.services;
        let now = services.clock().now();
        let (mut tx, found) = self.parked(id).await?;
        let pressed = press(found.first_by, who)?;
        let noted = match pressed {
            Press::First => rows::release_first(&mut tx, id, who, now).await?,
            Press::Second => rows::release_second(&mut tx, id, who, now).await?,
        };
        if !noted {
            return Err(Refusal::StepNotAllowed.into());
        }
        self.note(&mut tx, Action::ParcelReleased, id).await?;
        let small = usize::try_from(found.total).is_ok_and(|total| total <= SMALL);
        match pressed {
            Press::First => {}
            Press::Second if small => self.put_into_effect(&mut tx, &found).await?,
            Press::Second => {
                jobs::add(services, &mut tx, &ResumeParcel { parcel: id }).await?;
            }
        }
        tx.commit().await?;
        services.work().notify_one();
        match found.blob_sha256 {
            Some(name) if pressed == Press::Second && small => {
                journal::throw_away(services, &name).await
            }
            _ => Ok(()),
        }
    }

    /// Throws a parked parcel away.
    ///
    /// # Errors
    /// `StepNotAllowed` where it is not parked any more; `NotFound`, `Forbidden`.
    pub async fn discard(self, id: ParcelId) -> Result<()> {
        self.caller.member()?;
        let services = &self.caller.services;
        let (mut tx, found) = self.parked(id).await?;
        if !rows::discard(&mut tx, id, services.clock().now()).await? {
            return Err(Refusal::StepNotAllowed.into());
        }
        self.note(&mut tx, Action::ParcelDiscarded, id).await?;
        tx.commit().await?;
        match found.blob_sha256 {
            Some(name) => journal::throw_away(services, &name).await,
            None => Ok(()),
        }
    }

    async fn parked(self, id: ParcelId) -> Result<(Tx, Parcel)> {
        let mut tx = self.caller.services.db().begin().await?;
        let Some(found) = rows::hold(&mut tx, id).await? else {
            self.caller.deny(Object::Parcel(id.0));
            return Err(Error::NotFound);
        };
        if found.state != ParcelState::Parked {
            return Err(Refusal::StepNotAllowed.into());
        }
        Ok((tx, found))
    }

    async fn put_into_effect(self, tx: &mut Tx, found: &Parcel) -> Result<()> {
        let services = &self.caller.services;
        let name = found.blob_sha256.as_deref();
        let name = name.ok_or(Error::Internal("a parcel is gone"))?;
        let batch = journal::take_up(services, name).await?;
        master::alone(tx).await?;
        let mut visitor = AtOnce {
            work: Work::new(self.caller, found.received_at),
            tx: &mut *tx,
            done: 0,
            total: batch.len(),
            told: |_, _| {},
        };
        walk(&batch, &mut visitor).await?;
        rows::finish(tx, found.id, services.clock().now()).await?;
        self.note(tx, Action::Imported, found.id).await
    }

    async fn note(self, tx: &mut Tx, action: Action, id: ParcelId) -> Result<()> {
        let object = Object::Parcel(id.0);
        self.caller
            .trail(tx, action, object, AuditResult::Done)
            .await
    }
}
