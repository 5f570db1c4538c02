//! When each way to and from the ERP was last in use.

use chrono::{DateTime, Utc};
use domain::erp::Contact;

use crate::{Result, Tx};

/// Notes a use of a way; of a bad one the last good one stays.
///
/// # Errors
/// The engine refused.
pub async fn heard(
    tx: &mut Tx,
    adapter: &str,
    now: DateTime<Utc>,
    good: bool,
    note: Option<&str>,
) -> Result<()> {
    run!(
        tx,
        "INSERT INTO erp_contact (adapter, heard_at, good_at, note) VALUES ($1, $2, $3, $4)
         ON CONFLICT (adapter) DO UPDATE SET heard_at = excluded.heard_at,
            good_at = COALESCE(excluded.good_at, erp_contact.good_at), note = excluded.note",
        adapter,
        now,
        good.then_some(now),
        note
    )?;
    Ok(())
}

/// All ways that were ever in use, but for those of keys that were revoked.
///
/// # Errors
/// The engine refused.
pub async fn all(tx: &mut Tx) -> Result<Vec<Contact>> {
    rows!(
        tx,
        "SELECT c.adapter, c.heard_at, c.good_at, c.note FROM erp_contact c
         WHERE c.adapter NOT LIKE 'api:%' OR EXISTS (SELECT 1 FROM erp_key k WHERE c.adapter = 'api:' || k.name AND k.revoked_at IS NULL)
         ORDER BY c.adapter"
    )
}
