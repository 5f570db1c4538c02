//! Opening a database and beginning transactions.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use crate::{Result, dialect};

static MIGRATIONS: Migrator = sqlx_macros::migrate!("../../migrations");

/// Older SQLite can corrupt committed WAL data with two connections (fixed in 3.51.3).
const SQLITE_LEAST: i64 = 3_051_003;
const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 10;
const WAIT: Duration = Duration::from_secs(3);

/// Each statement of a common transaction on PostgreSQL would see a later moment than the one before.
const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// A database of either engine; cheap to clone.
#[derive(Clone, Debug)]
pub enum Db {
    /// The embedded one: one writer, several readers.
    Sqlite {
        /// The only connection that writes.
        write: SqlitePool,
        /// Connections that only read.
        read: SqlitePool,
    },
    /// For more than one machine.
    Postgres(PgPool),
}

/// A transaction on either engine; dropped without `commit` it leaves nothing.
#[derive(Debug)]
pub enum Tx {
    /// On the embedded engine.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

/// Why a database cannot be used, in words for the operator.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is of neither engine.
    #[error(
        "Die Datenbankadresse beginnt weder mit sqlite: noch mit postgres:. Bitte prüfen Sie database.url."
    )]
    UnknownEngine,
    /// File damaged, or not a database.
    #[error(
        "Die Datenbank {0} ist beschädigt oder keine SQLite-Datei. Es wurde nichts verändert. Bitte spielen Sie eine Sicherung ein."
    )]
    Damaged(String),
    /// Written by a later release.
    #[error(
        "Die Datenbank stammt von einer neueren Version von hausportal. Bitte starten Sie diese Version; es wurde nichts verändert."
    )]
    Newer,
    /// A migration was changed after it ran.
    #[error("Die Datenbank passt nicht zu dieser Version von hausportal: {0}")]
    Mismatch(String),
    /// The linked SQLite is too old.
    #[error("Dieses Programm enthält SQLite {0}; nötig ist mindestens 3.51.3.")]
    OldEngine(String),
    /// No file, no rights, no server.
    #[error(
        "Die Datenbank lässt sich nicht öffnen ({0}). Bitte prüfen Sie database.url und die Rechte des Ordners."
    )]
    Unreachable(String),
}

impl Db {
    /// Opens `sqlite://path`, `sqlite::memory:` or `postgres://…` without changing it.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub async fn open(url: &str) -> std::result::Result<Self, OpenError> {
        if url.starts_with("sqlite:") {
            open_sqlite(url).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            open_postgres(url).await
        } else {
            Err(OpenError::UnknownEngine)
        }
    }

    /// Brings the tables up to this release.
    ///
    /// # Errors
    /// `Newer` for a database of a later release; nothing is changed then.
    pub async fn migrate(&self) -> std::result::Result<(), OpenError> {
        match self {
            Self::Sqlite { write, .. } => MIGRATIONS.run(write).await,
            Self::Postgres(pool) => MIGRATIONS.run(pool).await,
        }
        .map_err(|error| migration_error(error, self.file().as_deref()))?;
        dialect::guard_audit(self)
            .await
            .map_err(|error| OpenError::Mismatch(error.to_string()))
    }

    /// The file of the embedded engine.
    fn file(&self) -> Option<PathBuf> {
        match self {
            Self::Sqlite { write, .. } => Some(write.connect_options().get_filename().to_owned()),
            Self::Postgres(_) => None,
        }
    }

    /// Begins a transaction that writes.
    ///
    /// # Errors
    /// The pool is exhausted or the engine is gone.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(begin_postgres(pool, "BEGIN").await?),
        })
    }

    /// Begins a transaction that only reads, all of it from one moment.
    ///
    /// # Errors
    /// The pool is exhausted or the engine is gone.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(read.begin().await?),
            Self::Postgres(pool) => Tx::Postgres(begin_postgres(pool, READ).await?),
        })
    }

    /// Answers when the engine does.
    ///
    /// # Errors
    /// The engine is gone.
    pub async fn ping(&self) -> Result<()> {
        let mut tx = self.read().await?;
        let _one: i64 = value!(&mut tx, "SELECT CAST(1 AS BIGINT)")?;
        Ok(())
    }

    /// Waits for what runs and closes all connections.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes all of it true at once.
    ///
    /// # Errors
    /// The engine refused or is gone; then nothing of it is true.
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
    }
}

