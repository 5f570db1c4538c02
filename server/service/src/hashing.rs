//! Argon2id off the runtime, a few at a time: memory is bounded by places x 64 MiB.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use argon2::password_hash::{Output, ParamsString, PasswordHash, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use domain::Refusal;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::{Chance, Error, Result};

/// Hashes at once, at most; never more than there are cores.
const PLACES: usize = 4;
/// Requests that may wait for a place.
const QUEUE: usize = 32;
/// How long they wait.
const PATIENCE: Duration = Duration::from_secs(2);

/// Cost of an Argon2id hash; one lane, 32 bytes out (RFC 9106, `security.md` 2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashParams {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub iterations: u32,
}

impl HashParams {
    /// Never below this (OWASP's floor).
    pub const FLOOR: Self = Self {
        memory_kib: 19_456,
        iterations: 2,
    };

    fn argon2(self) -> Argon2<'static> {
        let params = Params::new(self.memory_kib, self.iterations, 1, Some(32)).unwrap_or_default();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }

    fn memory(self) -> Memory {
        vec![Block::default(); self.argon2().params().block_count()]
    }
}

/// The desk where passwords are hashed; clones share the places.
#[derive(Debug, Clone)]
pub struct HashDesk {
    places: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    /// What a run of many hashes keeps from turn to turn. Given back each time, it would make the allocator treat every
    /// smaller block as one to keep, and a rollout of letters take three times as much.
    memory: Arc<Mutex<Vec<Memory>>>,
}

type Memory = Vec<Block>;

impl Default for HashDesk {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            places: Arc::new(Semaphore::new(cores.min(PLACES))),
            queue: Arc::new(Semaphore::new(QUEUE)),
            memory: Arc::default(),
        }
    }
}

impl HashDesk {
    /// The PHC string of a secret.
    ///
    /// # Errors
    /// `Busy` when no place comes free in two seconds.
    pub async fn hash(&self, secret: &str, params: HashParams, chance: &Chance) -> Result<String> {
        let (secret, salt) = (normal(secret), chance.bytes::<16>());
        self.turn(move || phc(params, &secret, &salt, &mut params.memory()))
            .await
    }

    /// The PHC strings of some secrets, one after the other in one place; a few at a time, for others wait meanwhile. The
    /// memory is kept for the next turn, until [`Self::rest`].
    ///
    /// # Errors
    /// `Busy` when no place comes free in two seconds.
    pub async fn hash_all(
        &self,
        secrets: &[&str],
        params: HashParams,
        chance: &Chance,
    ) -> Result<Vec<String>> {
        let secrets: Vec<_> = secrets
            .iter()
            .map(|secret| (normal(secret), chance.bytes::<16>()))
            .collect();
        let desk = self.clone();
        self.turn(move || {
            let mut memory = desk.kept().pop().unwrap_or_else(|| params.memory());
            let hashes = secrets
                .iter()
                .map(|(secret, salt)| phc(params, secret, salt, &mut memory))
                .collect();
            desk.kept().push(memory);
            hashes
        })
        .await
    }

    /// Gives back what was kept: the run is over.
    pub fn rest(&self) {
        self.kept().clear();
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Memory>> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the secret fits; without a hash nobody's of the same cost is asked, so that the answer takes as long.
    ///
    /// # Errors
    /// `Busy` when no place comes free in two seconds.
    pub async fn verify(
        &self,
        secret: &str,
        phc: Option<String>,
        params: HashParams,
    ) -> Result<bool> {
        let secret = normal(secret);
        self.turn(move || {
            let known = phc.is_some();
            let phc = phc.unwrap_or_else(|| nobodys(params));
            let fits = PasswordHash::new(&phc).is_ok_and(|hash| {
                params
                    .argon2()
                    .verify_password(secret.as_bytes(), &hash)
                    .is_ok()
            });
            Ok(fits && known)
        })
        .await
    }

    /// Whether the secret is easy to guess (zxcvbn below 3); it takes milliseconds, so it waits for a place too.
    ///
    /// # Errors
    /// `Busy` when no place comes free in two seconds.
    pub async fn is_weak(&self, secret: &str, context: Vec<String>) -> Result<bool> {
        let start: String = secret.chars().take(100).collect();
        self.turn(move || {
            let words: Vec<&str> = context.iter().map(String::as_str).collect();
            Ok(zxcvbn::zxcvbn(&start, &words).score() < zxcvbn::Score::Three)
        })
        .await
    }

    async fn turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _waiting = self
            .queue
            .clone()
            .try_acquire_owned()
            .map_err(|_| Refusal::Busy)?;
        let place = tokio::time::timeout(PATIENCE, self.places.clone().acquire_owned())
            .await
            .map_err(|_| Refusal::Busy)?;
        let place = place.map_err(|_| Error::Internal("the hash desk is closed"))?;
        let job = move || {
            let done = work();
            drop(place);
            done
        };
        tokio::task::spawn_blocking(job)
            .await
            .map_err(|_| Error::Internal("hashing was cut short"))?
    }
}

