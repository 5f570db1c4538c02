//! The audit log names who it was, and keeps what was refused.

use chrono::Duration;
use domain::TicketId;
use domain::audit::{Action, AuditResult};
use service::testing::World;
use service::{Caller, letters};
use store::audit::{self, Event};
use uuid::Uuid;

service::stories!(
    a_refused_access_is_in_the_log,
    commands_and_jobs_have_a_name,
);

async fn about(world: &World, object: Uuid) -> Vec<Event> {
    let mut tx = world.services.db().read().await.unwrap();
    audit::about(&mut tx, object).await.unwrap()
}

/// Who was refused a thing.
async fn refused(world: &World, object: Uuid) -> Vec<Option<Uuid>> {
    let events = about(world, object).await.into_iter();
    events
        .filter(|event| event.action == Action::AccessDenied)
        .inspect(|event| assert_eq!(event.result, AuditResult::Refused))
        .map(|event| event.actor_id)
        .collect()
}

fn account(caller: &Caller) -> Option<Uuid> {
    caller.me().map(|me| me.account.0)
}

async fn a_refused_access_is_in_the_log(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let olga = world.resident("P-OLGA").await.unwrap();
    let new = world.report(&vera, "Heizung kalt").unwrap();
    let contract = new.contract;
    let ticket = vera.tickets().report(new, vec![]).await.unwrap().id;
    let nothing = TicketId(world.services.chance().id(world.now()));
    for caller in [&olga, &world.guest()] {
        for id in [ticket, nothing] {
            assert!(caller.tickets().show(id).await.is_err());
            assert!(caller.tickets().receipt(id).await.is_err());
        }
        assert!(caller.contracts().show(contract).await.is_err());
        caller.write_denials().await.unwrap();
        caller.write_denials().await.unwrap();
    }
    for object in [ticket.0, nothing.0, contract.0] {
        assert_eq!(refused(&world, object).await, [account(&olga)]);
    }
    assert!(olga.staff().note(ticket, "x").await.is_err());
    olga.write_denials().await.unwrap();
    let mut tx = world.services.db().read().await.unwrap();
    assert_eq!(
        audit::count(&mut tx, Action::AccessDenied).await.unwrap(),
        4
    );
}

async fn commands_and_jobs_have_a_name(world: World) {
    let owed = letters::owed(&world.guest(), "O-1", true).await.unwrap();
    let olga = owed.into_iter().find(|person| person.first_name == "Olga");
    let olga = olga.unwrap().id;
    let operator = world.services.operator("letters");
    letters::make_for(&operator, olga, None).await.unwrap();
    world.pass(Duration::days(8));
    let signed = "2020-01-01".parse().unwrap();
    let guest = world.guest();
    guest
        .access()
        .lost_letter("V-2", "Brandt", signed)
        .await
        .unwrap();
    world.pass(Duration::seconds(1));
    world.work().await.unwrap();
    let kinds: Vec<String> = about(&world, olga.0)
        .await
        .into_iter()
        .map(|event| event.actor_kind)
        .collect();
    assert_eq!(kinds, ["operator", "anonymous", "queue"]);
}
