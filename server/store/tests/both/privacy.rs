//! Archives of a person's data, looks of staff, and requests to delete.

use chrono::{DateTime, Duration, Utc};
use domain::audit::{Action, AuditResult};
use domain::change::ChangeKind;
use domain::privacy::ArchiveId;
use domain::ticket::{MessageId, Side};
use domain::{AccountId, State, TicketId};
use serde_json::Map;
use store::audit::NewEvent;
use store::ticket::entry::{self, NewMessage};
use store::{Tx, account, archive, audit, change, letter, privacy, security_log};
use uuid::Uuid;

use crate::change::a_change;
use crate::house::{House, id, now};
use crate::letters::a_letter;

pub async fn an_archive_has_one_run_at_a_time(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    let (first, second) = (ArchiveId(id()), ArchiveId(id()));
    assert!(archive::ask(&mut tx, first, vera, now()).await.unwrap());
    assert!(!archive::ask(&mut tx, second, vera, now()).await.unwrap());
    let run = |row: Option<archive::Archive>| row.unwrap().run;
    assert_eq!(run(archive::begin(&mut tx, first, 3).await.unwrap()), 1);
    assert!(archive::advance(&mut tx, first, 1, 2).await.unwrap());
    assert!(archive::name(&mut tx, first, 1, "aa").await.unwrap());
    let again = archive::begin(&mut tx, first, 3).await.unwrap();
    let left = again.clone().and_then(|row| row.blob_sha256);
    assert_eq!((run(again), left.as_deref()), (2, Some("aa")));
    let end = now() + Duration::days(7);
    for (number, moves) in [(1, false), (2, true)] {
        let advanced = archive::advance(&mut tx, first, number, 3).await;
        assert_eq!(advanced.unwrap(), moves, "run {number}");
        let named = archive::name(&mut tx, first, number, "bb").await;
        assert_eq!(named.unwrap(), moves, "run {number}");
        let finished = archive::finish(&mut tx, first, number, 9, now(), end).await;
        assert_eq!(finished.unwrap(), moves, "run {number}");
    }
    assert_eq!(archive::begin(&mut tx, first, 3).await.unwrap(), None);
    let ready = archive::by_id(&mut tx, first).await.unwrap().unwrap();
    assert_eq!(
        (ready.done, ready.bytes, ready.ready_at, ready.expires_at),
        (3, 9, Some(now()), Some(end))
    );
    assert_eq!(archive::last(&mut tx, vera).await.unwrap(), Some(ready));
    assert!(archive::blobs(&mut tx).await.unwrap().contains("bb"));
}

pub async fn archives_go_when_their_time_has_come(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let jan = house.account(Some(house.jan), "jan@haus.example").await;
    let mut tx = house.write().await;
    let (ready, stuck) = (ArchiveId(id()), ArchiveId(id()));
    for (archive, account) in [(ready, vera), (stuck, jan)] {
        assert!(
            archive::ask(&mut tx, archive, account, now())
                .await
                .unwrap()
        );
    }
    archive::begin(&mut tx, ready, 1).await.unwrap();
    let end = now() + Duration::days(7);
    archive::finish(&mut tx, ready, 1, 9, now(), end)
        .await
        .unwrap();
    let over = async |tx: &mut Tx, at: DateTime<Utc>| -> Vec<ArchiveId> {
        let rows = archive::over(tx, at, at - Duration::days(1), 9).await;
        rows.unwrap().into_iter().map(|row| row.id).collect()
    };
    assert_eq!(over(&mut tx, now()).await, []);
    assert_eq!(over(&mut tx, now() + Duration::days(1)).await, [stuck]);
    assert_eq!(over(&mut tx, end).await.len(), 2);
    archive::expire_all(&mut tx, jan, now()).await.unwrap();
    assert_eq!(over(&mut tx, now()).await, [stuck]);
    assert_eq!(archive::begin(&mut tx, stuck, 1).await.unwrap(), None);
    assert!(!archive::forget(&mut tx, stuck, 0).await.unwrap());
    assert!(archive::forget(&mut tx, stuck, 1).await.unwrap());
    assert_eq!(archive::by_id(&mut tx, stuck).await.unwrap(), None);
    assert!(
        archive::ask(&mut tx, ArchiveId(id()), jan, now())
            .await
            .unwrap()
    );
}

pub async fn of_many_requests_at_once_one_archive_begins(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let asked = (0..8).map(|_| async move {
        let mut tx = house.write().await;
        let begun = archive::ask(&mut tx, ArchiveId(id()), vera, now()).await;
        tx.commit().await.unwrap();
        begun.unwrap()
    });
    let begun = futures::future::join_all(asked).await;
    assert_eq!(begun.iter().filter(|begun| **begun).count(), 1);
}

