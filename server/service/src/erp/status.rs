//! What waits between the portal and the ERP, as a key is told.

use store::erp::key;

use crate::{Caller, ErpClient, Result};

/// A key and what waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The key.
    pub client: ErpClient,
    /// Batches that wait for two people.
    pub parked_batches: i64,
    /// Commands that the ERP does not have yet.
    pub open_commands: i64,
}

impl Caller {
    /// The key itself and what waits.
    ///
    /// # Errors
    /// `SignIn` for anybody but the ERP; the database is gone.
    pub async fn erp_standing(&self) -> Result<Standing> {
        let client = self.client()?.clone();
        let mut tx = self.services.db().read().await?;
        let (parked_batches, open_commands) = key::waiting(&mut tx).await?;
        Ok(Standing {
            client,
            parked_batches,
            open_commands,
        })
    }
}
