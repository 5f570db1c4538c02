//! Stories of the blob store, each told to a folder and to memory.

use super::*;

/// A name as SHA-256 gives it; the store does not look into the bytes.
fn name(digit: char) -> String {
    digit.to_string().repeat(64)
}

fn stores(folder: &tempfile::TempDir) -> [Blobs; 2] {
    let path = folder.path().join("deep/blobs");
    [BlobsConfig::Folder(path), BlobsConfig::Memory].map(|config| Blobs::open(&config).unwrap())
}

fn all_files(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all_files(&path))
        } else {
            found.push(path)
        }
    }
    found
}

#[tokio::test]
async fn what_was_put_is_there_until_it_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    for blobs in stores(&folder) {
        assert_eq!(blobs.get(&name('a')).await.unwrap(), None);
        blobs
            .put(&name('a'), Bytes::from_static(b"photo"))
            .await
            .unwrap();
        assert_eq!(blobs.get(&name('a')).await.unwrap().unwrap(), "photo");
        assert!(blobs.exists(&name('a')).await.unwrap());
        assert!(!blobs.exists(&name('b')).await.unwrap());
        blobs.delete(&name('a')).await.unwrap();
        blobs.delete(&name('a')).await.unwrap();
        assert_eq!(blobs.get(&name('a')).await.unwrap(), None);
    }
}

#[tokio::test]
async fn twins_at_the_same_time_leave_one_whole_blob() {
    let folder = tempfile::tempdir().unwrap();
    let photo = Bytes::from(vec![7; 3_000_000]);
    for blobs in stores(&folder) {
        let twins = (0..8).map(|_| {
            let (blobs, photo) = (blobs.clone(), photo.clone());
            tokio::spawn(async move { blobs.put(&name('c'), photo).await })
        });
        for twin in futures::future::join_all(twins).await {
            twin.unwrap().unwrap();
        }
        assert_eq!(blobs.get(&name('c')).await.unwrap().unwrap(), photo);
    }
    // Nothing half-written lies beside it.
    let files = all_files(folder.path());
    assert_eq!(files, [folder.path().join("deep/blobs/cc").join(name('c'))]);
}

#[tokio::test]
async fn a_folder_keeps_its_blobs_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    stores(&folder)[0]
        .put(&name('d'), Bytes::from_static(b"x"))
        .await
        .unwrap();
    assert_eq!(
        stores(&folder)[0].get(&name('d')).await.unwrap().unwrap(),
        "x"
    );
}

#[tokio::test]
async fn a_name_that_is_no_hash_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for blobs in stores(&folder) {
        for bad in [
            "",
            "../../etc/passwd",
            &name('G'),
            &name('A'),
            &name('a')[1..],
            &format!("{}a", name('a')),
        ] {
            assert!(
                matches!(blobs.put(bad, Bytes::new()).await, Err(BlobError::Name)),
                "{bad}"
            );
            assert!(
                matches!(blobs.get(bad).await, Err(BlobError::Name)),
                "{bad}"
            );
        }
    }
    assert!(all_files(folder.path()).is_empty());
}

#[tokio::test]
async fn the_sweep_takes_old_orphans_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    for blobs in stores(&folder) {
        for digit in ['a', 'b'] {
            blobs
                .put(&name(digit), Bytes::from_static(b"x"))
                .await
                .unwrap();
        }
        let known = |sha256: &str| sha256 == name('b');
        assert_eq!(
            blobs
                .sweep_orphans(DateTime::UNIX_EPOCH, known)
                .await
                .unwrap(),
            0
        );
        assert_eq!(
            blobs
                .sweep_orphans(DateTime::<Utc>::MAX_UTC, known)
                .await
                .unwrap(),
            1
        );
        assert!(!blobs.exists(&name('a')).await.unwrap());
        assert!(blobs.exists(&name('b')).await.unwrap());
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let refused = Blobs::open(&BlobsConfig::Folder(file.join("blobs"))).unwrap_err();
    assert!(refused.to_string().contains("file/blobs"), "{refused}");
}

