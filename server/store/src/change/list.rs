//! The staff's list: what is under way by its promise, what is over by its end.

use domain::change::StaffChange;

use crate::{Result, Tx};

/// The columns of a line.
macro_rules! lines {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.person_id, TRIM(p.first_name || ' ' || p.last_name) AS name, p.reference, c.kind, c.old_value, c.new_value, c.state,
                    c.created_at, c.promised_on, c.reason, c.closed_at, b.holder, v.reference AS contract, b.debit, b.mandate, b.releasable_from,
                    b.first_by, a.name AS first_name, b.first_at, s.name AS second_name, b.second_at, b.letter_at,
                    CASE WHEN k.person_id IS NULL THEN k.name ELSE TRIM(p.first_name || ' ' || p.last_name) END AS closed_by,
                    (SELECT MAX(o.closed_at) FROM change_request o WHERE o.account_id = c.account_id AND o.kind = 'email' AND o.state = 'wirksam')
                        AS email_changed_at,
                    (SELECT MAX(e.at) FROM audit_event e WHERE e.object_id = c.account_id AND e.action IN ('password_changed', 'password_reset',
                        'account_created', 'account_recovered', 'passkey_added')
                        AND e.result = 'done') AS password_changed_at
             FROM change_request c JOIN person p ON p.id = c.person_id LEFT JOIN bank_request b ON b.change_id = c.id
             LEFT JOIN contract v ON v.id = b.contract_id LEFT JOIN account a ON a.id = b.first_by
             LEFT JOIN account s ON s.id = b.second_by
             LEFT JOIN change_mark m ON m.change_id = c.id AND c.closed_at IS NOT NULL
                AND m.state = CASE WHEN c.state = 'wirksam' THEN 'erp_bestaetigt' ELSE c.state END
             LEFT JOIN account k ON k.id = m.account_id WHERE ",
            $rest
        )
    };
}

/// How many are under way, and how many are over.
///
/// # Errors
/// The engine refused.
pub async fn counts(tx: &mut Tx) -> Result<(i64, i64)> {
    let open = value!(
        &mut *tx,
        "SELECT COUNT(*) FROM change_request WHERE state IN ('beantragt', 'bestaetigt', 'uebergeben', 'erp_bestaetigt')"
    )?;
    let done = value!(
        tx,
        "SELECT COUNT(*) FROM change_request WHERE closed_at IS NOT NULL"
    )?;
    Ok((open, done))
}

/// One page of them. Those without a promise wait for the resident, and stand last.
///
/// # Errors
/// The engine refused.
pub async fn page(tx: &mut Tx, done: bool, offset: i64, limit: i64) -> Result<Vec<StaffChange>> {
    let text = if done {
        lines!("c.closed_at IS NOT NULL ORDER BY c.closed_at DESC, c.id LIMIT $1 OFFSET $2")
    } else {
        lines!(
            "c.state IN ('beantragt', 'bestaetigt', 'uebergeben', 'erp_bestaetigt')
             ORDER BY CASE WHEN c.promised_on IS NULL THEN 1 ELSE 0 END, c.promised_on, c.id LIMIT $1 OFFSET $2"
        )
    };
    rows!(tx, text, limit, offset)
}