async fn log(
    tx: &mut Tx,
    by: (&'static str, AccountId),
    action: Action,
    object: (&'static str, Uuid),
    second: i64,
) {
    let event = NewEvent {
        id: id(),
        at: now() + Duration::seconds(second),
        actor_kind: by.0,
        actor_id: Some(by.1.0),
        action,
        object_kind: object.0,
        object_id: Some(object.1),
        result: if second == 9 {
            AuditResult::Refused
        } else {
            AuditResult::Done
        },
        request_id: "r".into(),
        address: "192.0.2.0/24".into(),
        detail: Map::new(),
    };
    audit::add(tx, event).await.unwrap();
}

pub async fn a_person_sees_who_of_staff_looked(house: &House) {
    let clerk = house.account(None, "clerk@haus.example").await;
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let own = house.ticket(State::Received).await;
    let of_jan = house.ticket_with(|new| new.reporter_id = house.jan).await;
    let mut tx = house.write().await;
    let phone = a_change(house.vera, vera, ChangeKind::Phone, "030 1");
    change::add(&mut tx, &phone).await.unwrap();
    let staff = ("clerk", clerk);
    for (by, action, object, second) in [
        (staff, Action::TicketSeen, ("ticket", own.id.0), 0),
        (staff, Action::TicketSeen, ("ticket", own.id.0), 1),
        (staff, Action::TicketSeen, ("ticket", of_jan.id.0), 2),
        (staff, Action::TicketNoted, ("ticket", own.id.0), 3),
        (
            ("resident", vera),
            Action::TicketSeen,
            ("ticket", own.id.0),
            4,
        ),
        (staff, Action::TicketSeen, ("contract", house.lease.0), 5),
        (staff, Action::TicketSeen, ("person", house.vera.0), 6),
        (staff, Action::LettersTaken, ("person", house.vera.0), 7),
        (staff, Action::ChangesSeen, ("change", phone.id.0), 8),
        (staff, Action::PhotoSeen, ("ticket", own.id.0), 9),
    ] {
        log(&mut tx, by, action, object, second).await;
    }
    let looks = privacy::looks(&mut tx, house.vera, 0, 9).await.unwrap();
    let told: Vec<_> = looks
        .iter()
        .map(|look| (look.object_kind.as_str(), look.number.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("change", None),
            ("person", None),
            ("person", None),
            ("contract", Some("V-1")),
            ("ticket", Some(own.number.as_str()))
        ]
    );
    assert_eq!(looks[0].name.as_deref(), Some("clerk@haus.example"));
    let times: Vec<i64> = looks.iter().map(|look| look.times).collect();
    assert_eq!(times, [1, 1, 1, 1, 2], "an hour is one entry");
    assert_eq!(privacy::count_looks(&mut tx, house.vera).await.unwrap(), 5);
    assert_eq!(privacy::count_looks(&mut tx, house.jan).await.unwrap(), 2);
    let page = privacy::looks(&mut tx, house.vera, 4, 1).await.unwrap();
    assert_eq!(page[0].object_kind, "ticket");
    let guest = ("anonymous", AccountId(id()));
    log(&mut tx, guest, Action::SignedIn, ("account", vera.0), 10).await;
    let all = security_log::all(&mut tx, vera, Some(house.vera), 9);
    let all: Vec<Action> = all.await.unwrap().iter().map(|line| line.action).collect();
    assert_eq!(all, [Action::SignedIn, Action::TicketSeen]);
}

fn message(ticket: TicketId, account: AccountId) -> NewMessage {
    NewMessage {
        id: MessageId(id()),
        ticket_id: ticket,
        account_id: Some(account),
        side: Side::Resident,
        internal: false,
        client_ref: id(),
        body: "Ich auch.".into(),
        created_at: now(),
    }
}

pub async fn what_a_person_wrote_is_found(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let own = house
        .ticket_with(|new| (new.state, new.closed_at) = (State::Closed, Some(now())))
        .await;
    let shared = house.ticket_with(|new| new.reporter_id = house.jan).await;
    house.ticket_with(|new| new.reporter_id = house.jan).await;
    let open = house.ticket(State::Received).await;
    let mut tx = house.write().await;
    for ticket in [shared.id, own.id] {
        let new = message(ticket, vera);
        entry::add_message(&mut tx, &new).await.unwrap();
    }
    let mut found = privacy::tickets(&mut tx, house.vera, vera).await.unwrap();
    let mut wanted = vec![own.id, shared.id, open.id];
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);
    let counted = privacy::reported(&mut tx, house.vera).await.unwrap();
    assert_eq!(counted, (2, 1, Some(now())));
    letter::add(&mut tx, &a_letter(house.jan, "1"), None)
        .await
        .unwrap();
    let letters = privacy::letters(&mut tx, house.jan).await.unwrap();
    assert_eq!((letters.len(), letters[0].created_at), (1, now()));
    assert_eq!(privacy::letters(&mut tx, house.vera).await.unwrap(), []);
}

pub async fn a_deletion_is_known_by_its_ticket(house: &House) {
    let first = house.ticket(State::Closed).await;
    let second = house.ticket(State::Received).await;
    let mut tx = house.write().await;
    assert_eq!(privacy::deletion(&mut tx, house.vera).await.unwrap(), None);
    for (ticket, seconds) in [(&first, 0), (&second, 1)] {
        let at = now() + Duration::seconds(seconds);
        privacy::ask_deletion(&mut tx, ticket.id, house.vera, at)
            .await
            .unwrap();
    }
    let last = privacy::deletion(&mut tx, house.vera)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (last.ticket_id, last.number, last.state),
        (second.id, second.number, State::Received)
    );
}

pub async fn an_ended_account_frees_its_address(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    account::end(&mut tx, vera, now()).await.unwrap();
    let ended = account::by_id(&mut tx, vera).await.unwrap().unwrap();
    assert_eq!(
        (ended.password_hash, ended.disabled_at, ended.auth_epoch),
        (None, Some(now()), 1)
    );
    assert!(domain::account::email(&ended.email).is_err());
    tx.commit().await.unwrap();
    house.account(Some(house.jan), "vera@haus.example").await;
}
