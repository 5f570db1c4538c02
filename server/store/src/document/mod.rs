//! Documents, and who is named where so that they see them.

pub mod desk;
pub mod ledger;
pub mod set;
pub mod target;

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::document::{DocumentId, DocumentKind, Paper, Target, TargetKind, Tenancy};
use domain::{AccountId, ContractId, PersonId, PropertyId, UnitId, berlin};

use crate::{Result, Tx};

/// A document as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Document {
    /// Made by us.
    pub id: DocumentId,
    /// The ERP's own key; staff's uploads have none.
    pub reference: Option<String>,
    /// What it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: String,
    /// The day that stands on it.
    pub dated_on: NaiveDate,
    /// The file.
    pub blob_sha256: String,
    /// Its size.
    pub bytes: i64,
    /// Its pages.
    pub pages: i64,
    /// What it is for.
    pub target: TargetKind,
    /// For this person alone.
    pub person_id: Option<PersonId>,
    /// For whoever is named in this contract.
    pub contract_id: Option<ContractId>,
    /// For whoever has this unit.
    pub unit_id: Option<UnitId>,
    /// For whoever has a unit in this house.
    pub property_id: Option<PropertyId>,
    /// When it was provided.
    pub provided_at: DateTime<Utc>,
    /// When it was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// First day on which it is there.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it is there.
    pub valid_to: Option<NaiveDate>,
    /// The ERP's count of its own changes.
    pub revision: Option<i64>,
    /// Who of staff uploaded it.
    pub uploaded_by: Option<AccountId>,
    /// Title and name in small letters.
    pub search_text: String,
}

impl Document {
    /// For whom it is.
    pub fn target(&self) -> Target {
        match (
            self.person_id,
            self.contract_id,
            self.unit_id,
            self.property_id,
        ) {
            (Some(person), ..) => Target::Person(person),
            (_, Some(contract), ..) => Target::Contract(contract),
            (_, _, Some(unit), _) => Target::Unit(unit),
            (.., Some(property)) => Target::Property(property),
            _ => Target::All,
        }
    }

    /// Makes it for somebody.
    #[must_use]
    pub fn aimed(self, target: Target) -> Self {
        let mut aimed = Self {
            target: target.kind(),
            person_id: None,
            contract_id: None,
            unit_id: None,
            property_id: None,
            ..self
        };
        match target {
            Target::Person(person) => aimed.person_id = Some(person),
            Target::Contract(contract) => aimed.contract_id = Some(contract),
            Target::Unit(unit) => aimed.unit_id = Some(unit),
            Target::Property(property) => aimed.property_id = Some(property),
            Target::All => {}
        }
        aimed
    }

    /// What decides who sees it.
    pub fn paper(&self) -> Paper {
        Paper {
            kind: self.kind,
            target: self.target(),
            provided_on: berlin::day(self.provided_at),
            withdrawn: self.withdrawn_at.is_some(),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
        }
    }
}

/// The columns of [`Document`].
macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT d.id, d.reference, d.kind, d.title, d.dated_on, d.blob_sha256, d.bytes, d.pages, d.target, d.person_id, d.contract_id, d.unit_id,
                d.property_id, d.provided_at, d.withdrawn_at, d.valid_from, d.valid_to, d.revision, d.uploaded_by, d.search_text FROM document d ",
            $rest
        )
    };
}

/// Stores a new document.
///
/// # Errors
/// The reference is taken; the engine refused.
pub async fn add(tx: &mut Tx, new: &Document) -> Result<()> {
    run!(
        tx,
        "INSERT INTO document (id, reference, kind, title, dated_on, blob_sha256, bytes, pages, target, person_id, contract_id, unit_id, property_id,
            provided_at, withdrawn_at, valid_from, valid_to, revision, uploaded_by, search_text)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        new.id,
        new.reference.as_deref(),
        new.kind,
        new.title.as_str(),
        new.dated_on,
        new.blob_sha256.as_str(),
        new.bytes,
        new.pages,
        new.target,
        new.person_id,
        new.contract_id,
        new.unit_id,
        new.property_id,
        new.provided_at,
        new.withdrawn_at,
        new.valid_from,
        new.valid_to,
        new.revision,
        new.uploaded_by,
        new.search_text.as_str()
    )?;
    Ok(())
}

