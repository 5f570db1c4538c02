//! Reminds staff of changes on which the ERP stays silent.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order};
use crate::Services;
use crate::erp::remind;

/// The order; it needs nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RemindStaff {}

impl Order for RemindStaff {
    const NAME: &'static str = "remind_staff";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        remind::remind(&services.queue(&id.to_string())).await?;
        Ok(())
    }
}
