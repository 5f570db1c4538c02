//! Fetches what has changed at the ERP.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order, add};
use crate::{Error, Services, erp};

/// The order; it needs nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FetchChanged {}

impl Order for FetchChanged {
    const NAME: &'static str = "fetch_changed";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        if erp::fetch_changed(&services.queue(&id.to_string())).await? {
            let mut tx = services.db().begin().await?;
            add(services, &mut tx, &self).await?;
            tx.commit().await.map_err(Error::from)?;
        }
        Ok(())
    }
}
