//! What the ERP is told of changes, on each way, and what it answers.

mod answers;
mod desk;
mod ways;

use std::net::IpAddr;

use delivery::{Courier, LetterBox, Mailer, MemoryLetterBox, MemoryMailbox};
use domain::Role;
use service::erp::settings::ErpSettings;
use service::services::Parts;
use service::testing::World;
use service::{Caller, Queue, RequestFacts, Services, Settings};
use store::erp::command::{self, Command};

/// The same portal with other ways to the ERP; its mails lie in the box beside it.
fn with(world: &World, erp: ErpSettings) -> (Services, MemoryMailbox) {
    let (services, mailbox) = (&world.services, MemoryMailbox::default());
    let services = Services::new(Parts {
        db: services.db().clone(),
        blobs: services.blobs().clone(),
        clock: services.clock().clone(),
        chance: services.chance().clone(),
        mailer: Mailer::Memory(mailbox.clone()),
        letter_box: LetterBox::Memory(MemoryLetterBox::default()),
        courier: Courier::Memory(world.erp.clone()),
        settings: Settings {
            erp,
            ..services.settings().clone()
        },
    });
    (services, mailbox)
}

/// What the test world has, to which ways are added.
fn erp() -> ErpSettings {
    ErpSettings {
        enabled: true,
        silence_hours: 26,
        ..ErpSettings::default()
    }
}

/// Somebody at that portal.
async fn at(services: &Services, token: String) -> Caller {
    let facts = RequestFacts {
        address: IpAddr::from([192, 0, 2, 7]),
        id: "test".to_owned(),
        user_agent: "Firefox Windows".to_owned(),
        session: Some(token),
        registration: None,
        half_session: None,
        contract: None,
    };
    services.caller(facts).await.unwrap()
}

async fn clerk(services: &Services, world: &World) -> Caller {
    at(services, world.staff_token(Role::Clerk).await.unwrap()).await
}

async fn work(services: &Services) {
    Queue::new(services.clone()).drain().await.unwrap();
}

/// All commands, in their order.
async fn commands(world: &World) -> Vec<Command> {
    let mut tx = world.services.db().read().await.unwrap();
    command::after(&mut tx, 0, 99).await.unwrap()
}
