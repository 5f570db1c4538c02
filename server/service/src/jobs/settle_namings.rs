//! Lets names stand in contracts from their first day on, and takes them out after their last.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order};
use crate::Services;
use crate::erp::naming;

/// The order; it needs nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SettleNamings {}

impl Order for SettleNamings {
    const NAME: &'static str = "settle_namings";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        naming::settle_due(&services.queue(&id.to_string())).await?;
        Ok(())
    }
}