/// Writes what the ERP says anew about a document whose file and target stay.
///
/// # Errors
/// The engine refused.
pub async fn update(tx: &mut Tx, changed: &Document) -> Result<()> {
    run!(
        tx,
        "UPDATE document SET kind = $2, title = $3, dated_on = $4, valid_from = $5, valid_to = $6, revision = $7, search_text = $8 WHERE id = $1",
        changed.id,
        changed.kind,
        changed.title.as_str(),
        changed.dated_on,
        changed.valid_from,
        changed.valid_to,
        changed.revision,
        changed.search_text.as_str()
    )?;
    Ok(())
}

/// Takes a document back and frees its reference for the next; `false` where it is taken back already.
///
/// # Errors
/// The engine refused.
pub async fn withdraw(tx: &mut Tx, id: DocumentId, now: DateTime<Utc>) -> Result<bool> {
    let touched = run!(
        tx,
        "UPDATE document SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL",
        id,
        now
    )?;
    Ok(touched > 0)
}

/// Frees a reference for the document that takes the place of this one.
///
/// # Errors
/// The engine refused.
pub async fn free_reference(tx: &mut Tx, id: DocumentId) -> Result<()> {
    run!(tx, "UPDATE document SET reference = NULL WHERE id = $1", id)?;
    Ok(())
}

/// A document.
///
/// # Errors
/// The engine refused.
pub async fn by_id(tx: &mut Tx, id: DocumentId) -> Result<Option<Document>> {
    row!(tx, columns!("WHERE d.id = $1"), id)
}

/// The document that the ERP calls so.
///
/// # Errors
/// The engine refused.
pub async fn by_reference(tx: &mut Tx, reference: &str) -> Result<Option<Document>> {
    row!(tx, columns!("WHERE d.reference = $1"), reference)
}

/// All documents that can be a person's: who of them sees which is for the domain to say. Youngest first.
///
/// # Errors
/// The engine refused.
pub async fn near(tx: &mut Tx, person: PersonId) -> Result<Vec<Document>> {
    rows!(
        tx,
        columns!(
            "WHERE d.withdrawn_at IS NULL AND (d.target = 'alle' OR d.person_id = $1
                OR d.contract_id IN (SELECT contract_id FROM contract_person WHERE person_id = $1 UNION ALL SELECT contract_id FROM former_contract_person WHERE person_id = $1)
                OR d.unit_id IN (SELECT c.unit_id FROM contract_person n JOIN contract c ON c.id = n.contract_id WHERE n.person_id = $1)
                OR d.property_id IN (SELECT u.property_id FROM contract_person n JOIN contract c ON c.id = n.contract_id JOIN unit u ON u.id = c.unit_id WHERE n.person_id = $1))
             ORDER BY d.dated_on DESC, d.provided_at DESC, d.id DESC"
        ),
        person
    )
}

/// The contracts in which a person is named or was, with their places.
///
/// # Errors
/// The engine refused.
pub async fn tenancies(tx: &mut Tx, person: PersonId) -> Result<Vec<Tenancy>> {
    rows!(
        tx,
        "SELECT c.id AS contract_id, c.unit_id, u.property_id, c.kind, c.starts_on, c.signed_on,
            CASE WHEN c.ends_on < n.last_day THEN c.ends_on ELSE COALESCE(n.last_day, c.ends_on) END AS ends_on
         FROM (SELECT contract_id, CAST(NULL AS DATE) AS last_day FROM contract_person WHERE person_id = $1
           UNION ALL SELECT contract_id, last_day FROM former_contract_person WHERE person_id = $1) n
         JOIN contract c ON c.id = n.contract_id JOIN unit u ON u.id = c.unit_id ORDER BY c.starts_on DESC, c.id",
        person
    )
}

