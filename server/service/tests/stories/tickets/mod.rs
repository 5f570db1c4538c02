//! Reports, answers and who sees them.

mod course;
mod filing;
mod sight;

use domain::TicketId;
use service::testing::World;
use service::{Caller, Error};

async fn report(world: &World, caller: &Caller, title: &str) -> TicketId {
    let new = world.report(caller, title).unwrap();
    caller.tickets().report(new, vec![]).await.unwrap().id
}

async fn reply(world: &World, caller: &Caller, id: TicketId, text: &str) -> Result<(), Error> {
    caller
        .tickets()
        .reply(id, world.services.chance().id(world.now()), text, vec![])
        .await
}
