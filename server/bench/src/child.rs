//! A process that is measured; it ends with the value that stands for it.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Result;
use crate::load::Target;

/// A process that is not ready by then never will be.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(2);
/// Processor time is told in hundredths of a second, whatever the kernel's own clock does.
const TICKS: u32 = 100;
/// Lines of a failed server's log that are shown.
const LAST_WORDS: usize = 12;

/// A running server.
#[derive(Debug)]
pub struct Child {
    process: process::Child,
    log: PathBuf,
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start to its first good answer.
    pub ready_after: Duration,
}

/// A free port of this machine.
///
/// # Errors
/// There is none.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// Starts the portal on a filled file, its data below `home`, with these settings beside the defaults.
///
/// # Errors
/// As [`Child::start`].
pub async fn portal(
    home: &Path,
    file: &Path,
    program: &Path,
    settings: &[(&str, &str)],
) -> Result<Child> {
    let address = free_address()?;
    let mut command = Command::new(program);
    // Nothing of this shell's environment or of a hausportal.toml mixes in.
    command
        .arg("serve")
        .current_dir(home)
        .env_clear()
        .env("HAUSPORTAL_SERVER__LISTEN", address.to_string())
        .env("HAUSPORTAL_SERVER__BASE_URL", format!("http://{address}"))
        .env(
            "HAUSPORTAL_DATABASE__URL",
            format!("sqlite://{}", file.display()),
        )
        .env("HAUSPORTAL_DATA__DIR", home.join("data"))
        .envs(settings.iter().copied());
    Child::start(command, address, "/readyz", home.join("portal.log")).await
}

impl Child {
    /// Starts a server and waits until `path` answers; what it writes goes to `log`.
    ///
    /// # Errors
    /// It ended or did not become ready; its last words are part of the error.
    pub async fn start(
        mut command: Command,
        address: SocketAddr,
        path: &str,
        log: PathBuf,
    ) -> Result<Self> {
        let file = File::create(&log)?;
        command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file);
        let ready = Target::new(address, path, &[]);
        let begun = Instant::now();
        let process = command
            .spawn()
            .map_err(|error| format!("{}: {error}", command.get_program().display()))?;
        let mut child = Self {
            process,
            log,
            address,
            ready_after: Duration::ZERO,
        };
        while ready.fetch().await.is_err() {
            if let Some(status) = child.process.try_wait()? {
                return Err(format!("it ended with {status}:\n{}", child.last_words()).into());
            }
            if begun.elapsed() > PATIENCE {
                return Err(
                    format!("{path} did not answer in time:\n{}", child.last_words()).into(),
                );
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        child.ready_after = begun.elapsed();
        Ok(child)
    }

    /// Resident memory in KiB.
    ///
    /// # Errors
    /// The process is gone, or this is no Linux.
    pub fn memory(&self) -> Result<u32> {
        let status = fs::read_to_string(self.proc().join("status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line
            .and_then(|line| line.split_whitespace().next())
            .ok_or("/proc says no memory")?;
        Ok(kib.parse()?)
    }

    /// Processor time so far, of all its threads.
    ///
    /// # Errors
    /// As [`Child::memory`].
    pub fn busy(&self) -> Result<Duration> {
        let stat = fs::read_to_string(self.proc().join("stat"))?;
        // The name in brackets may hold blanks: count from behind it.
        let (_, fields) = stat.rsplit_once(')').ok_or("/proc says no times")?;
        let mut ticks = 0;
        for field in fields.split_whitespace().skip(11).take(2) {
            ticks += field.parse::<u32>()?;
        }
        Ok(Duration::from_secs(ticks.into()) / TICKS)
    }

    fn proc(&self) -> PathBuf {
        Path::new("/proc").join(self.process.id().to_string())
    }

    /// The end of its log, without the lines of ordinary requests.
    pub fn last_words(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let telling = |line: &&str| !line.contains("\"message\":\"request\"");
        let lines: Vec<&str> = text.lines().filter(telling).collect();
        lines[lines.len().saturating_sub(LAST_WORDS)..].join("\n")
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Both fail only for a process that is gone already, which is what is wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
