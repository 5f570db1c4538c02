//! What the simulated ERP keeps, in a SQLite file of its own: records, commands, deliveries under way, and switches.

use chrono::{DateTime, Utc};
use domain::erp::Entity;
use uuid::Uuid;

use crate::{Db, OpenError, Result, Tx};

const TABLES: [&str; 4] = [
    "CREATE TABLE IF NOT EXISTS record (entity TEXT NOT NULL, reference TEXT NOT NULL, revision BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (entity, reference))",
    "CREATE TABLE IF NOT EXISTS command (id TEXT NOT NULL PRIMARY KEY, position BIGINT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, received_at TIMESTAMPTZ NOT NULL,
        answer_at TIMESTAMPTZ, answer TEXT, reason TEXT, answered_at TIMESTAMPTZ)",
    "CREATE TABLE IF NOT EXISTS delivery (id UUID NOT NULL PRIMARY KEY, run_at TIMESTAMPTZ NOT NULL, target TEXT NOT NULL, body TEXT NOT NULL, attempts BIGINT NOT NULL DEFAULT 0,
        last_error TEXT)",
    "CREATE TABLE IF NOT EXISTS switch (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
];

/// A record as the simulated ERP has it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Record {
    /// What it is.
    pub entity: Entity,
    /// Its key.
    pub reference: String,
    /// Grows with each change.
    pub revision: i64,
    /// All of it, as JSON.
    pub body: String,
}

/// A command of the portal.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Command {
    /// The portal's id of it.
    pub id: String,
    /// Its place in the portal's order.
    pub position: i64,
    /// What is asked.
    pub kind: String,
    /// All of it, as JSON.
    pub body: String,
    /// When it was fetched.
    pub received_at: DateTime<Utc>,
    /// When it is answered by itself.
    pub answer_at: Option<DateTime<Utc>>,
    /// What was answered.
    pub answer: Option<String>,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// When.
    pub answered_at: Option<DateTime<Utc>>,
}

/// Something on its way to the portal.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Delivery {
    /// Also the key that makes it count once.
    pub id: Uuid,
    /// Not before.
    pub run_at: DateTime<Utc>,
    /// Path at the portal.
    pub target: String,
    /// What is sent.
    pub body: String,
    /// Tries so far.
    pub attempts: i64,
    /// Why the last one was in vain.
    pub last_error: Option<String>,
}

/// Opens the file, made on the first call.
///
/// # Errors
/// A sentence for the operator.
pub async fn open(url: &str) -> std::result::Result<Db, OpenError> {
    let db = Db::open(url).await?;
    let made = make(&db).await;
    made.map_err(|error| OpenError::Unreachable(error.to_string()))?;
    Ok(db)
}

async fn make(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    for table in TABLES {
        run!(&mut tx, table)?;
    }
    tx.commit().await
}

/// Writes a record.
///
/// # Errors
/// The engine refused.
pub async fn put_record(tx: &mut Tx, new: &Record) -> Result<()> {
    run!(
        tx,
        "INSERT INTO record (entity, reference, revision, body) VALUES ($1, $2, $3, $4)
         ON CONFLICT (entity, reference) DO UPDATE SET revision = excluded.revision, body = excluded.body",
        new.entity,
        new.reference.as_str(),
        new.revision,
        new.body.as_str()
    )?;
    Ok(())
}

/// A record.
///
/// # Errors
/// The engine refused.
pub async fn record(tx: &mut Tx, entity: Entity, reference: &str) -> Result<Option<Record>> {
    row!(
        tx,
        "SELECT entity, reference, revision, body FROM record WHERE entity = $1 AND reference = $2",
        entity,
        reference
    )
}

/// All records of a kind.
///
/// # Errors
/// The engine refused.
pub async fn records(tx: &mut Tx, entity: Entity) -> Result<Vec<Record>> {
    rows!(
        tx,
        "SELECT entity, reference, revision, body FROM record WHERE entity = $1 ORDER BY reference",
        entity
    )
}

/// How many records there are.
///
/// # Errors
/// The engine refused.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    value!(tx, "SELECT COUNT(*) FROM record")
}

/// Notes a command of the portal; one that is known stays as it is.
///
/// # Errors
/// The engine refused.
pub async fn add_command(tx: &mut Tx, new: &Command) -> Result<()> {
    run!(
        tx,
        "INSERT INTO command (id, position, kind, body, received_at, answer_at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (id) DO NOTHING",
        new.id.as_str(),
        new.position,
        new.kind.as_str(),
        new.body.as_str(),
        new.received_at,
        new.answer_at,
        new.answer.as_deref()
    )?;
    Ok(())
}

