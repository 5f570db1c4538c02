//! Makes a new activation letter for one person.

use domain::PersonId;
use domain::rollout::{BatchId, BatchKind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order, asked_at};
use crate::{Services, rollout};

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
        let asked = Some(asked_at(services, id));
        // The job's id is the batch's: a second try goes on with the first one's.
        rollout::at_once(&caller, BatchId(id), BatchKind::Lost, self.person, asked).await?;
        Ok(())
    }
}
