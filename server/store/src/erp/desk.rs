//! The gateway as staff see it: lines of all views, and their counts.

use chrono::NaiveDate;
use domain::erp::ParcelId;
use domain::erp::view::{ErpChange, ParcelRow, StuckRow};
use serde_json::{Map, Value};
use sqlx::types::Json;

use crate::{Result, Tx, search::patterns};

/// A parcel with what was found out about it.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct Parcel {
    /// The line.
    #[sqlx(flatten)]
    pub row: ParcelRow,
    /// Counts, and why it is parked.
    pub facts: Json<Map<String, Value>>,
    /// What it would change, in words; empty in lists.
    pub diff: String,
}

/// The columns of a parcel.
macro_rules! parcels {
    ($diff:literal, $rest:literal) => {
        concat!(
            "SELECT b.id, b.source, b.label, b.received_at, b.state, b.done, b.total, b.first_by, f.name AS first_name, b.first_at,
                s.name AS second_name, b.finished_at, b.facts, ",
            $diff,
            " AS diff FROM erp_batch b LEFT JOIN account f ON f.id = b.first_by LEFT JOIN account s ON s.id = b.second_by WHERE ",
            $rest
        )
    };
}

/// Changes under way of persons whom all words know.
macro_rules! changes {
    ($what:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM change_request c JOIN person p ON p.id = c.person_id JOIN account a ON a.id = c.account_id
              LEFT JOIN bank_request b ON b.change_id = c.id LEFT JOIN contract v ON v.id = b.contract_id
              LEFT JOIN erp_command o ON o.change_id = c.id AND o.kind = 'change_requested'
              WHERE c.state IN ('beantragt', 'bestaetigt', 'uebergeben', 'erp_bestaetigt')
              AND p.search_text LIKE $1 ESCAPE '!' AND p.search_text LIKE $2 ESCAPE '!' AND p.search_text LIKE $3 ESCAPE '!'",
            $rest
        )
    };
}

/// What was given up: commands of persons, and events about records, where all words know it.
macro_rules! stuck {
    ($what:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM (
                SELECT c.id AS command, c.kind, CAST(NULL AS TEXT) AS entity, p.reference, TRIM(p.first_name || ' ' || p.last_name) AS name,
                    c.created_at AS since, c.attempts, c.last_error AS error, p.search_text AS known
                FROM erp_command c LEFT JOIN change_request r ON r.id = c.change_id LEFT JOIN ticket t ON t.id = c.ticket_id
                JOIN person p ON p.id = COALESCE(r.person_id, t.reporter_id) WHERE c.state = 'dead'
                UNION ALL
                SELECT NULL, NULL, e.entity, e.reference, NULL, e.heard_at, e.attempts, e.last_error, LOWER(e.entity || ' ' || e.reference)
                FROM erp_event e WHERE e.dead_at IS NOT NULL
              ) s WHERE s.known LIKE $1 ESCAPE '!' AND s.known LIKE $2 ESCAPE '!' AND s.known LIKE $3 ESCAPE '!'",
            $rest
        )
    };
}

/// Three patterns for the words of a search; where there are less, the others fit everything.
fn words(wanted: &str) -> [String; 3] {
    let mut words = patterns(wanted).into_iter();
    std::array::from_fn(|_| words.next().unwrap_or_else(|| "%".to_owned()))
}

/// How many changes under way belong to persons whom all words know.
///
/// # Errors
/// The engine refused.
pub async fn count_changes(tx: &mut Tx, wanted: &str) -> Result<i64> {
    let [one, two, three] = words(wanted);
    value!(tx, changes!("COUNT(*)", ""), one, two, three)
}

/// A page of them, the oldest promise first, so that late ones lead. Of an account the ERP's newest mandate for the
/// contract stands beside it.
///
/// # Errors
/// The engine refused.
pub async fn changes(tx: &mut Tx, wanted: &str, offset: i64, limit: i64) -> Result<Vec<ErpChange>> {
    let [one, two, three] = words(wanted);
    rows!(
        tx,
        changes!(
            "c.id, c.person_id, TRIM(p.first_name || ' ' || p.last_name) AS name, p.reference, c.kind, c.state, c.promised_on,
             CASE c.kind WHEN 'email' THEN a.email WHEN 'phone' THEN p.phone ELSE c.old_value END AS portal,
             CASE c.kind WHEN 'email' THEN p.email WHEN 'phone' THEN p.phone ELSE
                (SELECT m.iban_masked FROM bank_mandate m WHERE m.contract_id = b.contract_id ORDER BY m.id DESC LIMIT 1) END AS erp,
             c.new_value AS pending, v.reference AS contract, o.state AS command, o.delivered_at",
            " ORDER BY CASE WHEN c.promised_on IS NULL THEN 1 ELSE 0 END, c.promised_on, c.id LIMIT $4 OFFSET $5"
        ),
        one,
        two,
        three,
        limit,
        offset
    )
}

