//! Where the test world keeps its rows: a fresh database of either engine.

use store::Db;
use uuid::Uuid;

use crate::{Chance, Error, Result};

/// Where the test world keeps its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file in a temporary folder.
    Sqlite,
    /// A schema of its own in the database of `TEST_POSTGRES_URL`.
    Postgres,
}

/// A fresh database of an engine, migrated; the folder holds the file.
///
/// # Errors
/// The engine cannot be reached.
pub async fn database(engine: Engine, folder: &std::path::Path) -> Result<Db> {
    let url = match engine {
        Engine::Sqlite => format!("sqlite://{}", folder.join("test.db").display()),
        Engine::Postgres => {
            let base = std::env::var("TEST_POSTGRES_URL")
                .map_err(|_| Error::Internal("TEST_POSTGRES_URL is not set"))?;
            let schema = format!("t{}", Uuid::from_bytes(Chance::System.bytes()).simple());
            let db = Db::open(&base)
                .await
                .map_err(|_| Error::Internal("no PostgreSQL at TEST_POSTGRES_URL"))?;
            store::dialect::create_schema(&db, &schema).await?;
            db.close().await;
            let join = if base.contains('?') { '&' } else { '?' };
            format!("{base}{join}options=-c%20search_path%3D{schema}")
        }
    };
    let db = Db::open(&url)
        .await
        .map_err(|_| Error::Internal("the test database cannot be opened"))?;
    db.migrate()
        .await
        .map_err(|_| Error::Internal("the test database cannot be migrated"))?;
    Ok(db)
}
