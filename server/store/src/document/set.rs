//! Files for many persons, and the parts they are taken into.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::document::serial::Known;
use domain::document::{DocumentKind, PartProblem, SerialPart, SerialRow, SetId, SetState};
use domain::{AccountId, ContractId, PersonId};
use sqlx::QueryBuilder;

use crate::{Result, Tx};

/// A file as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Set {
    /// Made by us.
    pub id: SetId,
    /// What its parts become.
    pub kind: DocumentKind,
    /// The title of each part.
    pub title: String,
    /// The day that stands on them.
    pub dated_on: NaiveDate,
    /// The file, while it is needed.
    pub blob_sha256: Option<String>,
    /// Its pages.
    pub pages: i64,
    /// Where it stands.
    pub state: SetState,
    /// Who uploaded it.
    pub created_by: AccountId,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// A part as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Part {
    /// Its place in the file.
    pub position: i64,
    /// First page, from 1.
    pub first_page: i64,
    /// Last page.
    pub last_page: i64,
    /// As it stands on the page.
    pub reference: Option<String>,
    /// For those named in it.
    pub contract_id: Option<ContractId>,
    /// For this person alone.
    pub person_id: Option<PersonId>,
    /// Why it is nobody's.
    pub problem: Option<PartProblem>,
}

/// Stores a new file.
///
/// # Errors
/// The engine refused.
pub async fn add(tx: &mut Tx, new: &Set) -> Result<()> {
    run!(
        tx,
        "INSERT INTO document_set (id, kind, title, dated_on, blob_sha256, pages, state, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        new.id,
        new.kind,
        new.title.as_str(),
        new.dated_on,
        new.blob_sha256.as_deref(),
        new.pages,
        new.state,
        new.created_by,
        new.created_at
    )?;
    Ok(())
}

/// A file.
///
/// # Errors
/// The engine refused.
pub async fn by_id(tx: &mut Tx, id: SetId) -> Result<Option<Set>> {
    row!(
        tx,
        "SELECT id, kind, title, dated_on, blob_sha256, pages, state, created_by, created_at FROM document_set WHERE id = $1",
        id
    )
}

/// The columns of [`SerialRow`].
macro_rules! set_columns {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.kind, s.title, s.dated_on, s.pages, s.state, s.created_at,
                CAST(COALESCE((SELECT MAX(p.last_page) FROM document_part p WHERE p.set_id = s.id), 0) AS BIGINT) AS done FROM document_set s ",
            $rest
        )
    };
}

/// The files, youngest first.
///
/// # Errors
/// The engine refused.
pub async fn list(tx: &mut Tx, most: i64) -> Result<Vec<SerialRow>> {
    rows!(
        tx,
        set_columns!("ORDER BY s.created_at DESC, s.id DESC LIMIT $1"),
        most
    )
}

/// The line of one file.
///
/// # Errors
/// The engine refused.
pub async fn line(tx: &mut Tx, id: SetId) -> Result<Option<SerialRow>> {
    row!(tx, set_columns!("WHERE s.id = $1"), id)
}

/// Moves a file from one state to the next; `false` where somebody else has moved it.
///
/// # Errors
/// The engine refused.
pub async fn step(tx: &mut Tx, id: SetId, from: SetState, to: SetState) -> Result<bool> {
    let touched = run!(
        tx,
        "UPDATE document_set SET state = $3 WHERE id = $1 AND state = $2",
        id,
        from,
        to
    )?;
    Ok(touched > 0)
}

/// Notes that a file is over and needs its blob no more.
///
/// # Errors
/// The engine refused.
pub async fn close(tx: &mut Tx, id: SetId, now: DateTime<Utc>) -> Result<()> {
    run!(
        tx,
        "UPDATE document_set SET closed_at = $2, blob_sha256 = NULL WHERE id = $1",
        id,
        now
    )?;
    Ok(())
}

/// Writes a part, or how far it goes now.
///
/// # Errors
/// The engine refused.
pub async fn put_part(tx: &mut Tx, set: SetId, part: &Part) -> Result<()> {
    run!(
        tx,
        "INSERT INTO document_part (set_id, position, first_page, last_page, reference, contract_id, person_id, problem)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (set_id, position) DO UPDATE SET last_page = excluded.last_page",
        set,
        part.position,
        part.first_page,
        part.last_page,
        part.reference.as_deref(),
        part.contract_id,
        part.person_id,
        part.problem
    )?;
    Ok(())
}

