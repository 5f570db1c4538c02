//! Getting in: letter, registration, sign-in, reset, devices.
//!
//! No answer here tells whether an address or a letter number is known: the same work is done either way, failures are
//! counted by the hash of what was typed, and each answer waits for the same moment.

mod confirm;
pub(crate) mod log;
mod lost_letter;
mod paper;
mod passkey;
mod password;
mod recovery;
mod registration;
mod reset;
mod reset_link;
pub(crate) mod second_factor;
pub(crate) mod session;
mod sign_in;
pub(crate) mod totp;
mod tries;

use std::time::Duration;

use tokio::time::Instant;

use crate::Caller;

pub(crate) use reset::link_is_due;
pub use session::NewSession;
pub use sign_in::SignedIn;

/// Everything about getting in, for one caller.
#[derive(Debug, Clone, Copy)]
pub struct Access<'a> {
    pub(crate) caller: &'a Caller,
}

/// Most of the jitter added to an answer's moment, in milliseconds.
const JITTER: u64 = 20;

/// The moment at which an answer leaves, whatever it is; drawn before the work begins.
struct Moment(Instant);

impl Access<'_> {
    fn moment(&self, after: Duration) -> Moment {
        let jitter = if after.is_zero() {
            0
        } else {
            u64::from(self.caller.services.chance().bytes::<1>()[0]) % JITTER
        };
        Moment(Instant::now() + after + Duration::from_millis(jitter))
    }
}

impl Moment {
    async fn wait(self) {
        tokio::time::sleep_until(self.0).await;
    }
}