/// The PHC string of one secret; the memory is that of the hash before, as large as the cost demands.
fn phc(params: HashParams, secret: &str, salt: &[u8], memory: &mut [Block]) -> Result<String> {
    let argon2 = params.argon2();
    let encoded =
        SaltString::encode_b64(salt).map_err(|_| Error::Internal("a salt could not be encoded"))?;
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    argon2
        .hash_password_into_with_memory(secret.as_bytes(), salt, &mut output, memory)
        .map_err(|_| Error::Internal("a secret could not be hashed"))?;
    let written = || {
        Some(PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(argon2.params()).ok()?,
            salt: Some(encoded.as_salt()),
            hash: Some(Output::new(&output).ok()?),
        })
    };
    let hash = written().ok_or(Error::Internal("a hash could not be written"))?;
    Ok(hash.to_string())
}

/// The one form (NFKC) in which a secret is hashed and compared: keyboards write an "ä" in two ways.
pub(crate) fn normal(secret: &str) -> String {
    secret.nfkc().collect()
}

/// Whether a stored hash was made with lower cost than today's.
pub(crate) fn is_outdated(phc: &str, params: HashParams) -> bool {
    let Ok(hash) = PasswordHash::new(phc) else {
        return true;
    };
    let part = |name: &str| hash.params.get_decimal(name).unwrap_or(0);
    part("m") < params.memory_kib || part("t") < params.iterations
}

/// A hash of nobody's password. It is written and not computed, or an unknown address would cost two hashes: what its
/// comparison takes hangs on the cost it names alone.
fn nobodys(params: HashParams) -> String {
    let HashParams {
        memory_kib,
        iterations,
    } = params;
    let (salt, output) = ("A".repeat(22), "A".repeat(43));
    format!("$argon2id$v=19$m={memory_kib},t={iterations},p=1${salt}${output}")
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::PasswordHasher;

    use super::*;

    const CHEAP: HashParams = HashParams {
        memory_kib: 64,
        iterations: 1,
    };

    #[tokio::test]
    async fn a_secret_fits_its_own_hash_and_nothing_fits_nobodys() {
        let desk = HashDesk::default();
        let phc = desk
            .hash("fünf zufällige wörter", CHEAP, &Chance::seeded(1))
            .await
            .unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
        assert!(
            desk.verify("fünf zufällige wörter", Some(phc.clone()), CHEAP)
                .await
                .unwrap()
        );
        assert!(
            !desk
                .verify("fünf zufällige Wörter", Some(phc), CHEAP)
                .await
                .unwrap()
        );
        assert!(!desk.verify("", None, CHEAP).await.unwrap());
    }

    #[tokio::test]
    async fn hashes_made_in_a_row_are_each_their_own_and_spelled_as_the_library_spells_them() {
        let (desk, chance) = (HashDesk::default(), Chance::seeded(1));
        let secrets = ["teich", "fluss", "teich"];
        let hashes = desk.hash_all(&secrets, CHEAP, &chance).await.unwrap();
        for (secret, phc) in secrets.iter().zip(&hashes) {
            let desk = desk.verify(secret, Some(phc.clone()), CHEAP).await;
            assert!(desk.unwrap(), "{secret}: {phc}");
            let parsed = PasswordHash::new(phc).unwrap();
            let again = CHEAP
                .argon2()
                .hash_password(secret.as_bytes(), parsed.salt.unwrap())
                .unwrap();
            assert_eq!(again.to_string(), *phc);
        }
        assert_ne!(hashes[0], hashes[2]);
    }

    #[test]
    fn a_secret_has_one_form_however_it_was_typed() {
        for (typed, wanted) in [
            ("lampe fluss", "lampe fluss"),
            ("K7QM9D2X4HTRC", "K7QM9D2X4HTRC"),
            ("tu\u{308}r", "tür"),
            ("ｔｅｉｃｈ", "teich"),
            ("ﬂuss", "fluss"),
        ] {
            assert_eq!(normal(typed), wanted, "{typed:?}");
        }
    }

    #[tokio::test]
    async fn nobodys_hash_looks_like_a_real_one_and_costs_nothing_to_make() {
        let real = HashDesk::default();
        let real = real.hash("", CHEAP, &Chance::seeded(1)).await.unwrap();
        let (real, made) = (PasswordHash::new(&real).unwrap(), nobodys(CHEAP));
        let made = PasswordHash::new(&made).unwrap();
        assert_eq!(
            (made.algorithm, made.version),
            (real.algorithm, real.version)
        );
        assert_eq!(made.params, real.params);
        let lengths = |hash: &PasswordHash| {
            let salt = hash.salt.unwrap().decode_b64(&mut [0; 64]).unwrap().len();
            (salt, hash.hash.unwrap().len())
        };
        assert_eq!(lengths(&made), lengths(&real));
        // Computed, it would take until the end of the test's time.
        let dear = nobodys(HashParams {
            memory_kib: u32::MAX,
            iterations: u32::MAX,
        });
        assert!(dear.contains("t=4294967295"));
    }

    #[test]
    fn the_defaults_are_the_written_ones() {
        let security = crate::SecuritySettings::default();
        assert_eq!(
            security.password_hash,
            HashParams {
                memory_kib: 65_536,
                iterations: 3
            }
        );
        assert_eq!(security.code_hash, HashParams::FLOOR);
        assert!(is_outdated(
            "$argon2id$v=19$m=64,t=1,p=1$BwcHBwcHBwc$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            HashParams::FLOOR
        ));
    }

    #[tokio::test]
    async fn the_easy_ones_are_known() {
        let desk = HashDesk::default();
        assert!(desk.is_weak("passwort1234", vec![]).await.unwrap());
        assert!(
            !desk
                .is_weak("lampe fluss teppich ziegel moos", vec![])
                .await
                .unwrap()
        );
    }
}
