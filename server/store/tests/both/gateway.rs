//! The gateway to the ERP: commands in their order, the contact on each way, and what staff see of it.

use chrono::Duration;
use domain::change::{ChangeKind, ChangeState};
use domain::erp::{CommandId, CommandKind, CommandState};
use domain::{ChangeId, State};
use store::change::bank::{self, Bank};
use store::erp::command::{self, NewCommand};
use store::erp::{contact, desk};
use store::{audit, change};

use crate::change::a_change;
use crate::house::{House, day, id, now};

/// Requests of Vera and Jan, Vera's first, then a second of hers.
async fn asked(house: &House) -> [ChangeId; 3] {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let jan = house.account(Some(house.jan), "jan@haus.example").await;
    let mut tx = house.write().await;
    let mut asked = Vec::new();
    for (person, account, kind, value) in [
        (house.vera, vera, ChangeKind::Email, "neu@post.example"),
        (house.jan, jan, ChangeKind::Phone, "+49 30 1234567"),
        (house.vera, vera, ChangeKind::Phone, "+49 30 7654321"),
    ] {
        let mut new = a_change(person, account, kind, value);
        new.state = ChangeState::HandedOver;
        new.promised_on = Some(day("2026-11-06"));
        assert!(change::add(&mut tx, &new).await.unwrap());
        asked.push(new.id);
    }
    tx.commit().await.unwrap();
    asked.try_into().unwrap()
}

fn about(change: ChangeId) -> NewCommand {
    NewCommand {
        id: CommandId(id()),
        kind: CommandKind::ChangeRequested,
        change_id: Some(change),
        ticket_id: None,
        created_at: now(),
    }
}

pub async fn commands_keep_their_order(house: &House) {
    let changes = asked(house).await;
    let ticket = house.ticket(State::Received).await.id;
    let mut tx = house.write().await;
    for (wanted, change) in (1..).zip(changes) {
        let position = command::add(&mut tx, about(change)).await;
        assert_eq!(position.unwrap(), wanted);
    }
    let filed = NewCommand {
        kind: CommandKind::TicketFiled,
        change_id: None,
        ticket_id: Some(ticket),
        ..about(changes[0])
    };
    assert_eq!(command::add(&mut tx, filed).await.unwrap(), 4);
    let read = command::after(&mut tx, 1, 2).await.unwrap();
    let read: Vec<i64> = read.iter().map(|one| one.position).collect();
    assert_eq!(read, [2, 3]);
    let found = command::change_at(&mut tx, 2).await.unwrap();
    assert_eq!(found, Some(changes[1]));
    assert_eq!(command::change_at(&mut tx, 4).await.unwrap(), None);
    assert_eq!(command::waiting_since(&mut tx).await.unwrap(), Some(now()));

    assert_eq!(command::acknowledge(&mut tx, 3, now()).await.unwrap(), 3);
    assert_eq!(command::acknowledge(&mut tx, 3, now()).await.unwrap(), 0);
    let all = command::after(&mut tx, 0, 9).await.unwrap();
    let states: Vec<CommandState> = all.iter().map(|one| one.state).collect();
    assert_eq!(
        states[2..],
        [CommandState::Delivered, CommandState::Waiting]
    );
}

pub async fn of_one_person_a_later_command_waits_for_the_earlier(house: &House) {
    let changes = asked(house).await;
    let mut tx = house.write().await;
    for change in changes {
        command::add(&mut tx, about(change)).await.unwrap();
    }
    let until = now() + Duration::minutes(5);
    let claim = async |at| {
        let mut tx = house.write().await;
        let found = command::claim(&mut tx, at, at + Duration::minutes(5)).await;
        tx.commit().await.unwrap();
        found.unwrap()
    };
    tx.commit().await.unwrap();
    let first = claim(now()).await.unwrap();
    assert_eq!((first.position, first.attempts), (1, 1));
    assert_eq!(claim(now()).await.unwrap().position, 2, "somebody else's");
    assert_eq!(claim(now()).await, None, "hers waits for her first");

    let mut tx = house.write().await;
    command::retry(&mut tx, first.id, until, "503")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let again = claim(until).await.unwrap();
    assert_eq!((again.position, again.attempts), (1, 2));
    let mut tx = house.write().await;
    command::bury(&mut tx, first.id, "410 unbekannt")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    // One that was given up stands in nobody's way; the one in hand may be tried again by now.
    let mut next = [claim(until).await.unwrap(), claim(until).await.unwrap()];
    next.sort_by_key(|one| one.position);
    assert_eq!((next[0].position, next[1].position), (2, 3));

    let mut tx = house.write().await;
    command::deliver(&mut tx, next[0].id, until).await.unwrap();
    command::deliver(&mut tx, next[1].id, until).await.unwrap();
    let alive = command::revive(&mut tx, next[1].id, until).await;
    assert!(!alive.unwrap(), "it has arrived");
    assert!(command::revive(&mut tx, first.id, until).await.unwrap());
    let found = command::claim(&mut tx, until, until).await.unwrap();
    let found = found.unwrap();
    assert_eq!((found.position, found.attempts), (1, 1));
}

