//! The public address of the portal.

use std::{fmt, net::IpAddr};

use http::Uri;
use serde::{Deserialize, Serialize};

/// Scheme, host and port people reach the portal under; no path.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(try_from = "String", into = "String")]
pub struct BaseUrl {
    https: bool,
    authority: String,
}

impl BaseUrl {
    /// Whether the portal is reached encrypted.
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// Host and port, as the `Host` header must say it.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether the address is this machine's own.
    pub fn is_loopback(&self) -> bool {
        is_loopback_name(host(&self.authority))
    }

    /// A link: `path` begins with a slash.
    pub fn link(&self, path: &str) -> String {
        format!("{self}{path}")
    }
}

/// The host of `host:port`, brackets of IPv6 kept away.
pub fn host(authority: &str) -> &str {
    if let Some(rest) = authority.strip_prefix('[') {
        return rest.split(']').next().unwrap_or(rest);
    }
    authority.split(':').next().unwrap_or(authority)
}

/// Whether `host` names this machine.
pub fn is_loopback_name(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

impl TryFrom<String> for BaseUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let bad = || {
            format!(
                "server.base_url erwartet eine Adresse wie https://portal.example.org, nicht {text}"
            )
        };
        let uri: Uri = text.parse().map_err(|_| bad())?;
        let https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(bad()),
        };
        if uri.path() != "/" || uri.query().is_some() {
            return Err(bad());
        }
        let authority = uri.authority().ok_or_else(bad)?.as_str().to_lowercase();
        if authority.contains('@') {
            return Err(bad());
        }
        Ok(Self { https, authority })
    }
}

impl From<BaseUrl> for String {
    fn from(url: BaseUrl) -> Self {
        url.to_string()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.https { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.authority)
    }
}
