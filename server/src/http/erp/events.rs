//! "This has changed": heard at once, fetched later.

use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::erp::{Entity, Scope};
use serde::Deserialize;
use service::erp::{events::ThinEvent, order::Order};
use utoipa::ToSchema;

use super::{
    Desk,
    gate::told,
    problem::{BodyFault, Problem},
};

/// Most events of one call.
const MOST: usize = 1_000;
/// Longest reference of a thing.
const REFERENCE: usize = 100;

/// What has happened, in one of three forms.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Happened {
    /// Several events.
    Many(Several),
    /// One event.
    One(Event),
    /// One event, as OPENWOWI words it.
    Openwowi(OpenwowiEvent),
}

/// Several events.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Several {
    /// The events, in any order.
    #[schema(min_items = 1, max_items = 1000)]
    pub events: Vec<Event>,
}

/// What has changed; nothing of what it says now.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// What it is.
    #[schema(schema_with = super::report::entities)]
    pub entity: Entity,
    /// The ERP's key.
    #[schema(min_length = 1, max_length = 100, example = "P-4711")]
    pub reference: String,
    /// What happened to it.
    #[schema(inline)]
    pub action: Action,
}

/// What happened to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// It is new.
    Created,
    /// It says something else.
    Updated,
    /// It is gone.
    Deleted,
}

/// An event as OPENWOWI words it; kinds that the portal does not know are heard and left alone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenwowiEvent {
    /// `Person`, `LicenseAgreement`, `EconomicUnit`, `UseUnit`, `Document`, …
    #[schema(min_length = 1, max_length = 100, example = "Person")]
    pub entity_type: String,
    /// The ERP's key.
    #[schema(minimum = 0, example = 4711)]
    pub id: i64,
    /// `Created`, `Updated`, `Deleted`.
    #[schema(min_length = 1, max_length = 100, example = "Updated")]
    pub action: String,
    /// Where it can be fetched; the portal asks where its operator says.
    #[serde(default)]
    #[schema(max_length = 2048)]
    pub open_wowi_url: Option<String>,
}

/// `POST /erp/v1/events`.
pub async fn receive(State(desk): State<Desk>, request: Request) -> Response {
    told(heard(&desk, request).await)
}

async fn heard(desk: &Desk, request: Request) -> Result<Response, Problem> {
    let letter = desk.admit(request, Scope::EventsWrite).await?;
    letter.nothing_asked()?;
    let events = thin(letter.json()?)?;
    desk.carry_out(&letter, Order::Events(events)).await
}

/// The events in the portal's words.
fn thin(happened: Happened) -> Result<Vec<ThinEvent>, Problem> {
    let events = match happened {
        Happened::Many(Several { events }) => events,
        Happened::One(event) => vec![event],
        Happened::Openwowi(event) => return Ok(openwowi(&event).into_iter().collect()),
    };
    if events.is_empty() || events.len() > MOST {
        return Err(fault("events", "Möglich sind 1 bis 1.000 Ereignisse."));
    }
    let long = |event: &Event| event.reference.is_empty() || event.reference.chars().count() > REFERENCE;
    if let Some(index) = events.iter().position(long) {
        let path = format!("events[{index}].reference");
        return Err(fault(&path, "Eine Referenz hat 1 bis 100 Zeichen."));
    }
    Ok(events
        .into_iter()
        .map(|event| ThinEvent {
            entity: event.entity,
            reference: event.reference,
        })
        .collect())
}

fn openwowi(event: &OpenwowiEvent) -> Option<ThinEvent> {
    let entity = match event.entity_type.as_str() {
        "Person" => Entity::Person,
        "LicenseAgreement" => Entity::Contract,
        "EconomicUnit" | "Building" => Entity::Property,
        "UseUnit" => Entity::Unit,
        "Document" | "File" => Entity::Document,
        _ => return None,
    };
    Some(ThinEvent {
        entity,
        reference: event.id.to_string(),
    })
}

fn fault(path: &str, reason: &str) -> Problem {
    Problem::schema(vec![BodyFault {
        path: path.to_owned(),
        reason: reason.to_owned(),
    }])
}
