//! Where passwords are tried from: which accounts in vain, and until when a place is shut out.

use chrono::{DateTime, Utc};

use crate::{Result, Tx};

/// Holds a place until the end of the transaction, so that tries at once are counted one by one; until when it is shut
/// out, if it ever was.
///
/// # Errors
/// The engine refused.
pub async fn hold(tx: &mut Tx, source: &str, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    value!(
        tx,
        "INSERT INTO sign_in_source (source, seen_at) VALUES ($1, $2)
         ON CONFLICT (source) DO UPDATE SET seen_at = excluded.seen_at RETURNING blocked_until",
        source,
        now
    )
}

/// Notes that an address is tried from a place that is held.
///
/// # Errors
/// The engine refused.
pub async fn note(
    tx: &mut Tx,
    source: &str,
    address_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "INSERT INTO sign_in_source_try (source, address_hash, tried_at) VALUES ($1, $2, $3)
         ON CONFLICT (source, address_hash) DO UPDATE SET tried_at = excluded.tried_at",
        source,
        address_hash,
        now
    )?;
    Ok(())
}

/// How many addresses were tried from a place since a moment, without success so far.
///
/// # Errors
/// The engine refused.
pub async fn tried(tx: &mut Tx, source: &str, since: DateTime<Utc>) -> Result<i64> {
    value!(
        tx,
        "SELECT COUNT(*) FROM sign_in_source_try WHERE source = $1 AND tried_at > $2",
        source,
        since
    )
}

/// Shuts a place out; `false` where it is already.
///
/// # Errors
/// The engine refused.
pub async fn block(
    tx: &mut Tx,
    source: &str,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE sign_in_source SET blocked_until = $3 WHERE source = $1 AND (blocked_until IS NULL OR blocked_until <= $2)",
        source,
        now,
        until
    )? > 0)
}

/// Forgets that an address was tried from a place, after the right password.
///
/// # Errors
/// The engine refused.
pub async fn forget(tx: &mut Tx, source: &str, address_hash: &[u8]) -> Result<()> {
    run!(
        tx,
        "DELETE FROM sign_in_source_try WHERE source = $1 AND address_hash = $2",
        source,
        address_hash
    )?;
    Ok(())
}

/// Forgets places and their tries from before a moment.
///
/// # Errors
/// The engine refused.
pub async fn forget_old(tx: &mut Tx, before: DateTime<Utc>) -> Result<()> {
    run!(
        &mut *tx,
        "DELETE FROM sign_in_source_try WHERE tried_at < $1",
        before
    )?;
    run!(
        tx,
        "DELETE FROM sign_in_source WHERE seen_at < $1 AND NOT EXISTS (
            SELECT 1 FROM sign_in_source_try t WHERE t.source = sign_in_source.source)",
        before
    )?;
    Ok(())
}