pub async fn a_command_says_what_it_is_about(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let ticket = house.ticket(State::Received).await;
    let mut tx = house.write().await;
    let new = a_change(house.vera, vera, ChangeKind::Bank, "DE89 •••• 00");
    change::add(&mut tx, &new).await.unwrap();
    let details = Bank {
        change_id: new.id,
        contract_id: house.lease,
        holder: "Vera Lindt".to_owned(),
        iban: Some("DE89370400440532013000".to_owned()),
        debit: true,
        mandate: Some("V-1-AB".to_owned()),
        releasable_from: now(),
        first_by: None,
        letter_at: None,
        contract: "V-1".to_owned(),
    };
    bank::add(&mut tx, &details).await.unwrap();
    let told = command::change(&mut tx, new.id).await.unwrap().unwrap();
    assert_eq!(
        (told.person.as_str(), told.kind),
        ("P-Vera", ChangeKind::Bank)
    );
    assert_eq!(
        (told.contract.as_deref(), told.debit),
        (Some("V-1"), Some(true))
    );
    assert_eq!((told.iban, told.mandate), (details.iban, details.mandate));
    bank::forget(&mut tx, new.id).await.unwrap();
    let told = command::change(&mut tx, new.id).await.unwrap().unwrap();
    assert_eq!((told.iban, told.holder), (None, Some(details.holder)));
    let told = command::ticket(&mut tx, ticket.id).await.unwrap().unwrap();
    assert_eq!(
        (told.number, told.person.as_str(), told.contract.as_str()),
        (ticket.number, "P-Vera", "V-1")
    );

    command::add(&mut tx, about(new.id)).await.unwrap();
    for wanted in [true, false] {
        let open = command::answer(&mut tx, new.id, now()).await;
        assert_eq!(open.unwrap(), wanted);
    }
}

pub async fn of_silence_staff_are_reminded_once_a_week(house: &House) {
    let changes = asked(house).await;
    let mut tx = house.write().await;
    let week = now() - Duration::days(7);
    let due = command::unanswered(&mut tx, day("2026-11-06"), week).await;
    assert_eq!(due.unwrap(), [], "the promised day itself");
    let due = command::unanswered(&mut tx, day("2026-11-07"), week).await;
    assert_eq!(due.unwrap().len(), 3);
    let line = audit::NewEvent {
        id: id(),
        at: now(),
        actor_kind: "queue",
        actor_id: None,
        action: domain::audit::Action::ChangeReminded,
        object_kind: "change",
        object_id: Some(changes[0].0),
        result: domain::audit::AuditResult::Done,
        request_id: "x".to_owned(),
        address: "127.0.0.0/24".to_owned(),
        detail: serde_json::Map::new(),
    };
    audit::add(&mut tx, line).await.unwrap();
    for (since, left) in [(week, 2), (now(), 3)] {
        let due = command::unanswered(&mut tx, day("2026-11-07"), since).await;
        assert_eq!(due.unwrap().len(), left);
    }
}

pub async fn a_way_keeps_its_last_good_use(house: &House) {
    let mut tx = house.write().await;
    let later = now() + Duration::hours(1);
    contact::heard(&mut tx, "push", now(), true, None)
        .await
        .unwrap();
    contact::heard(&mut tx, "push", later, false, Some("503"))
        .await
        .unwrap();
    contact::heard(&mut tx, "api:Nobody", now(), true, None)
        .await
        .unwrap();
    let all = contact::all(&mut tx).await.unwrap();
    assert_eq!(all.len(), 1, "without the way of a key that is not there");
    assert_eq!((all[0].heard_at, all[0].good_at), (later, Some(now())));
    assert_eq!(all[0].note.as_deref(), Some("503"));
    contact::heard(&mut tx, "push", later, true, None)
        .await
        .unwrap();
    let all = contact::all(&mut tx).await.unwrap();
    assert_eq!(
        (all[0].good_at, all[0].note.as_deref()),
        (Some(later), None)
    );
}

pub async fn staff_see_what_waits_and_what_was_given_up(house: &House) {
    let changes = asked(house).await;
    let mut tx = house.write().await;
    for change in changes {
        command::add(&mut tx, about(change)).await.unwrap();
    }
    for (wanted, count) in [("", 3), ("vera", 2), ("VERA lindt", 2), ("niemand", 0)] {
        let found = desk::count_changes(&mut tx, wanted).await;
        assert_eq!(found.unwrap(), count, "{wanted}");
    }
    let rows = desk::changes(&mut tx, "vera", 0, 9).await.unwrap();
    let email = rows.iter().find(|row| row.kind == ChangeKind::Email);
    let email = email.unwrap();
    assert_eq!(email.portal.as_deref(), Some("vera@haus.example"));
    assert_eq!(
        (&email.erp, email.pending.as_str()),
        (&None, "neu@post.example")
    );
    assert_eq!(email.command, Some(CommandState::Waiting));
    assert_eq!(desk::changes(&mut tx, "", 2, 9).await.unwrap().len(), 1);
    for (today, late) in [("2026-11-06", 0), ("2026-11-07", 3)] {
        assert_eq!(desk::late(&mut tx, day(today)).await.unwrap(), late);
    }

    assert_eq!(desk::count_stuck(&mut tx, "").await.unwrap(), 0);
    let dead = command::after(&mut tx, 0, 1).await.unwrap().remove(0);
    command::bury(&mut tx, dead.id, "410 unbekannt")
        .await
        .unwrap();
    let found = desk::stuck(&mut tx, "lindt", 0, 9).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].command, found[0].entity), (Some(dead.id), None));
    assert_eq!(found[0].error.as_deref(), Some("410 unbekannt"));
    assert_eq!(desk::count_stuck(&mut tx, "4711").await.unwrap(), 0);

    assert_eq!(desk::parked(&mut tx).await.unwrap(), 0);
    assert_eq!(desk::count_parcels(&mut tx, "x").await.unwrap(), 0);
    assert!(desk::parcels(&mut tx, "", 0, 9).await.unwrap().is_empty());
    let none = desk::parcel(&mut tx, domain::erp::ParcelId(id())).await;
    assert!(none.unwrap().is_none());
}
