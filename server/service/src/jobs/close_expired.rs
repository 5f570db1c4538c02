//! Closes repairs that nobody doubted for ten working days.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order};
use crate::{Services, tickets};

/// The order; it needs nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CloseExpired {}

impl Order for CloseExpired {
    const NAME: &'static str = "close_expired";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        tickets::close_expired(&services.queue(&id.to_string())).await?;
        Ok(())
    }
}
