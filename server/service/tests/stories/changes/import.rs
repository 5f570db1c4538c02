//! The ERP's own export confirms what it carries.

use domain::change::{ChangeKind, ChangeState};
use service::erp::Batch;
use service::import::{self, PersonRecord};
use service::testing::{PASSWORD, World};

use super::{NEW, asked, handed_over, seen, signed_in, to};

service::stories!(
    an_import_with_the_new_value_confirms_it,
    what_nobody_has_proved_is_not_confirmed,
);

/// Vera as the ERP's export names her, with other contact details.
async fn export(world: &World, email: &str, phone: &str) {
    let mut tx = world.services.db().read().await.unwrap();
    let people = store::master::load(&mut tx).await.unwrap().persons;
    drop(tx);
    let vera = people
        .into_iter()
        .find(|person| person.reference == "P-VERA");
    let vera = vera.unwrap();
    let record = PersonRecord {
        reference: vera.reference,
        salutation: vera.salutation,
        first_name: vera.first_name,
        last_name: vera.last_name,
        street: vera.street,
        postal_code: vera.postal_code,
        town: vera.town,
        email: Some(email.to_owned()),
        phone: Some(phone.to_owned()),
        valid_from: None,
        valid_to: None,
        revision: None,
    };
    let batch = Batch {
        persons: vec![record],
        ..Batch::default()
    };
    import::carry_out(&world.guest(), batch, |_, _| {})
        .await
        .unwrap();
}

async fn an_import_with_the_new_value_confirms_it(world: World) {
    let vera = handed_over(&world).await;
    vera.changes()
        .ask_phone("030 23125 555", PASSWORD)
        .await
        .unwrap();
    world.mails().await.unwrap();
    export(&world, "vera@haus.example", "030 23125 101").await;
    for kind in [ChangeKind::Email, ChangeKind::Phone] {
        assert_eq!(seen(&vera, kind).await.state, ChangeState::HandedOver);
    }
    export(&world, NEW, "+49 30 23125555").await;
    let vera = signed_in(&world, NEW).await;
    for kind in [ChangeKind::Email, ChangeKind::Phone] {
        assert_eq!(seen(&vera, kind).await.state, ChangeState::Effective);
    }
    let told = world.mails().await.unwrap();
    assert!(!to(&told, "vera@haus.example").is_empty());
    export(&world, NEW, "+49 30 23125555").await;
    assert!(world.mails().await.unwrap().is_empty(), "once");
}

async fn what_nobody_has_proved_is_not_confirmed(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let (code, _) = asked(&world, &vera, "vera@haus.example", NEW).await;
    export(&world, NEW, "030 23125 101").await;
    assert_eq!(
        seen(&vera, ChangeKind::Email).await.state,
        ChangeState::Requested
    );
    vera.changes().confirm_email(&code).await.unwrap();
    let vera = signed_in(&world, NEW).await;
    assert_eq!(
        seen(&vera, ChangeKind::Email).await.state,
        ChangeState::Effective
    );
}
