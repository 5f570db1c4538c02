//! Keys of the ERP: made, exchanged and ended by whoever types commands on the machine.

use std::fmt;

use chrono::{DateTime, Duration, Utc};
use domain::audit::{Action, AuditResult};
use domain::erp::Scopes;
use domain::{Refusal, typed};
use ipnet::IpNet;
use store::Tx;
use store::erp::key::{self, Key, NewKey};
use uuid::Uuid;

use crate::caller::hash;
use crate::digest::hex;
use crate::trail::Object;
use crate::{Caller, Error, Result, Services};

/// What a key signs with. It is shown once; only its hash is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Fresh {
    /// What stands in each request.
    pub handle: String,
    /// 256 bit of chance, as text.
    pub secret: String,
}

impl fmt::Debug for Fresh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fresh")
            .field("handle", &self.handle)
            .finish_non_exhaustive()
    }
}

/// What became of the order for a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// The new key.
    Key(Fresh),
    /// A living key has this name already; nothing was changed.
    NameTaken,
}

/// A key as the operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The key itself.
    pub key: Key,
    /// How many secrets it signs with now.
    pub secrets: usize,
}

/// Makes a key.
///
/// # Errors
/// `NameMissing`; `UnknownWord` for a key that may do nothing; the database is gone.
pub async fn add(
    caller: &Caller,
    name: &str,
    scopes: &Scopes,
    networks: &[IpNet],
) -> Result<Added> {
    let services = &caller.services;
    let name = typed::line(name);
    if name.is_empty() {
        return Err(Refusal::NameMissing.into());
    }
    if scopes.is_empty() {
        return Err(Refusal::UnknownWord.into());
    }
    let networks: Vec<String> = networks.iter().map(IpNet::to_string).collect();
    let mut tx = services.db().begin().await?;
    if key::by_name(&mut tx, &name).await?.is_some() {
        return Ok(Added::NameTaken);
    }
    let new = NewKey {
        id: services.id(),
        handle: format!("erp-{}", hex(&services.chance().bytes::<8>())),
        name,
        scopes: scopes.to_string(),
        networks: networks.join(" "),
        created_at: services.clock().now(),
    };
    key::add(&mut tx, &new).await?;
    let fresh = secret(services, &mut tx, new.id, &new.handle).await?;
    note(caller, &mut tx, Action::ErpKeyAdded, new.id).await?;
    tx.commit().await?;
    Ok(Added::Key(fresh))
}

/// Gives the key of a name a second secret; the older one ends after some days, one that is older still at once.
///
/// # Errors
/// `NotFound` where no living key has this name; the database is gone.
pub async fn rotate(caller: &Caller, name: &str, days: u32) -> Result<Fresh> {
    let services = &caller.services;
    let mut tx = services.db().begin().await?;
    let found = living(&mut tx, name).await?;
    let now = services.clock().now();
    let ends_at = now + Duration::days(days.into());
    key::expire_secrets(&mut tx, found.id, now, ends_at).await?;
    let fresh = secret(services, &mut tx, found.id, &found.handle).await?;
    note(caller, &mut tx, Action::ErpKeyRotated, found.id).await?;
    tx.commit().await?;
    Ok(fresh)
}

/// Ends the key of a name at once.
///
/// # Errors
/// `NotFound` where no living key has this name; the database is gone.
pub async fn revoke(caller: &Caller, name: &str) -> Result<()> {
    let services = &caller.services;
    let mut tx = services.db().begin().await?;
    let found = living(&mut tx, name).await?;
    key::revoke(&mut tx, found.id, services.clock().now()).await?;
    note(caller, &mut tx, Action::ErpKeyRevoked, found.id).await?;
    Ok(tx.commit().await?)
}

/// All keys, living ones first.
///
/// # Errors
/// The database is gone.
pub async fn list(services: &Services) -> Result<Vec<Listed>> {
    let now = services.clock().now();
    let mut tx = services.db().read().await?;
    let mut all = Vec::new();
    for key in key::all(&mut tx).await? {
        let secrets = key::secrets(&mut tx, key.id, now).await?.len();
        all.push(Listed { key, secrets });
    }
    Ok(all)
}

/// Forgets words of requests that are too old to be sent again; how many.
///
/// # Errors
/// The engine refused.
pub(crate) async fn forget_nonces(
    tx: &mut Tx,
    now: DateTime<Utc>,
    most: i64,
) -> store::Result<u64> {
    key::forget_nonces(tx, now - super::signature::NONCE_KEPT, most).await
}

async fn living(tx: &mut Tx, name: &str) -> Result<Key> {
    key::by_name(tx, &typed::line(name))
        .await?
        .ok_or(Error::NotFound)
}

async fn secret(services: &Services, tx: &mut Tx, key: Uuid, handle: &str) -> Result<Fresh> {
    let secret = services.chance().token();
    let now = services.clock().now();
    key::add_secret(tx, services.id(), key, &hash(&secret), now).await?;
    Ok(Fresh {
        handle: handle.to_owned(),
        secret,
    })
}

async fn note(caller: &Caller, tx: &mut Tx, action: Action, key: Uuid) -> Result<()> {
    caller
        .trail(tx, action, Object::ErpKey(key), AuditResult::Done)
        .await
}
