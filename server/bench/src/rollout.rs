//! A rollout: letters for a whole house by the command line, as an operator runs it.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::Result;
use crate::seed;

/// How often the process is asked for its memory; the kernel keeps the peak.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// What a rollout took.
#[derive(Clone, Copy, Debug)]
pub struct Rollout {
    /// Letters that were made.
    pub letters: u32,
    /// From the process's start to its end.
    pub took: Duration,
    /// KiB of memory at the peak.
    pub peak: u32,
}

/// Fills a house with persons below `folder` and has their letters made; none for no letters.
///
/// # Errors
/// The program does not make them all.
pub async fn run(folder: &Path, program: &Path, letters: u32) -> Result<Option<Rollout>> {
    if letters == 0 {
        return Ok(None);
    }
    eprintln!("making {letters} letters");
    let home = folder.join("letters");
    fs::create_dir(&home)?;
    let file = home.join("hausportal.db");
    seed::people(&file, letters).await?;
    let log = home.join("letters.log");
    let begun = Instant::now();
    let child = Command::new(program)
        .args(["letters", "--property", seed::HOUSE])
        .current_dir(&home)
        .env_clear()
        .env(
            "HAUSPORTAL_DATABASE__URL",
            format!("sqlite://{}", file.display()),
        )
        .env("HAUSPORTAL_DATA__DIR", home.join("data"))
        .stdin(Stdio::null())
        .stdout(File::create(&log)?)
        .stderr(Stdio::null())
        .spawn()?;
    let (peak, _) = watch(Running(child)).await?;
    let took = begun.elapsed();
    let said = fs::read_to_string(&log)?;
    if !said.contains(&format!("{letters} Brief")) {
        return Err(format!("{letters} letters were expected: {said}").into());
    }
    fs::remove_dir_all(&home)?;
    Ok(Some(Rollout {
        letters,
        took,
        peak,
    }))
}

/// A process that ends with the value that stands for it.
#[derive(Debug)]
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only for a process that is gone already, which is what is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits for the end; the highest memory by then in KiB, and how it ended.
///
/// # Errors
/// The process cannot be asked.
pub async fn watch(mut running: Running) -> Result<(u32, ExitStatus)> {
    let status = format!("/proc/{}/status", running.0.id());
    let mut peak = 0;
    loop {
        if let Some(ended) = running.0.try_wait()? {
            return Ok((peak, ended));
        }
        let status = fs::read_to_string(&status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next());
        peak = kib.and_then(|kib| kib.parse().ok()).unwrap_or(peak);
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
