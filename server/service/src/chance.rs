//! Chance: the machine's, or a seeded one for tests. Ids are made of it and of the clock.

use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use rand::rngs::{StdRng, SysRng};
use rand::{Rng, SeedableRng, TryRng};
use uuid::Uuid;

/// Gives random bytes.
#[derive(Debug, Clone)]
pub enum Chance {
    /// The operating system's.
    System,
    /// The same every time, for tests and the demo.
    Seeded(Arc<Mutex<StdRng>>),
}

impl Chance {
    /// A chance that repeats itself.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// Random bytes. Without the operating system's chance no secret can be made: the process ends.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::System => {
                if SysRng.try_fill_bytes(&mut bytes).is_err() {
                    std::process::abort();
                }
            }
            Self::Seeded(rng) => rng
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .fill_bytes(&mut bytes),
        }
        bytes
    }

    /// A token of 32 bytes for cookies and links.
    pub fn token(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }

    /// Six digits for a mail; the bias of the modulus is below one in four thousand.
    pub fn six_digits(&self) -> String {
        format!("{:06}", u32::from_be_bytes(self.bytes()) % 1_000_000)
    }

    /// A UUIDv7 of this instant.
    pub fn id(&self, now: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}