/// The parts of a file in the order of its pages.
///
/// # Errors
/// The engine refused.
pub async fn parts(tx: &mut Tx, set: SetId) -> Result<Vec<Part>> {
    rows!(
        tx,
        "SELECT position, first_page, last_page, reference, contract_id, person_id, problem FROM document_part WHERE set_id = $1 ORDER BY position",
        set
    )
}

/// The last part of a file so far.
///
/// # Errors
/// The engine refused.
pub async fn last_part(tx: &mut Tx, set: SetId) -> Result<Option<Part>> {
    row!(
        tx,
        "SELECT position, first_page, last_page, reference, contract_id, person_id, problem FROM document_part WHERE set_id = $1
         ORDER BY position DESC LIMIT 1",
        set
    )
}

/// The check list: the parts with place and name, those with a problem first.
///
/// # Errors
/// The engine refused.
pub async fn check_list(tx: &mut Tx, set: SetId) -> Result<Vec<SerialPart>> {
    let mut found: Vec<SerialPart> = rows!(
        &mut *tx,
        "SELECT d.position, d.first_page, d.last_page, d.reference, d.problem, TRIM(p.first_name || ' ' || p.last_name) AS names,
            o.street || ', ' || u.label AS place
         FROM document_part d LEFT JOIN person p ON p.id = d.person_id LEFT JOIN contract c ON c.id = d.contract_id LEFT JOIN unit u ON u.id = c.unit_id
         LEFT JOIN property o ON o.id = u.property_id WHERE d.set_id = $1 ORDER BY CASE WHEN d.problem IS NULL THEN 1 ELSE 0 END, d.position",
        set
    )?;
    let named: Vec<(i64, String)> = rows!(
        tx,
        "SELECT d.position, TRIM(p.first_name || ' ' || p.last_name) FROM document_part d JOIN contract_person n ON n.contract_id = d.contract_id
         JOIN person p ON p.id = n.person_id WHERE d.set_id = $1 AND d.person_id IS NULL ORDER BY p.last_name, p.first_name, p.id",
        set
    )?;
    let mut by_place: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for (position, name) in named {
        by_place.entry(position).or_default().push(name);
    }
    for part in &mut found {
        if let Some(names) = by_place.remove(&part.position) {
            part.names = Some(names.join(", "));
        }
    }
    Ok(found)
}

/// What the portal knows of some words: contracts and persons that are called exactly so. `today` decides who is still
/// named in a contract.
///
/// # Errors
/// The engine refused.
pub async fn known(tx: &mut Tx, words: &[String], today: NaiveDate) -> Result<Known> {
    let mut known = Known::default();
    if words.is_empty() {
        return Ok(known);
    }
    let contracts: Vec<(String, ContractId, Option<PersonId>)> = on!(&mut *tx, |c| {
        let mut query = QueryBuilder::<Engine>::new(
            "SELECT c.reference, c.id, n.person_id FROM contract c LEFT JOIN contract_person n ON n.contract_id = c.id AND (c.ends_on IS NULL OR c.ends_on >= ",
        );
        query.push_bind(today).push(") WHERE c.reference IN (");
        let mut list = query.separated(", ");
        for word in words {
            list.push_bind(word.as_str());
        }
        query.push(") ORDER BY n.person_id");
        query.build_query_as().fetch_all(c).await
    })?;
    for (reference, contract, person) in contracts {
        let named = known
            .contracts
            .entry(reference)
            .or_insert((contract, Vec::new()));
        named.1.extend(person);
    }
    let persons: Vec<(String, PersonId, i64)> = on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new(
            "SELECT p.reference, p.id, (SELECT COUNT(*) FROM contract_person n WHERE n.person_id = p.id)
                + (SELECT COUNT(*) FROM former_contract_person n WHERE n.person_id = p.id) FROM person p WHERE p.reference IN (",
        );
        let mut list = query.separated(", ");
        for word in words {
            list.push_bind(word.as_str());
        }
        query.push(")");
        query.build_query_as().fetch_all(c).await
    })?;
    for (reference, person, contracts) in persons {
        known.persons.insert(reference, (person, contracts > 0));
    }
    Ok(known)
}
