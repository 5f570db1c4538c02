//! Whether the doors tell by their time who has an account: known and unknown names, in turns.
//!
//! Each sample comes from an address of its own, as the throttles would otherwise end the run, and each known name is asked
//! once at each door, as its own counters would make it wait. The names of the letters' door are access numbers, each with
//! a code that is not the letter's.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use futures::{StreamExt, TryStreamExt, stream};

use crate::Result;
use crate::child;
use crate::load::Target;
use crate::seed;

/// Pairs of samples at each door. An answer leaves up to 20 ms after its moment, by chance: of so many, the middles lie
/// within 2 ms of each other in all but one of a thousand runs.
const PAIRS: u32 = 240;

/// Where a name is asked for.
#[derive(Clone, Copy, Debug)]
enum Door {
    SignIn,
    ForgotPassword,
    LostLetter,
    Letter,
}

/// What one door told.
#[derive(Clone, Debug)]
pub struct Told {
    /// Which door.
    pub door: &'static str,
    /// The middle of the answers for known names.
    pub known: Duration,
    /// The same for unknown ones.
    pub unknown: Duration,
}

impl Told {
    /// How far the middles are apart.
    pub fn apart(&self) -> Duration {
        self.known.abs_diff(self.unknown)
    }
}

/// Asks at every door of a portal with as many accounts as there are pairs.
///
/// # Errors
/// The portal does not start, or puts a sample off.
pub async fn run(folder: &Path, program: &Path) -> Result<Vec<Told>> {
    eprintln!("asking for known and unknown names");
    let home = folder.join("names");
    std::fs::create_dir(&home)?;
    let file = home.join("hausportal.db");
    seed::accounts(&file, PAIRS).await?;
    let portal = child::portal(
        &home,
        &file,
        program,
        &[("HAUSPORTAL_SERVER__TRUSTED_PROXIES", "127.0.0.1/32")],
    )
    .await?;
    let mut told = Vec::new();
    for door in [
        Door::SignIn,
        Door::ForgotPassword,
        Door::LostLetter,
        Door::Letter,
    ] {
        told.push(door.ask(portal.address).await?);
    }
    Ok(told)
}

impl Door {
    fn name(self) -> &'static str {
        match self {
            Self::SignIn => "Sign-in",
            Self::ForgotPassword => "Forgotten password",
            Self::LostLetter => "Lost letter",
            Self::Letter => "Letter's number with a wrong code",
        }
    }

    /// Samples under way at the same time: more passwords than there are cores to hash them would not be done by their moment.
    fn at_once(self) -> usize {
        match self {
            Self::SignIn => 2,
            Self::ForgotPassword | Self::LostLetter | Self::Letter => 4,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::SignIn => "/api/access/sign-in",
            Self::ForgotPassword => "/api/access/forgot-password",
            Self::LostLetter => "/api/access/lost-letter",
            Self::Letter => "/api/access/redeem",
        }
    }

    fn body(self, index: u32, known: bool) -> String {
        let number = if known { index } else { PAIRS + index };
        match self {
            Self::SignIn => {
                format!("email=tenant-{number}%40example.org&password=falsch&own_device=false")
            }
            Self::ForgotPassword => format!("email=tenant-{number}%40example.org"),
            Self::LostLetter => {
                let day = seed::moved_in();
                format!("contract=V-{number}&last_name={number}&starts_on={day}")
            }
            Self::Letter => {
                let (number, code) = (seed::access_number(number), seed::wrong_code());
                format!("number={}&code={}", number.as_str(), code.secret())
            }
        }
    }

    async fn ask(self, portal: SocketAddr) -> Result<Told> {
        let samples = (0..2 * PAIRS).map(|sample| {
            let (index, known) = (sample / 2, sample % 2 == 0);
            let from = Ipv4Addr::from_bits(0x0a00_0000 + (self as u32) * 65_536 + sample);
            let target = Target::form(portal, self.path(), from, &self.body(index, known));
            async move { target.time().await.map(|took| (known, took)) }
        });
        let samples: Vec<_> = samples.collect();
        let times: Vec<(bool, Duration)> = stream::iter(samples)
            .buffer_unordered(self.at_once())
            .try_collect()
            .await?;
        let middle = |wanted: bool| {
            let mut times: Vec<Duration> = times
                .iter()
                .filter(|(known, _)| *known == wanted)
                .map(|(_, took)| *took)
                .collect();
            times.sort();
            times[times.len() / 2]
        };
        Ok(Told {
            door: self.name(),
            known: middle(true),
            unknown: middle(false),
        })
    }
}
