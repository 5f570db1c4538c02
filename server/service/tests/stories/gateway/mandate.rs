//! A mandate that the ERP debits confirms the bank details it was given for.

use chrono::Duration;
use domain::Role;
use domain::change::{ChangeKind, ChangeState, NewBank};
use service::Caller;
use service::erp::Batch;
use service::import::BankMandateRecord;
use service::testing::{PASSWORD, World};
use store::change::bank;

use super::applied;

service::stories!(a_debited_mandate_confirms_its_request);

async fn state(caller: &Caller) -> ChangeState {
    let page = caller.changes().own().await.unwrap();
    let mut all = page.open.into_iter().chain(page.past);
    let found = all.find(|change| change.kind == ChangeKind::Bank);
    found.unwrap().state
}

async fn a_debited_mandate_confirms_its_request(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let new = NewBank {
        contract: vera.me().unwrap().contracts[0].id,
        holder: "Vera Lindt".to_owned(),
        iban: "DE89370400440532013000".to_owned(),
        debit: true,
    };
    vera.changes().ask_bank(new, PASSWORD).await.unwrap();
    world.mails().await.unwrap();
    world.pass(Duration::hours(24));
    let [clerk, admin] = [Role::Clerk, Role::Admin].map(|role| world.staff(role));
    let (clerk, admin) = (clerk.await.unwrap(), admin.await.unwrap());
    let id = clerk.changes().desk(false, 1, None).await.unwrap().rows[0].id;
    clerk.changes().release(id).await.unwrap();
    clerk.changes().notice(id).await.unwrap();
    admin.changes().release(id).await.unwrap();
    let vera = world.resident("P-VERA").await.unwrap();
    assert_eq!(state(&vera).await, ChangeState::HandedOver);
    let mut tx = world.services.db().read().await.unwrap();
    let mandate = bank::of_change(&mut tx, id).await.unwrap().unwrap().mandate;
    drop(tx);
    let record = |reference: &str, contract: &str| BankMandateRecord {
        reference: reference.to_owned(),
        contract: contract.to_owned(),
        holder: "Vera Lindt".to_owned(),
        iban: "DE89370400440532013000".to_owned(),
        mandate: mandate.clone(),
        signed_on: None,
        valid_from: None,
        valid_to: None,
        revision: Some(1),
    };
    for (reference, contract, wanted) in [
        ("B-2", "V-2", ChangeState::HandedOver),
        ("B-1", "V-1", ChangeState::Effective),
    ] {
        let batch = Batch {
            bank_mandates: vec![record(reference, contract)],
            ..Batch::default()
        };
        applied(&world, batch).await;
        assert_eq!(state(&vera).await, wanted, "{contract}");
    }
    let mut tx = world.services.db().read().await.unwrap();
    let kept = store::master::bank_mandates(&mut tx, &["B-1"])
        .await
        .unwrap();
    let shown = &kept[0].kept.row.iban_masked;
    assert!(shown.starts_with("DE89 ••••"), "{shown}");
}
