//! Bank details: the whole course, and what keeps a thief from leading the money astray.

use chrono::Duration;
use domain::audit::{Action, AuditResult};
use domain::change::{ChangeActor, ChangeKind, ChangeState, NewBank};
use domain::iban::IbanRefusal;
use domain::privacy::LookedAt;
use domain::{Refusal, Role};
use service::erp::Batch;
use service::import::{self, ContractRecord};
use service::testing::{Engine, PASSWORD, World, settings};
use service::{Caller, Error};
use store::{audit, master};

use super::{on_desk, refusal, seen, to};

service::stories!(
    bank_details_pass_by_two_after_a_day,
    what_is_mistyped_is_told_before_the_password,
    nobody_releases_early_or_twice,
    of_two_second_releases_one_wins,
    the_mailbox_calls_bank_details_back,
    the_whole_account_is_shown_on_a_press_and_then_forgotten,
    only_a_debit_has_a_mandate,
    a_fresh_password_is_seen_by_staff,
    a_recovered_account_is_seen_by_staff,
    papers_are_for_the_person_and_staff,
    whoever_is_not_named_any_more_gets_nothing,
    an_import_takes_the_ground_away,
    staff_looks_at_bank_details_have_their_words,
);

const IBAN: &str = "de89 3704 0044 0532 0130 00";
const MASKED: &str = "DE89 •••• •••• •••• •••• 00";

fn wish(caller: &Caller, debit: bool) -> NewBank {
    NewBank {
        contract: caller.me().unwrap().contracts[0].id,
        holder: "Vera Lindt".to_owned(),
        iban: IBAN.to_owned(),
        debit,
    }
}

/// Vera's bank details, asked for; her notice is read.
async fn asked(world: &World) -> (Caller, String) {
    let vera = world.resident("P-VERA").await.unwrap();
    let new = wish(&vera, true);
    vera.changes().ask_bank(new, PASSWORD).await.unwrap();
    let mails = world.mails().await.unwrap();
    let notice = to(&mails, "vera@haus.example")[0].text.clone();
    assert!(notice.contains("neue Bankverbindung"), "{notice}");
    assert!(!notice.contains("DE89"), "no account in a mail");
    let (_, token) = notice.split_once("/aenderung-widerrufen#t=").unwrap();
    let token = token.split_whitespace().next().unwrap().to_owned();
    (vera, token)
}

async fn bank_details_pass_by_two_after_a_day(world: World) {
    let (vera, _) = asked(&world).await;
    let change = seen(&vera, ChangeKind::Bank).await;
    assert_eq!(
        (change.state, change.next, change.promised_on),
        (
            ChangeState::Requested,
            ChangeActor::Staff,
            "2026-11-09".parse().ok()
        )
    );
    assert_eq!(change.new_value, MASKED);
    let id = on_desk(&world).await.id;
    world.pass(Duration::hours(24));
    let [clerk, admin] = [Role::Clerk, Role::Admin].map(|role| world.staff(role));
    let (clerk, admin) = (clerk.await.unwrap(), admin.await.unwrap());
    clerk.changes().release(id).await.unwrap();
    let change = seen(&vera, ChangeKind::Bank).await;
    assert_eq!(change.state, ChangeState::Requested);
    assert!(change.bank.unwrap().first_released);
    let early = admin.changes().accept(id).await;
    assert_eq!(refusal(early), Refusal::StepNotAllowed);
    let untold = admin.changes().release(id).await;
    assert_eq!(refusal(untold), Refusal::NoticeMissing);
    clerk.changes().notice(id).await.unwrap();
    world.pass(Duration::minutes(5));
    admin.changes().release(id).await.unwrap();
    let bank = on_desk(&world).await.bank;
    assert_eq!(
        (bank.first_name.is_some(), bank.second_name.is_some()),
        (true, true)
    );
    assert!(bank.first_at < bank.second_at);
    let change = seen(&vera, ChangeKind::Bank).await;
    assert_eq!(
        (change.state, change.promised_on),
        (ChangeState::HandedOver, "2026-11-09".parse().ok()),
        "the promise of the first day holds"
    );
    clerk.changes().accept(id).await.unwrap();
    let change = seen(&vera, ChangeKind::Bank).await;
    assert_eq!(change.state, ChangeState::Effective);
    assert_eq!(change.course.len(), 5);
    let over = clerk.changes().desk(true, 1, None).await.unwrap();
    assert_eq!(over.rows[0].closed_by, bank.first_name, "the clerk");
    let told = world.mails().await.unwrap();
    assert_eq!(told.len(), 2, "released, and in effect");
    assert!(told.iter().all(|mail| !mail.text.contains("DE89")));
    let mut tx = world.services.db().read().await.unwrap();
    let released = audit::count(&mut tx, Action::ChangeReleased).await;
    assert_eq!(released.unwrap(), 2);
}

