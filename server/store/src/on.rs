//! The dispatch between the engines: the same text and the same binds, expanded once for each.

/// Evaluates an expression on the connection of whichever engine the transaction runs on; `Engine` names it.
macro_rules! on {
    ($tx:expr, |$c:ident| $body:expr) => {
        match $tx {
            $crate::Tx::Sqlite(inner) => {
                type Engine = sqlx::Sqlite;
                let $c = &mut **inner;
                $body
            }
            $crate::Tx::Postgres(inner) => {
                type Engine = sqlx::Postgres;
                let $c = &mut **inner;
                $body
            }
        }
    };
}

/// All rows of a query, each as the type asked for.
macro_rules! rows {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, |c| sqlx::query_as::<Engine, _>($sql)$(.bind($bind))*.fetch_all(c).await)
    };
}

/// The row of a query, if there is one.
macro_rules! row {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, |c| sqlx::query_as::<Engine, _>($sql)$(.bind($bind))*.fetch_optional(c).await)
    };
}

/// The one value of a query that always answers.
macro_rules! value {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, |c| sqlx::query_scalar::<Engine, _>($sql)$(.bind($bind))*.fetch_one(c).await)
    };
}

/// The one value of a query, if there is one.
macro_rules! maybe {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, |c| sqlx::query_scalar::<Engine, _>($sql)$(.bind($bind))*.fetch_optional(c).await)
    };
}

/// Runs a statement; the number of rows it touched.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, |c| sqlx::query::<Engine>($sql)$(.bind($bind))*.execute(c).await.map(|done| done.rows_affected()))
    };
}