/// Persons a document may be for, behind `after` in the order of their ids: up to `most` of them.
///
/// # Errors
/// The engine refused.
pub async fn people(
    tx: &mut Tx,
    target: Target,
    after: Option<PersonId>,
    most: i64,
) -> Result<Vec<PersonId>> {
    let (text, id) = match target {
        Target::Person(person) => return Ok(vec![person].into_iter().filter(|_| after.is_none()).collect()),
        Target::Contract(ContractId(id)) => (
            "SELECT DISTINCT n.person_id FROM contract_person n WHERE n.contract_id = $1 AND n.person_id > $2 ORDER BY n.person_id LIMIT $3",
            id,
        ),
        Target::Unit(UnitId(id)) => (
            "SELECT DISTINCT n.person_id FROM contract_person n JOIN contract c ON c.id = n.contract_id WHERE c.unit_id = $1 AND n.person_id > $2
             ORDER BY n.person_id LIMIT $3",
            id,
        ),
        Target::Property(PropertyId(id)) => (
            "SELECT DISTINCT n.person_id FROM contract_person n JOIN contract c ON c.id = n.contract_id JOIN unit u ON u.id = c.unit_id
             WHERE u.property_id = $1 AND n.person_id > $2 ORDER BY n.person_id LIMIT $3",
            id,
        ),
        Target::All => (
            "SELECT DISTINCT n.person_id FROM contract_person n WHERE $1 = $1 AND n.person_id > $2 ORDER BY n.person_id LIMIT $3",
            uuid::Uuid::nil(),
        ),
    };
    let after = after.unwrap_or(PersonId(uuid::Uuid::nil()));
    let found: Vec<(PersonId,)> = rows!(tx, text, id, after, most)?;
    Ok(found.into_iter().map(|(person,)| person).collect())
}

/// How many people have a running contract where a document would be for, and how many of them have an account. For one
/// person or contract, ask the domain.
///
/// # Errors
/// The engine refused.
pub async fn audience(
    tx: &mut Tx,
    target: Target,
    owners: bool,
    today: NaiveDate,
) -> Result<(i64, i64)> {
    on!(tx, |c| {
        let mut query = sqlx::QueryBuilder::<Engine>::new(
            "SELECT COUNT(DISTINCT n.person_id), COUNT(DISTINCT a.person_id) FROM contract_person n JOIN contract c ON c.id = n.contract_id
             JOIN unit u ON u.id = c.unit_id LEFT JOIN account a ON a.person_id = n.person_id AND a.disabled_at IS NULL WHERE c.starts_on <= ",
        );
        query
            .push_bind(today)
            .push(" AND (c.ends_on IS NULL OR c.ends_on >= ")
            .push_bind(today)
            .push(")");
        if owners {
            query.push(" AND c.kind = 'eigentum'");
        }
        match target {
            Target::Unit(unit) => query.push(" AND u.id = ").push_bind(unit),
            Target::Property(house) => query.push(" AND u.property_id = ").push_bind(house),
            Target::Contract(contract) => query.push(" AND c.id = ").push_bind(contract),
            Target::Person(person) => query.push(" AND n.person_id = ").push_bind(person),
            Target::All => &mut query,
        };
        query.build_query_as::<(i64, i64)>().fetch_one(c).await
    })
}

/// The name of every file that a document or a file for many needs.
///
/// # Errors
/// The engine refused.
pub async fn blobs(tx: &mut Tx) -> Result<HashSet<String>> {
    let names: Vec<(String,)> = rows!(
        tx,
        "SELECT blob_sha256 FROM document UNION SELECT blob_sha256 FROM document_set WHERE blob_sha256 IS NOT NULL"
    )?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}
