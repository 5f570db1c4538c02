//! The database of the device: four stores of text or pictures under a key.

use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, TransactionMode};
use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Its name, in one place for opening and deleting.
const NAME: &str = "hausportal";
/// Raise it with every change of the stores, and bring old ones along in `lay`.
const VERSION: u32 = 1;

/// The stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// Whose copy it is, from when, and which photos it holds.
    Meta,
    /// Tickets as the server sent them, by id.
    Tickets,
    /// Pictures, by photo.
    Photos,
    /// What was typed and not yet sent, by form.
    Drafts,
}

impl Store {
    const ALL: [Self; 4] = [Self::Meta, Self::Tickets, Self::Photos, Self::Drafts];

    const fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Tickets => "tickets",
            Self::Photos => "photos",
            Self::Drafts => "drafts",
        }
    }
}

async fn open() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            lay(&database);
        }
    });
    let mut database = request.await?;
    // Another tab that signs out deletes the database; an open connection would hold it up.
    database.on_version_change(|event| {
        if let Ok(database) = event.database() {
            database.close();
        }
    });
    Ok(database)
}

fn lay(database: &Database) {
    let there = database.store_names();
    for store in Store::ALL {
        if !there.iter().any(|name| name == store.name()) {
            let _made = database.create_object_store(store.name(), ObjectStoreParams::new());
        }
    }
}

/// Whether this device may hold something; true where the browser does not tell. It opens nothing: opening would make
/// the database.
pub async fn may_exist() -> bool {
    let names_ours = |known: JsValue| {
        Reflect::get(&known, &JsValue::from_str("name")).is_ok_and(|name| name == NAME)
    };
    listed()
        .await
        .is_none_or(|databases| databases.iter().any(names_ours))
}

/// All databases of this address. The standard's newest call has no binding yet.
async fn listed() -> Option<Array> {
    let part = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).ok();
    let factory = part(&window(), "indexedDB")?;
    let databases: Function = part(&factory, "databases")?.dyn_into().ok()?;
    let answer: Promise = databases.call0(&factory).ok()?.dyn_into().ok()?;
    JsFuture::from(answer).await.ok()?.dyn_into().ok()
}

/// Deletes everything.
pub async fn delete() -> Result<(), Error> {
    Factory::new()?.delete(NAME)?.await
}

/// Empties all stores but the drafts.
pub async fn clear() -> Result<(), Error> {
    let database = open().await?;
    let stores = [Store::Meta, Store::Tickets, Store::Photos].map(Store::name);
    let work = database.transaction(&stores, TransactionMode::ReadWrite)?;
    for store in stores {
        work.object_store(store)?.clear()?;
    }
    work.commit()?.await?;
    database.close();
    Ok(())
}

/// One value.
pub async fn get(store: Store, key: &str) -> Result<Option<JsValue>, Error> {
    let database = open().await?;
    let work = database.transaction(&[store.name()], TransactionMode::ReadOnly)?;
    let value = work
        .object_store(store.name())?
        .get(JsValue::from_str(key))?
        .await?;
    database.close();
    Ok(value)
}

/// All values of a store.
pub async fn all(store: Store) -> Result<Vec<JsValue>, Error> {
    let database = open().await?;
    let work = database.transaction(&[store.name()], TransactionMode::ReadOnly)?;
    let values = work
        .object_store(store.name())?
        .get_all(None, None)?
        .await?;
    database.close();
    Ok(values)
}

/// Sets one value.
pub async fn put(store: Store, key: &str, value: &JsValue) -> Result<(), Error> {
    let database = open().await?;
    let work = database.transaction(&[store.name()], TransactionMode::ReadWrite)?;
    work.object_store(store.name())?
        .put(value, Some(&JsValue::from_str(key)))?
        .await?;
    work.commit()?.await?;
    database.close();
    Ok(())
}

/// Removes one value.
pub async fn remove(store: Store, key: &str) -> Result<(), Error> {
    let database = open().await?;
    let work = database.transaction(&[store.name()], TransactionMode::ReadWrite)?;
    work.object_store(store.name())?
        .delete(JsValue::from_str(key))?
        .await?;
    work.commit()?.await?;
    database.close();
    Ok(())
}

/// Replaces a whole store and one value beside it in one transaction: a copy is never half old, half new.
pub async fn replace(
    store: Store,
    values: &[(String, JsValue)],
    beside: (&str, &JsValue),
) -> Result<(), Error> {
    let database = open().await?;
    let names = [store.name(), Store::Meta.name()];
    let work = database.transaction(&names, TransactionMode::ReadWrite)?;
    let target = work.object_store(store.name())?;
    target.clear()?;
    for (key, value) in values {
        target.put(value, Some(&JsValue::from_str(key)))?;
    }
    work.object_store(Store::Meta.name())?
        .put(beside.1, Some(&JsValue::from_str(beside.0)))?
        .await?;
    work.commit()?.await?;
    database.close();
    Ok(())
}
