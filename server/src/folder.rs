//! The data folder: made, proven writable, and held by one running portal at a time.

use std::{
    fs::{self, DirBuilder, File, Permissions, TryLockError},
    io,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use tracing::{info, warn};

use crate::{config::Data, failure::Failure};

/// What lies here are names, letters and passwords' hashes: nobody else on the machine may look.
const OWN: u32 = 0o700;
/// Bits of other users.
const OTHERS: u32 = 0o077;
/// A folder in which everybody may lay something, as `/tmp`.
const STICKY: u32 = 0o1000;

/// The hold on the data folder; it ends when this value is dropped or the process dies.
#[derive(Debug)]
pub struct DataLock {
    _file: File,
}

/// Makes the data folder and those below it, closes them to other users of the machine, and proves them writable.
///
/// # Errors
/// Tells the operator when the folder cannot be written.
pub fn prepare(data: &Data) -> Result<(), Failure> {
    let tmp = data.tmp();
    for folder in [
        &data.dir,
        &data.mail(),
        &data.letters(),
        &data.blobs(),
        &tmp,
    ] {
        make(folder).map_err(|error| not_writable(folder, &error))?;
    }
    // A folder that exists may still be read-only: only a write shows it.
    tempfile::NamedTempFile::new_in(&data.dir)
        .map(drop)
        .map_err(|error| not_writable(&data.dir, &error))
}

/// Makes a folder for whoever runs the program, and for nobody else on the machine.
///
/// # Errors
/// Tells the operator when it cannot be made.
pub fn make_own(folder: &Path) -> Result<(), Failure> {
    make(folder).map_err(|error| not_writable(folder, &error))
}

/// Makes a folder that only its owner may enter, or makes one of an older release such a folder.
fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(OWN).create(folder)?;
    let mode = fs::metadata(folder)?.permissions().mode();
    if mode & OTHERS == 0 {
        return Ok(());
    }
    // Somebody else's folder, or one that is shared on purpose, is not ours to close.
    let closed = match mode & STICKY {
        0 => fs::set_permissions(folder, Permissions::from_mode(mode & OWN)),
        _ => Err(io::ErrorKind::PermissionDenied.into()),
    };
    let name = folder.display();
    match closed {
        Ok(()) => info!(
            "Der Ordner {name} war für andere Benutzer dieses Rechners offen. Er gehört jetzt dem Portal allein."
        ),
        Err(_) => warn!(
            "Der Ordner {name} ist für andere Benutzer dieses Rechners offen. Bitte geben Sie ihm die Rechte 0700."
        ),
    }
    Ok(())
}

/// Refuses a database file of no bytes beside photos or letters: somebody lost it, and a new one would know none of them.
///
/// # Errors
/// Tells the operator which file it is.
pub fn refuse_emptied(data: &Data, database: &str) -> Result<(), Failure> {
    let Some(path) = sqlite_file(database) else {
        return Ok(());
    };
    let empty = fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() == 0);
    let filled = |folder: PathBuf| fs::read_dir(folder).is_ok_and(|mut all| all.next().is_some());
    if empty && (filled(data.blobs()) || filled(data.letters())) {
        return Err(Failure::operator(format!(
            "Die Datenbank {} ist leer, aber der Ordner {} enthält schon Daten. Es wurde nichts verändert. Bitte spielen Sie eine Sicherung ein, oder wählen Sie mit data.dir einen leeren Ordner.",
            path.display(),
            data.dir.display()
        )));
    }
    Ok(())
}

/// The file of a database that is one.
fn sqlite_file(database: &str) -> Option<&Path> {
    let path = database.strip_prefix("sqlite://")?;
    Some(Path::new(path.split('?').next().unwrap_or(path)))
}

/// Whether a database is a file in the folder: then no other portal works on it than the one that holds the folder.
pub fn keeps(data: &Data, database: &str) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    let file = sqlite_file(database).and_then(whole);
    file.zip(whole(&data.dir))
        .is_some_and(|(file, folder)| file.starts_with(folder))
}

/// Takes the folder for this process, and removes uploads a former one left.
///
/// # Errors
/// Tells the operator when another portal holds it.
pub fn hold(data: &Data) -> Result<DataLock, Failure> {
    let path = data.dir.join("portal.lock");
    let file = File::create(&path).map_err(|error| not_writable(&data.dir, &error))?;
    match file.try_lock() {
        Ok(()) => {
            clear(&data.tmp()).map_err(|error| not_writable(&data.tmp(), &error))?;
            Ok(DataLock { _file: file })
        }
        Err(TryLockError::WouldBlock) => Err(Failure::operator(format!(
            "Im Ordner {} läuft schon ein Portal. Beenden Sie es, oder wählen Sie mit data.dir einen anderen Ordner.",
            data.dir.display()
        ))),
        Err(TryLockError::Error(error)) => Err(not_writable(&data.dir, &error)),
    }
}

fn clear(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        fs::remove_file(entry?.path())?;
    }
    Ok(())
}

