//! Counts the bytes of a body while it is read.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::body::Body;
use futures::StreamExt;

/// Bytes that may arrive without any part moving on: the header of a part is kept in memory.
const UNREAD: u64 = 1024 * 1024;

/// Shared between the body and its reader.
#[derive(Clone, Debug)]
pub struct Meter {
    counts: Arc<Counts>,
    most: u64,
}

#[derive(Debug, Default)]
struct Counts {
    total: AtomicU64,
    unread: AtomicU64,
}

impl Meter {
    /// Lets `most` bytes through.
    pub fn new(most: u64) -> Self {
        Self {
            counts: Arc::default(),
            most,
        }
    }

    /// A body that counts, and fails once there is too much.
    pub fn watch(&self, body: Body) -> Body {
        let meter = self.clone();
        Body::from_stream(body.into_data_stream().map(move |piece| {
            let piece = piece?;
            meter.add(piece.len() as u64);
            match meter.is_exceeded() {
                true => Err(axum::Error::new("the upload is too large")),
                false => Ok(piece),
            }
        }))
    }

    /// The reader has moved on.
    pub fn taken(&self) {
        self.counts.unread.store(0, Ordering::Relaxed);
    }

    /// Bytes so far.
    pub fn total(&self) -> u64 {
        self.counts.total.load(Ordering::Relaxed)
    }

    /// Whether there was too much, in total or in one go.
    pub fn is_exceeded(&self) -> bool {
        self.total() > self.most || self.counts.unread.load(Ordering::Relaxed) > UNREAD
    }

    fn add(&self, bytes: u64) {
        self.counts.total.fetch_add(bytes, Ordering::Relaxed);
        self.counts.unread.fetch_add(bytes, Ordering::Relaxed);
    }
}
