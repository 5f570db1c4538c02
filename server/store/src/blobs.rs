//! Photos and documents: immutable bytes under the SHA-256 of themselves, in a folder, in memory or in an S3 bucket.
//!
//! A blob is durable before [`Blobs::put`] returns, and is written before the database names it; so whatever the
//! database names is there, and the worst a crash leaves is a blob nobody names. [`Blobs::sweep_orphans`] takes those
//! away after some days.
//!
//! `put` always writes, even when the name is taken: a twin may have made the name visible but not yet durable, and
//! writing the same bytes again costs less than being sure. A rename replaces old with same in one step.

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use thiserror::Error;

/// Where blobs lie.
#[derive(Clone)]
pub enum BlobsConfig {
    /// A folder of this machine; made if it is not there.
    Folder(PathBuf),
    /// Gone with the process: for tests.
    Memory,
    /// A bucket that speaks S3.
    S3(S3Config),
}

/// An S3 bucket and the key to it; no `Debug`, so that the secret reaches no log.
#[derive(Clone)]
pub struct S3Config {
    /// `https://…`; plain `http://` is taken only for this machine itself. `None`: Amazon's own address.
    pub endpoint: Option<String>,
    /// For example `eu-central-1`.
    pub region: String,
    /// Name of the bucket.
    pub bucket: String,
    /// Public half of the key.
    pub access_key: String,
    /// Secret half of the key.
    pub secret_key: String,
}

