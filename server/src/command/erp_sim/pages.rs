//! The addresses of the simulated ERP: its pages, and the records that the portal fetches.

use std::{collections::HashMap, net::SocketAddr};

use axum::{
    Form, Json, Router,
    extract::{Path, Query, Request, State},
    middleware::{self, Next},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::erp::Entity;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use store::{
    Tx,
    sim::{self, Record},
};
use tower_http::csrf::CsrfLayer;

use super::{
    Sim, books,
    form::{self, SHOWN},
    html,
    mischief::{self, Delay, Mischief},
    work::TROUBLE,
};
use crate::config::{host, is_loopback_name};

/// Commands on the first page.
const COMMANDS: i64 = 50;
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// What went wrong, for the browser.
struct Broken(StatusCode, String);

impl IntoResponse for Broken {
    fn into_response(self) -> Response {
        let Self(status, text) = self;
        (status, Html(html::page(&text, ""))).into_response()
    }
}

impl From<store::Error> for Broken {
    fn from(error: store::Error) -> Self {
        tracing::error!(%error, "the simulated ERP cannot use its data");
        Self(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Die Daten sind gerade nicht nutzbar.".to_owned(),
        )
    }
}

type Done<T> = Result<T, Broken>;

/// All of them, guarded against other sites in the same browser.
pub fn routes(sim: Sim, address: SocketAddr) -> Router {
    let pages = Router::new()
        .route("/", get(overview))
        .route("/verhalten", post(behave))
        .route("/auftraege/{id}/bestaetigen", post(confirm))
        .route("/auftraege/{id}/ablehnen", post(reject))
        .route("/{kind}", get(list))
        .route("/{kind}/{reference}", get(show).post(change))
        .layer(CsrfLayer::new());
    let pages = if address.ip().is_loopback() {
        pages.layer(middleware::from_fn(own_name))
    } else {
        pages
    };
    Router::new()
        .route("/records/{entity}/{reference}", get(fetch))
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .merge(pages)
        .layer(middleware::from_fn(policy))
        .with_state(sim)
}

/// No name but this machine's own: whoever opens a page elsewhere shall not reach it.
async fn own_name(headers: HeaderMap, request: Request, next: Next) -> Response {
    let named = headers
        .get(header::HOST)
        .and_then(|name| name.to_str().ok());
    if named.is_some_and(|name| is_loopback_name(host(name))) {
        next.run(request).await
    } else {
        StatusCode::MISDIRECTED_REQUEST.into_response()
    }
}

async fn policy(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}

async fn overview(State(sim): State<Sim>) -> Done<Html<String>> {
    let mut tx = sim.0.db.read().await?;
    let (under_way, _) = sim::under_way(&mut tx).await?;
    let seen = html::Overview {
        portal: sim.0.portal.url.clone(),
        speaks: sim.0.portal.key.is_some(),
        delay: books::delay(&mut tx).await?,
        on: mischief::on(&mut tx).await?,
        under_way,
        trouble: sim::switch(&mut tx, TROUBLE).await?,
        commands: sim::commands(&mut tx, COMMANDS).await?,
    };
    Ok(Html(html::overview(&seen)))
}

async fn behave(
    State(sim): State<Sim>,
    Form(typed): Form<HashMap<String, String>>,
) -> Done<Redirect> {
    let word = typed.get("antwort").map(String::as_str);
    books::set_delay(&sim, Delay::of(word)).await?;
    let mut tx = sim.0.db.begin().await?;
    for (_, name, _) in Mischief::ALL {
        let value = if typed.contains_key(name) {
            "on"
        } else {
            "off"
        };
        sim::set_switch(&mut tx, name, value).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to("/"))
}

async fn confirm(State(sim): State<Sim>, Path(id): Path<String>) -> Done<Redirect> {
    let mut tx = sim.0.db.begin().await?;
    let command = sim::command(&mut tx, &id).await?.ok_or_else(nothing)?;
    books::confirm(&sim, &mut tx, &command).await?;
    tx.commit().await?;
    Ok(Redirect::to("/"))
}

async fn reject(
    State(sim): State<Sim>,
    Path(id): Path<String>,
    Form(typed): Form<HashMap<String, String>>,
) -> Done<Redirect> {
    let reason = typed.get("grund").map_or("", |reason| reason.trim());
    if reason.is_empty() {
        let said = "Eine Ablehnung braucht einen Grund.".to_owned();
        return Err(Broken(StatusCode::UNPROCESSABLE_ENTITY, said));
    }
    let mut tx = sim.0.db.begin().await?;
    let command = sim::command(&mut tx, &id).await?.ok_or_else(nothing)?;
    books::reject(&sim, &mut tx, &command, reason).await?;
    tx.commit().await?;
    Ok(Redirect::to("/"))
}

async fn list(
    State(sim): State<Sim>,
    Path(kind): Path<String>,
    Query(typed): Query<HashMap<String, String>>,
) -> Done<Html<String>> {
    let entity = known(&kind)?;
    let mut tx = sim.0.db.read().await?;
    let rows = sim::records(&mut tx, entity).await?;
    let word = typed.get("suche").map_or("", |word| word.trim());
    Ok(Html(html::records(entity.words().1, &kind, &rows, word)))
}

async fn show(
    State(sim): State<Sim>,
    Path((kind, reference)): Path<(String, String)>,
    Query(typed): Query<HashMap<String, String>>,
) -> Done<Html<String>> {
    let entity = known(&kind)?;
    let mut tx = sim.0.db.read().await?;
    let row = found(&mut tx, entity, &reference).await?;
    let saved = typed.contains_key("gespeichert");
    let told = saved.then_some("Gespeichert. Das Portal bekommt ein Ereignis.");
    Ok(Html(one(entity, &row, &books::fields(&row), told)))
}

async fn change(
    State(sim): State<Sim>,
    Path((kind, reference)): Path<(String, String)>,
    Form(typed): Form<HashMap<String, String>>,
) -> Done<Response> {
    let entity = known(&kind)?;
    let mut tx = sim.0.db.begin().await?;
    let row = found(&mut tx, entity, &reference).await?;
    let before = books::fields(&row);
    if typed.contains_key("nur_melden") {
        books::tell(&sim, &mut tx, entity, &reference, "updated").await?;
    } else {
        match form::read(entity, &before, &typed) {
            Ok(after) if after == before => {}
            Ok(after) => books::write(&sim, &mut tx, entity, &reference, &after).await?,
            Err(said) => {
                let page = Html(one(entity, &row, &before, Some(&said)));
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
            }
        }
    }
    tx.commit().await?;
    Ok(Redirect::to("?gespeichert=ja").into_response())
}

/// What the portal fetches after an event.
async fn fetch(
    State(sim): State<Sim>,
    Path((entity, reference)): Path<(Entity, String)>,
    headers: HeaderMap,
) -> Done<Response> {
    let shown = headers
        .get(header::AUTHORIZATION)
        .and_then(|shown| shown.to_str().ok());
    let token = sim.0.token.as_ref().map(|token| format!("Bearer {token}"));
    if token.is_none() || shown != token.as_deref() {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    let mut tx = sim.0.db.read().await?;
    Ok(match sim::record(&mut tx, entity, &reference).await? {
        Some(record) => Json(books::told(&record)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    })
}

fn one(
    entity: Entity,
    row: &Record,
    values: &serde_json::Map<String, serde_json::Value>,
    told: Option<&str>,
) -> String {
    let title = format!("{} {}", entity.words().0, row.reference);
    html::record(&title, row, values, told)
}

fn known(kind: &str) -> Done<Entity> {
    let known = SHOWN.iter().find(|(_, path)| *path == kind);
    known.map(|(entity, _)| *entity).ok_or_else(nothing)
}

async fn found(tx: &mut Tx, entity: Entity, reference: &str) -> Done<Record> {
    sim::record(tx, entity, reference)
        .await?
        .ok_or_else(nothing)
}

fn nothing() -> Broken {
    Broken(StatusCode::NOT_FOUND, "Das gibt es hier nicht.".to_owned())
}
