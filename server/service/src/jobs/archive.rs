//! Puts together the archive of a person's data.

use domain::privacy::ArchiveId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, Order};
use crate::{Services, privacy};

/// The order: which archive.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PackArchive {
    /// The archive.
    pub archive: ArchiveId,
}

impl Order for PackArchive {
    const NAME: &'static str = "pack_archive";

    async fn run(self, services: &Services, id: Uuid) -> Result<(), JobError> {
        privacy::pack(&services.queue(&id.to_string()), self.archive).await?;
        Ok(())
    }
}
