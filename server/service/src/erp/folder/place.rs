//! Deliveries on disk: which of them are complete, and where they go.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration, Utc};
use domain::berlin;
use sha2::{Digest, Sha256};

use crate::digest::hex;

/// Lies beside the files when all of them are there.
const READY: &str = "fertig";
/// What became of a delivery.
const REPORT: &str = "bericht.txt";
/// A delivery without [`READY`] is complete when nothing in it has changed for so long.
const QUIET: Duration = Duration::minutes(2);
/// Digits of the checksum by which a delivery is known.
const DIGITS: usize = 12;

/// A complete delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Delivery {
    /// The folder's name.
    pub name: String,
    /// The folder.
    pub path: PathBuf,
}

/// Where a delivery goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    Done,
    Parked,
    Faulty,
}

impl Goal {
    const ALL: [Self; 3] = [Self::Done, Self::Parked, Self::Faulty];

    const fn folder(self) -> &'static str {
        match self {
            Self::Done => "erledigt",
            Self::Parked => "geparkt",
            Self::Faulty => "fehlerhaft",
        }
    }
}

/// The complete deliveries of a folder, by name.
pub(super) fn deliveries(folder: &Path, now: DateTime<Utc>) -> io::Result<Vec<Delivery>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = Goal::ALL.iter().any(|goal| goal.folder() == name);
        if ours || name.starts_with('.') || !entry.file_type()?.is_dir() {
            continue;
        }
        let path = entry.path();
        if is_complete(&path, now)? {
            found.push(Delivery { name, path });
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

/// By its sign, or because all of it lies still. The time of the change of an inode counts, which no copying keeps.
fn is_complete(delivery: &Path, now: DateTime<Utc>) -> io::Result<bool> {
    let mut changed = fs::metadata(delivery)?.ctime();
    let mut filled = false;
    for entry in fs::read_dir(delivery)? {
        let entry = entry?;
        if entry.file_name() == READY {
            return Ok(true);
        }
        filled |= is_table(&entry.path());
        changed = changed.max(entry.metadata()?.ctime());
    }
    Ok(filled && changed <= (now - QUIET).timestamp())
}

fn is_table(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// Proves that a delivery can be put away, before anything of it is taken over.
pub(super) fn prepare(folder: &Path, delivery: &Delivery) -> io::Result<()> {
    for goal in Goal::ALL {
        fs::create_dir_all(folder.join(goal.folder()))?;
    }
    File::create(delivery.path.join(REPORT)).map(drop)
}

/// Name and checksum: the same content under the same name is the same delivery.
pub(super) fn label(delivery: &Delivery) -> io::Result<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(&delivery.path)? {
        let path = entry?.path();
        if path.is_file() && path.file_name().is_none_or(|name| name != REPORT) {
            files.push(path);
        }
    }
    files.sort();
    let mut sum = Sha256::new();
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let length = path.metadata()?.len();
        sum.update(format!("{name}\n{length}\n"));
        io::copy(&mut File::open(&path)?, &mut Sink(&mut sum))?;
    }
    let digits: String = hex(&sum.finalize()).chars().take(DIGITS).collect();
    Ok(format!("{} ({digits})", delivery.name))
}

/// Takes in what is written to it.
struct Sink<'s>(&'s mut Sha256);

impl io::Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Lays the report beside the files and moves all of it away at once.
pub(super) fn put_away(
    folder: &Path,
    delivery: &Delivery,
    goal: Goal,
    at: DateTime<Utc>,
    report: &str,
) -> io::Result<()> {
    let mut file = File::create(delivery.path.join(REPORT))?;
    file.write_all(report.as_bytes())?;
    file.sync_all()?;
    let stamp = berlin::local(at).format("%Y-%m-%d-%H%M%S");
    let base = format!("{stamp}-{}", delivery.name);
    let free = (1..)
        .map(|count| match count {
            1 => folder.join(goal.folder()).join(&base),
            count => folder.join(goal.folder()).join(format!("{base}-{count}")),
        })
        .find(|target| !target.exists());
    match free {
        Some(target) => fs::rename(&delivery.path, target),
        None => Err(io::ErrorKind::AlreadyExists.into()),
    }
}