/// Begins on its own, whatever becomes of who asked: sqlx 0.9.0 counts a transaction only when the engine has answered,
/// and one given up before that would lie open on a connection that the pool hands to the next.
async fn begin_postgres(
    pool: &PgPool,
    how: &'static str,
) -> Result<Transaction<'static, Postgres>> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(how).await });
    begun.await.map_err(|_ended| sqlx::Error::PoolClosed)?
}

async fn open_sqlite(url: &str) -> std::result::Result<Db, OpenError> {
    let memory = url.contains(":memory:");
    let options = SqliteConnectOptions::from_str(url)
        .map_err(|error| OpenError::Unreachable(error.to_string()))?;
    let file = options.get_filename().to_owned();
    let sqlite_error = |error| sqlite_error(&error, Some(&file));
    if !memory {
        probe(&options, &file).await.map_err(sqlite_error)?;
    }
    let options = options
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5));
    let pool = |most: u32| {
        SqlitePoolOptions::new()
            .max_connections(most)
            .min_connections(1)
            .acquire_timeout(WAIT)
            .idle_timeout(None)
            .max_lifetime(None)
    };
    let write = pool(1)
        .connect_with(options.clone())
        .await
        .map_err(sqlite_error)?;
    let version: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(&write)
        .await
        .map_err(sqlite_error)?;
    if version_number(&version) < SQLITE_LEAST {
        return Err(OpenError::OldEngine(version));
    }
    let _tables: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_master")
        .fetch_one(&write)
        .await
        .map_err(sqlite_error)?;
    // A database in memory lives in its one connection.
    let read = if memory {
        write.clone()
    } else {
        pool(READERS)
            .connect_with(options.create_if_missing(false))
            .await
            .map_err(sqlite_error)?
    };
    Ok(Db::Sqlite { write, read })
}

/// Reads a file that nobody has open without leaving SQLite's working files beside it: a damaged one stays as it was found.
async fn probe(options: &SqliteConnectOptions, file: &Path) -> Result<()> {
    let mut working = file.as_os_str().to_owned();
    working.push("-wal");
    if !file.exists() || Path::new(&working).exists() {
        return Ok(());
    }
    let options = options.clone().read_only(true).immutable(true);
    let mut connection = options.connect().await?;
    let read = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM sqlite_master")
        .fetch_one(&mut connection)
        .await;
    let closed = connection.close().await;
    read.and(closed)
}

async fn open_postgres(url: &str) -> std::result::Result<Db, OpenError> {
    let unreachable = |error: sqlx::Error| OpenError::Unreachable(error.to_string());
    let options = PgConnectOptions::from_str(url).map_err(unreachable)?;
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(WAIT)
        .connect_with(options)
        .await
        .map_err(unreachable)?;
    Ok(Db::Postgres(pool))
}

fn version_number(text: &str) -> i64 {
    text.split('.')
        .map(|part| part.parse::<i64>().unwrap_or(0))
        .fold(0, |sum, part| sum * 1000 + part)
}

/// SQLITE_CORRUPT and SQLITE_NOTADB mean the file; the rest means the way to it.
fn sqlite_error(error: &sqlx::Error, file: Option<&Path>) -> OpenError {
    let damaged = error
        .as_database_error()
        .and_then(|inner| inner.code())
        .is_some_and(|code| code == "11" || code == "26");
    match file {
        Some(file) if damaged => OpenError::Damaged(file.display().to_string()),
        _ => OpenError::Unreachable(error.to_string()),
    }
}

/// Notes a migration that only a later release knows, as that release would; for tests of what is said then.
///
/// # Errors
/// The tables were never brought up to date.
pub async fn note_later_release(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    run!(
        &mut tx,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', TRUE, $1, 0)",
        vec![0_u8]
    )?;
    tx.commit().await
}

fn migration_error(error: MigrateError, file: Option<&Path>) -> OpenError {
    match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => OpenError::Newer,
        MigrateError::Execute(inner) => sqlite_error(&inner, file),
        other => OpenError::Mismatch(other.to_string()),
    }
}