/// Why a blob was not stored or read.
#[derive(Debug, Error)]
pub enum BlobError {
    /// The name is not 64 lower-case hex digits: a mistake of ours, nothing was touched.
    #[error("a blob is named by 64 lower-case hex digits")]
    Name,
    /// The configuration names a store that cannot be opened.
    #[error("the blob store cannot be opened")]
    Open(#[source] object_store::Error),
    /// The folder cannot be made.
    #[error("the folder of the blob store cannot be made: {}", path.display())]
    Folder {
        path: PathBuf,
        source: std::io::Error,
    },
    /// No room is left; text goes on, uploads are answered 507.
    #[error("no room is left for blobs")]
    Full(#[source] object_store::Error),
    /// What was to be stored could not be read.
    #[error("what was to be stored could not be read")]
    Source(#[source] std::io::Error),
    /// Anything else the store said.
    #[error("the blob store failed")]
    Store(#[source] object_store::Error),
}

/// A blob on its way out.
pub type Pieces = BoxStream<'static, Result<Bytes, BlobError>>;

/// Immutable bytes by their SHA-256; clones share one store.
#[derive(Clone, Debug)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    folder: Option<PathBuf>,
}

impl Blobs {
    /// Opens the store; a folder is made if missing, a bucket is not asked yet.
    pub fn open(config: &BlobsConfig) -> Result<Self, BlobError> {
        let store: Arc<dyn ObjectStore> = match config {
            BlobsConfig::Folder(path) => {
                std::fs::create_dir_all(path).map_err(|source| BlobError::Folder {
                    path: path.clone(),
                    source,
                })?;
                let folder = LocalFileSystem::new_with_prefix(path).map_err(BlobError::Open)?;
                Arc::new(folder.with_fsync(true))
            }
            BlobsConfig::Memory => Arc::new(InMemory::new()),
            BlobsConfig::S3(bucket) => Arc::new(s3(bucket)?),
        };
        let folder = match config {
            BlobsConfig::Folder(path) => Some(path.clone()),
            BlobsConfig::Memory | BlobsConfig::S3(_) => None,
        };
        Ok(Self { store, folder })
    }

    /// Stores `bytes` under their hash; durable when it returns, harmless to repeat.
    pub async fn put(&self, sha256: &str, bytes: Bytes) -> Result<(), BlobError> {
        self.store
            .put(&place(sha256)?, bytes.into())
            .await
            .map_err(failed)?;
        Ok(())
    }

    /// Reads a blob; `None` if there is none of this name.
    pub async fn get(&self, sha256: &str) -> Result<Option<Bytes>, BlobError> {
        match self.store.get(&place(sha256)?).await {
            Ok(found) => found.bytes().await.map(Some).map_err(failed),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    /// Stores what comes piece by piece under the hash of the whole, which is never in memory at once; durable when it
    /// returns. Each piece but the last holds 5 MiB or more, as buckets ask. Where one fails nothing is stored.
    pub async fn put_pieces(
        &self,
        sha256: &str,
        mut pieces: BoxStream<'_, std::io::Result<Bytes>>,
    ) -> Result<(), BlobError> {
        let place = place(sha256)?;
        let mut upload = self.store.put_multipart(&place).await.map_err(failed)?;
        while let Some(piece) = pieces.next().await {
            let written = match piece {
                Ok(piece) => upload.put_part(piece.into()).await.map_err(failed),
                Err(error) => Err(BlobError::Source(error)),
            };
            if let Err(error) = written {
                // The first error is the one worth telling.
                let _ = upload.abort().await;
                return Err(error);
            }
        }
        upload.complete().await.map_err(failed)?;
        Ok(())
    }

    /// Reads a blob piece by piece, with its size; `None` if there is none of this name.
    pub async fn pieces(&self, sha256: &str) -> Result<Option<(u64, Pieces)>, BlobError> {
        match self.store.get(&place(sha256)?).await {
            Ok(found) => Ok(Some((
                found.meta.size,
                found.into_stream().map_err(failed).boxed(),
            ))),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    /// Tells whether a blob is there, without reading it.
    pub async fn exists(&self, sha256: &str) -> Result<bool, BlobError> {
        match self.store.head(&place(sha256)?).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(failed(error)),
        }
    }

    /// Removes a blob; one that is not there is no error.
    pub async fn delete(&self, sha256: &str) -> Result<(), BlobError> {
        match self.store.delete(&place(sha256)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    /// Removes blobs written before `before` that `known` does not know, and returns how many.
    ///
    /// `before` lies days back: a blob is there before the database names it, and must survive until then.
    pub async fn sweep_orphans(
        &self,
        before: DateTime<Utc>,
        known: impl Fn(&str) -> bool,
    ) -> Result<u64, BlobError> {
        let mut swept = 0;
        let mut all = self.store.list(None);
        while let Some(blob) = all.try_next().await.map_err(failed)? {
            let Some(sha256) = blob.location.filename() else {
                continue;
            };
            if blob.last_modified < before
                && place(sha256).is_ok()
                && !known(sha256)
                && self.is_older(sha256, before).await?
            {
                self.delete(sha256).await?;
                swept += 1;
            }
        }
        Ok(swept)
    }

    /// Removes what a crash left half-written in the folder before `before`, and returns how much. A bucket has rules of
    /// its own for that. Files are walked through: not to be called on the runtime.
    pub fn sweep_unfinished(&self, before: DateTime<Utc>) -> std::io::Result<u64> {
        let Some(folder) = &self.folder else {
            return Ok(0);
        };
        let mut swept = 0;
        for shelf in std::fs::read_dir(folder)? {
            let shelf = shelf?.path();
            if !shelf.is_dir() {
                continue;
            }
            for file in std::fs::read_dir(shelf)? {
                swept += u64::from(remove_unfinished(&file?, before)?);
            }
        }
        Ok(swept)
    }

    /// Looks again: somebody may have sent the same photo since the list was made.
    async fn is_older(&self, sha256: &str, before: DateTime<Utc>) -> Result<bool, BlobError> {
        match self.store.head(&place(sha256)?).await {
            Ok(found) => Ok(found.last_modified < before),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(failed(error)),
        }
    }
}

/// Removes a file that the store was writing before it got its name: `abcd…#1`. It may be finished or gone at any step.
fn remove_unfinished(file: &std::fs::DirEntry, before: DateTime<Utc>) -> std::io::Result<bool> {
    let name = file.file_name();
    let unfinished = name
        .to_str()
        .and_then(|name| name.split_once('#'))
        .is_some_and(|(sha256, _)| place(sha256).is_ok());
    if !unfinished {
        return Ok(false);
    }
    let removed = file.metadata().and_then(|facts| {
        let old = DateTime::<Utc>::from(facts.modified()?) < before;
        if old {
            std::fs::remove_file(file.path())?;
        }
        Ok(old)
    });
    match removed {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        removed => removed,
    }
}

/// `ab/abcd…`: 256 folders keep each of them short.
fn place(sha256: &str) -> Result<Path, BlobError> {
    let hex = |c: u8| matches!(c, b'0'..=b'9' | b'a'..=b'f');
    if sha256.len() != 64 || !sha256.bytes().all(hex) {
        return Err(BlobError::Name);
    }
    Ok(Path::from_iter([&sha256[..2], sha256]))
}

fn s3(bucket: &S3Config) -> Result<impl ObjectStore + use<>, BlobError> {
    // The client takes the process's library for TLS; that somebody has named one already is as good.
    let _already = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::new()
        .with_region(&bucket.region)
        .with_bucket_name(&bucket.bucket)
        .with_access_key_id(&bucket.access_key)
        .with_secret_access_key(&bucket.secret_key);
    if let Some(endpoint) = &bucket.endpoint {
        builder = builder
            .with_endpoint(endpoint)
            .with_allow_http(is_this_machine(endpoint));
    }
    builder.build().map_err(BlobError::Open)
}

fn is_this_machine(endpoint: &str) -> bool {
    let host = endpoint.strip_prefix("http://").unwrap_or_default();
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|own| {
        host.strip_prefix(own)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    })
}

/// Tells a full disk from other failures: the source of the source is the operating system's word.
fn failed(error: object_store::Error) -> BlobError {
    let first: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    let mut causes = std::iter::successors(first, |cause| cause.source());
    let full = causes.any(|cause| {
        use std::io::ErrorKind::{QuotaExceeded, StorageFull};
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|io| matches!(io.kind(), StorageFull | QuotaExceeded))
    });
    if full {
        BlobError::Full(error)
    } else {
        BlobError::Store(error)
    }
}

#[cfg(test)]
mod tests;
