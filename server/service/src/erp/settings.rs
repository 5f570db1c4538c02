//! What the operator sets about the ERP, as far as use cases need it.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::mapping::Mapping;

/// The gateway to the ERP.
#[derive(Debug, Clone, Default)]
pub struct ErpSettings {
    /// Whether there is an ERP at the other end.
    pub enabled: bool,
    /// Deliveries are laid into this folder.
    pub folder: Option<PathBuf>,
    /// How foreign files in it are read.
    pub mapping: Option<Arc<Mapping>>,
    /// Whether tickets are told, too.
    pub tickets_out: bool,
    /// Hours without a word from the ERP before staff are warned.
    pub silence_hours: u32,
    /// Changes are sent there, signed with the secret.
    pub push: Option<Address>,
    /// Changes are laid down there as files.
    pub file: Option<PathBuf>,
    /// What has changed is fetched there.
    pub fetch: Option<Address>,
}

/// A place at the ERP and what opens it.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// Without a slash at the end.
    pub url: String,
    /// The key of signatures, or the bearer's token.
    pub secret: String,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Address")
            .field("url", &self.url)
            .field("secret", &"***")
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn a_secret_is_not_printed() {
        let address = Address {
            url: "https://erp.example.org".to_owned(),
            secret: "sesam".to_owned(),
        };
        assert!(!format!("{address:?}").contains("sesam"));
    }
}
