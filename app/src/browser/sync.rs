//! Brings the stored copy up to date, and the photos that belong to it.

use chrono::Duration;
use domain::ticket::{PhotoId, TicketId, TicketPage};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Response};

use super::database::{self, Store};
use super::{copies, time};
use crate::AppError;
use crate::tickets::{api, photos};

/// Tickets whose small photos are fetched without being opened.
const RECENT: usize = 20;
/// Bytes all stored photos may have together.
const MOST_BYTES: f64 = 40.0 * 1024.0 * 1024.0;
/// Key of the list of stored photos.
const LIST: &str = "photos";

/// A stored picture, for counting bytes and dropping the longest unused.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Picture {
    key: String,
    bytes: f64,
    used: i64,
}

/// A copy younger than this is left as it is; a ticket that is opened is put into it at once.
const FRESH: Duration = Duration::seconds(60);

/// Fetches all own tickets and replaces the copy; then the small photos of the last ones.
///
/// # Errors
/// What the server says; `SignIn` means that the copy has to go.
pub async fn run() -> Result<(), AppError> {
    let young = |head: copies::Head| time::now() - head.as_of < FRESH;
    if copies::head().await.is_some_and(young) {
        return Ok(());
    }
    let tickets = api::offline().await?;
    copies::replace(&tickets)
        .await
        .map_err(|_| AppError::Internal)?;
    for page in tickets.tickets.iter().take(RECENT) {
        keep_small(page).await;
    }
    Ok(())
}

/// Puts a ticket that was opened into the copy, on devices that keep one.
pub async fn keep_ticket(page: &TicketPage) {
    if copies::head().await.is_some() && copies::put(page).await.is_ok() {
        keep_small(page).await;
    }
}

async fn keep_small(page: &TicketPage) {
    for photo in page.entries.iter().flat_map(|entry| &entry.photos) {
        let address = format!("{}/klein", photos::address(page.row.id, photo.id));
        let _later = keep(&small_key(photo.id), &address).await;
    }
}

/// Keeps a large photo that was opened, on devices that keep a copy at all.
pub async fn keep_opened(ticket: TicketId, photo: PhotoId) {
    if copies::head().await.is_some() {
        let address = photos::address(ticket, photo);
        let _later = keep(&large_key(photo), &address).await;
    }
}

/// Key of the small picture.
pub fn small_key(photo: PhotoId) -> String {
    format!("{photo}/klein")
}

/// Key of the large picture.
pub fn large_key(photo: PhotoId) -> String {
    photo.to_string()
}

async fn keep(key: &str, address: &str) -> Result<(), JsValue> {
    let mut list = list().await;
    if let Some(known) = list.iter_mut().find(|picture| picture.key == key) {
        known.used = time::now().timestamp();
        return save(&list).await;
    }
    let picture = fetch(address).await?;
    list.push(Picture {
        key: key.to_owned(),
        bytes: picture.size(),
        used: time::now().timestamp(),
    });
    make_room(&mut list).await;
    if list.iter().any(|kept| kept.key == key) {
        database::put(Store::Photos, key, &picture)
            .await
            .map_err(|error| JsValue::from_str(&error.to_string()))?;
    }
    save(&list).await
}

/// Drops the longest unused pictures until the rest fits.
async fn make_room(list: &mut Vec<Picture>) {
    list.sort_by_key(|picture| std::cmp::Reverse(picture.used));
    while list.iter().map(|picture| picture.bytes).sum::<f64>() > MOST_BYTES {
        let Some(oldest) = list.pop() else { return };
        let _gone = database::remove(Store::Photos, &oldest.key).await;
    }
}

async fn list() -> Vec<Picture> {
    let value = database::get(Store::Meta, LIST).await.ok().flatten();
    value.and_then(copies::read).unwrap_or_default()
}

async fn save(list: &Vec<Picture>) -> Result<(), JsValue> {
    database::put(Store::Meta, LIST, &copies::written(list))
        .await
        .map_err(|error| JsValue::from_str(&error.to_string()))
}

async fn fetch(address: &str) -> Result<Blob, JsValue> {
    let response: Response = JsFuture::from(window().fetch_with_str(address))
        .await?
        .dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_str(&response.status_text()));
    }
    JsFuture::from(response.blob()?).await?.dyn_into()
}