async fn what_is_mistyped_is_told_before_the_password(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let ask = async |new: NewBank| refusal(vera.changes().ask_bank(new, "falsch").await);
    let swapped = NewBank {
        iban: "DE98370400440532013000".to_owned(),
        ..wish(&vera, true)
    };
    assert_eq!(ask(swapped).await, Refusal::Iban(IbanRefusal::Mistyped));
    let short = NewBank {
        iban: IBAN[..26].to_owned(),
        ..wish(&vera, true)
    };
    assert!(matches!(
        ask(short).await,
        Refusal::Iban(IbanRefusal::Length { typed: 21, .. })
    ));
    let nobody = NewBank {
        holder: String::new(),
        ..wish(&vera, true)
    };
    assert_eq!(ask(nobody).await, Refusal::HolderMissing);
    assert_eq!(ask(wish(&vera, true)).await, Refusal::PasswordWrong);
    let olga = world.resident("P-OLGA").await.unwrap();
    let foreign = olga.changes().ask_bank(wish(&vera, true), PASSWORD).await;
    assert_eq!(refusal(foreign), Refusal::ContractMissing);
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let staff = clerk.changes().ask_bank(wish(&vera, true), PASSWORD).await;
    assert!(matches!(staff, Err(Error::Forbidden)));
    assert!(world.mails().await.unwrap().is_empty());
}

async fn nobody_releases_early_or_twice(world: World) {
    let (vera, _) = asked(&world).await;
    let id = on_desk(&world).await.id;
    let clerk = world.staff(Role::Clerk).await.unwrap();
    world.pass(Duration::hours(23));
    let early = clerk.changes().release(id).await;
    assert!(matches!(refusal(early), Refusal::StillCooling { .. }));
    world.pass(Duration::hours(1));
    clerk.changes().release(id).await.unwrap();
    let twice = clerk.changes().release(id).await;
    assert_eq!(refusal(twice), Refusal::SecondPerson);
    let own = vera.changes().release(id).await;
    assert!(matches!(own, Err(Error::Forbidden)));
    let change = seen(&vera, ChangeKind::Bank).await;
    assert_eq!(change.state, ChangeState::Requested);
}

async fn of_two_second_releases_one_wins(world: World) {
    asked(&world).await;
    let id = on_desk(&world).await.id;
    world.pass(Duration::hours(24));
    let clerk = world.staff(Role::Clerk).await.unwrap();
    clerk.changes().release(id).await.unwrap();
    clerk.changes().notice(id).await.unwrap();
    let admin = world.staff(Role::Admin).await.unwrap();
    let presses = (0..4).map(|_| {
        let admin = admin.clone();
        tokio::spawn(async move { admin.changes().release(id).await.is_ok() })
    });
    let mut won = 0;
    for done in presses.collect::<Vec<_>>() {
        won += u32::from(done.await.unwrap());
    }
    assert_eq!(won, 1);
}

async fn the_mailbox_calls_bank_details_back(world: World) {
    let (_, token) = asked(&world).await;
    let id = on_desk(&world).await.id;
    world.guest().changes().revoke(&token).await.unwrap();
    let vera = world.resident("P-VERA").await.unwrap();
    let change = seen(&vera, ChangeKind::Bank).await;
    assert_eq!(change.state, ChangeState::Withdrawn);
    world.pass(Duration::hours(24));
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let late = clerk.changes().release(id).await;
    assert_eq!(refusal(late), Refusal::StepNotAllowed);
}

