//! Finishes a parcel of the ERP whose worker died, or that two people let pass.

use domain::erp::ParcelId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order, add_at};
use crate::erp::journal::{HOLD, Left, resume};
use crate::{Error, Services};

/// The order: which parcel.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ResumeParcel {
    /// The parcel.
    pub parcel: ParcelId,
}

impl Order for ResumeParcel {
    const NAME: &'static str = "resume_parcel";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        if resume(&services.queue(&id.to_string()), self.parcel).await? == Left::Elsewhere {
            let mut tx = services.db().begin().await?;
            let later = services.clock().now() + HOLD;
            add_at(services, &mut tx, &self, later).await?;
            tx.commit().await.map_err(Error::from)?;
        }
        Ok(())
    }
}
