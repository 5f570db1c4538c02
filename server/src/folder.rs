//! The data folder: made, proven writable, and held by one running portal at a time.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::Path,
};

use crate::{config::Data, failure::Failure};

/// The hold on the data folder; it ends when this value is dropped or the process dies.
#[derive(Debug)]
pub struct DataLock {
    _file: File,
}

/// Makes the data folder and those below it, and clears what an upload left half-way.
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
        fs::create_dir_all(folder).map_err(|error| not_writable(folder, &error))?;
    }
    // A folder that exists may still be read-only: only a write shows it.
    tempfile::NamedTempFile::new_in(&data.dir)
        .map(drop)
        .map_err(|error| not_writable(&data.dir, &error))
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

fn not_writable(folder: &Path, error: &io::Error) -> Failure {
    Failure::operator(format!(
        "Der Datenordner {} lässt sich nicht beschreiben ({error}). Prüfen Sie die Rechte oder data.dir.",
        folder.display()
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