/// How many changes under way have a promised day that has passed.
///
/// # Errors
/// The engine refused.
pub async fn late(tx: &mut Tx, today: NaiveDate) -> Result<i64> {
    value!(
        tx,
        "SELECT COUNT(*) FROM change_request WHERE state IN ('beantragt', 'bestaetigt', 'uebergeben', 'erp_bestaetigt') AND promised_on < $1",
        today
    )
}

/// How much of what was given up all words know.
///
/// # Errors
/// The engine refused.
pub async fn count_stuck(tx: &mut Tx, wanted: &str) -> Result<i64> {
    let [one, two, three] = words(wanted);
    value!(tx, stuck!("COUNT(*)", ""), one, two, three)
}

/// A page of it, the oldest first.
///
/// # Errors
/// The engine refused.
pub async fn stuck(tx: &mut Tx, wanted: &str, offset: i64, limit: i64) -> Result<Vec<StuckRow>> {
    let [one, two, three] = words(wanted);
    rows!(
        tx,
        stuck!(
            "s.command, s.kind, s.entity, s.reference, s.name, s.since, s.attempts, s.error",
            " ORDER BY s.since, s.reference LIMIT $4 OFFSET $5"
        ),
        one,
        two,
        three,
        limit,
        offset
    )
}

/// How many parcels wait for two people.
///
/// # Errors
/// The engine refused.
pub async fn parked(tx: &mut Tx) -> Result<i64> {
    value!(tx, "SELECT COUNT(*) FROM erp_batch WHERE state = 'parked'")
}

/// How many parcels have a name that holds all words.
///
/// # Errors
/// The engine refused.
pub async fn count_parcels(tx: &mut Tx, wanted: &str) -> Result<i64> {
    let [one, two, three] = words(wanted);
    value!(
        tx,
        "SELECT COUNT(*) FROM (SELECT LOWER(REPLACE(REPLACE(REPLACE(label, 'Ä', 'ä'), 'Ö', 'ö'), 'Ü', 'ü')) AS said FROM erp_batch) b
         WHERE b.said LIKE $1 ESCAPE '!' AND b.said LIKE $2 ESCAPE '!' AND b.said LIKE $3 ESCAPE '!'",
        one,
        two,
        three
    )
}

/// A page of them: those that wait for two people lead, then the newest.
///
/// # Errors
/// The engine refused.
pub async fn parcels(tx: &mut Tx, wanted: &str, offset: i64, limit: i64) -> Result<Vec<Parcel>> {
    let [one, two, three] = words(wanted);
    rows!(
        tx,
        parcels!(
            "''",
            "LOWER(REPLACE(REPLACE(REPLACE(b.label, 'Ä', 'ä'), 'Ö', 'ö'), 'Ü', 'ü')) LIKE $1 ESCAPE '!'
             AND LOWER(REPLACE(REPLACE(REPLACE(b.label, 'Ä', 'ä'), 'Ö', 'ö'), 'Ü', 'ü')) LIKE $2 ESCAPE '!'
             AND LOWER(REPLACE(REPLACE(REPLACE(b.label, 'Ä', 'ä'), 'Ö', 'ö'), 'Ü', 'ü')) LIKE $3 ESCAPE '!'
             ORDER BY CASE WHEN b.state = 'parked' THEN 0 ELSE 1 END, b.received_at DESC, b.id LIMIT $4 OFFSET $5"
        ),
        one,
        two,
        three,
        limit,
        offset
    )
}

/// One parcel with what it would change.
///
/// # Errors
/// The engine refused.
pub async fn parcel(tx: &mut Tx, id: ParcelId) -> Result<Option<Parcel>> {
    row!(tx, parcels!("b.diff", "b.id = $1"), id)
}
