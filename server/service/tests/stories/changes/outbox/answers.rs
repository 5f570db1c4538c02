//! The ERP fetches, confirms and rejects; what it is told when the portal itself ends a change.

use chrono::Duration;
use domain::audit::Action;
use domain::change::{ChangeKind, ChangeState, NewBank};
use domain::erp::CommandKind;
use domain::{Refusal, Role};
use service::Error;
use service::testing::{PASSWORD, World};
use store::audit;

use super::super::{NEW, handed_over, on_desk, refusal, seen};
use super::{commands, erp, with};

service::stories!(
    a_change_is_fetched_and_confirmed,
    a_rejection_of_the_erp_is_read_by_the_resident,
    the_erp_hears_of_an_end_that_is_not_its_own_word,
    an_account_is_read_in_full_only_as_long_as_it_is_needed,
    tickets_are_told_where_the_operator_wants_it,
    without_an_erp_nothing_is_told,
);

async fn a_change_is_fetched_and_confirmed(world: World) {
    let vera = handed_over(&world).await;
    let there = world.services.operator("erp");
    let page = there.gateway().changes_after(0, 10).await.unwrap();
    assert_eq!(
        (page.changes.len(), page.next_after, page.more),
        (1, 1, false)
    );
    let told = &page.changes[0];
    let change = told.change.as_ref().unwrap();
    assert_eq!(
        (told.kind, change.person.as_str(), change.kind),
        (CommandKind::ChangeRequested, "P-VERA", ChangeKind::Email)
    );
    assert_eq!(
        (change.old_value.as_deref(), change.new_value.as_str()),
        (Some("vera@haus.example"), NEW)
    );
    assert_eq!(change.promised_on, "2026-11-06".parse().ok());
    let again = there.gateway().changes_after(0, 10).await.unwrap();
    assert_eq!(again.changes[0].id, told.id, "the key of the command");
    for wanted in [1, 0] {
        let new = there.gateway().acknowledge(1).await;
        assert_eq!(new.unwrap(), wanted);
    }
    let rest = there.gateway().changes_after(1, 10).await.unwrap();
    assert_eq!((rest.changes.len(), rest.next_after), (0, 1));

    let stranger = vera.gateway().changes_after(0, 10).await;
    assert!(matches!(stranger, Err(Error::SignIn)));
    let stranger = vera.gateway().confirm(change.id).await;
    assert!(matches!(stranger, Err(Error::SignIn)));
    let nobody = there.gateway().confirm(4711_i64).await;
    assert!(matches!(nobody, Err(Error::NotFound)));

    for _ in 0..2 {
        let state = there.gateway().confirm(change.id).await;
        assert_eq!(state.unwrap(), ChangeState::Effective);
    }
    let state = there.gateway().confirm(1_i64).await;
    assert_eq!(state.unwrap(), ChangeState::Effective, "by its place");
    let late = there.gateway().reject(change.id, "Nein.").await;
    assert_eq!(refusal(late), Refusal::AnsweredOtherwise);
    let vera = super::super::signed_in(&world, NEW).await;
    let shown = seen(&vera, ChangeKind::Email).await;
    assert_eq!(shown.state, ChangeState::Effective);
    assert_eq!(commands(&world).await.len(), 1, "it need not be told");
}

async fn a_rejection_of_the_erp_is_read_by_the_resident(world: World) {
    let vera = handed_over(&world).await;
    let there = world.services.operator("erp");
    let wordless = there.gateway().reject(1_i64, " ").await;
    assert_eq!(refusal(wordless), Refusal::ReasonMissing);
    for reason in ["Die Adresse ist gesperrt.", "Immer noch."] {
        let state = there.gateway().reject(1_i64, reason).await;
        assert_eq!(state.unwrap(), ChangeState::Rejected);
    }
    let late = there.gateway().confirm(1_i64).await;
    assert_eq!(refusal(late), Refusal::AnsweredOtherwise);
    let change = seen(&vera, ChangeKind::Email).await;
    assert_eq!(change.reason.as_deref(), Some("Die Adresse ist gesperrt."));
    assert_eq!(commands(&world).await.len(), 1, "it need not be told");
}