async fn the_whole_account_is_shown_on_a_press_and_then_forgotten(world: World) {
    let (vera, _) = asked(&world).await;
    let row = on_desk(&world).await;
    assert_eq!(row.new_value, MASKED);
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let reveal = async || {
        let list = clerk.changes().desk(false, 1, Some(row.id)).await;
        list.unwrap().iban.map(|(_, iban)| iban)
    };
    let shown = reveal().await;
    assert_eq!(shown.as_deref(), Some("DE89 3704 0044 0532 0130 00"));
    let looks = async || {
        let mut tx = world.services.db().read().await.unwrap();
        audit::count(&mut tx, Action::IbanSeen).await.unwrap()
    };
    assert_eq!(looks().await, 1);
    vera.changes().withdraw(ChangeKind::Bank).await.unwrap();
    assert_eq!(reveal().await, None);
    let mut tx = world.services.db().read().await.unwrap();
    let kept = store::change::bank::of_change(&mut tx, row.id).await;
    assert_eq!(kept.unwrap().unwrap().iban, None);
    drop(tx);
    assert_eq!(looks().await, 1);
}

async fn only_a_debit_has_a_mandate(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let new = wish(&vera, false);
    vera.changes().ask_bank(new, PASSWORD).await.unwrap();
    let id = on_desk(&world).await.id;
    let paper = vera.changes().mandate(id).await;
    assert!(matches!(paper, Err(Error::NotFound)));
}

#[tokio::test]
async fn without_a_creditor_nobody_is_debited() {
    let mut bare = settings();
    bare.creditor = None;
    let world = World::under(Engine::Sqlite, bare).await.unwrap();
    let vera = world.resident("P-VERA").await.unwrap();
    let form = vera.changes().bank_form().await.unwrap();
    assert_eq!(form.creditor, None);
    let debit = vera.changes().ask_bank(wish(&vera, true), PASSWORD).await;
    assert_eq!(refusal(debit), Refusal::DebitImpossible);
    let payout = wish(&vera, false);
    vera.changes().ask_bank(payout, PASSWORD).await.unwrap();
}

async fn a_fresh_password_is_seen_by_staff(world: World) {
    let vera = world.resident("P-VERA").await.unwrap();
    let new = "Zimt Anker Wolke Fahrrad";
    vera.access().change_password(PASSWORD, new).await.unwrap();
    vera.changes()
        .ask_bank(wish(&vera, true), new)
        .await
        .unwrap();
    let row = on_desk(&world).await;
    assert_eq!(row.bank.password_changed_at, Some(world.now()));
    assert_eq!(row.bank.email_changed_at, None);
}

async fn papers_are_for_the_person_and_staff(world: World) {
    let (vera, _) = asked(&world).await;
    let id = on_desk(&world).await.id;
    let clerk = world.staff(Role::Clerk).await.unwrap();
    for caller in [&vera, &clerk] {
        let paper = caller.changes().mandate(id).await.unwrap();
        assert!(paper.starts_with(b"%PDF-"));
    }
    let olga = world.resident("P-OLGA").await.unwrap();
    let foreign = olga.changes().mandate(id).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    let own = vera.changes().notice(id).await;
    assert!(matches!(own, Err(Error::Forbidden)));
    assert_eq!(on_desk(&world).await.bank.letter_at, None);
    let letter = clerk.changes().notice(id).await.unwrap();
    assert!(letter.starts_with(b"%PDF-"));
    assert_eq!(on_desk(&world).await.bank.letter_at, Some(world.now()));
}

async fn a_recovered_account_is_seen_by_staff(world: World) {
    let (vera, _) = asked(&world).await;
    assert_eq!(on_desk(&world).await.bank.password_changed_at, None);
    let account = vera.me().unwrap().account;
    for action in [
        Action::AccountCreated,
        Action::AccountRecovered,
        Action::PasskeyAdded,
    ] {
        world.pass(Duration::minutes(1));
        let mut tx = world.services.db().begin().await.unwrap();
        audit::add(&mut tx, happened(&world, action, account.0))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let row = on_desk(&world).await;
        assert_eq!(row.bank.password_changed_at, Some(world.now()), "{action}");
    }
}