/// A command.
///
/// # Errors
/// The engine refused.
pub async fn command(tx: &mut Tx, id: &str) -> Result<Option<Command>> {
    row!(
        tx,
        "SELECT id, position, kind, body, received_at, answer_at, answer, reason, answered_at FROM command WHERE id = $1",
        id
    )
}

/// The last commands, the newest first.
///
/// # Errors
/// The engine refused.
pub async fn commands(tx: &mut Tx, most: i64) -> Result<Vec<Command>> {
    rows!(
        tx,
        "SELECT id, position, kind, body, received_at, answer_at, answer, reason, answered_at FROM command
         ORDER BY position DESC LIMIT $1",
        most
    )
}

/// Commands whose answer is due.
///
/// # Errors
/// The engine refused.
pub async fn due_commands(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<Command>> {
    rows!(
        tx,
        "SELECT id, position, kind, body, received_at, answer_at, answer, reason, answered_at FROM command
         WHERE answer IS NULL AND answer_at <= $1 ORDER BY position",
        now
    )
}

/// Sets anew when the commands that wait are answered: so long after they came, or not by themselves.
///
/// # Errors
/// The engine refused.
pub async fn wait_anew(tx: &mut Tx, delay: Option<chrono::Duration>) -> Result<()> {
    let waiting: Vec<Command> = commands(tx, i64::MAX).await?;
    for command in waiting.iter().filter(|command| command.answer.is_none()) {
        run!(
            &mut *tx,
            "UPDATE command SET answer_at = $2 WHERE id = $1",
            command.id.as_str(),
            delay.map(|delay| command.received_at + delay)
        )?;
    }
    Ok(())
}

/// Answers a command, once.
///
/// # Errors
/// The engine refused.
pub async fn answer(
    tx: &mut Tx,
    id: &str,
    answer: &str,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool> {
    Ok(run!(
        tx,
        "UPDATE command SET answer = $2, reason = $3, answered_at = $4 WHERE id = $1 AND answer IS NULL",
        id,
        answer,
        reason,
        now
    )? > 0)
}

/// Sends something to the portal, not before its time.
///
/// # Errors
/// The engine refused.
pub async fn send(tx: &mut Tx, new: &Delivery) -> Result<()> {
    run!(
        tx,
        "INSERT INTO delivery (id, run_at, target, body) VALUES ($1, $2, $3, $4)",
        new.id,
        new.run_at,
        new.target.as_str(),
        new.body.as_str()
    )?;
    Ok(())
}

/// What is due, the first of it first.
///
/// # Errors
/// The engine refused.
pub async fn due(tx: &mut Tx, now: DateTime<Utc>, most: i64) -> Result<Vec<Delivery>> {
    rows!(
        tx,
        "SELECT id, run_at, target, body, attempts, last_error FROM delivery WHERE run_at <= $1 ORDER BY run_at, id LIMIT $2",
        now,
        most
    )
}

/// How much is under way, and what went wrong last.
///
/// # Errors
/// The engine refused.
pub async fn under_way(tx: &mut Tx) -> Result<(i64, Option<String>)> {
    let count = value!(&mut *tx, "SELECT COUNT(*) FROM delivery")?;
    let error = maybe!(
        tx,
        "SELECT last_error FROM delivery WHERE last_error IS NOT NULL ORDER BY run_at DESC LIMIT 1"
    )?;
    Ok((count, error))
}

/// It has arrived.
///
/// # Errors
/// The engine refused.
pub async fn arrived(tx: &mut Tx, id: Uuid) -> Result<()> {
    run!(tx, "DELETE FROM delivery WHERE id = $1", id)?;
    Ok(())
}

/// It is tried again later.
///
/// # Errors
/// The engine refused.
pub async fn later(tx: &mut Tx, id: Uuid, run_at: DateTime<Utc>, error: &str) -> Result<()> {
    run!(
        tx,
        "UPDATE delivery SET run_at = $2, attempts = attempts + 1, last_error = $3 WHERE id = $1",
        id,
        run_at,
        error
    )?;
    Ok(())
}

/// A switch, if it was ever set.
///
/// # Errors
/// The engine refused.
pub async fn switch(tx: &mut Tx, name: &str) -> Result<Option<String>> {
    maybe!(tx, "SELECT value FROM switch WHERE name = $1", name)
}

/// Sets a switch.
///
/// # Errors
/// The engine refused.
pub async fn set_switch(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    run!(
        tx,
        "INSERT INTO switch (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value
    )?;
    Ok(())
}
