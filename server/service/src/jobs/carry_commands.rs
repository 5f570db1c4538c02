//! Carries the next command to the ERP.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order};
use crate::Services;
use crate::erp::push;

/// The order; it needs nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CarryCommands {}

impl Order for CarryCommands {
    const NAME: &'static str = "carry_commands";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        push::carry(&services.queue(&id.to_string())).await?;
        Ok(())
    }
}
