//! Section `[letters]`: the activation letters.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::ConfigError;

/// How long letters are good for, how they look, and who posts them.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Letters {
    /// Days the code in a letter can be used, 1 to 45.
    pub validity_days: u16,
    template: String,
    logo: String,
    hand_over: String,
}

impl Letters {
    /// The operator's own template.
    pub fn template(&self) -> Option<&str> {
        given(&self.template)
    }

    /// The operator's logo.
    pub fn logo(&self) -> Option<&str> {
        given(&self.logo)
    }

    /// Where a letter service fetches finished letters.
    pub fn hand_over(&self) -> Option<PathBuf> {
        given(&self.hand_over).map(PathBuf::from)
    }

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

/// An empty text stands for nothing, as in the shipped file.
fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