fn happened(world: &World, action: Action, account: uuid::Uuid) -> audit::NewEvent {
    audit::NewEvent {
        id: world.services.chance().id(world.now()),
        at: world.now(),
        actor_kind: "anonymous",
        actor_id: None,
        action,
        object_kind: "account",
        object_id: Some(account),
        result: AuditResult::Done,
        request_id: "1".to_owned(),
        address: "192.0.2.0/24".to_owned(),
        detail: serde_json::Map::new(),
    }
}

/// What the ERP knows.
async fn erp(world: &World) -> master::Snapshot {
    let mut tx = world.services.db().read().await.unwrap();
    master::load(&mut tx).await.unwrap()
}

async fn whoever_is_not_named_any_more_gets_nothing(world: World) {
    let (vera, _) = asked(&world).await;
    let id = on_desk(&world).await.id;
    world.pass(Duration::hours(24));
    let [clerk, admin] = [Role::Clerk, Role::Admin].map(|role| world.staff(role));
    let (clerk, admin) = (clerk.await.unwrap(), admin.await.unwrap());
    clerk.changes().release(id).await.unwrap();
    clerk.changes().notice(id).await.unwrap();
    let contract = vera.me().unwrap().contracts[0].id;
    let persons = erp(&world).await.persons;
    let person = persons.iter().find(|one| one.reference == "P-VERA");
    let yesterday = world.services.clock().today().pred_opt().unwrap();
    let mut tx = world.services.db().begin().await.unwrap();
    master::unlink(&mut tx, contract, person.unwrap().id, yesterday)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let late = admin.changes().release(id).await;
    assert_eq!(refusal(late), Refusal::NotNamed);
}

async fn an_import_takes_the_ground_away(world: World) {
    let (vera, _) = asked(&world).await;
    let known = erp(&world).await;
    let row = known
        .contracts
        .into_iter()
        .find(|row| row.reference == "V-1");
    let row = row.unwrap();
    let unit = known.units.into_iter().find(|unit| unit.id == row.unit_id);
    let record = ContractRecord {
        reference: row.reference,
        unit: unit.unwrap().reference,
        kind: row.kind,
        persons: vec!["P-JAN".to_owned()],
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        signed_on: row.signed_on,
        rent: row.rent,
        operating_costs: row.operating_costs,
        heating_costs: row.heating_costs,
        deposit: row.deposit,
        notice_period: None,
        revision: None,
    };
    let batch = Batch {
        contracts: vec![record],
        ..Batch::default()
    };
    import::carry_out(&world.guest(), batch, |_, _| {})
        .await
        .unwrap();
    let change = seen(&vera, ChangeKind::Bank).await;
    assert_eq!(change.state, ChangeState::Rejected);
    assert!(change.reason.unwrap().contains("nicht mehr in dem Vertrag"));
    let mails = world.mails().await.unwrap();
    assert_eq!(to(&mails, "vera@haus.example").len(), 1);
}

async fn staff_looks_at_bank_details_have_their_words(world: World) {
    let (vera, _) = asked(&world).await;
    let clerk = world.staff(Role::Clerk).await.unwrap();
    let desk = clerk.changes().desk(false, 1, None).await.unwrap();
    let id = desk.rows[0].id;
    world.pass(Duration::seconds(1));
    clerk.changes().mandate(id).await.unwrap();
    world.pass(Duration::seconds(1));
    clerk.changes().notice(id).await.unwrap();
    world.pass(Duration::seconds(1));
    clerk.changes().desk(false, 1, Some(id)).await.unwrap();
    let looks = vera.privacy().looks(1).await.unwrap().rows;
    let mut told: Vec<LookedAt> = looks.iter().map(|look| look.what).collect();
    told[..2].sort_by_key(|what| what.as_str());
    assert_eq!(
        told,
        [
            LookedAt::Change,
            LookedAt::Iban,
            LookedAt::Notice,
            LookedAt::Mandate,
        ]
    );
    let change = looks.iter().find(|look| look.what == LookedAt::Change);
    assert_eq!(change.map(|look| look.times), Some(2));
}
