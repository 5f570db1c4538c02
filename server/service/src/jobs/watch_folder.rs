//! Looks for deliveries in the folder of the ERP.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order};
use crate::{Services, erp};

/// The order; it needs nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WatchFolder {}

impl Order for WatchFolder {
    const NAME: &'static str = "watch_folder";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        erp::look(&services.queue(&id.to_string())).await?;
        Ok(())
    }
}
