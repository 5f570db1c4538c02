//! Section `[erp]`: how the portal and the manager's ERP reach each other.

use std::path::PathBuf;

use http::Uri;
use serde::{Deserialize, Serialize};
use service::{erp::mapping::Mapping, import::Report};

use super::{ConfigError, Secret, is_loopback_name};

/// A longer silence nobody needs to be told of.
const MOST_SILENCE_HOURS: u16 = 24 * 31;

/// The gateway to the ERP, and each way to and from it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Erp {
    /// Whether there is an ERP at the other end.
    pub enabled: bool,
    folder: String,
    mapping_file: String,
    #[serde(default)]
    mapping: String,
    /// Whether tickets are told, too.
    pub tickets_out: bool,
    /// Hours without a word from the ERP before staff are warned.
    pub silence_hours: u16,
    /// Changes are sent.
    pub push: Push,
    /// Changes are laid down as files.
    pub file: FileDrop,
    /// What has changed is fetched.
    pub fetch: Fetch,
}

/// Where changes are sent to, signed.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Push {
    /// The address; empty where the ERP fetches changes itself.
    pub url: String,
    /// What they are signed with.
    pub secret: Secret,
    secret_file: String,
}

/// Where changes are laid down as files.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FileDrop {
    folder: String,
}

/// Where a record is fetched that is said to have changed.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Fetch {
    /// The address, followed by entity and reference; empty for none.
    pub url: String,
    /// What the portal shows there.
    pub token: Secret,
    token_file: String,
}

impl Erp {
    /// The folder deliveries are laid into.
    pub fn folder(&self) -> Option<PathBuf> {
        given(&self.folder)
    }

    /// Puts an ERP at the other end that answers there to the token.
    pub fn join(&mut self, url: String, token: String) {
        self.enabled = true;
        self.fetch.url = url;
        self.fetch.token = Secret::new(token);
    }

    /// What the mapping file says.
    ///
    /// # Errors
    /// Every fault of it, with its line.
    pub fn read_mapping(&self) -> Result<Option<Mapping>, Report> {
        if self.mapping_file.is_empty() {
            return Ok(None);
        }
        Mapping::parse(&self.mapping_file, &self.mapping).map(Some)
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if !(1..=MOST_SILENCE_HOURS).contains(&self.silence_hours) {
            return Err(ConfigError::refused(
                "erp.silence_hours",
                "Möglich sind 1 bis 744 Stunden.",
            ));
        }
        self.read_mapping().map_err(|report| {
            let faults: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
            ConfigError::refused("erp.mapping_file", faults.join("\n"))
        })?;
        reachable("erp.push.url", &self.push.url)?;
        reachable("erp.fetch.url", &self.fetch.url)?;
        needed("erp.push.secret", &self.push.url, &self.push.secret)?;
        needed("erp.fetch.token", &self.fetch.url, &self.fetch.token)
    }
}

impl FileDrop {
    /// The folder, if there is one.
    pub fn folder(&self) -> Option<PathBuf> {
        given(&self.folder)
    }
}

/// An empty text stands for nothing, as in the shipped file.
fn given(text: &str) -> Option<PathBuf> {
    (!text.is_empty()).then(|| PathBuf::from(text))
}

/// What travels there are people's data: unencrypted only within this machine.
fn reachable(key: &str, url: &str) -> Result<(), ConfigError> {
    if url.is_empty() {
        return Ok(());
    }
    let uri: Option<Uri> = url.parse().ok();
    let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let good = match uri.as_ref().and_then(Uri::scheme_str) {
        Some("https") => !bare.is_empty(),
        Some("http") => is_loopback_name(bare),
        _ => false,
    };
    if good {
        Ok(())
    } else {
        Err(ConfigError::refused(
            key,
            "Möglich ist eine Adresse mit https, auf dem eigenen Rechner auch mit http.",
        ))
    }
}

fn needed(key: &str, url: &str, secret: &Secret) -> Result<(), ConfigError> {
    if url.is_empty() || !secret.is_empty() {
        Ok(())
    } else {
        Err(ConfigError::refused(
            key,
            "Wer eine Adresse nennt, nennt auch das Geheimnis dazu, hier oder in einer Datei.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    fn refused(text: &str) -> String {
        match Config::from_text("haus.toml", text) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn data_of_people_travels_encrypted_or_not_at_all() {
        let push = |url: &str| refused(&format!("[erp.push]\nurl = \"{url}\"\nsecret = \"x\"\n"));
        for good in [
            "https://erp.example.org/hook",
            "http://127.0.0.1:3100/hook",
            "http://[::1]:3100",
            "http://localhost/x",
        ] {
            assert_eq!(push(good), "", "{good}");
        }
        for bad in [
            "http://erp.example.org",
            "ftp://erp.example.org",
            "erp",
            "/x",
        ] {
            assert!(push(bad).contains("erp.push.url"), "{bad}");
        }
    }

    #[test]
    fn a_faulty_mapping_file_is_named_with_its_lines() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("zuordnung.toml");
        let text = format!("[erp]\nmapping_file = \"{}\"\n", file.display());
        std::fs::write(&file, "[persons]\nfarbe = 1\n").expect("written");
        let said = refused(&text);
        assert!(
            said.contains("erp.mapping_file") && said.contains("zuordnung.toml, Zeile 2: "),
            "{said}"
        );
        std::fs::write(&file, "[persons]\nfile = \"Adressen.csv\"\n").expect("written");
        assert_eq!(refused(&text), "");
    }

    #[test]
    fn an_address_comes_with_its_secret() {
        let said = refused("[erp.fetch]\nurl = \"https://erp.example.org\"\n");
        assert!(said.contains("erp.fetch.token"), "{said}");
        let said = refused("[erp]\nsilence_hours = 0\n");
        assert!(said.contains("erp.silence_hours"), "{said}");
    }
}
