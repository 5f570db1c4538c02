//! Section `[blobs]`: where photos are kept.

use serde::{Deserialize, Serialize};

use super::{ConfigError, Secret};

/// A folder or an S3 bucket.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Blobs {
    /// `file` for the data folder, `s3://bucket` for a bucket.
    pub url: String,
    /// How to reach the bucket.
    pub s3: S3,
}

/// Access to an S3 compatible store.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct S3 {
    /// The store's address; empty for the one that belongs to the region.
    pub endpoint: String,
    /// The region's name.
    pub region: String,
    /// The public half of the key.
    pub access_key: String,
    /// The secret half of the key.
    pub secret_key: Secret,
    secret_key_file: String,
}

impl Blobs {
    /// The bucket's name, if photos go to one.
    pub fn bucket(&self) -> Option<&str> {
        self.url.strip_prefix("s3://")
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        match self.bucket() {
            None if self.url == "file" => Ok(()),
            Some(bucket) if bucket.is_empty() || bucket.contains('/') => Err(ConfigError::refused(
                "blobs.url",
                "Nach s3:// steht genau der Name des Behälters.",
            )),
            Some(_) if self.s3.access_key.is_empty() || self.s3.secret_key.is_empty() => {
                Err(ConfigError::refused(
                    "blobs.s3",
                    "Für s3 fehlen access_key und secret_key (oder secret_key_file).",
                ))
            }
            Some(_) => Ok(()),
            None => Err(ConfigError::refused(
                "blobs.url",
                "Möglich sind \"file\" und \"s3://behälter\".",
            )),
        }
    }
}
