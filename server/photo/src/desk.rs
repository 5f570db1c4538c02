//! The desk where photos wait: two at a time, off the runtime, a panic of a decoder is a refusal.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::{Checked, Flaw, Limits, PhotoRefusal, check};

/// Photos decoded at the same time: at 256 MiB each this bounds the memory.
const PLACES: usize = 2;
/// How long a photo waits for its turn; longer would only collect more.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why the desk gave no photo back.
#[derive(Debug, Error)]
pub enum DeskError {
    /// The person's file; the sentence is for them.
    #[error(transparent)]
    Refused(#[from] PhotoRefusal),
    /// Too many photos at once; the person may try again in some seconds.
    #[error("no free place for a photo within {PATIENCE:?}")]
    Busy,
    /// The stored upload could not be read again.
    #[error("an uploaded file could not be read")]
    Read(#[from] std::io::Error),
}

/// Checks photos of all requests, two at a time; clones share the places.
#[derive(Clone, Debug)]
pub struct PhotoDesk {
    places: Arc<Semaphore>,
    limits: Arc<Limits>,
}

impl PhotoDesk {
    /// Opens a desk with these limits.
    pub fn new(limits: Limits) -> Self {
        Self {
            places: Arc::new(Semaphore::new(PLACES)),
            limits: Arc::new(limits),
        }
    }

    /// Checks an upload that lies in a temporary file; it is read only when its turn has come.
    pub async fn check_file(&self, name: &str, path: PathBuf) -> Result<Checked, DeskError> {
        let longest = self.limits.bytes;
        self.turn(name, move || read(&path, longest)).await
    }

    /// Checks an upload that is in memory already.
    pub async fn check(&self, name: &str, original: Vec<u8>) -> Result<Checked, DeskError> {
        self.turn(name, move || Ok(original)).await
    }

    async fn turn<F>(&self, name: &str, original: F) -> Result<Checked, DeskError>
    where
        F: FnOnce() -> std::io::Result<Vec<u8>> + Send + 'static,
    {
        let waiting = timeout(PATIENCE, Arc::clone(&self.places).acquire_owned()).await;
        let Ok(Ok(place)) = waiting else {
            return Err(DeskError::Busy);
        };
        let limits = Arc::clone(&self.limits);
        let owned = name.to_owned();
        let work = spawn_blocking(move || {
            // The place goes with the work: a request that hangs up does not make room for a third decoder.
            let _place = place;
            check(&owned, &original()?, &limits).map_err(DeskError::from)
        });
        work.await
            .unwrap_or_else(|_| Err(Flaw::Damaged.named(name).into()))
    }
}

impl Default for PhotoDesk {
    fn default() -> Self {
        Self::new(Limits::default())
    }
}

/// Reads one byte more than allowed at most: enough to be refused.
fn read(path: &std::path::Path, longest: u64) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(longest + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
