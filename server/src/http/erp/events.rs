//! "This has changed": heard at once, fetched later.

use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::erp::{Entity, EventAction, Scope};
use serde::Deserialize;
use service::erp::{events::ThinEvent, order::Order};
use tracing::debug;
use utoipa::ToSchema;

use super::{Desk, gate::told, problem::Problem};

/// What has happened, in one of three forms.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Happened {
    /// Several events.
    Many(Several),
    /// One event.
    One(ThinEvent),
    /// One event, as OPENWOWI words it.
    Openwowi(OpenwowiEvent),
}

/// Several events, in any order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Several {
    /// The events; repeated ones count as one.
    #[schema(max_items = 10000)]
    pub events: Vec<ThinEvent>,
}

/// An event as OPENWOWI words it; kinds that the portal does not know are heard and left alone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenwowiEvent {
    /// `Person`, `LicenseAgreement`, `EconomicUnit`, `UseUnit`, …
    #[schema(example = "Person")]
    pub entity_type: String,
    /// The ERP's key.
    #[schema(example = 4711)]
    pub id: i64,
    /// `Created`, `Updated`, `Deleted`.
    #[schema(example = "Updated")]
    pub action: String,
    /// Where it can be fetched; the portal asks where its operator says.
    #[serde(default)]
    pub open_wowi_url: Option<String>,
}

/// `POST /erp/v1/events`.
pub async fn receive(State(desk): State<Desk>, request: Request) -> Response {
    told(heard(&desk, request).await)
}

async fn heard(desk: &Desk, request: Request) -> Result<Response, Problem> {
    let letter = desk.admit(request, Scope::EventsWrite).await?;
    letter.nothing_asked()?;
    let events = match letter.json()? {
        Happened::Many(Several { events }) => events,
        Happened::One(event) => vec![event],
        Happened::Openwowi(event) => thin(&event).into_iter().collect(),
    };
    desk.carry_out(&letter, Order::Events(events)).await
}

/// The event in the portal's words.
fn thin(event: &OpenwowiEvent) -> Option<ThinEvent> {
    debug!(
        entity = event.entity_type,
        place = event.open_wowi_url,
        "heard of a change"
    );
    let entity = match event.entity_type.as_str() {
        "Person" => Entity::Person,
        "LicenseAgreement" => Entity::Contract,
        "EconomicUnit" => Entity::Property,
        "UseUnit" => Entity::Unit,
        _ => return None,
    };
    let action = match event.action.to_lowercase().as_str() {
        "created" => EventAction::Created,
        "deleted" => EventAction::Deleted,
        _ => EventAction::Updated,
    };
    Some(ThinEvent {
        entity,
        reference: event.id.to_string(),
        action,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_openwowi_says_is_put_into_our_words() {
        for (kind, action, wanted) in [
            (
                "Person",
                "Updated",
                Some((Entity::Person, EventAction::Updated)),
            ),
            (
                "LicenseAgreement",
                "created",
                Some((Entity::Contract, EventAction::Created)),
            ),
            (
                "UseUnit",
                "Deleted",
                Some((Entity::Unit, EventAction::Deleted)),
            ),
            (
                "EconomicUnit",
                "?",
                Some((Entity::Property, EventAction::Updated)),
            ),
            ("Booking", "Updated", None),
        ] {
            let event = OpenwowiEvent {
                entity_type: kind.to_owned(),
                id: 4711,
                action: action.to_owned(),
                open_wowi_url: None,
            };
            let told = thin(&event).map(|thin| {
                assert_eq!(thin.reference, "4711");
                (thin.entity, thin.action)
            });
            assert_eq!(told, wanted, "{kind} {action}");
        }
    }
}