/// Removes uploads last written before a moment, which nobody can still be sending; how many.
///
/// # Errors
/// Whatever the file system says.
pub fn clear_before(uploads: &Path, before: DateTime<Utc>) -> io::Result<u64> {
    let mut removed = 0;
    for entry in fs::read_dir(uploads)? {
        let entry = entry?;
        // An upload that ends just now takes its file away itself.
        let written = entry.metadata().and_then(|facts| facts.modified());
        if written.is_ok_and(|at| DateTime::<Utc>::from(at) < before) {
            removed += u64::from(fs::remove_file(entry.path()).is_ok());
        }
    }
    Ok(removed)
}

fn not_writable(folder: &Path, error: &io::Error) -> Failure {
    let name = folder.display();
    if folder.is_file() {
        return Failure::operator(format!(
            "Der Datenordner {name} ist kein Ordner, sondern eine Datei. Benennen Sie sie um, oder wählen Sie mit data.dir einen anderen Ordner."
        ));
    }
    let reason = Failure::reason(error);
    Failure::operator(format!(
        "Der Datenordner {name} lässt sich nicht beschreiben ({reason}). Prüfen Sie die Rechte oder data.dir."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_portal_in_the_same_folder_is_refused() {
        let folder = tempfile::tempdir().expect("folder");
        let data = Data {
            dir: folder.path().join("data"),
        };
        prepare(&data).expect("prepared");
        let first = hold(&data).expect("held");
        let said = hold(&data).expect_err("second").to_string();
        assert!(said.contains("läuft schon ein Portal"), "{said}");
        drop(first);
        hold(&data).expect("free again");
    }

    fn mode(folder: &Path) -> u32 {
        let found = fs::metadata(folder).expect("folder");
        found.permissions().mode() & 0o7777
    }

    #[test]
    fn nobody_else_may_look_into_the_folder() {
        let folder = tempfile::tempdir().expect("folder");
        let data = Data {
            dir: folder.path().join("neu/data"),
        };
        prepare(&data).expect("prepared");
        let below = [data.mail(), data.letters(), data.blobs(), data.tmp()];
        for folder in below.iter().chain([&data.dir]) {
            assert_eq!(mode(folder), 0o700, "{}", folder.display());
        }
        for (found, left) in [
            (0o755, 0o700),
            (0o750, 0o700),
            (0o700, 0o700),
            (0o1777, 0o1777),
        ] {
            let permissions = Permissions::from_mode(found);
            fs::set_permissions(&data.dir, permissions).expect("permissions");
            prepare(&data).expect("prepared again");
            assert_eq!(mode(&data.dir), left, "{found:o}");
        }
    }

    #[test]
    fn a_lost_database_is_not_taken_for_a_new_one() {
        let folder = tempfile::tempdir().expect("folder");
        let data = Data {
            dir: folder.path().join("data"),
        };
        prepare(&data).expect("prepared");
        let file = data.dir.join("hausportal.db");
        let url = format!("sqlite://{}", file.display());
        refuse_emptied(&data, &url).expect("no file is a new portal");
        fs::write(&file, "").expect("written");
        refuse_emptied(&data, &url).expect("nothing to lose");
        fs::write(data.blobs().join("photo"), "x").expect("written");
        let said = refuse_emptied(&data, &url).expect_err("lost").to_string();
        assert!(said.contains("hausportal.db ist leer"), "{said}");
        fs::write(&file, "x").expect("written");
        refuse_emptied(&data, &url).expect("not empty");
        refuse_emptied(&data, "postgres://db/haus").expect("elsewhere");
    }

    #[test]
    fn only_a_file_in_the_folder_is_kept_by_it() {
        let folder = tempfile::tempdir().expect("folder");
        let data = Data {
            dir: folder.path().join("data"),
        };
        prepare(&data).expect("prepared");
        let (within, beside) = (data.dir.join("a.db"), folder.path().join("b.db"));
        for file in [&within, &beside] {
            fs::write(file, "x").expect("written");
        }
        let url = |file: &Path| format!("sqlite://{}?mode=rwc", file.display());
        for (database, kept) in [
            (url(&within), true),
            (url(&data.dir.join("../data/a.db")), true),
            (url(&beside), false),
            (url(&data.dir.join("none.db")), false),
            ("postgres://db/haus".to_owned(), false),
        ] {
            assert_eq!(keeps(&data, &database), kept, "{database}");
        }
    }

    #[test]
    fn uploads_nobody_sends_any_more_are_removed() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("upload");
        fs::write(&file, "x").expect("written");
        let written = file.metadata().expect("file").modified().expect("time");
        let written = DateTime::<Utc>::from(written);
        for (before, removed) in [(written, 0), (written + chrono::TimeDelta::seconds(1), 1)] {
            let count = clear_before(folder.path(), before).expect("cleared");
            assert_eq!(count, removed, "{before}");
        }
        assert!(!file.exists());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let file = tempfile::NamedTempFile::new().expect("file");
        let data = Data {
            dir: file.path().join("data"),
        };
        let said = prepare(&data).expect_err("not a folder").to_string();
        assert!(said.contains("lässt sich nicht beschreiben"), "{said}");
    }
}
