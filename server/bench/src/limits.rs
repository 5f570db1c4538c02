//! The limits to compare with: what plain axum, sqlx and a template do with the same queries on the same file.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Html;
use axum::routing::get;
use axum::serve::ListenerExt;
use chrono::NaiveDate;
use domain::berlin;
use domain::contract::ContractRow;
use domain::ticket::inbox::PAGE;
use minijinja::{Environment, context};
use serde::Serialize;
use service::Clock;
use sha2::{Digest, Sha256};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, query_as};
use store::contract;
use store::session::{self, Session};
use store::ticket::list::ListRow;
use tokio::net::TcpListener;

use crate::Result;

/// As many readers as the portal has.
const READERS: u32 = 4;

// The texts that the store puts together, with one contract and no past one.
const COUNTS: &str = "SELECT CAST(COALESCE(SUM(CASE WHEN t.state IN
        ('eingegangen', 'in_bearbeitung', 'rueckfrage', 'beauftragt', 'termin', 'behoben', 'wieder_geoeffnet') THEN 1 ELSE 0 END), 0) AS BIGINT), COUNT(*)
    FROM ticket t WHERE ((t.contract_id IN ($1) AND (t.shared OR t.reporter_id = $2)) OR (t.contract_id IN (NULL) AND t.reporter_id = $2))";
const ROWS: &str = "SELECT t.id, t.contract_id, t.number, t.kind, t.topic, t.title, t.state, t.answer_by, t.appointment_at, t.urgent, t.shared, t.updated_at, t.created_at,
        t.news_for_resident_at AS news_at, r.read_at, o.street, u.label AS unit_label, TRIM(p.first_name || ' ' || p.last_name) AS reporter, s.name AS assignee
    FROM ticket t JOIN contract c ON c.id = t.contract_id JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id
    JOIN person p ON p.id = t.reporter_id LEFT JOIN account s ON s.id = t.assignee_id
    LEFT JOIN ticket_read r ON r.ticket_id = t.id AND r.account_id = $1
    WHERE ((t.contract_id IN ($2) AND (t.shared OR t.reporter_id = $3)) OR (t.contract_id IN (NULL) AND t.reporter_id = $3))
        AND t.state IN ('eingegangen', 'in_bearbeitung', 'rueckfrage', 'beauftragt', 'termin', 'behoben', 'wieder_geoeffnet')
    ORDER BY t.updated_at DESC, t.id DESC LIMIT $4 OFFSET 0";

/// What the run tells its helper.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where to listen.
    #[arg(long)]
    listen: SocketAddr,
    /// The SQLite file of the portal.
    #[arg(long)]
    db: PathBuf,
    /// Size of the static answer.
    #[arg(long)]
    bytes: usize,
}

#[derive(Clone)]
struct Plain {
    pool: SqlitePool,
    pages: Arc<Environment<'static>>,
    clock: Clock,
}

#[derive(Serialize)]
struct Line {
    id: String,
    sign: &'static str,
    title: String,
    sub: String,
    due: Option<String>,
    late: bool,
    state: &'static str,
    state_sign: &'static str,
    urgent: bool,
    unread: bool,
}

/// Serves `/hello`, `/static` and `/vorgaenge` until the process ends.
///
/// # Errors
/// The file or the port cannot be opened.
pub async fn serve(arguments: Arguments) -> Result<()> {
    let plain = open(&arguments.db).await?;
    let body = Bytes::from(vec![b' '; arguments.bytes]);
    let file = move || {
        let body = body.clone();
        async move { ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], body) }
    };
    let router = Router::new()
        .route("/hello", get(async || "hello"))
        .route("/static", get(file))
        .route("/vorgaenge", get(list))
        .with_state(plain);
    let listener = TcpListener::bind(arguments.listen).await?.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            eprintln!("no TCP_NODELAY: {error}");
        }
    });
    Ok(axum::serve(listener, router).await?)
}

