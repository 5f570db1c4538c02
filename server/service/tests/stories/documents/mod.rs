//! Documents: who sees them, who is told, what staff know of it.

mod letter;
mod provide;
mod serial;
mod sight;

use bytes::Bytes;
use domain::document::{DocumentId, DocumentKind, DocumentRow, Target};
use domain::{ContractId, PropertyId};
use service::Caller;
use service::documents::{NewDocument, Provided, keep, provide};
use service::testing::{World, pdf};

/// A document of one page, on its way to somebody.
async fn new(world: &World, kind: DocumentKind, title: &str, target: Target) -> NewDocument {
    let file = Bytes::from(pdf(title, "Ein Blatt für die Probe.").unwrap());
    NewDocument {
        reference: None,
        kind,
        title: title.to_owned(),
        dated_on: "2026-10-30".parse().unwrap(),
        file: keep(&world.services, file).await.unwrap(),
        target,
        valid_from: None,
        valid_to: None,
        revision: None,
    }
}

/// Provides a document as the operator.
async fn provided(world: &World, new: NewDocument) -> Provided {
    let operator = world.services.operator("test");
    let mut tx = world.services.db().begin().await.unwrap();
    let provided = provide(&operator, &mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    provided
}

/// A letter for somebody.
pub(crate) async fn letter(world: &World, title: &str, target: Target) -> DocumentId {
    let new = new(world, DocumentKind::Letter, title, target).await;
    provided(world, new).await.id()
}

/// The titles somebody sees.
async fn titles(caller: &Caller) -> Vec<String> {
    let rows = all(caller).await;
    rows.into_iter().map(|row| row.title).collect()
}

/// All rows of all folders, sorted by title.
async fn all(caller: &Caller) -> Vec<DocumentRow> {
    let page = caller.documents().list(None, "").await.unwrap();
    let mut rows = Vec::new();
    for folder in page.folders {
        let open = caller.documents().list(Some(folder.kind), "").await;
        rows.extend(open.unwrap().rows);
    }
    rows.sort_by(|one, other| one.title.cmp(&other.title));
    rows
}

pub(crate) async fn contract(world: &World, reference: &str) -> ContractId {
    let mut tx = world.services.db().read().await.unwrap();
    let all = store::master::load(&mut tx).await.unwrap().contracts;
    let found = all.into_iter().find(|one| one.reference == reference);
    found.unwrap().id
}

async fn house(world: &World, reference: &str) -> PropertyId {
    let mut tx = world.services.db().read().await.unwrap();
    let all = store::master::properties(&mut tx).await.unwrap();
    all.into_iter()
        .find(|one| one.reference == reference)
        .unwrap()
        .id
}
