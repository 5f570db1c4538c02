//! Whether a link to a new password still counts, so that nobody types one for nothing.

use store::reset;

use super::Access;
use crate::Result;
use crate::caller::hash;

impl Access<'_> {
    /// Whether a link still counts; it is not used up.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn is_reset_link(self, token: &str) -> Result<bool> {
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        let whose = reset::peek(&mut tx, &hash(token), services.clock().now()).await?;
        Ok(whose.is_some())
    }
}
