//! A ZIP file in the making: on disk without a name, so that nothing of it outlives the process.

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use bytes::Bytes;
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use sha2::{Digest, Sha256};
use tokio::io::AsyncReadExt;
use tokio::task::spawn_blocking;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::digest::hex;
use crate::{Error, Result};

/// Bytes that are in memory at once while the file goes to the blob store.
const PIECE: u64 = 8 * 1024 * 1024;

/// A ZIP file that is being filled.
pub(super) struct Filling {
    zip: ZipWriter<BufWriter<File>>,
}

/// A ZIP file that is complete.
pub(super) struct Sealed {
    file: File,
    /// Its hash, in hex.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

impl Filling {
    /// An empty file in a folder.
    pub fn begin(folder: &Path) -> Result<Self> {
        let file = tempfile::tempfile_in(folder).map_err(failed)?;
        Ok(Self {
            zip: ZipWriter::new(BufWriter::new(file)),
        })
    }

    /// Adds a file; photos and PDFs are packed already, so nothing is packed again.
    pub async fn add(self, name: String, content: Bytes) -> Result<Self> {
        let Self { mut zip } = self;
        let added = spawn_blocking(move || {
            let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            zip.start_file(name, stored).map_err(failed)?;
            zip.write_all(&content).map_err(failed)?;
            Ok(Self { zip })
        });
        added.await.map_err(cut_short)?
    }

    /// Closes the file and takes its hash.
    pub async fn seal(self) -> Result<Sealed> {
        let Self { zip } = self;
        let sealed = spawn_blocking(move || {
            let mut file = zip
                .finish()
                .map_err(failed)?
                .into_inner()
                .map_err(|error| failed(error.into_error()))?;
            file.seek(SeekFrom::Start(0)).map_err(failed)?;
            let (sha256, bytes) = hash(&mut file).map_err(failed)?;
            Ok(Sealed {
                file,
                sha256,
                bytes,
            })
        });
        sealed.await.map_err(cut_short)?
    }
}

impl Sealed {
    /// The file from its beginning, piece by piece.
    pub async fn pieces(mut self) -> Result<BoxStream<'static, std::io::Result<Bytes>>> {
        self.file.seek(SeekFrom::Start(0)).map_err(failed)?;
        let file = tokio::fs::File::from_std(self.file);
        let pieces = stream::try_unfold(file, |mut file| async move {
            let mut piece = Vec::new();
            (&mut file).take(PIECE).read_to_end(&mut piece).await?;
            Ok((!piece.is_empty()).then(|| (Bytes::from(piece), file)))
        });
        Ok(pieces.boxed())
    }
}

fn hash(file: &mut File) -> std::io::Result<(String, u64)> {
    let (mut hash, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; 64 * 1024]);
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        let part = piece.get(..read).unwrap_or_default();
        hash.update(part);
        bytes += u64::try_from(read).unwrap_or_default();
    }
    Ok((hex(&hash.finalize()), bytes))
}

fn failed(error: impl ToString) -> Error {
    Error::Delivery(error.to_string())
}

fn cut_short(_: tokio::task::JoinError) -> Error {
    Error::Internal("an archive was cut short")
}

#[cfg(test)]
mod tests {
    use futures::TryStreamExt;

    use super::*;

    #[tokio::test]
    async fn what_goes_in_comes_out_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut filling = Filling::begin(folder.path()).unwrap();
        let photo = vec![7_u8; 9 * 1024 * 1024];
        for (name, content) in [
            ("a/Grüße.txt", b"Guten Tag".to_vec()),
            ("b.jpg", photo.clone()),
        ] {
            filling = filling.add(name.to_owned(), content.into()).await.unwrap();
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        let sealed = filling.seal().await.unwrap();
        let (sha256, bytes) = (sealed.sha256.clone(), sealed.bytes);
        let pieces: Vec<Bytes> = sealed.pieces().await.unwrap().try_collect().await.unwrap();
        assert_eq!(pieces.len(), 2, "never the whole at once");
        let whole = pieces.concat();
        assert_eq!(u64::try_from(whole.len()).unwrap(), bytes);
        assert_eq!(hex(&Sha256::digest(&whole)), sha256);
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(whole)).unwrap();
        let mut text = String::new();
        zip.by_name("a/Grüße.txt")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "Guten Tag");
        assert_eq!(zip.by_name("b.jpg").unwrap().size(), 9 * 1024 * 1024);
    }
}
