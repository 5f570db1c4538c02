//! The gateway: a large export taken over for the first time and once more, and one person changed by the API meanwhile.

mod caller;
mod company;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use self::caller::Key;
use crate::Result;
use crate::child;
use crate::rollout::{Running, watch};

/// Where a PostgreSQL for tests is, where there is one: `set-up/postgres.sh` says it.
const POSTGRES: &str = "TEST_POSTGRES_URL";
/// The portal looks into the folder once a minute.
const PATIENCE: Duration = Duration::from_secs(300);
/// Between two calls: a key may ask 20 times a second.
const CALL_EVERY: Duration = Duration::from_millis(60);

/// What one engine took.
#[derive(Clone, Copy, Debug)]
pub struct Gateway {
    /// `SQLite` or `PostgreSQL`.
    pub engine: &'static str,
    /// The first import, from the process's start to its end.
    pub first: Duration,
    /// The same files once more.
    pub again: Duration,
    /// KiB of memory at the higher of their peaks.
    pub peak: u32,
    /// Calls while a delivery was taken over that changes every person.
    pub calls: usize,
    /// Their 99th percentile.
    pub p99: Duration,
}

/// How many rows of what the export has, for the table.
pub fn rows() -> (u32, u32, u32) {
    (company::UNITS, company::PERSONS, company::CONTRACTS)
}

/// Measures each engine that is there.
///
/// # Errors
/// The program does not take the export over, or a call is refused.
pub async fn run(folder: &Path, program: &Path) -> Result<Vec<Gateway>> {
    let home = folder.join("gateway");
    company::write(&home.join("export"), "")?;
    let mut measured = Vec::new();
    let file = format!("sqlite://{}", home.join("hausportal.db").display());
    measured.push(
        Engine::new("SQLite", file, &home, program)
            .measure()
            .await?,
    );
    if let Ok(url) = std::env::var(POSTGRES) {
        measured.push(
            Engine::new("PostgreSQL", url, &home, program)
                .measure()
                .await?,
        );
    }
    fs::remove_dir_all(&home)?;
    Ok(measured)
}

/// One engine and the folder it works in.
struct Engine<'a> {
    name: &'static str,
    url: String,
    home: &'a Path,
    data: PathBuf,
    program: &'a Path,
}

impl<'a> Engine<'a> {
    fn new(name: &'static str, url: String, home: &'a Path, program: &'a Path) -> Self {
        Self {
            name,
            url,
            home,
            data: home.join(name),
            program,
        }
    }

    async fn measure(&self) -> Result<Gateway> {
        eprintln!("importing a large export into {}", self.name);
        fs::create_dir_all(&self.data)?;
        let (first, peak) = self.import().await?;
        let (again, later) = self.import().await?;
        let mut waits = self.call_while_it_runs().await?;
        waits.sort();
        let p99 = waits.get(waits.len() * 99 / 100).or(waits.last());
        Ok(Gateway {
            engine: self.name,
            first,
            again,
            peak: peak.max(later),
            calls: waits.len(),
            p99: *p99.ok_or("no call was made")?,
        })
    }

    fn command(&self) -> Command {
        let mut command = Command::new(self.program);
        command
            .current_dir(self.home)
            .env_clear()
            .env("HAUSPORTAL_DATABASE__URL", &self.url)
            .env("HAUSPORTAL_DATA__DIR", &self.data)
            .stdin(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    async fn import(&self) -> Result<(Duration, u32)> {
        let begun = Instant::now();
        let child = self
            .command()
            .args(["import", "export"])
            .stdout(Stdio::null())
            .spawn()?;
        let (peak, status) = watch(Running(child)).await?;
        if !status.success() {
            return Err(format!("the import into {} ended with {status}", self.name).into());
        }
        Ok((begun.elapsed(), peak))
    }

    /// A delivery that changes every person is laid into the folder the portal looks into; till it is done one person at a
    /// time is changed by the API.
    async fn call_while_it_runs(&self) -> Result<Vec<Duration>> {
        let made = self
            .command()
            .args(["erp", "key", "add", "bench", "--scope", "master:write"])
            .output()?;
        let key = Key::read(&String::from_utf8(made.stdout)?)?;
        let deliveries = self.data.join("deliveries");
        let delivery = deliveries.join("export");
        company::write(&delivery, "9")?;
        fs::write(delivery.join("fertig"), "")?;
        let folder = deliveries.display().to_string();
        let settings = [
            ("HAUSPORTAL_ERP__ENABLED", "true"),
            ("HAUSPORTAL_ERP__FOLDER", folder.as_str()),
            ("HAUSPORTAL_DATABASE__URL", self.url.as_str()),
        ];
        let portal = child::portal(&self.data, &self.data, self.program, &settings).await?;
        let (begun, mut waits) = (Instant::now(), Vec::new());
        let done = |name: &str| {
            fs::read_dir(deliveries.join(name)).is_ok_and(|mut all| all.next().is_some())
        };
        for call in 1.. {
            let asked = key.change_person(portal.address, call).await?;
            waits.push(asked);
            if done("erledigt") {
                return Ok(waits);
            }
            if done("fehlerhaft") || done("geparkt") || begun.elapsed() > PATIENCE {
                break;
            }
            tokio::time::sleep(CALL_EVERY).await;
        }
        Err(format!(
            "{}: the delivery was not taken over: {}",
            self.name,
            portal.last_words()
        )
        .into())
    }
}