#[test]
fn a_bucket_without_encryption_is_taken_only_on_this_machine() {
    assert!(is_this_machine("http://127.0.0.1:9000"));
    assert!(is_this_machine("http://localhost/x"));
    assert!(!is_this_machine("http://localhost.example.com"));
    assert!(!is_this_machine("http://minio.intern"));
    let bucket = S3Config {
        endpoint: Some("https://s3.example.com".into()),
        region: "eu-central-1".into(),
        bucket: "photos".into(),
        access_key: "key".into(),
        secret_key: "secret".into(),
    };
    let blobs = Blobs::open(&BlobsConfig::S3(bucket)).unwrap();
    assert!(!format!("{blobs:?}").contains("secret\""), "{blobs:?}");
}

#[test]
fn a_full_disk_is_told_from_a_broken_one() {
    let store_error = |kind: std::io::ErrorKind| object_store::Error::Generic {
        store: "test",
        source: Box::new(std::io::Error::from(kind)),
    };
    assert!(matches!(
        failed(store_error(std::io::ErrorKind::StorageFull)),
        BlobError::Full(_)
    ));
    assert!(matches!(
        failed(store_error(std::io::ErrorKind::Other)),
        BlobError::Store(_)
    ));
}

/// Pieces as a file gives them.
fn pieces(of: &[std::io::Result<&'static str>]) -> BoxStream<'static, std::io::Result<Bytes>> {
    let pieces: Vec<_> = of
        .iter()
        .map(|piece| match piece {
            Ok(text) => Ok(Bytes::from_static(text.as_bytes())),
            Err(error) => Err(std::io::Error::from(error.kind())),
        })
        .collect();
    futures::stream::iter(pieces).boxed()
}

#[tokio::test]
async fn what_comes_in_pieces_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    for blobs in stores(&folder) {
        let whole = pieces(&[Ok("guten "), Ok("Tag")]);
        blobs.put_pieces(&name('a'), whole).await.unwrap();
        let (bytes, read) = blobs.pieces(&name('a')).await.unwrap().unwrap();
        let read: Vec<Bytes> = read.try_collect().await.unwrap();
        assert_eq!((bytes, read.concat()), (9, b"guten Tag".to_vec()));
        let cut = pieces(&[Ok("guten "), Err(std::io::ErrorKind::Other.into())]);
        let refused = blobs.put_pieces(&name('b'), cut).await;
        assert!(matches!(refused, Err(BlobError::Source(_))));
        assert!(!blobs.exists(&name('b')).await.unwrap());
        assert!(blobs.pieces(&name('b')).await.unwrap().is_none());
    }
    let files = all_files(folder.path());
    assert_eq!(files, [folder.path().join("deep/blobs/aa").join(name('a'))]);
}

#[tokio::test]
async fn what_a_crash_left_half_written_is_swept_up() {
    let folder = tempfile::tempdir().unwrap();
    let [blobs, memory] = stores(&folder);
    blobs
        .put(&name('a'), Bytes::from_static(b"x"))
        .await
        .unwrap();
    let shelf = folder.path().join("deep/blobs/aa");
    let (left, other) = (shelf.join(format!("{}#1", name('a'))), shelf.join("b#1"));
    for file in [&left, &other] {
        std::fs::write(file, "halb").unwrap();
    }
    let young = DateTime::UNIX_EPOCH;
    assert_eq!(blobs.sweep_unfinished(young).unwrap(), 0);
    assert_eq!(blobs.sweep_unfinished(DateTime::<Utc>::MAX_UTC).unwrap(), 1);
    assert!(!left.exists() && other.exists());
    assert!(blobs.exists(&name('a')).await.unwrap());
    assert_eq!(
        memory.sweep_unfinished(DateTime::<Utc>::MAX_UTC).unwrap(),
        0
    );
}
