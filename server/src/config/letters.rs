//! Section `[letters]`: the activation letters.

use serde::{Deserialize, Serialize};

use super::ConfigError;

/// How long letters are good for.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Letters {
    /// Days the code in a letter can be used, 1 to 45.
    pub validity_days: u16,
}

impl Letters {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if (1..=45).contains(&self.validity_days) {
            Ok(())
        } else {
            Err(ConfigError::refused(
                "letters.validity_days",
                "Möglich sind 1 bis 45 Tage.",
            ))
        }
    }
}
