//! Who looks into the folder of deliveries: one portal at a time, and one look a minute.

use chrono::{DateTime, Utc};
use domain::erp::{ParcelState, Source};

use crate::{Result, Tx};

const SECONDS: i64 = 60;

/// Begins a minute; `false` where another portal, or this one before a restart, has begun it.
///
/// # Errors
/// The engine refused.
pub async fn begin_minute(tx: &mut Tx, now: DateTime<Utc>) -> Result<bool> {
    let minute = now.timestamp() / SECONDS;
    Ok(run!(
        tx,
        "INSERT INTO counter (name, value) VALUES ('erp_folder_minute', $1)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE counter.value <> excluded.value",
        minute
    )? > 0)
}

/// Takes the folder until `until`, for the first time or once more; `false` where somebody else has it.
///
/// # Errors
/// The engine refused.
pub async fn hold(
    tx: &mut Tx,
    held_until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "INSERT INTO counter (name, value) VALUES ('erp_folder_held', $3)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE counter.value <= $2 OR counter.value = $1",
        held_until.map(|until| until.timestamp()),
        now.timestamp(),
        until.timestamp()
    )? > 0)
}

/// Lets the folder go, whoever has it.
///
/// # Errors
/// The engine refused.
pub async fn let_go(tx: &mut Tx) -> Result<()> {
    run!(
        tx,
        "UPDATE counter SET value = 0 WHERE name = 'erp_folder_held'"
    )?;
    Ok(())
}

/// Where a delivery of the folder stands that was taken before, by its label.
///
/// # Errors
/// The engine refused.
pub async fn known(tx: &mut Tx, label: &str) -> Result<Option<ParcelState>> {
    maybe!(
        tx,
        "SELECT state FROM erp_batch WHERE source = $1 AND label = $2 ORDER BY received_at DESC, id DESC LIMIT 1",
        Source::Folder,
        label
    )
}
