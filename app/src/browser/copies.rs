//! The stored copy of the tickets: whose it is, from when, and the tickets themselves.

use chrono::{DateTime, Utc};
use domain::AccountId;
use domain::ticket::{OfflineTickets, TicketPage};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::database::{self, Store};

/// Key of the copy's head in the store of facts.
const HEAD: &str = "copy";

/// Whose copy it is and from when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The account; nobody else ever sees the copy.
    pub account: AccountId,
    /// When the server answered.
    pub as_of: DateTime<Utc>,
}

/// One ticket with its owner, so that no record can be taken for somebody else's.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Record {
    account: AccountId,
    page: TicketPage,
}

/// The head of the copy; nothing where nothing is stored.
pub async fn head() -> Option<Head> {
    read(database::get(Store::Meta, HEAD).await.ok()??)
}

/// Replaces the copy.
pub async fn replace(tickets: &OfflineTickets) -> Result<(), idb::Error> {
    let records: Vec<(String, JsValue)> = tickets
        .tickets
        .iter()
        .map(|page| (page.row.id.to_string(), record(tickets.account, page)))
        .collect();
    let head = Head {
        account: tickets.account,
        as_of: tickets.as_of,
    };
    database::replace(Store::Tickets, &records, (HEAD, &written(&head))).await
}

/// Puts one ticket into the copy of its reader; nothing where there is no copy.
pub async fn put(page: &TicketPage) -> Result<(), idb::Error> {
    match head().await {
        Some(head) => {
            let record = record(head.account, page);
            database::put(Store::Tickets, &page.row.id.to_string(), &record).await
        }
        None => Ok(()),
    }
}

fn record(account: AccountId, page: &TicketPage) -> JsValue {
    written(&Record {
        account,
        page: page.clone(),
    })
}

/// The whole copy, the last changed first.
pub async fn all() -> Option<OfflineTickets> {
    let head = head().await?;
    let values = database::all(Store::Tickets).await.ok()?;
    let mut records: Vec<Record> = values
        .into_iter()
        .filter_map(read)
        .filter(|record: &Record| record.account == head.account)
        .collect();
    records.sort_by_key(|record| std::cmp::Reverse(record.page.row.updated_at));
    Some(OfflineTickets {
        account: head.account,
        as_of: head.as_of,
        tickets: records.into_iter().map(|record| record.page).collect(),
    })
}

/// Text of a value, as it lies in the database.
pub fn written<T: Serialize>(value: &T) -> JsValue {
    JsValue::from_str(&serde_json::to_string(value).unwrap_or_default())
}

/// The value of a text; nothing if it is of an older build and no longer fits.
pub fn read<T: serde::de::DeserializeOwned>(value: JsValue) -> Option<T> {
    serde_json::from_str(&value.as_string()?).ok()
}
