//! How fast one key may ask, and how much at once.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
};

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use uuid::Uuid;

/// Requests of one key in a second.
const A_SECOND: NonZeroU32 = NonZeroU32::new(20).expect("twenty are not none");
/// Requests of one key at once.
const AT_ONCE: u32 = 4;

/// The counters of all keys.
#[derive(Debug)]
pub struct Pace {
    a_second: DefaultKeyedRateLimiter<Uuid>,
    at_once: Counts,
}

type Counts = Arc<Mutex<HashMap<Uuid, u32>>>;

/// The right to one request; dropping it makes room for the next.
#[derive(Debug)]
pub struct Pass {
    counts: Counts,
    key: Uuid,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            a_second: RateLimiter::keyed(Quota::per_second(A_SECOND)),
            at_once: Counts::default(),
        }
    }
}

impl Pace {
    /// A pass for one request of a key.
    ///
    /// # Errors
    /// After how many seconds there may be one.
    pub fn admit(&self, key: Uuid) -> Result<Pass, u32> {
        self.a_second.check_key(&key).map_err(|refused| {
            let wait = refused.wait_time_from(DefaultClock::default().now());
            u32::try_from(wait.as_secs() + 1).unwrap_or(u32::MAX)
        })?;
        let mut counts = self.at_once.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(key).or_default();
        if *count >= AT_ONCE {
            return Err(1);
        }
        *count += 1;
        Ok(Pass {
            counts: self.at_once.clone(),
            key,
        })
    }

    /// Forgets keys that have been quiet; call it every few minutes.
    pub fn forget_quiet(&self) {
        self.a_second.retain_recent();
        self.a_second.shrink_to_fit();
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_four_requests_at_once_and_twenty_a_second() {
        let pace = Pace::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let held: Vec<Pass> = (0..4).map(|_| pace.admit(one).expect("room")).collect();
        assert_eq!(pace.admit(one).err(), Some(1));
        assert!(pace.admit(other).is_ok(), "each key has its own");
        drop(held);
        let mut let_through = 0;
        while pace.admit(one).is_ok() {
            let_through += 1;
        }
        assert!((10..=20).contains(&let_through), "{let_through}");
    }
}
