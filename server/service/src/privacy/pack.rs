//! Puts an archive together, ticket by ticket. A run that was cut short is begun anew; one that was overtaken by a later
//! run ends without a trace.

use bytes::Bytes;
use delivery::mail::ArchiveReady;
use domain::audit::{Action, AuditResult};
use domain::person::Person;
use domain::privacy::ArchiveId;
use domain::privacy::archive::LASTS;
use domain::ticket::PhotoId;
use domain::{PersonId, TicketId};
use serde_json::Value;
use store::account::{self, Account};
use store::ticket::{self, Ticket, entry, photo};
use store::{archive, contract, master, privacy};
use tokio::task::spawn_blocking;

use super::parcel::{Filling, Sealed};
use super::{facts, words};
use crate::jobs::SendMail;
use crate::policy::Relation;
use crate::tickets::{left, receipt};
use crate::trail::Object;
use crate::{Caller, Error, Result, Services, documents, jobs};

/// Whose archive it is.
#[derive(Debug)]
pub(super) struct Owner {
    /// The account.
    pub account: Account,
    /// The person.
    pub person: Person,
}

/// A run on an archive.
#[derive(Debug, Clone, Copy)]
struct Run {
    archive: ArchiveId,
    number: i64,
}

/// Puts an archive together; nothing where it is there, or nobody wants it any more.
///
/// # Errors
/// The database, the disk or the blob store is gone.
pub(crate) async fn pack(caller: &Caller, id: ArchiveId) -> Result<()> {
    let services = &caller.services;
    let mut tx = services.db().read().await?;
    let Some(owner) = owner(&mut tx, id).await? else {
        return Ok(());
    };
    let tickets = privacy::tickets(&mut tx, owner.person.id, owner.account.id).await?;
    drop(tx);
    let Some(run) = begin(services, id, tickets.len()).await? else {
        return Ok(());
    };
    let mut filling = Filling::begin(&services.settings().scratch)?;
    filling = add_facts(services, &owner, filling).await?;
    filling = add_documents(services, &owner, filling).await?;
    for (done, ticket) in (1_i64..).zip(tickets) {
        filling = add_ticket(services, &owner, ticket, filling).await?;
        let mut tx = services.db().begin().await?;
        if !archive::advance(&mut tx, id, run.number, done).await? {
            return Ok(());
        }
        tx.commit().await?;
    }
    let sealed = filling.seal().await?;
    hand_over(caller, &owner, run, sealed).await
}

/// The owner, while they have an account.
async fn owner(tx: &mut store::Tx, id: ArchiveId) -> Result<Option<Owner>> {
    let Some(row) = archive::by_id(tx, id).await? else {
        return Ok(None);
    };
    let account = account::by_id(tx, row.account_id).await?;
    let Some(account) = account.filter(|account| account.disabled_at.is_none()) else {
        return Ok(None);
    };
    let Some(person) = account.person_id else {
        return Ok(None);
    };
    let person = master::person(tx, person).await?;
    Ok(person.map(|person| Owner { account, person }))
}

/// Begins a run. What an earlier one left in the blob store goes first.
async fn begin(services: &Services, archive: ArchiveId, tickets: usize) -> Result<Option<Run>> {
    // One part more, so that the last ticket is not yet the end.
    let total = i64::try_from(tickets).unwrap_or(i64::MAX - 1) + 1;
    let mut tx = services.db().begin().await?;
    let Some(row) = archive::begin(&mut tx, archive, total).await? else {
        return Ok(None);
    };
    tx.commit().await?;
    if let Some(left) = row.blob_sha256 {
        services.blobs().delete(&left).await?;
    }
    Ok(Some(Run {
        archive,
        number: row.run,
    }))
}

async fn add_facts(services: &Services, owner: &Owner, mut filling: Filling) -> Result<Filling> {
    let read_me = words::read_me(services, &owner.person);
    filling = filling
        .add("LIESMICH.txt".to_owned(), read_me.into())
        .await?;
    let mut tx = services.db().read().await?;
    let files = facts::of(services, &mut tx, owner).await?;
    drop(tx);
    for (name, facts) in files {
        filling = filling.add(name.to_owned(), json(&facts)?).await?;
    }
    Ok(filling)
}

/// Each document that the owner sees, and what became of it.
async fn add_documents(
    services: &Services,
    owner: &Owner,
    mut filling: Filling,
) -> Result<Filling> {
    let mut tx = services.db().read().await?;
    let seen = documents::seen(services, &mut tx, owner.person.id, None).await?;
    drop(tx);
    let mut told = Vec::new();
    for (place, (found, line)) in (1..).zip(&seen) {
        let name = format!("{place:03}-{}", documents::file_name(found));
        told.push(facts::document(found, line.as_ref(), &name));
        // A document that is lost must not keep the rest from its owner.
        let Some(bytes) = services.blobs().get(&found.blob_sha256).await? else {
            tracing::error!(document = %found.id, "a document's blob is missing");
            continue;
        };
        filling = filling.add(format!("dokumente/{name}"), bytes).await?;
    }
    filling
        .add(
            "dokumente/dokumente.json".to_owned(),
            json(&Value::Array(told))?,
        )
        .await
}

