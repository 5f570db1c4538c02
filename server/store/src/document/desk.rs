//! Documents as staff find them, and what was left unopened for too long.

use chrono::{DateTime, Utc};
use domain::PersonId;
use domain::document::{DocumentId, DocumentKind, StaffDocument};
use domain::workday::FederalState;
use sqlx::QueryBuilder;

use crate::{Result, Tx, search::patterns};

/// For each state the moment before which a document must have come to be unopened for too long.
pub type Waited = [(FederalState, DateTime<Utc>)];

/// What is wanted of the list.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Words of title, target or reference.
    pub words: &'a str,
    /// The kind; all where there is none.
    pub kind: Option<DocumentKind>,
    /// Only what somebody left unopened for too long.
    pub unopened: Option<&'a Waited>,
}

/// The columns of [`StaffDocument`]: whom or what a document names, and sums of its ledger.
const COLUMNS: &str = "SELECT d.id, d.kind, d.title, d.dated_on, d.provided_at, d.withdrawn_at, d.target,
    COALESCE((SELECT TRIM(p.first_name || ' ' || p.last_name) FROM person p WHERE p.id = d.person_id),
      (SELECT o.street || ', ' || u.label FROM contract c JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id WHERE c.id = d.contract_id),
      (SELECT o.street || ', ' || u.label FROM unit u JOIN property o ON o.id = u.property_id WHERE u.id = d.unit_id),
      (SELECT o.name FROM property o WHERE o.id = d.property_id), '') AS target_name,
    (SELECT COUNT(*) FROM document_delivery l WHERE l.document_id = d.id) AS persons,
    (SELECT COUNT(l.notified_at) FROM document_delivery l WHERE l.document_id = d.id) AS notified,
    (SELECT COUNT(l.opened_at) FROM document_delivery l WHERE l.document_id = d.id) AS opened,
    (SELECT COUNT(l.letter_at) FROM document_delivery l WHERE l.document_id = d.id) AS letters
    FROM document d WHERE ";

/// Adds the condition that a line `l` of the ledger of `d` has waited too long: the state is that of the document's house,
/// else of the person's last contract.
macro_rules! overdue {
    ($query:expr, $waited:expr) => {{
        $query.push("l.opened_at IS NULL AND l.letter_at IS NULL AND d.withdrawn_at IS NULL AND l.provided_at < CASE COALESCE(
            (SELECT o.federal_state FROM property o WHERE o.id = d.property_id),
            (SELECT o.federal_state FROM contract_person n JOIN contract c ON c.id = n.contract_id JOIN unit u ON u.id = c.unit_id
              JOIN property o ON o.id = u.property_id WHERE n.person_id = l.person_id ORDER BY c.starts_on DESC, c.id LIMIT 1), '')");
        for (land, before) in $waited {
            $query
                .push(format_args!(" WHEN '{land}' THEN "))
                .push_bind(*before);
        }
        $query.push(" END");
    }};
}

/// Adds the conditions of the list.
macro_rules! wanted {
    ($query:expr, $wanted:expr) => {{
        $query.push("1 = 1");
        for pattern in patterns($wanted.words) {
            $query
                .push(" AND d.search_text LIKE ")
                .push_bind(pattern)
                .push(" ESCAPE '!'");
        }
        if let Some(kind) = $wanted.kind {
            $query.push(" AND d.kind = ").push_bind(kind);
        }
        if let Some(waited) = $wanted.unopened {
            $query.push(
                " AND EXISTS (SELECT 1 FROM document_delivery l WHERE l.document_id = d.id AND ",
            );
            overdue!($query, waited);
            $query.push(")");
        }
    }};
}

/// A page of the documents, youngest first.
///
/// # Errors
/// The engine refused.
pub async fn page(
    tx: &mut Tx,
    wanted: Wanted<'_>,
    offset: i64,
    most: i64,
) -> Result<Vec<StaffDocument>> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new(COLUMNS);
        wanted!(query, wanted);
        query
            .push(" ORDER BY d.provided_at DESC, d.id DESC LIMIT ")
            .push_bind(most);
        query.push(" OFFSET ").push_bind(offset);
        query.build_query_as::<StaffDocument>().fetch_all(c).await
    })
}

/// How many documents there are of those that are wanted.
///
/// # Errors
/// The engine refused.
pub async fn count(tx: &mut Tx, wanted: Wanted<'_>) -> Result<i64> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new("SELECT COUNT(*) FROM document d WHERE ");
        wanted!(query, wanted);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })
}

/// The line of one document.
///
/// # Errors
/// The engine refused.
pub async fn line(tx: &mut Tx, id: DocumentId) -> Result<Option<StaffDocument>> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new(COLUMNS);
        query.push("d.id = ").push_bind(id);
        query
            .build_query_as::<StaffDocument>()
            .fetch_optional(c)
            .await
    })
}

/// Who has left a document unopened for too long.
///
/// # Errors
/// The engine refused.
pub async fn overdue(tx: &mut Tx, id: DocumentId, waited: &Waited) -> Result<Vec<PersonId>> {
    on!(tx, |c| {
        let mut query = QueryBuilder::<Engine>::new(
            "SELECT l.person_id FROM document_delivery l JOIN document d ON d.id = l.document_id WHERE l.document_id = ",
        );
        query.push_bind(id).push(" AND ");
        overdue!(query, waited);
        query.build_query_scalar::<PersonId>().fetch_all(c).await
    })
}
