//! Begins the batches of houses whose day has come, and of whoever is newly named in an enabled one.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order};
use crate::{Services, rollout};

/// The order; it needs nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BeginRollouts {}

impl Order for BeginRollouts {
    const NAME: &'static str = "begin_rollouts";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        rollout::begin_due(&services.queue(&id.to_string())).await?;
        Ok(())
    }
}
