//! Rows by lists of keys: `IN`, as many at once as both engines take.

use domain::{ContractId, PersonId};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, QueryBuilder};

use crate::{Result, Tx};

/// Keys of one statement.
const AT_ONCE: usize = 500;

/// What rows are known by.
pub(crate) trait Key: Sync {
    /// As it is bound: a text of its own, or an id.
    type Bound: Send
        + for<'q> sqlx::Encode<'q, sqlx::Sqlite>
        + sqlx::Type<sqlx::Sqlite>
        + for<'q> sqlx::Encode<'q, sqlx::Postgres>
        + sqlx::Type<sqlx::Postgres>
        + 'static;

    /// The value of a bind.
    fn bound(&self) -> Self::Bound;
}

impl Key for &str {
    type Bound = String;

    fn bound(&self) -> String {
        (*self).to_owned()
    }
}

impl Key for ContractId {
    type Bound = Self;

    fn bound(&self) -> Self {
        *self
    }
}

impl Key for PersonId {
    type Bound = Self;

    fn bound(&self) -> Self {
        *self
    }
}

/// The rows whose column is among the keys; the text ends where they begin.
pub(crate) async fn by<T, K>(tx: &mut Tx, select: &'static str, keys: &[K]) -> Result<Vec<T>>
where
    T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    K: Key,
{
    let mut found = Vec::with_capacity(keys.len());
    for keys in keys.chunks(AT_ONCE) {
        let rows: Vec<T> = on!(&mut *tx, |c| {
            let mut query = QueryBuilder::<Engine>::new(select);
            let mut list = query.separated(", ");
            for key in keys {
                list.push_bind(key.bound());
            }
            query.push(")");
            query.build_query_as().fetch_all(c).await
        })?;
        found.extend(rows);
    }
    Ok(found)
}
