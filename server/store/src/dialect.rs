//! Every place where the two engines differ, each with its reason. Ten at most: a growing file is the alarm.

use crate::{Db, Result, Tx};

/// Picks the text for the engine of a transaction.
macro_rules! sql {
    ($tx:expr, sqlite: $sqlite:expr, postgres: $postgres:expr $(,)?) => {
        match $tx {
            $crate::Tx::Sqlite(_) => $sqlite,
            $crate::Tx::Postgres(_) => $postgres,
        }
    };
}

/// Claims a due job: PostgreSQL has many workers, which must not wait for each other's rows; SQLite has one writer.
pub(crate) fn claim_job(tx: &Tx) -> &'static str {
    sql!(
        tx,
        sqlite: "UPDATE job SET locked_until = $2, attempts = attempts + 1 WHERE id = (
            SELECT id FROM job WHERE dead_at IS NULL AND run_at <= $1 AND (locked_until IS NULL OR locked_until <= $1)
            ORDER BY run_at LIMIT 1) RETURNING id, name, data, attempts",
        postgres: "UPDATE job SET locked_until = $2, attempts = attempts + 1 WHERE id = (
            SELECT id FROM job WHERE dead_at IS NULL AND run_at <= $1 AND (locked_until IS NULL OR locked_until <= $1)
            ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, name, data, attempts",
    )
}

/// Holds a row until the end of the transaction: a SQLite writer is alone already and has no such clause.
pub(crate) fn ticket_for_update(tx: &Tx) -> &'static str {
    sql!(tx, sqlite: "SELECT id FROM ticket WHERE id = $1", postgres: "SELECT id FROM ticket WHERE id = $1 FOR UPDATE")
}

/// As [`ticket_for_update`], for a person.
pub(crate) fn person_for_update(tx: &Tx) -> &'static str {
    sql!(tx, sqlite: "SELECT id FROM person WHERE id = $1", postgres: "SELECT id FROM person WHERE id = $1 FOR UPDATE")
}

/// Lets whoever writes master data write alone until the end of the transaction, as on SQLite everybody does: of two
/// revisions at once the later one must win.
pub(crate) fn write_alone(tx: &Tx) -> &'static str {
    sql!(
        tx,
        sqlite: "SELECT CAST(1 AS BIGINT)",
        postgres: "SELECT CAST(1 AS BIGINT) FROM (SELECT pg_advisory_xact_lock(4712, hashtext(current_schema()))) alone",
    )
}

/// Makes the audit log append-only: triggers are written differently on each engine.
pub(crate) async fn guard_audit(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    let statements: &[&'static str] = sql!(
        &tx,
        sqlite: &[
            "CREATE TRIGGER IF NOT EXISTS audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END",
            "CREATE TRIGGER IF NOT EXISTS audit_event_no_delete BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END",
        ],
        postgres: &[
            // Two portals that start at once would otherwise change the same function, which the engine refuses.
            "SELECT pg_advisory_xact_lock(4711)",
            "CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''audit_event is append-only''; END'",
            "CREATE OR REPLACE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()",
            "CREATE OR REPLACE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()",
        ],
    );
    for statement in statements {
        run!(&mut tx, *statement)?;
    }
    tx.commit().await
}

/// Bytes of the database: each engine keeps its own books.
pub(crate) fn database_size(tx: &Tx) -> &'static str {
    sql!(
        tx,
        sqlite: "SELECT CAST(page_count * page_size AS BIGINT) FROM pragma_page_count(), pragma_page_size()",
        postgres: "SELECT CAST(pg_database_size(current_database()) AS BIGINT)",
    )
}

/// A schema of its own for one test: only PostgreSQL has them, and a name cannot be bound.
///
/// # Errors
/// The name is taken; the engine is SQLite.
pub async fn create_schema(db: &Db, name: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    run!(
        &mut tx,
        sqlx::AssertSqlSafe(format!("CREATE SCHEMA \"{}\"", name.replace('"', "")))
    )?;
    tx.commit().await
}

/// Whether all attempts to change, delete or empty lines of the audit log fail; they are rolled back. SQLite has no
/// `TRUNCATE`.
///
/// # Errors
/// The engine is gone.
pub async fn log_is_guarded(db: &Db) -> Result<bool> {
    let attempts: &[&'static str] = sql!(
        &db.read().await?,
        sqlite: &["UPDATE audit_event SET result = 'refused'", "DELETE FROM audit_event"],
        postgres: &["UPDATE audit_event SET result = 'refused'", "DELETE FROM audit_event", "TRUNCATE audit_event"],
    );
    let mut guarded = true;
    for attempt in attempts {
        let mut tx = db.begin().await?;
        guarded &= run!(&mut tx, *attempt).is_err();
    }
    Ok(guarded)
}

/// Table and column names after the migrations: each engine keeps them in its own catalogue.
///
/// # Errors
/// The engine refused.
pub async fn columns(db: &Db) -> Result<Vec<(String, String)>> {
    let mut tx = db.read().await?;
    let text = sql!(
        &tx,
        sqlite: "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' ORDER BY 1, 2",
        postgres: "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_sqlx%' ORDER BY table_name COLLATE \"C\", column_name COLLATE \"C\"",
    );
    rows!(&mut tx, text)
}
