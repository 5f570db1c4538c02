//! What a key is told of itself and of the portal.

use axum::{
    Json,
    extract::{Request, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use service::erp::status::Standing;
use utoipa::ToSchema;

use super::{Desk, gate::told, problem::Problem};

/// The key and the portal.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Status {
    /// The operator's name for the key.
    #[schema(example = "Buchhaltung")]
    pub key: String,
    /// What the key may do.
    pub scopes: Vec<String>,
    /// The portal's clock; a signature may be off by five minutes.
    pub time: DateTime<Utc>,
    /// The portal's version.
    #[schema(example = "0.1.0")]
    pub version: &'static str,
    /// Batches that wait for two people of the manager's.
    pub parked_batches: i64,
    /// Commands that the ERP has not fetched or got yet.
    pub open_commands: i64,
}

/// `GET /erp/v1/status`.
pub async fn show(State(desk): State<Desk>, request: Request) -> Response {
    told(status(&desk, request).await)
}

async fn status(desk: &Desk, request: Request) -> Result<Json<Status>, Problem> {
    let letter = desk.identify(request).await?;
    letter.nothing_asked()?;
    desk.hear(&letter).await?;
    let standing = letter.caller.erp_standing().await;
    let Standing {
        client,
        parked_batches,
        open_commands,
    } = desk.settled(&letter, standing).await?;
    Ok(Json(Status {
        scopes: client
            .scopes
            .iter()
            .map(|scope| scope.to_string())
            .collect(),
        key: client.name,
        time: desk.services.clock().now(),
        version: env!("CARGO_PKG_VERSION"),
        parked_batches,
        open_commands,
    }))
}
