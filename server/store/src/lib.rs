//! All SQL of hausportal: one text for two engines, beside the function that needs it.
//!
//! # The rules that keep the SQL portable
//!
//! 1. Ids are UUIDv7 made by us; no `SERIAL`, no `AUTOINCREMENT`.
//! 2. Time comes from the caller, never `now()`; truncated to microseconds, since PostgreSQL keeps no more.
//! 3. Money is `BIGINT` minor units; never `NUMERIC`, which SQLite would make a float.
//! 4. `JSONB` holds objects only; a bare number would become an integer on SQLite.
//! 5. `$1` placeholders on both; upserts name the table (`counter.value + 1`).
//! 6. `CAST(COALESCE(SUM(x), 0) AS BIGINT)`; search text is lower-cased by us before it is stored or bound.
//! 7. `IN` lists by `QueryBuilder`; no arrays, no `ILIKE`, no JSON operators in shared queries.
//! 8. A write begins with `BEGIN IMMEDIATE` on SQLite, so that locks fail early and not half-way.
//! 9. The few real differences live in `dialect.rs`, each with a sentence why.
//! 10. Migrations only add.
//!
//! What a compile-time check of queries would prove is proved by `tests/both.rs`, which runs every function here on
//! both engines.

#[macro_use]
mod on;
mod keys;
mod search;

pub mod account;
pub mod archive;
pub mod audit;
pub mod batch;
pub mod blobs;
pub mod change;
pub mod contract;
pub mod db;
pub mod dialect;
pub mod document;
pub mod erp;
pub mod job;
pub mod letter;
pub mod master;
pub mod passkey;
pub mod privacy;
pub mod registration;
pub mod reset;
pub mod second_factor;
pub mod security_log;
pub mod session;
pub mod sim;
pub mod source;
pub mod ticket;

pub use db::{Db, OpenError, Tx};

/// What a query can fail with.
pub type Error = sqlx::Error;
/// The result of each function here.
pub type Result<T> = std::result::Result<T, Error>;
