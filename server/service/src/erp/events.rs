//! Thin events: the ERP says that something has changed, and the portal fetches what it is now. So events may come twice, in
//! any order, or again later: the state they lead to is the same.

use domain::audit::{Action, AuditResult};
use domain::erp::contact::EVENTS;
use domain::erp::{Entity, EventAction};
use domain::{Refusal, typed};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::Tx;
use store::erp::event::{self, Event};
use utoipa::ToSchema;

use super::contact;
use crate::jobs::{self, FetchChanged};
use crate::trail::Object;
use crate::{Caller, Error, Result, Services};

/// Most events of one call.
pub const MOST: usize = 10_000;
/// Most characters of a key of the ERP.
const LONGEST: usize = 200;

/// "This has changed."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ThinEvent {
    /// What it is.
    #[schema(value_type = String, example = "person")]
    pub entity: Entity,
    /// The ERP's key.
    #[schema(min_length = 1, max_length = 200, example = "4711")]
    pub reference: String,
    /// What happened to it; the portal fetches it in either case.
    #[schema(value_type = String, example = "updated")]
    pub action: EventAction,
}

/// Notes what has to be fetched, repeated events as one, and has it fetched; documents, which the ERP provides as a whole,
/// are left alone.
///
/// # Errors
/// `EventsUnwanted` where nothing can be fetched; `EventUnreadable` for one that names nothing that can be; the database is
/// gone.
pub async fn receive(caller: &Caller, tx: &mut Tx, events: Vec<ThinEvent>) -> Result<()> {
    let services = &caller.services;
    if services.settings().erp.fetch.is_none() {
        return Err(Refusal::EventsUnwanted.into());
    }
    if events.len() > MOST || !events.iter().all(is_readable) {
        return Err(Refusal::EventUnreadable.into());
    }
    let now = services.clock().now();
    let fetched = events.iter().filter(|thin| thin.entity != Entity::Document);
    for thin in fetched {
        event::note(tx, thin.entity, &thin.reference, now).await?;
    }
    let detail = Map::from_iter([("events".to_owned(), Value::from(events.len()))]);
    let object = Object::Many("erp_events");
    caller
        .trail_with(
            tx,
            Action::ErpEventsHeard,
            object,
            AuditResult::Done,
            detail,
        )
        .await?;
    // Whether it goes well is seen when it is fetched; a word alone brings no data.
    if events.iter().all(|thin| thin.entity == Entity::Document) {
        contact::heard(services, tx, EVENTS, true, None).await?;
    }
    jobs::add(services, tx, &FetchChanged {}).await
}

fn is_readable(event: &ThinEvent) -> bool {
    let reference = &event.reference;
    !reference.is_empty()
        && reference.chars().count() <= LONGEST
        && *reference == typed::line(reference)
}

/// Fetches a record again that was given up.
///
/// # Errors
/// `NotFound` where nothing of that name was given up; the database is gone.
pub async fn again(
    services: &Services,
    tx: &mut Tx,
    entity: Entity,
    reference: &str,
) -> Result<()> {
    let now = services.clock().now();
    if !event::again(tx, entity, reference, now).await? {
        return Err(Error::NotFound);
    }
    jobs::add(services, tx, &FetchChanged {}).await
}

/// Records that were given up, the oldest first.
///
/// # Errors
/// The database is gone.
pub async fn dead(tx: &mut Tx, most: i64) -> Result<Vec<Event>> {
    Ok(event::dead(tx, most).await?)
}
