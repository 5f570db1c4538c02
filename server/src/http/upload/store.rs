//! Writes one file of an upload and hashes it on the way.

use std::{io, path::Path};

use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};
use tokio::{
    fs::File,
    io::{AsyncWriteExt, BufWriter},
    task::spawn_blocking,
};

/// Small pieces are gathered: each write to disk costs a change of thread.
const BUFFER: usize = 256 * 1024;

/// A file that is being written; dropping it removes it.
#[derive(Debug)]
pub struct Writing {
    file: BufWriter<File>,
    path: TempPath,
    hash: Sha256,
}

impl Writing {
    /// An empty file below `folder`.
    pub async fn begin(folder: &Path) -> io::Result<Self> {
        let folder = folder.to_owned();
        let made = spawn_blocking(move || NamedTempFile::new_in(folder)).await;
        let (file, path) = made.map_err(io::Error::other)??.into_parts();
        Ok(Self {
            file: BufWriter::with_capacity(BUFFER, File::from_std(file)),
            path,
            hash: Sha256::new(),
        })
    }

    /// Appends `piece`.
    pub async fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.hash.update(piece);
        self.file.write_all(piece).await
    }

    /// The written file and its hash.
    pub async fn finish(mut self) -> io::Result<(TempPath, [u8; 32])> {
        self.file.flush().await?;
        Ok((self.path, self.hash.finalize().into()))
    }
}
