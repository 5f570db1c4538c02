//! Section `[sepa]`: who may debit rents.

use domain::iban::is_creditor_id;
use serde::{Deserialize, Serialize};

use super::ConfigError;

/// The creditor of SEPA mandates; without an identifier nobody is asked for one.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Sepa {
    /// The creditor identifier; empty for none.
    pub creditor_id: String,
    /// The name on mandates; empty for the company's.
    pub creditor_name: String,
}

impl Sepa {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if self.creditor_id.is_empty() || is_creditor_id(&self.creditor_id) {
            Ok(())
        } else {
            Err(ConfigError::refused(
                "sepa.creditor_id",
                "Die Prüfziffer der Gläubiger-Identifikationsnummer stimmt nicht. Sie sieht aus wie DE98ZZZ09999999999, ohne Leerzeichen.",
            ))
        }
    }
}
