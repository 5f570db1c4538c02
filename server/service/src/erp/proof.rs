//! What a request says of who sent it: the header `Authorization`.

use std::fmt;
use std::ops::RangeInclusive;

use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};

use super::signature::unhex;

/// The name of the scheme in the header `Authorization`.
pub const SCHEME: &str = "HMAC-SHA256";
/// How far the ERP's clock may be off.
pub const CLOCK: Duration = Duration::seconds(300);
/// The shortest and the longest word of a request.
const NONCE: RangeInclusive<usize> = 16..=64;
/// The longest handle that is looked up.
const HANDLE: usize = 64;

/// What a request says of who sent it.
#[derive(Clone, PartialEq, Eq)]
pub enum Proof {
    /// It is signed.
    Signed {
        /// Of the key.
        handle: String,
        /// When it was signed, in seconds since 1970.
        timestamp: i64,
        /// A word that no other request of the key has.
        nonce: String,
        /// Over all of it.
        signature: [u8; 32],
    },
    /// It shows the secret itself, as systems do that cannot sign.
    Bearer {
        /// Of the key.
        handle: String,
        /// Hash of what was shown.
        secret_sha256: [u8; 32],
    },
}

/// Without what would sign.
impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proof")
            .field("handle", &self.handle())
            .finish_non_exhaustive()
    }
}

/// Why a request is not believed; for the log, never for the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Distrust {
    /// No header, or one that cannot be read.
    #[error("no readable proof")]
    Unreadable,
    /// No key has this handle.
    #[error("unknown key")]
    Unknown,
    /// The key was ended.
    #[error("revoked key")]
    Revoked,
    /// The clocks differ too much.
    #[error("clock off")]
    Clock,
    /// It comes from elsewhere.
    #[error("foreign network")]
    Network,
    /// Something of it was changed, or another secret signed it.
    #[error("wrong signature")]
    Signature,
    /// It was sent before.
    #[error("seen before")]
    Replayed,
    /// Only keys for events and nothing else may show their secret.
    #[error("secret shown")]
    Shown,
}

impl Proof {
    /// Reads the header `Authorization`.
    pub fn read(header: &str) -> Option<Self> {
        let (scheme, rest) = header.split_once(' ')?;
        if scheme.eq_ignore_ascii_case("Bearer") {
            let (handle, secret) = rest.trim().split_once('.')?;
            return Some(Self::Bearer {
                handle: known_length(handle)?,
                secret_sha256: Sha256::digest(secret.as_bytes()).into(),
            });
        }
        if !scheme.eq_ignore_ascii_case(SCHEME) {
            return None;
        }
        let [mut handle, mut timestamp, mut nonce, mut signature] = [const { None }; 4];
        for pair in rest.split(',') {
            let (name, value) = pair.trim().split_once('=')?;
            let place = match name {
                "key" => &mut handle,
                "timestamp" => &mut timestamp,
                "nonce" => &mut nonce,
                "signature" => &mut signature,
                _ => return None,
            };
            if place.replace(value).is_some() {
                return None;
            }
        }
        Some(Self::Signed {
            handle: known_length(handle?)?,
            timestamp: timestamp?.parse().ok()?,
            nonce: word(nonce?)?,
            signature: unhex(signature?)?,
        })
    }

    /// The handle of the key it names.
    pub fn handle(&self) -> &str {
        match self {
            Self::Signed { handle, .. } | Self::Bearer { handle, .. } => handle,
        }
    }

    /// The word that no other request of the key has; what shows its secret has none.
    pub fn nonce(&self) -> Option<&str> {
        match self {
            Self::Signed { nonce, .. } => Some(nonce),
            Self::Bearer { .. } => None,
        }
    }

    pub(super) fn is_in_time(&self, now: DateTime<Utc>) -> bool {
        match self {
            Self::Signed { timestamp, .. } => {
                timestamp.abs_diff(now.timestamp()) <= CLOCK.num_seconds().unsigned_abs()
            }
            Self::Bearer { .. } => true,
        }
    }
}

fn known_length(handle: &str) -> Option<String> {
    (!handle.is_empty() && handle.len() <= HANDLE).then(|| handle.to_owned())
}

fn word(nonce: &str) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (NONCE.contains(&nonce.len()) && nonce.bytes().all(plain)).then(|| nonce.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "HMAC-SHA256 key=erp-0123456789abcdef,timestamp=1793610000,nonce=5f0c6f6e2b1d4c7e,signature=";

    #[test]
    fn the_header_is_read_whole_or_not_at_all() {
        let digits = "0f".repeat(32);
        let good = format!("{HEADER}{digits}");
        let proof = Proof::read(&good).expect("readable");
        assert_eq!(proof.handle(), "erp-0123456789abcdef");
        assert_eq!(proof.nonce(), Some("5f0c6f6e2b1d4c7e"));
        for bad in [
            "",
            "HMAC-SHA256",
            "Basic YTpi",
            HEADER,
            &good.replace("key=erp-0123456789abcdef,", ""),
            &good.replace("key=erp-0123456789abcdef", "key="),
            &good.replace("timestamp=1793610000", "timestamp=now"),
            &good.replace("nonce=5f0c6f6e2b1d4c7e", "nonce=short"),
            &good.replace("nonce=5f0c6f6e2b1d4c7e", "nonce=5f0c6f6e 2b1d4c7e"),
            &format!("{good},key=erp-other"),
            &format!("{good},more=1"),
            &format!("{good}0"),
            &good.replace("0f", "0g"),
            "Bearer erp-0123456789abcdef",
        ] {
            assert!(Proof::read(bad).is_none(), "{bad}");
        }
        let spaced = good.replace(',', ", ");
        assert!(Proof::read(&spaced) == Some(proof), "blanks do not count");
    }

    #[test]
    fn a_clock_may_be_off_by_five_minutes() {
        let now: DateTime<Utc> = "2026-11-02T09:00:00Z".parse().expect("instant");
        for (off, counts) in [
            (0, true),
            (300, true),
            (-300, true),
            (301, false),
            (-301, false),
        ] {
            let proof = Proof::Signed {
                handle: "erp-1".to_owned(),
                timestamp: now.timestamp() + off,
                nonce: String::new(),
                signature: [0; 32],
            };
            assert_eq!(proof.is_in_time(now), counts, "{off}");
        }
    }
}
