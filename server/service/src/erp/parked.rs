//! Stub.
use domain::erp::ParcelId;

use super::gateway::Gateway;
use crate::{Error, Result};

impl Gateway<'_> {
    /// Stub.
    ///
    /// # Errors
    /// Always.
    pub async fn release(self, _id: ParcelId) -> Result<()> {
        self.caller.member()?;
        Err(Error::NotFound)
    }
    /// Stub.
    ///
    /// # Errors
    /// Always.
    pub async fn discard(self, _id: ParcelId) -> Result<()> {
        self.caller.member()?;
        Err(Error::NotFound)
    }
}
