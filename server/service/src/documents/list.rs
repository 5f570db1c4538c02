//! A resident's documents, and the copy of a lease that is not among them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::document::{
    DocumentId, DocumentKind, DocumentRow, DocumentsPage, Folder, hidden_lease, sees,
};
use domain::ticket::{NewTicket, TicketRow, Topic};
use domain::{ContractId, PersonId, TicketId, berlin};
use sha2::{Digest, Sha256};
use store::document::ledger::{self, Delivery};
use store::document::{self, Document};
use store::{Tx, ticket};
use uuid::Uuid;

use super::{Documents, tenancies};
use crate::staff::searched;
use crate::{Caller, Resident, Result, Services};

/// New documents on the home page.
const NEW: usize = 3;

impl Documents<'_> {
    /// The caller's folders, with what is in the open one, what a search found, or what is new.
    ///
    /// # Errors
    /// `SearchTooShort`; `SignIn`, or `Forbidden` for staff.
    pub async fn list(self, kind: Option<DocumentKind>, wanted: &str) -> Result<DocumentsPage> {
        let me = self.caller.resident()?;
        let wanted = searched(wanted)?;
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        let all = visible(self.caller, &mut tx, me).await?;
        let mut theirs = tenancies(services, &mut tx, me.person).await?;
        theirs.retain(|one| me.chosen.is_none_or(|chosen| chosen == one.contract_id));
        let cutoff = services.portal().leases_signed_after;
        let hidden = hidden_lease(&theirs, services.clock().today(), cutoff);
        let asked = match hidden {
            Some(contract) => asked(&mut tx, me, contract).await?,
            None => None,
        };
        let shown = |row: &&DocumentRow| match kind {
            _ if !wanted.is_empty() => holds(row, &wanted),
            Some(kind) => row.kind == kind,
            None => row.opened_at.is_none(),
        };
        Ok(DocumentsPage {
            rows: all.iter().filter(shown).cloned().collect(),
            folders: folders(&all),
            wanted,
            kind,
            chosen: me.chosen().cloned(),
            hidden,
            signed_after: cutoff,
            asked,
        })
    }

    /// Files the concern that asks for a copy of a lease that is not in the portal; asked for again it is the same one.
    ///
    /// # Errors
    /// Those of a report.
    pub async fn request_copy(self, contract: ContractId) -> Result<TicketRow> {
        self.caller.resident()?;
        let signed_after = self.caller.services.portal().leases_signed_after;
        let why = signed_after.map_or_else(
            || "Er ist im Portal nicht zu sehen.".to_owned(),
            |day| {
                format!(
                    "Im Portal stehen nur Verträge, die nach dem {} unterschrieben wurden.",
                    berlin::letter_date(day)
                )
            },
        );
        let new = NewTicket {
            client_ref: copy_ref(contract),
            contract,
            topic: Topic::Documents,
            place: None,
            title: "Kopie meines Mietvertrags".to_owned(),
            text: format!(
                "Bitte senden Sie mir eine Kopie meines Mietvertrags mit allen Nachträgen. {why}"
            ),
            access: String::new(),
            urgent: false,
            shared: false,
        };
        self.caller.tickets().report(new, Vec::new()).await
    }
}

/// The mark of the concern that asks for a copy: the same for each contract, so that a second click files no second one.
fn copy_ref(contract: ContractId) -> Uuid {
    let hash = Sha256::digest(format!("copy of a lease {contract}").as_bytes());
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(hash.iter()) {
        *to = *from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The concern that asked for a copy already.
async fn asked(
    tx: &mut Tx,
    me: &Resident,
    contract: ContractId,
) -> Result<Option<(TicketId, String)>> {
    let Some(id) = ticket::by_client_ref(tx, me.person, copy_ref(contract)).await? else {
        return Ok(None);
    };
    let found = ticket::by_id(tx, id).await?;
    Ok(found.map(|found| (found.id, found.number)))
}

/// What a resident sees today, within the contract that their pages keep to.
async fn visible(caller: &Caller, tx: &mut Tx, me: &Resident) -> Result<Vec<DocumentRow>> {
    let seen = seen(&caller.services, tx, me.person, me.chosen).await?;
    Ok(seen
        .into_iter()
        .map(|(found, line)| row(&found, line))
        .collect())
}

/// What a person sees today, all or within one contract, with what became of it.
pub(crate) async fn seen(
    services: &Services,
    tx: &mut Tx,
    person: PersonId,
    chosen: Option<ContractId>,
) -> Result<Vec<(Document, Option<Delivery>)>> {
    let (today, cutoff) = (
        services.clock().today(),
        services.portal().leases_signed_after,
    );
    let mut theirs = tenancies(services, tx, person).await?;
    if let Some(chosen) = chosen {
        theirs.retain(|one| one.contract_id == chosen);
    }
    let lines: BTreeMap<DocumentId, Delivery> = ledger::of_person(tx, person)
        .await?
        .into_iter()
        .map(|line| (line.document_id, line))
        .collect();
    let mut near = document::near(tx, person).await?;
    near.retain(|found| sees(&found.paper(), person, &theirs, today, cutoff));
    Ok(near
        .into_iter()
        .map(|found| {
            let line = lines.get(&found.id).copied();
            (found, line)
        })
        .collect())
}

fn row(found: &Document, line: Option<Delivery>) -> DocumentRow {
    DocumentRow {
        id: found.id,
        kind: found.kind,
        title: found.title.clone(),
        dated_on: found.dated_on,
        pages: found.pages,
        bytes: found.bytes,
        provided_at: line.map_or(found.provided_at, |line| line.provided_at),
        opened_at: line.and_then(|line| line.opened_at),
    }
}

/// The few youngest that the person has not opened, for the home page, and how many there are.
pub(crate) async fn news(
    caller: &Caller,
    tx: &mut Tx,
    me: &Resident,
) -> Result<(Vec<DocumentRow>, u32)> {
    let mut fresh = visible(caller, tx, me).await?;
    fresh.retain(|row| row.opened_at.is_none());
    let count = u32::try_from(fresh.len()).unwrap_or(u32::MAX);
    fresh.sort_by_key(|row| std::cmp::Reverse(row.provided_at));
    fresh.truncate(NEW);
    Ok((fresh, count))
}

fn folders(rows: &[DocumentRow]) -> Vec<Folder> {
    let mut counted: BTreeMap<DocumentKind, (u32, u32, NaiveDate)> = BTreeMap::new();
    for row in rows {
        let folder = counted.entry(row.kind).or_insert((0, 0, row.dated_on));
        folder.0 += 1;
        folder.1 += u32::from(row.opened_at.is_none());
        folder.2 = folder.2.max(row.dated_on);
    }
    counted
        .into_iter()
        .map(|(kind, (count, fresh, latest))| Folder {
            kind,
            count,
            fresh,
            latest,
        })
        .collect()
}

/// Whether title, kind or year hold all words.
fn holds(row: &DocumentRow, wanted: &str) -> bool {
    let text = format!("{} {} {}", row.title, row.kind, row.dated_on).to_lowercase();
    wanted
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}
