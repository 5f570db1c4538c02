//! The receipt that proves what arrived, and who may have it.

use domain::Role;
use domain::audit::Action;
use domain::ticket::Step;
use service::Error;
use service::testing::World;

service::stories!(
    a_receipt_is_a_pdf_that_later_steps_do_not_change,
    only_who_sees_the_ticket_gets_its_receipt,
    staff_looks_at_receipts_are_written_down,
);

async fn a_receipt_is_a_pdf_that_later_steps_do_not_change(world: World) {
    let (vera, clerk) = (
        world.resident("P-VERA").await.unwrap(),
        world.staff(Role::Clerk).await.unwrap(),
    );
    let new = world.report(&vera, "Heizung kalt").unwrap();
    let id = vera.tickets().report(new, vec![]).await.unwrap().id;
    let receipt = vera.tickets().receipt(id).await.unwrap();
    assert_eq!(receipt.number, "2026-000001");
    assert!(receipt.pdf.starts_with(b"%PDF-"));

    let question = "Seit wann genau?".to_owned();
    clerk
        .tickets()
        .step(id, Step::Ask { question })
        .await
        .unwrap();
    let client_ref = world.services.chance().id(world.now());
    vera.tickets()
        .reply(id, client_ref, "Seit Sonntag.", vec![])
        .await
        .unwrap();
    let again = vera.tickets().receipt(id).await.unwrap();
    assert!(again.pdf == receipt.pdf, "the proof is of what arrived");
}

async fn only_who_sees_the_ticket_gets_its_receipt(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let new = world.report(&vera, "Heizung kalt").unwrap();
    let id = vera.tickets().report(new, vec![]).await.unwrap().id;
    let jan = world.resident("P-JAN").await.unwrap();
    assert!(jan.tickets().receipt(id).await.is_ok());
    for reference in ["P-OLGA", "P-EMIL", "P-ADA"] {
        let other = world.resident(reference).await.unwrap();
        assert!(
            matches!(other.tickets().receipt(id).await, Err(Error::NotFound)),
            "{reference}"
        );
    }
    assert!(matches!(
        world.guest().tickets().receipt(id).await,
        Err(Error::SignIn)
    ));
    vera.tickets().share(id, false).await.unwrap();
    assert!(matches!(
        jan.tickets().receipt(id).await,
        Err(Error::NotFound)
    ));
}

async fn staff_looks_at_receipts_are_written_down(world: World) {
    let (vera, clerk) = (
        world.resident("P-VERA").await.unwrap(),
        world.staff(Role::Clerk).await.unwrap(),
    );
    let new = world.report(&vera, "Heizung kalt").unwrap();
    let id = vera.tickets().report(new, vec![]).await.unwrap().id;
    vera.tickets().receipt(id).await.unwrap();
    clerk.tickets().receipt(id).await.unwrap();
    let mut tx = world.services.db().read().await.unwrap();
    let looks = store::audit::count(&mut tx, Action::ReceiptSeen)
        .await
        .unwrap();
    assert_eq!(looks, 1, "the clerk's, not the resident's own");
}
