//! `/erp/v1`: what the manager's ERP says to the portal and hears from it. No cookies, no pages, no other site's scripts.

mod changes;
mod documents;
mod events;
mod gate;
mod json;
mod letter;
mod master;
pub mod openapi;
pub mod pace;
mod problem;
mod report;
mod status;

use std::sync::Arc;

use axum::{
    Json, Router, middleware,
    routing::{any, delete, get, post},
};
use domain::erp::Entity;
use http::{Method, StatusCode};
use service::{
    Services,
    import::{
        AccountEntryRecord, BankMandateRecord, ConsumptionValueRecord, ContractPersonRecord,
        ContractRecord, PersonRecord, PropertyRecord, RentPartRecord, UnitRecord,
    },
};
use tokio::sync::Semaphore;

use super::{edge::Shared, limits};
use gate::READERS;
use master::{end, records};
use problem::{Code, Problem};

/// What the routes need.
#[derive(Clone, Debug)]
struct Desk {
    services: Services,
    edge: Shared,
    /// Room for large bodies on their way in.
    readers: Arc<Semaphore>,
}

/// The routes; each of them asks for a key, but for the description of all of them.
pub fn routes(services: Services, edge: &Shared) -> Router {
    let desk = Desk {
        services,
        edge: edge.clone(),
        readers: Arc::new(Semaphore::new(READERS)),
    };
    Router::new()
        .route(
            "/erp/v1/openapi.json",
            get(async || Json(openapi::document())),
        )
        .route("/erp/v1/status", get(status::show))
        .route("/erp/v1/batch", post(master::batch))
        .merge(master_data())
        .route("/erp/v1/documents", post(documents::provide))
        .route("/erp/v1/documents/{reference}", delete(documents::withdraw))
        .route("/erp/v1/changes", get(changes::list))
        .route("/erp/v1/changes/{position}/ack", post(changes::acknowledge))
        .route("/erp/v1/changes/{position}/confirm", post(changes::confirm))
        .route("/erp/v1/changes/{position}/reject", post(changes::reject))
        .route("/erp/v1/events", post(events::receive))
        .method_not_allowed_fallback(other_method)
        .route("/erp/v1/{*nothing}", any(nothing))
        .layer(middleware::from_fn(limits::upload))
        .with_state(desk)
}

/// Records of one kind, and the end of one of them.
fn master_data() -> Router<Desk> {
    Router::new()
        .route("/erp/v1/properties", post(records::<PropertyRecord>))
        .route("/erp/v1/units", post(records::<UnitRecord>))
        .route("/erp/v1/persons", post(records::<PersonRecord>))
        .route("/erp/v1/contracts", post(records::<ContractRecord>))
        .route(
            "/erp/v1/contract-persons",
            post(records::<ContractPersonRecord>),
        )
        .route("/erp/v1/rent-parts", post(records::<RentPartRecord>))
        .route("/erp/v1/bank-mandates", post(records::<BankMandateRecord>))
        .route(
            "/erp/v1/consumption-values",
            post(records::<ConsumptionValueRecord>),
        )
        .route(
            "/erp/v1/account-entries",
            post(records::<AccountEntryRecord>),
        )
        .route("/erp/v1/properties/{reference}/end", end(Entity::Property))
        .route("/erp/v1/units/{reference}/end", end(Entity::Unit))
        .route("/erp/v1/persons/{reference}/end", end(Entity::Person))
        .route("/erp/v1/contracts/{reference}/end", end(Entity::Contract))
        .route(
            "/erp/v1/contract-persons/{reference}/end",
            end(Entity::ContractPerson),
        )
        .route("/erp/v1/rent-parts/{reference}/end", end(Entity::RentPart))
        .route(
            "/erp/v1/bank-mandates/{reference}/end",
            end(Entity::BankMandate),
        )
        .route(
            "/erp/v1/consumption-values/{reference}/end",
            end(Entity::ConsumptionValue),
        )
        .route(
            "/erp/v1/account-entries/{reference}/end",
            end(Entity::AccountEntry),
        )
}

async fn nothing() -> Problem {
    Problem::not_found()
}

async fn other_method(method: Method) -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        Code::Method,
        format!("Diese Adresse kennt {method} nicht."),
    )
}
