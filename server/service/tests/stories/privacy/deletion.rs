//! Deletion: the preview, the request, and the end of one's own access.

use chrono::Duration;
use domain::audit::Action;
use domain::privacy::{Fate, Record};
use domain::ticket::Step;
use domain::{Refusal, Role};
use service::testing::{PASSWORD, World};
use service::{Caller, Error};
use store::{account, audit, change};

use super::archive::{blobs_of_archives, keep_house};
use super::collected;

service::stories!(
    the_preview_tells_what_goes_and_what_stays,
    a_request_becomes_a_ticket_that_staff_answer,
    of_two_requests_at_once_one_is_made,
    a_former_tenant_may_ask_too,
    an_ended_access_opens_nothing_and_leaves_the_tickets,
    staff_end_no_access_here,
);

async fn the_preview_tells_what_goes_and_what_stays(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let new = world.report(&vera, "Heizung").unwrap();
    vera.tickets().report(new, vec![]).await.unwrap();
    let page = vera.privacy().deletion().await.unwrap();
    let fate = |record: Record| page.kept.iter().find(|kept| kept.record == record);
    let fate = |record: Record| fate(record).map(|kept| kept.fate);
    assert_eq!(fate(Record::Account), Some(Fate::Now));
    assert_eq!(fate(Record::Tickets), None);
    assert_eq!(fate(Record::OpenTickets), Some(Fate::Running { years: 6 }));
    assert_eq!(fate(Record::Contract), Some(Fate::Running { years: 8 }));
    assert_eq!(page.asked, None);
    let emil = world.resident("P-EMIL").await.unwrap();
    let page = emil.privacy().deletion().await.unwrap();
    let contract = page
        .kept
        .iter()
        .find(|kept| kept.record == Record::Contract);
    let day = "2034-12-31".parse().unwrap();
    assert_eq!(contract.unwrap().fate, Fate::Until { day });
}

fn fresh(world: &World) -> uuid::Uuid {
    world.services.chance().id(world.now())
}

async fn a_request_becomes_a_ticket_that_staff_answer(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let form = fresh(&world);
    let id = vera.privacy().ask_deletion(form).await.unwrap();
    assert_eq!(
        vera.privacy().ask_deletion(form).await.unwrap(),
        id,
        "sent twice"
    );
    assert!(matches!(
        vera.privacy().ask_deletion(fresh(&world)).await,
        Err(Error::Refused(Refusal::DeletionAsked))
    ));
    let asked = vera.privacy().deletion().await.unwrap().asked.unwrap();
    assert_eq!((asked.ticket_id, asked.asked_at), (id, world.now()));
    let jan = world.resident("P-JAN").await.unwrap();
    assert!(matches!(jan.tickets().show(id).await, Err(Error::NotFound)));
    let clerk = world.staff(Role::Clerk).await.unwrap();
    assert_eq!(
        clerk.tickets().show(id).await.unwrap().row.title,
        "Löschung meiner Daten"
    );
    assert_eq!(world.mails().await.unwrap().len(), 1);
    let reason = "Erledigt, bis auf die Fristen.".to_owned();
    clerk
        .tickets()
        .step(id, Step::Reject { reason })
        .await
        .unwrap();
    world.pass(Duration::seconds(1));
    assert!(vera.privacy().ask_deletion(fresh(&world)).await.is_ok());
    let mut tx = world.services.db().read().await.unwrap();
    assert_eq!(
        audit::count(&mut tx, Action::DeletionAsked).await.unwrap(),
        2
    );
}

async fn of_two_requests_at_once_one_is_made(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let asked = (0..6).map(|_| {
        let (vera, form) = (vera.clone(), fresh(&world));
        tokio::spawn(async move { vera.privacy().ask_deletion(form).await.is_ok() })
    });
    let mut made = 0;
    for done in asked.collect::<Vec<_>>() {
        made += u32::from(done.await.unwrap());
    }
    assert_eq!(made, 1);
}

async fn a_former_tenant_may_ask_too(world: World) {
    let emil = world.resident("P-EMIL").await.unwrap();
    let id = emil.privacy().ask_deletion(fresh(&world)).await.unwrap();
    assert!(emil.tickets().show(id).await.unwrap().mine);
    world.pass(Duration::days(400));
    let emil = world.resident("P-EMIL").await.unwrap();
    assert!(matches!(
        emil.privacy().ask_deletion(fresh(&world)).await,
        Err(Error::Refused(Refusal::DeletionByPhone))
    ));
}

async fn signs_in(world: &World) -> bool {
    let access = world.guest();
    let session = access.access().sign_in("vera@haus.example", PASSWORD, true);
    session.await.is_ok()
}

async fn may_see(caller: &Caller, id: domain::TicketId) -> bool {
    caller.tickets().show(id).await.is_ok()
}

async fn an_ended_access_opens_nothing_and_leaves_the_tickets(world: World) {
    let token = world.resident_token("P-VERA").await.unwrap();
    let vera = world.with(Some(token.clone()), None).await.unwrap();
    let new = world.report(&vera, "Heizung").unwrap();
    let id = vera.tickets().report(new, vec![]).await.unwrap().id;
    collected(&world, &vera).await;
    let phone = vera.changes().ask_phone("030 23125 555", PASSWORD);
    phone.await.unwrap();
    world.mails().await.unwrap();
    for (password, sure, refusal) in [
        (PASSWORD, false, Refusal::EndUnconfirmed),
        ("falsch", true, Refusal::PasswordWrong),
    ] {
        let refused = vera.privacy().end_access(password, sure).await;
        assert!(matches!(refused, Err(Error::Refused(told)) if told == refusal));
    }
    assert!(signs_in(&world).await);
    vera.privacy().end_access(PASSWORD, true).await.unwrap();
    let after = world.with(Some(token), None).await.unwrap();
    assert!(after.me().is_none(), "the device is signed out");
    assert!(!signs_in(&world).await);
    let mails = world.mails().await.unwrap();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "vera@haus.example");
    let jan = world.resident("P-JAN").await.unwrap();
    let clerk = world.staff(Role::Clerk).await.unwrap();
    assert!(may_see(&jan, id).await && may_see(&clerk, id).await);
    keep_house(&world).await;
    assert!(blobs_of_archives(&world).await.is_empty());
    let mut tx = world.services.db().read().await.unwrap();
    let freed = account::by_email(&mut tx, "vera@haus.example").await;
    assert!(freed.unwrap().is_none());
    assert_eq!(audit::count(&mut tx, Action::AccessEnded).await.unwrap(), 1);
    assert_eq!(change::counts(&mut tx).await.unwrap(), (0, 1));
}

async fn staff_end_no_access_here(world: World) {
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let admin = world.staff(Role::Admin).await.unwrap();
    for staff in [&clerk, &admin] {
        let refused = staff.privacy().end_access(PASSWORD, true).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
        let refused = staff.privacy().ask_deletion(fresh(&world)).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
        assert!(matches!(
            staff.privacy().deletion().await,
            Err(Error::Forbidden)
        ));
    }
    let guest = world.guest();
    assert!(matches!(
        guest.privacy().end_access(PASSWORD, true).await,
        Err(Error::SignIn)
    ));
}
