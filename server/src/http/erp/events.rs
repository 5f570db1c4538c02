//! "This has changed": heard at once, fetched later.

use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::erp::{Entity, Scope};
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
    One(Event),
    /// One event, as OPENWOWI words it.
    Openwowi(OpenwowiEvent),
}

/// Several events, in any order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Several {
    /// The events; repeated ones count as one.
    #[schema(max_items = 10000)]
    pub events: Vec<Event>,
}

/// "This has changed."
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// What it is.
    #[schema(value_type = String, example = "person")]
    pub entity: Entity,
    /// The ERP's key.
    #[schema(example = "4711")]
    pub reference: String,
    /// What happened to it. It is fetched in either case: what counts is what it is now.
    #[serde(default)]
    pub action: Option<Happening>,
}

/// What happened to a record, as the ERP sees it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// It is new.
    Created,
    /// It is another than before.
    Updated,
    /// It is gone; only an explicit end ends anything.
    Deleted,
}

impl From<Event> for ThinEvent {
    fn from(event: Event) -> Self {
        debug!(entity = %event.entity, action = ?event.action, "heard of a change");
        Self {
            entity: event.entity,
            reference: event.reference,
        }
    }
}

/// An event as OPENWOWI words it; kinds that the portal does not know are heard and left alone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenwowiEvent {
    /// `Person`, `LicenseAgreement`, `EconomicUnit`, `UseUnit`, …
    #[schema(example = "Person")]
    pub entity_type: String,
    /// The ERP's key.
    #[schema(minimum = 0, example = 4711)]
    pub id: u64,
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
        Happened::Many(Several { events }) => events.into_iter().map(ThinEvent::from).collect(),
        Happened::One(event) => vec![event.into()],
        Happened::Openwowi(event) => thin(&event).into_iter().collect(),
    };
    desk.carry_out(&letter, Order::Events(events)).await
}

/// The event in the portal's words.
fn thin(event: &OpenwowiEvent) -> Option<ThinEvent> {
    let OpenwowiEvent {
        entity_type,
        action,
        open_wowi_url,
        ..
    } = event;
    debug!(entity_type, action, open_wowi_url, "heard of a change");
    let entity = match event.entity_type.as_str() {
        "Person" => Entity::Person,
        "LicenseAgreement" => Entity::Contract,
        "EconomicUnit" => Entity::Property,
        "UseUnit" => Entity::Unit,
        _ => return None,
    };
    Some(ThinEvent {
        entity,
        reference: event.id.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_openwowi_says_is_put_into_our_words() {
        for (kind, wanted) in [
            ("Person", Some(Entity::Person)),
            ("LicenseAgreement", Some(Entity::Contract)),
            ("UseUnit", Some(Entity::Unit)),
            ("EconomicUnit", Some(Entity::Property)),
            ("Booking", None),
        ] {
            let event = OpenwowiEvent {
                entity_type: kind.to_owned(),
                id: 4711,
                action: "Updated".to_owned(),
                open_wowi_url: None,
            };
            let wanted = wanted.map(|entity| ThinEvent {
                entity,
                reference: "4711".to_owned(),
            });
            assert_eq!(thin(&event), wanted, "{kind}");
        }
    }
}
