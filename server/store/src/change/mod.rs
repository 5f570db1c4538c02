//! Changes of contact details: asked for, held, moved on, and what they change in the end.

pub mod bank;
mod code;
mod list;

use chrono::{DateTime, NaiveDate, Utc};
use domain::change::{ChangeKind, ChangeState, Mark};
use domain::{AccountId, ChangeId, PersonId};

use crate::keys::by;
use crate::{Result, Tx};

pub use code::{by_revoke, count_mail, mails_since, set_code, set_revoke, take_try, use_code};
pub use list::{counts, page};

/// A request as the server knows it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Change {
    /// Made by us.
    pub id: ChangeId,
    /// Whose details.
    pub person_id: PersonId,
    /// Who asked.
    pub account_id: AccountId,
    /// What is to be changed.
    pub kind: ChangeKind,
    /// What held on the day it was asked for.
    pub old_value: Option<String>,
    /// What shall hold.
    pub new_value: String,
    /// Where it stands.
    pub state: ChangeState,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// Until then it must be proved.
    pub expires_at: DateTime<Utc>,
    /// By when it is promised.
    pub promised_on: Option<NaiveDate>,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// When it was over.
    pub closed_at: Option<DateTime<Utc>>,
    /// End of the digits that were mailed.
    pub code_expires_at: Option<DateTime<Utc>>,
}

/// A request that waits for the ERP, by the ERP's own key.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Waiting {
    /// The request.
    pub id: ChangeId,
    /// The ERP's key of the person.
    pub reference: String,
    /// What is to be changed.
    pub kind: ChangeKind,
    /// What shall hold.
    pub new_value: String,
}

/// A state with the request it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct ChangeMark {
    /// The request.
    pub change_id: ChangeId,
    /// The state and when it was reached.
    #[sqlx(flatten)]
    pub mark: Mark,
}

/// Adds a request; `false` where one of its kind is open.
///
/// # Errors
/// The engine refused.
pub async fn add(tx: &mut Tx, new: &Change) -> Result<bool> {
    Ok(run!(
        tx,
        "INSERT INTO change_request (id, person_id, account_id, kind, old_value, new_value, state, created_at, expires_at, promised_on, reason, closed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING",
        new.id,
        new.person_id,
        new.account_id,
        new.kind,
        new.old_value.as_deref(),
        new.new_value.as_str(),
        new.state,
        new.created_at,
        new.expires_at,
        new.promised_on,
        new.reason.as_deref(),
        new.closed_at
    )? > 0)
}

/// Writes where a request stands.
///
/// # Errors
/// The engine refused.
pub async fn update(tx: &mut Tx, change: &Change) -> Result<()> {
    run!(
        tx,
        "UPDATE change_request SET state = $2, promised_on = $3, reason = $4, closed_at = $5 WHERE id = $1",
        change.id,
        change.state,
        change.promised_on,
        change.reason.as_deref(),
        change.closed_at
    )?;
    Ok(())
}

/// Notes when a request came to a state, and by whose hand.
///
/// # Errors
/// It has been there before; the engine refused.
pub async fn mark(
    tx: &mut Tx,
    id: ChangeId,
    state: ChangeState,
    account: Option<AccountId>,
    at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "INSERT INTO change_mark (change_id, state, account_id, reached_at) VALUES ($1, $2, $3, $4)",
        id,
        state,
        account,
        at
    )?;
    Ok(())
}

/// A request, held until the end of the transaction, so that of two steps at once one comes too late.
///
/// # Errors
/// The engine refused.
pub async fn hold(tx: &mut Tx, id: ChangeId) -> Result<Option<Change>> {
    row!(
        tx,
        "UPDATE change_request SET mails = mails WHERE id = $1
         RETURNING id, person_id, account_id, kind, old_value, new_value, state, created_at, expires_at, promised_on, reason, closed_at, code_expires_at",
        id
    )
}

/// A request, without holding it.
///
/// # Errors
/// The engine refused.
pub async fn by_id(tx: &mut Tx, id: ChangeId) -> Result<Option<Change>> {
    row!(
        tx,
        "SELECT id, person_id, account_id, kind, old_value, new_value, state, created_at, expires_at, promised_on, reason, closed_at, code_expires_at
         FROM change_request WHERE id = $1",
        id
    )
}

/// The open request of a person and kind.
///
/// # Errors
/// The engine refused.
pub async fn open_of(tx: &mut Tx, person: PersonId, kind: ChangeKind) -> Result<Option<ChangeId>> {
    maybe!(
        tx,
        "SELECT id FROM change_request WHERE person_id = $1 AND kind = $2
         AND state IN ('beantragt', 'bestaetigt', 'uebergeben', 'erp_bestaetigt')",
        person,
        kind
    )
}

/// All requests of a person, the newest first.
///
/// # Errors
/// The engine refused.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Change>> {
    rows!(
        tx,
        "SELECT id, person_id, account_id, kind, old_value, new_value, state, created_at, expires_at, promised_on, reason, closed_at, code_expires_at
         FROM change_request WHERE person_id = $1 ORDER BY created_at DESC, id DESC",
        person
    )
}

/// When the requests of a person came to their states.
///
/// # Errors
/// The engine refused.
pub async fn marks(tx: &mut Tx, person: PersonId) -> Result<Vec<ChangeMark>> {
    rows!(
        tx,
        "SELECT m.change_id, m.state, m.reached_at FROM change_mark m JOIN change_request c ON c.id = m.change_id
         WHERE c.person_id = $1 ORDER BY m.reached_at, m.state",
        person
    )
}

/// How many requests a person has made since a moment.
///
/// # Errors
/// The engine refused.
pub async fn asked_since(tx: &mut Tx, person: PersonId, since: DateTime<Utc>) -> Result<i64> {
    value!(
        tx,
        "SELECT COUNT(*) FROM change_request WHERE person_id = $1 AND created_at > $2",
        person,
        since
    )
}

/// The requests of some persons that wait for the ERP.
///
/// # Errors
/// The engine refused.
pub async fn waiting(tx: &mut Tx, persons: &[PersonId]) -> Result<Vec<Waiting>> {
    by(
        tx,
        "SELECT c.id, p.reference, c.kind, c.new_value FROM change_request c JOIN person p ON p.id = c.person_id
         WHERE c.state = 'uebergeben' AND c.person_id IN (",
        persons,
    )
    .await
}

/// Requests that nobody proved in time.
///
/// # Errors
/// The engine refused.
pub async fn unproved(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<ChangeId>> {
    let rows: Vec<(ChangeId,)> = rows!(
        tx,
        "SELECT id FROM change_request WHERE state = 'beantragt' AND kind <> 'bank' AND expires_at <= $1 ORDER BY id",
        now
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Writes what the ERP has confirmed into the person's master data.
///
/// # Errors
/// The engine refused.
pub async fn write_through(
    tx: &mut Tx,
    person: PersonId,
    kind: ChangeKind,
    value: &str,
) -> Result<()> {
    let text = match kind {
        ChangeKind::Email => "UPDATE person SET email = $2 WHERE id = $1",
        ChangeKind::Phone => "UPDATE person SET phone = $2 WHERE id = $1",
        // The portal keeps no account: it stands in the ERP alone.
        ChangeKind::Bank => return Ok(()),
    };
    run!(tx, text, person, value)?;
    Ok(())
}
