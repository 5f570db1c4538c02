//! Makes the letters of a batch, a piece at a time, so that mails need not wait for the last of them.

use domain::rollout::BatchId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order, add};
use crate::rollout::{Left, PIECE, piece};
use crate::{Error, Services};

/// The order: which batch.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WorkBatch {
    /// The batch.
    pub batch: BatchId,
}

impl Order for WorkBatch {
    const NAME: &'static str = "work_batch";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        let caller = services.queue(&id.to_string());
        match piece(&caller, self.batch, PIECE).await? {
            Left::Nothing => Ok(()),
            Left::Elsewhere => Err(JobError::Retry("another worker makes them".to_owned())),
            Left::Some => {
                let mut tx = services.db().begin().await?;
                add(services, &mut tx, &self).await?;
                tx.commit().await.map_err(Error::from)?;
                Ok(())
            }
        }
    }
}
