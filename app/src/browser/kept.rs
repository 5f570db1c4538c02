//! Pages from the stored copy, in the same shape as the server sends them: the same components show both.

use std::collections::HashMap;

use domain::contract::Contact;
use domain::home::HomePage;
use domain::ticket::{
    NextActor, OfflineTickets, PhotoId, State, TicketId, TicketList, TicketPage, waiting_first,
};
use wasm_bindgen::JsCast;
use web_sys::{Blob, Url};

use super::database::{self, Store};
use super::{copies, sync, time};
use crate::tickets::sheet::Sheet;

fn sheet<T>(copy: &OfflineTickets, page: T) -> Sheet<T> {
    let now = time::now();
    Sheet {
        now,
        today: domain::berlin::day(now),
        // Nothing can be sent from a copy.
        client_ref: uuid::Uuid::nil(),
        kept_at: Some(copy.as_of),
        page,
    }
}

/// The list; one page holds the whole copy.
pub async fn list(open_only: bool) -> Option<Sheet<TicketList>> {
    let copy = copies::all().await?;
    Some(sheet(&copy, list_of(&copy, open_only)))
}

fn list_of(copy: &OfflineTickets, open_only: bool) -> TicketList {
    let count = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
    let mut rows: Vec<_> = copy.tickets.iter().map(|page| page.row.clone()).collect();
    let open = rows.iter().filter(|row| row.state.is_open()).count();
    let all = rows.len();
    if open_only {
        rows.retain(|row| row.state.is_open());
        waiting_first(&mut rows);
    }
    TicketList {
        open_only,
        chosen: None,
        open_count: count(open),
        all_count: count(all),
        page: 1,
        pages: 1,
        rows,
    }
}

/// One ticket, without what needs the server: nothing can be sent from a copy.
pub async fn ticket(id: TicketId) -> Option<Sheet<TicketPage>> {
    let copy = copies::all().await?;
    let mut page = copy.tickets.iter().find(|page| page.row.id == id)?.clone();
    page.steps = Vec::new();
    page.can_reply = false;
    page.can_share = false;
    Some(sheet(&copy, page))
}

/// The home page.
pub async fn home(name: String) -> Option<Sheet<HomePage>> {
    let copy = copies::all().await?;
    let open: Vec<_> = list_of(&copy, true).rows;
    let waits =
        |state: State| state.next_actor() == NextActor::Resident || state == State::Appointment;
    let page = HomePage {
        name,
        contracts: Vec::new(),
        chosen: None,
        important: open
            .iter()
            .filter(|row| waits(row.state))
            .cloned()
            .collect(),
        open_count: i64::try_from(open.len()).unwrap_or(i64::MAX),
        open: open.into_iter().take(3).collect(),
        documents: Vec::new(),
        new_documents: 0,
        contacts: contacts_of(&copy),
    };
    Some(sheet(&copy, page))
}

/// Whom to call, as the last ticket names them.
pub async fn contacts() -> Vec<Contact> {
    copies::all()
        .await
        .map(|copy| contacts_of(&copy))
        .unwrap_or_default()
}

fn contacts_of(copy: &OfflineTickets) -> Vec<Contact> {
    let last = copy.tickets.first();
    last.map(|page| page.contacts.clone()).unwrap_or_default()
}

/// Addresses of the stored pictures of a ticket, the large one where it was opened.
pub async fn photos(page: &TicketPage) -> HashMap<PhotoId, String> {
    let mut found = HashMap::new();
    for photo in page.entries.iter().flat_map(|entry| &entry.photos) {
        for key in [sync::large_key(photo.id), sync::small_key(photo.id)] {
            if let Ok(Some(value)) = database::get(Store::Photos, &key).await
                && let Ok(blob) = value.dyn_into::<Blob>()
                && let Ok(address) = Url::create_object_url_with_blob(&blob)
            {
                found.insert(photo.id, address);
                break;
            }
        }
    }
    found
}
