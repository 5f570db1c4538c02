//! Ends changes whose new mailbox did not answer within seven days.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order};
use crate::{Services, changes};

/// The order; it needs nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExpireChanges {}

impl Order for ExpireChanges {
    const NAME: &'static str = "expire_changes";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        changes::expire(&services.queue(&id.to_string())).await?;
        Ok(())
    }
}
