//! What the ERP has to know, fetched by it, and its answers.

use axum::{
    Json,
    extract::{Request, State},
    response::Response,
};
use domain::erp::Scope;
use serde::Deserialize;
use service::erp::{
    answer::{MOST, ToldPage},
    order::Order,
};
use utoipa::ToSchema;

use super::{Desk, gate::told, letter::Letter, problem::Problem};

/// What stands behind the question mark.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    after: i64,
    #[serde(default = "page")]
    limit: i64,
}

/// Why a change is rejected.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// The reason, which the resident reads: in German.
    #[schema(
        min_length = 1,
        max_length = 500,
        example = "Die Adresse gehört zu einer anderen Person."
    )]
    pub reason: String,
}

const fn page() -> i64 {
    100
}

/// `GET /erp/v1/changes?after=&limit=`.
pub async fn list(State(desk): State<Desk>, request: Request) -> Response {
    told(page_of(&desk, request).await)
}

async fn page_of(desk: &Desk, request: Request) -> Result<Json<ToldPage>, Problem> {
    let letter = desk.admit(request, Scope::ChangesRead).await?;
    let Wanted { after, limit } = letter.query()?;
    if after < 0 || !(1..=MOST).contains(&limit) {
        return Err(Problem::parameter(format!(
            "Möglich sind after ab 0 und limit von 1 bis {MOST}."
        )));
    }
    desk.hear(&letter).await?;
    let page = letter.caller.gateway().changes_after(after, limit).await;
    desk.settled(&letter, page).await.map(Json)
}

/// `POST /erp/v1/changes/{position}/ack`.
pub async fn acknowledge(State(desk): State<Desk>, request: Request) -> Response {
    told(answered(&desk, request, Order::Acknowledge).await)
}

/// `POST /erp/v1/changes/{position}/confirm`.
pub async fn confirm(State(desk): State<Desk>, request: Request) -> Response {
    told(answered(&desk, request, Order::Confirm).await)
}

/// `POST /erp/v1/changes/{position}/reject`.
pub async fn reject(State(desk): State<Desk>, request: Request) -> Response {
    told(rejected(&desk, request).await)
}

/// The command's place in the order.
async fn position(letter: &mut Letter) -> Result<i64, Problem> {
    let position: i64 = letter.place().await?;
    match position {
        ..0 => Err(Problem::not_found()),
        position => Ok(position),
    }
}

async fn answered(
    desk: &Desk,
    request: Request,
    order: fn(i64) -> Order,
) -> Result<Response, Problem> {
    let mut letter = desk.admit(request, Scope::ChangesWrite).await?;
    letter.nothing_asked()?;
    let position = position(&mut letter).await?;
    desk.carry_out(&letter, order(position)).await
}

async fn rejected(desk: &Desk, request: Request) -> Result<Response, Problem> {
    let mut letter = desk.admit(request, Scope::ChangesWrite).await?;
    letter.nothing_asked()?;
    let position = position(&mut letter).await?;
    let Rejection { reason } = letter.json()?;
    desk.carry_out(&letter, Order::Reject { position, reason })
        .await
}
