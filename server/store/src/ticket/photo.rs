//! Photos of tickets; the bytes lie in the blob store under their hash.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::TicketId;
use domain::ticket::{MessageId, PhotoId};

use crate::{Result, Tx};

/// A photo's row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Photo {
    /// Made by us.
    pub id: PhotoId,
    /// Of which ticket.
    pub ticket_id: TicketId,
    /// Sent with which message.
    pub message_id: MessageId,
    /// Place among the message's photos, from 0.
    pub position: i64,
    /// Name of the large blob.
    pub photo_sha256: String,
    /// Name of the small blob.
    pub thumb_sha256: String,
    /// Pixels.
    pub width: i32,
    /// Pixels.
    pub height: i32,
    /// Bytes of the large one.
    pub bytes: i64,
}

/// Adds a photo.
///
/// # Errors
/// The engine refused.
pub async fn add(tx: &mut Tx, new: &Photo, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "INSERT INTO ticket_photo (id, ticket_id, message_id, position, photo_sha256, thumb_sha256, width, height, bytes, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        new.id,
        new.ticket_id,
        new.message_id,
        new.position,
        new.photo_sha256.as_str(),
        new.thumb_sha256.as_str(),
        new.width,
        new.height,
        new.bytes,
        now
    )?;
    Ok(())
}

/// All photos of a ticket in the order they were sent, those of notes only for staff.
///
/// # Errors
/// The engine refused.
pub async fn of_ticket(tx: &mut Tx, ticket: TicketId, for_staff: bool) -> Result<Vec<Photo>> {
    rows!(
        tx,
        "SELECT p.id, p.ticket_id, p.message_id, p.position, p.photo_sha256, p.thumb_sha256, p.width, p.height, p.bytes
         FROM ticket_photo p JOIN ticket_message m ON m.id = p.message_id
         WHERE p.ticket_id = $1 AND ($2 OR NOT m.internal) ORDER BY p.created_at, p.position, p.id",
        ticket,
        for_staff
    )
}

/// Photos and bytes a person's account sent since a moment.
///
/// # Errors
/// The engine refused.
pub async fn sent_since(
    tx: &mut Tx,
    account: domain::AccountId,
    since: DateTime<Utc>,
) -> Result<(i64, i64)> {
    on!(tx, |c| {
        sqlx::query_as::<Engine, (i64, i64)>(
            "SELECT COUNT(*), CAST(COALESCE(SUM(p.bytes), 0) AS BIGINT) FROM ticket_photo p JOIN ticket_message m ON m.id = p.message_id
             WHERE m.account_id = $1 AND p.created_at > $2",
        )
        .bind(account)
        .bind(since)
        .fetch_one(c)
        .await
    })
}

/// The name of every blob that a photo needs: all of the store's blobs but orphans.
///
/// # Errors
/// The engine refused.
pub async fn blobs(tx: &mut Tx) -> Result<HashSet<String>> {
    let names: Vec<(String, String)> =
        rows!(tx, "SELECT photo_sha256, thumb_sha256 FROM ticket_photo")?;
    Ok(names
        .into_iter()
        .flat_map(|(photo, thumb)| [photo, thumb])
        .collect())
}
