//! Questions of a supervisor: does the process live, can it work?

use std::{future::Future, pin::Pin, sync::Arc};

use axum::{Router, routing::get};
use http::StatusCode;
use tracing::warn;

/// Asks whether everything the portal needs is there; an error says what is missing.
pub type Readiness =
    Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Result<(), String>> + Send>> + Send + Sync>;

/// `/healthz` (the process answers) and `/readyz` (database, migrations and disk are fine).
pub fn routes(ready: Readiness) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(move || answer(ready.clone())))
}

/// The reason goes to the log only: the route is open to everybody.
async fn answer(ready: Readiness) -> (StatusCode, &'static str) {
    match ready().await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(reason) => {
            warn!(target: "health", reason, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready")
        }
    }
}
