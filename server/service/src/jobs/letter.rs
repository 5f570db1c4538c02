//! Makes a new activation letter for one person.

use domain::PersonId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order, asked_at};
use crate::{Services, letters};

/// The order: for whom.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MakeLetter {
    /// The person.
    pub person: PersonId,
}

impl Order for MakeLetter {
    const NAME: &'static str = "make_letter";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        let caller = services.queue(&id.to_string());
        letters::make_for(&caller, self.person, Some(asked_at(services, id))).await?;
        Ok(())
    }
}
