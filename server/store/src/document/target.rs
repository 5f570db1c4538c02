//! For whom a document can be, as staff look for it.

use domain::document::{TargetKind, TargetRow};
use uuid::Uuid;

use crate::{Result, Tx, search::patterns};

/// The tables that name targets of a kind: id, name, reference and what they are found by.
const fn named(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Person => {
            "SELECT p.id, 'person' AS kind, TRIM(p.first_name || ' ' || p.last_name) AS name, p.reference, p.search_text AS known_by FROM person p"
        }
        TargetKind::Contract => {
            "SELECT c.id, 'vertrag' AS kind, o.street || ', ' || u.label AS name, c.reference, c.reference || ' ' || o.street || ' ' || u.label AS known_by
             FROM contract c JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id"
        }
        TargetKind::Unit => {
            "SELECT u.id, 'einheit' AS kind, o.street || ', ' || u.label AS name, u.reference, u.reference || ' ' || o.street || ' ' || u.label AS known_by
             FROM unit u JOIN property o ON o.id = u.property_id"
        }
        TargetKind::Property | TargetKind::All => {
            "SELECT o.id, 'objekt' AS kind, o.name || ', ' || o.town AS name, o.reference, o.reference || ' ' || o.name || ' ' || o.street AS known_by
             FROM property o"
        }
    }
}

/// Up to `most` targets of a kind that hold all words, by reference.
///
/// # Errors
/// The engine refused.
pub async fn search(
    tx: &mut Tx,
    kind: TargetKind,
    wanted: &str,
    most: i64,
) -> Result<Vec<TargetRow>> {
    on!(tx, |c| {
        let mut query =
            sqlx::QueryBuilder::<Engine>::new("SELECT t.id, t.kind, t.name, t.reference FROM (");
        query.push(named(kind)).push(") t WHERE 1 = 1");
        for pattern in patterns(wanted) {
            query
                .push(" AND LOWER(REPLACE(REPLACE(REPLACE(t.known_by, 'Ä', 'ä'), 'Ö', 'ö'), 'Ü', 'ü')) LIKE ")
                .push_bind(pattern)
                .push(" ESCAPE '!'");
        }
        query.push(" ORDER BY t.reference LIMIT ").push_bind(most);
        query.build_query_as::<TargetRow>().fetch_all(c).await
    })
}

/// A target by its id.
///
/// # Errors
/// The engine refused.
pub async fn by_id(tx: &mut Tx, kind: TargetKind, id: Uuid) -> Result<Option<TargetRow>> {
    on!(tx, |c| {
        let mut query =
            sqlx::QueryBuilder::<Engine>::new("SELECT t.id, t.kind, t.name, t.reference FROM (");
        query
            .push(named(kind))
            .push(") t WHERE t.id = ")
            .push_bind(id);
        query.build_query_as::<TargetRow>().fetch_optional(c).await
    })
}
