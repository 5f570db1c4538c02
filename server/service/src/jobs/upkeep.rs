//! Throws away what has had its time.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order};
use crate::{Services, upkeep};

/// The order; it needs nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Upkeep {}

impl Order for Upkeep {
    const NAME: &'static str = "upkeep";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        upkeep::tidy(&services.queue(&id.to_string())).await?;
        Ok(())
    }
}