async fn open(file: &Path) -> Result<Plain> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let pool = SqlitePoolOptions::new()
        .max_connections(READERS)
        .connect_with(options)
        .await?;
    let mut pages = Environment::new();
    pages.add_template("list.html", include_str!("../templates/list.html"))?;
    Ok(Plain {
        pool,
        pages: Arc::new(pages),
        clock: Clock::System,
    })
}

async fn list(
    State(plain): State<Plain>,
    headers: HeaderMap,
) -> std::result::Result<Html<String>, StatusCode> {
    let page = page(&plain, &headers).await.map_err(|error| {
        eprintln!("{error}");
        StatusCode::INTERNAL_SERVER_ERROR
    })?;
    page.map(Html).ok_or(StatusCode::UNAUTHORIZED)
}

async fn page(plain: &Plain, headers: &HeaderMap) -> Result<Option<String>> {
    let (now, today) = (plain.clock.now(), plain.clock.today());
    let Some(token) = token(headers) else {
        return Ok(None);
    };
    let hash = Sha256::digest(token.as_bytes()).to_vec();
    let mut tx = plain.pool.begin().await?;
    let found = query_as::<Sqlite, Session>(session::BY_TOKEN)
        .bind(hash)
        .fetch_optional(&mut *tx)
        .await?;
    let Some(session) = found.filter(|session| session.expires_at > now) else {
        return Ok(None);
    };
    let Some(person) = session.person_id else {
        return Ok(None);
    };
    let contracts: Vec<ContractRow> = query_as::<Sqlite, _>(contract::OF_PERSON)
        .bind(person)
        .bind(today)
        .fetch_all(&mut *tx)
        .await?;
    let Some(contract) = contracts.first() else {
        return Ok(None);
    };
    let (open, all) = query_as::<Sqlite, (i64, i64)>(COUNTS)
        .bind(contract.id)
        .bind(person)
        .fetch_one(&mut *tx)
        .await?;
    let rows = query_as::<Sqlite, ListRow>(ROWS)
        .bind(session.account_id)
        .bind(contract.id)
        .bind(person)
        .bind(PAGE)
        .fetch_all(&mut *tx)
        .await?;
    drop(tx);
    let lines: Vec<Line> = rows.into_iter().map(|row| line(row, today)).collect();
    let template = plain.pages.get_template("list.html")?;
    Ok(Some(template.render(
        context! { name => session.name, contracts, open, all, lines },
    )?))
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies
        .split(';')
        .find_map(|pair| pair.trim().strip_prefix("sid="))
}

fn line(row: ListRow, today: NaiveDate) -> Line {
    let reported = berlin::date(berlin::day(row.created_at), today);
    Line {
        id: row.id.to_string(),
        sign: row.topic.as_str(),
        sub: format!("{} · gemeldet am {reported}", row.number),
        due: row
            .answer_by
            .map(|day| format!("Nächste Antwort bis {}", berlin::date(day, today))),
        late: row.answer_by.is_some_and(|day| day < today),
        state: row.state.word(),
        state_sign: row.state.as_str(),
        urgent: row.urgent,
        unread: row
            .news_at
            .is_some_and(|news| row.read_at.is_none_or(|read| news > read)),
        title: row.title,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, header};

    use super::{COUNTS, ROWS, open, page};
    use crate::{Result, seed};

    #[tokio::test]
    async fn the_plain_route_reads_what_the_store_reads() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("hausportal.db");
        let seeded = seed::fill(&file, 125).await?;
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, format!("sid={}", seeded.resident).parse()?);
        let html = page(&open(&file).await?, &headers).await?;
        let rows = html.map_or(0, |html| html.matches("href=\"/vorgaenge/").count());
        assert!(rows >= 50, "{rows} rows");
        Ok(())
    }

    #[test]
    fn the_plain_route_counts_the_same_states_as_open() {
        for state in domain::State::ALL {
            let named = format!("'{state}'");
            assert_eq!(COUNTS.contains(&named), state.is_open(), "{state}");
            assert_eq!(ROWS.contains(&named), state.is_open(), "{state}");
        }
    }
}
