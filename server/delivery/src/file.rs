//! Files that are there whole or not at all, readable for the program's own user only.

use std::io;
use std::path::Path;

use chrono::{DateTime, Utc};
use tokio::fs;
use tokio::io::AsyncWriteExt;

/// Writes `folder/name`, making the folder if needed; a file of that name is replaced in one step.
///
/// # Errors
/// Whatever the file system says: no permission, no space.
pub async fn write(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    lay(folder, name, content).await?;
    fs::rename(folder.join(unfinished(name)), folder.join(name)).await?;
    fs::File::open(folder).await?.sync_all().await
}

/// Writes what will be `folder/name` when it is published; until then nobody takes it for that.
///
/// # Errors
/// Whatever the file system says: no permission, no space.
pub(crate) async fn lay(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    make_folder(folder).await?;
    let path = folder.join(unfinished(name));
    let written = fill(&path, content).await;
    if written.is_err() {
        // The first error is the one worth telling; half a file must not stay.
        let _ = fs::remove_file(&path).await;
    }
    written
}

/// Gives what was laid down its names; what has its own already, or was thrown away, is no error.
///
/// # Errors
/// Whatever the file system says.
pub(crate) async fn publish(folder: &Path, names: &[String]) -> io::Result<()> {
    let mut some = false;
    for name in names {
        some |= was_there(fs::rename(folder.join(unfinished(name)), folder.join(name)).await)?;
    }
    if some {
        fs::File::open(folder).await?.sync_all().await?;
    }
    Ok(())
}

/// Removes what was laid down and not published; what is not there is no error.
///
/// # Errors
/// Whatever the file system says.
pub(crate) async fn take_back(folder: &Path, name: &str) -> io::Result<()> {
    was_there(fs::remove_file(folder.join(unfinished(name))).await).map(drop)
}

/// Removes what was published; what is not there is no error.
///
/// # Errors
/// Whatever the file system says.
pub(crate) async fn discard(folder: &Path, name: &str) -> io::Result<()> {
    was_there(fs::remove_file(folder.join(name)).await).map(drop)
}

/// What a file is called before it is one.
fn unfinished(name: &str) -> String {
    format!(".{name}.tmp")
}

/// Removes the files of one kind, and the unfinished ones, that were last written before a moment; how many.
///
/// # Errors
/// Whatever the file system says; what was removed by then stays removed.
pub(crate) async fn remove_older(
    folder: &Path,
    kind: &str,
    before: DateTime<Utc>,
) -> io::Result<u64> {
    let mut removed = 0;
    let mut files = match fs::read_dir(folder).await {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        found => found?,
    };
    while let Some(file) = files.next_entry().await? {
        let path = file.path();
        let ours = path
            .extension()
            .is_some_and(|end| end == kind || end == "tmp");
        // Of two portals on one folder the other may be quicker at any step.
        let old = match file.metadata().await {
            Ok(facts) => facts.is_file() && DateTime::<Utc>::from(facts.modified()?) < before,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(error),
        };
        if ours && old {
            removed += u64::from(was_there(fs::remove_file(path).await)?);
        }
    }
    Ok(removed)
}

/// Whether a file was moved or removed here, and not by somebody quicker.
fn was_there(done: io::Result<()>) -> io::Result<bool> {
    match done {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

async fn fill(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(path).await?;
    file.write_all(content).await?;
    file.sync_all().await
}

async fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    builder.mode(0o700);
    builder.create(folder).await
}

/// A name that is safe as part of a file name: letters, digits, `.`, `-` and `_`, at most 120 of them.
pub(crate) fn safe_name(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '-'
            }
        })
        .take(120)
        .collect();
    safe.trim_start_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_appears_whole_and_nothing_is_left_beside_it() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("deep/mail");
        write(&folder, "a.eml", b"first").await.unwrap();
        write(&folder, "a.eml", b"second").await.unwrap();
        assert_eq!(std::fs::read(folder.join("a.eml")).unwrap(), b"second");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[tokio::test]
    async fn what_was_published_can_be_thrown_away() {
        let home = tempfile::tempdir().unwrap();
        lay(home.path(), "a.pdf", b"a").await.unwrap();
        publish(home.path(), &["a.pdf".to_owned()]).await.unwrap();
        for _ in 0..2 {
            discard(home.path(), "a.pdf").await.unwrap();
            assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
        }
    }

    #[tokio::test]
    async fn only_old_files_of_the_kind_are_removed() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("letters");
        assert_eq!(
            remove_older(&folder, "pdf", DateTime::UNIX_EPOCH)
                .await
                .unwrap(),
            0
        );
        for name in ["a.pdf", ".b.pdf.tmp", "notes.txt"] {
            write(&folder, name, b"x").await.unwrap();
        }
        let written: DateTime<Utc> = std::fs::metadata(folder.join("a.pdf"))
            .unwrap()
            .modified()
            .unwrap()
            .into();
        assert_eq!(remove_older(&folder, "pdf", written).await.unwrap(), 0);
        let later = written + chrono::Duration::hours(1);
        assert_eq!(remove_older(&folder, "pdf", later).await.unwrap(), 2);
        assert!(folder.join("notes.txt").exists());
    }

    #[tokio::test]
    async fn what_is_laid_down_has_no_name_until_it_is_published() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("letters");
        let names = ["a.pdf".to_owned(), "b.pdf".to_owned()];
        for keep in [false, true] {
            lay(&folder, "a.pdf", b"x").await.unwrap();
            assert!(!folder.join("a.pdf").exists());
            if !keep {
                take_back(&folder, "a.pdf").await.unwrap();
                take_back(&folder, "a.pdf").await.unwrap();
            }
            publish(&folder, &names).await.unwrap();
            publish(&folder, &names).await.unwrap();
            assert_eq!(folder.join("a.pdf").exists(), keep);
        }
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn only_the_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("letters");
        write(&folder, "a.pdf", b"x").await.unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&folder.join("a.pdf")), 0o600);
    }

    #[test]
    fn a_name_cannot_leave_its_folder() {
        assert_eq!(safe_name("../../etc/passwd"), "-..-etc-passwd");
        assert_eq!(safe_name("..."), "");
        assert_eq!(safe_name("Brief 7/ü"), "Brief-7--");
    }
}