/// A ticket with its receipt and photos in a folder of its own; of somebody else's, only what the owner wrote.
async fn add_ticket(
    services: &Services,
    owner: &Owner,
    id: TicketId,
    mut filling: Filling,
) -> Result<Filling> {
    let mut tx = services.db().read().await?;
    let mut found = ticket::by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let own = is_own(&found, owner.person.id);
    let mut lines = entry::timeline(&mut tx, id, false).await?;
    let last_day = contract::last_day(&mut tx, found.contract_id, owner.person.id).await?;
    if let Some(last_day) = last_day {
        left::turn_back(&mut found, &mut lines, owner.account.id, last_day);
    }
    lines.retain(|line| own || line.account_id == Some(owner.account.id));
    let mut photos = photo::of_ticket(&mut tx, id, false).await?;
    photos.retain(|photo| {
        let sent_with = Some(photo.message_id);
        lines.iter().any(|line| line.message_id == sent_with)
    });
    let paper = if own {
        Some(receipt::paper(services, &mut tx, &found, Relation::Reporter).await?)
    } else {
        None
    };
    drop(tx);
    let folder = format!("vorgaenge/{}", found.number);
    let mut names: Vec<(PhotoId, String)> = Vec::new();
    for (place, photo) in (1..).zip(&photos) {
        // A photo that is lost must not keep the rest from its owner.
        let Some(bytes) = services.blobs().get(&photo.photo_sha256).await? else {
            tracing::error!(photo = %photo.id, "a photo's blob is missing");
            continue;
        };
        let name = format!("foto-{place}.jpg");
        filling = filling.add(format!("{folder}/{name}"), bytes).await?;
        names.push((photo.id, name));
    }
    if let Some(paper) = paper {
        let pdf = spawn_blocking(move || delivery::ticket_receipt(&paper))
            .await
            .map_err(|_| Error::Internal("a receipt was cut short"))??;
        let name = format!("{folder}/eingangsbestaetigung.pdf");
        filling = filling.add(name, pdf.into()).await?;
    }
    let facts = facts::ticket(&found, own, &lines, &photos, &names);
    filling
        .add(format!("{folder}/vorgang.json"), json(&facts)?)
        .await
}

fn is_own(found: &Ticket, person: PersonId) -> bool {
    found.reporter_id == person
}

fn json(facts: &Value) -> Result<Bytes> {
    serde_json::to_vec_pretty(facts)
        .map(Bytes::from)
        .map_err(|error| Error::Delivery(error.to_string()))
}

/// The row names the blob before it is there, and is ready after: so what a crash leaves is known to the next run.
async fn hand_over(caller: &Caller, owner: &Owner, run: Run, sealed: Sealed) -> Result<()> {
    let services = &caller.services;
    let (sha256, bytes) = (sealed.sha256.clone(), sealed.bytes);
    let mut tx = services.db().begin().await?;
    if !archive::name(&mut tx, run.archive, run.number, &sha256).await? {
        return Ok(());
    }
    tx.commit().await?;
    let pieces = sealed.pieces().await?;
    services.blobs().put_pieces(&sha256, pieces).await?;
    let now = services.clock().now();
    let mut tx = services.db().begin().await?;
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    if !archive::finish(&mut tx, run.archive, run.number, bytes, now, now + LASTS).await? {
        drop(tx);
        return drop_overtaken(services, run.archive, &sha256).await;
    }
    jobs::add(services, &mut tx, &ready(services, &owner.account)).await?;
    let object = Object::Person(owner.person.id.0);
    caller
        .trail(&mut tx, Action::DataPrepared, object, AuditResult::Done)
        .await?;
    tx.commit().await?;
    services.work().notify_one();
    Ok(())
}

/// Of an overtaken run nothing stays, unless the later one has written the very same bytes.
async fn drop_overtaken(services: &Services, id: ArchiveId, sha256: &str) -> Result<()> {
    let row = archive::by_id(&mut services.db().read().await?, id).await?;
    let named = row.and_then(|row| row.blob_sha256);
    if named.as_deref() != Some(sha256) {
        services.blobs().delete(sha256).await?;
    }
    Ok(())
}

fn ready(services: &Services, account: &Account) -> SendMail {
    let mail = ArchiveReady {
        salutation: format!("Guten Tag {}", account.name),
        expires_at: services.clock().now() + LASTS,
        link: services.link("/einstellungen/daten"),
    };
    SendMail {
        to: account.email.clone(),
        template: mail.into(),
    }
}
