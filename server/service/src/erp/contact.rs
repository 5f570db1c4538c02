//! When the ERP was last heard of, on each way.

use chrono::{DateTime, Utc};
use domain::erp::contact::brings_data;
use store::Tx;
use store::erp::contact;

use crate::{Result, Services};

/// Notes that a way was in use, and whether that went well; staff read the note.
///
/// # Errors
/// The database is gone.
pub async fn heard(
    services: &Services,
    tx: &mut Tx,
    adapter: &str,
    good: bool,
    note: Option<&str>,
) -> Result<()> {
    let now = services.clock().now();
    Ok(contact::heard(tx, adapter, now, good, note).await?)
}

/// As of when master data holds: the last time that some came in and was taken.
///
/// # Errors
/// The database is gone.
pub async fn as_of(tx: &mut Tx) -> Result<Option<DateTime<Utc>>> {
    let ways = contact::all(tx).await?;
    let bringing = ways.iter().filter(|way| brings_data(&way.adapter));
    Ok(bringing.filter_map(|way| way.good_at).max())
}
