//! Stories of the use cases on a real store, on both engines.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod access;
mod changes;
mod documents;
mod erp_events;
mod gateway;
mod household;
mod letters;
mod log;
mod newcomers;
mod privacy;
mod queue;
mod receipts;
mod rollout;
mod staff;
mod tickets;
mod upkeep;

use domain::PersonId;
use service::testing::World;

/// Somebody in the manager's books, owed a letter or not.
async fn person(world: &World, reference: &str) -> PersonId {
    let mut tx = world.services.db().read().await.unwrap();
    let everybody = store::master::load(&mut tx).await.unwrap().persons;
    let found = everybody.into_iter().find(|one| one.reference == reference);
    found.unwrap().id
}
