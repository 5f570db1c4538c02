//! Section `[database]`: which database, by address.

use std::{fmt, path::Path};

use serde::{Deserialize, Serialize, Serializer};

/// The database's address; it may hold a password.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite://…` or `postgres://…`; empty for the file in the data folder.
    #[serde(serialize_with = "without_password")]
    url: String,
    /// A file that holds the address instead.
    url_file: String,
}

impl Database {
    /// The address, or that of the SQLite file `fallback`.
    pub(super) fn url_or(&self, fallback: &Path) -> String {
        if self.url.is_empty() {
            format!("sqlite://{}", fallback.display())
        } else {
            self.url.clone()
        }
    }
}

fn without_password<S: Serializer>(url: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hide_password(url))
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hide_password(&self.url))
    }
}

/// `url` with stars for the password, if it holds one.
fn hide_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    match rest.rsplit_once('@') {
        Some((user, host)) => {
            let name = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{name}:***@{host}")
        }
        None => url.to_owned(),
    }
}
