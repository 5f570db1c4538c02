//! Section `[access]`: what stays readable after a contract has ended.

use serde::{Deserialize, Serialize};

use super::ConfigError;

/// How long former tenants and owners can read on.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// Months after the end of a contract in which it and the own reports can be read, at most 120.
    pub past_months: u16,
}

impl Access {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if self.past_months <= 120 {
            Ok(())
        } else {
            Err(ConfigError::refused(
                "access.past_months",
                "Möglich sind 0 bis 120 Monate.",
            ))
        }
    }
}