async fn the_erp_hears_of_an_end_that_is_not_its_own_word(world: World) {
    let vera = handed_over(&world).await;
    vera.changes().withdraw(ChangeKind::Email).await.unwrap();
    let there = world.services.operator("erp");
    let late = there.gateway().confirm(1_i64).await;
    assert_eq!(refusal(late), Refusal::AnsweredOtherwise);
    let staff = world.staff(Role::Clerk).await.unwrap();
    for by_hand in [true, false] {
        let phone = "030 23125 555";
        vera.changes().ask_phone(phone, PASSWORD).await.unwrap();
        let id = on_desk(&world).await.id;
        if by_hand {
            staff.changes().reject(id, "Bitte anrufen.").await.unwrap();
        } else {
            staff.changes().accept(id).await.unwrap();
        }
    }
    let kinds: Vec<_> = commands(&world).await.iter().map(|one| one.kind).collect();
    let (asked, gone) = (CommandKind::ChangeRequested, CommandKind::ChangeWithdrawn);
    assert_eq!(kinds, [asked, gone, asked, gone, asked]);
    let page = there.gateway().changes_after(0, 2).await.unwrap();
    assert!(page.more);
    let states = page.changes.iter().filter_map(|told| told.change.as_ref());
    assert!(
        states
            .into_iter()
            .all(|change| change.state == ChangeState::Withdrawn)
    );
}

async fn an_account_is_read_in_full_only_as_long_as_it_is_needed(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let new = NewBank {
        contract: vera.me().unwrap().contracts[0].id,
        holder: "Vera Lindt".to_owned(),
        iban: "DE89 3704 0044 0532 0130 00".to_owned(),
        debit: true,
    };
    vera.changes().ask_bank(new, PASSWORD).await.unwrap();
    assert!(commands(&world).await.is_empty(), "nobody has released it");
    let id = on_desk(&world).await.id;
    world.pass(Duration::hours(24));
    let [one, two] = [Role::Clerk, Role::Admin].map(|role| world.staff(role));
    let (one, two) = (one.await.unwrap(), two.await.unwrap());
    one.changes().release(id).await.unwrap();
    one.changes().notice(id).await.unwrap();
    two.changes().release(id).await.unwrap();

    let there = world.services.operator("erp");
    let page = there.gateway().changes_after(0, 10).await.unwrap();
    let change = page.changes[0].change.clone().unwrap();
    let bank = change.bank.unwrap();
    assert_eq!((bank.contract.as_str(), bank.debit), ("V-1", true));
    assert_eq!(bank.iban.as_deref(), Some("DE89370400440532013000"));
    assert!(bank.mandate.is_some());
    let looks = async || {
        let mut tx = world.services.db().read().await.unwrap();
        audit::count(&mut tx, Action::IbanSeen).await.unwrap()
    };
    assert_eq!(looks().await, 1);
    there.gateway().confirm(id).await.unwrap();
    let page = there.gateway().changes_after(0, 10).await.unwrap();
    let bank = page.changes[0].change.clone().unwrap().bank.unwrap();
    assert_eq!((bank.iban, bank.holder.as_str()), (None, "Vera Lindt"));
    assert_eq!(looks().await, 1, "nothing to see");
}

async fn tickets_are_told_where_the_operator_wants_it(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let new = world.report(&vera, "Heizung kalt").unwrap();
    vera.tickets().report(new, vec![]).await.unwrap();
    assert!(commands(&world).await.is_empty());
    let mut wanted = erp();
    wanted.tickets_out = true;
    let (services, _) = with(&world, wanted);
    let vera = super::at(&services, world.resident_token("P-VERA").await.unwrap()).await;
    let new = world.report(&vera, "Fenster klemmt").unwrap();
    vera.tickets().report(new, vec![]).await.unwrap();
    let there = services.operator("erp");
    let page = there.gateway().changes_after(0, 10).await.unwrap();
    let told = page.changes[0].ticket.as_ref().unwrap();
    assert_eq!(
        (
            told.person.as_str(),
            told.contract.as_str(),
            told.title.as_str()
        ),
        ("P-VERA", "V-1", "Fenster klemmt")
    );
    assert!(told.link.ends_with(&told.id.to_string()));
}

async fn without_an_erp_nothing_is_told(world: World) {
    let mut none = erp();
    none.enabled = false;
    let (services, _) = with(&world, none);
    let vera = super::at(&services, world.resident_token("P-VERA").await.unwrap()).await;
    vera.changes()
        .ask_phone("030 23125 555", PASSWORD)
        .await
        .unwrap();
    assert!(commands(&world).await.is_empty());
    let id = on_desk(&world).await.id;
    let staff = super::clerk(&services, &world).await;
    staff.changes().accept(id).await.unwrap();
    assert_eq!(
        seen(&vera, ChangeKind::Phone).await.state,
        ChangeState::Effective
    );
}
