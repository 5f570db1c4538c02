//! The two secrets of a request: digits for the new mailbox, a link for the old one. Neither is stored as it is mailed.

use chrono::{DateTime, Utc};
use domain::{ChangeId, PersonId};

use crate::{Result, Tx};

/// Counts a mail with digits; none fit until some are drawn. `false` when `most` were sent or nothing is to be proved any
/// more.
///
/// # Errors
/// The engine refused.
pub async fn count_mail(tx: &mut Tx, id: ChangeId, now: DateTime<Utc>, most: i64) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE change_request SET code_hash = NULL, code_expires_at = $2, code_tries = 0, mails = mails + 1, mailed_at = $2
         WHERE id = $1 AND mails < $3 AND state = 'beantragt'",
        id,
        now,
        most
    )? > 0)
}

/// Mails with digits that a person asked for since a moment, whatever became of the requests.
///
/// # Errors
/// The engine refused.
pub async fn mails_since(tx: &mut Tx, person: PersonId, since: DateTime<Utc>) -> Result<i64> {
    value!(
        tx,
        "SELECT CAST(COALESCE(SUM(mails), 0) AS BIGINT) FROM change_request WHERE person_id = $1 AND mailed_at > $2",
        person,
        since
    )
}

/// Sets the digits that were drawn; `false` when nothing is to be proved any more.
///
/// # Errors
/// The engine refused.
pub async fn set_code(
    tx: &mut Tx,
    id: ChangeId,
    code_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE change_request SET code_hash = $2, code_expires_at = $3, code_tries = 0 WHERE id = $1 AND state = 'beantragt'",
        id,
        code_hash,
        expires_at
    )? > 0)
}

/// Takes one of the tries of the digits before they are compared; `false` when none is left.
///
/// # Errors
/// The engine refused.
pub async fn take_try(tx: &mut Tx, id: ChangeId, most: i64) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE change_request SET code_tries = code_tries + 1 WHERE id = $1 AND code_tries < $2",
        id,
        most
    )? > 0)
}

/// Uses the digits up; `false` when they do not fit, are too old or were used.
///
/// # Errors
/// The engine refused.
pub async fn use_code(
    tx: &mut Tx,
    id: ChangeId,
    code_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE change_request SET code_hash = NULL WHERE id = $1 AND code_hash = $2 AND code_expires_at > $3 AND state = 'beantragt'",
        id,
        code_hash,
        now
    )? > 0)
}

/// Sets the link that calls a request back.
///
/// # Errors
/// The engine refused.
pub async fn set_revoke(
    tx: &mut Tx,
    id: ChangeId,
    token_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "UPDATE change_request SET revoke_hash = $2, revoke_expires_at = $3 WHERE id = $1",
        id,
        token_hash,
        expires_at
    )?;
    Ok(())
}

/// The request a link calls back, without using it.
///
/// # Errors
/// The engine refused.
pub async fn by_revoke(
    tx: &mut Tx,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<ChangeId>> {
    maybe!(
        tx,
        "SELECT id FROM change_request WHERE revoke_hash = $1 AND revoke_expires_at > $2",
        token_hash,
        now
    )
}
