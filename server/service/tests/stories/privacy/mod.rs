//! What the portal keeps about a person: for them to have, to know who looked, and to have deleted.

mod archive;
mod deletion;
mod looks;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use domain::privacy::{Archive, ArchiveId};
use futures::TryStreamExt;
use service::Caller;
use service::testing::{PASSWORD, World};

/// Asks for an archive and lets the queue put it together.
pub async fn collected(world: &World, caller: &Caller) -> Archive {
    caller.privacy().collect(PASSWORD).await.unwrap();
    world.work().await.unwrap();
    caller.privacy().archive().await.unwrap().unwrap()
}

/// The files of an archive by name.
pub async fn opened(caller: &Caller, id: ArchiveId) -> BTreeMap<String, Vec<u8>> {
    let parcel = caller.privacy().fetch(id).await.unwrap();
    let pieces: Vec<_> = parcel.pieces.try_collect().await.unwrap();
    let whole = pieces.concat();
    assert_eq!(u64::try_from(whole.len()).unwrap(), parcel.bytes);
    let mut zip = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut files = BTreeMap::new();
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        files.insert(file.name().unwrap().into_owned(), content);
    }
    files
}
