//! Tickets, lists, inbox, timeline and photos.

use chrono::{Duration, NaiveDate};
use domain::person::Person;
use domain::ticket::{EntryKind, InboxView, MessageId, PhotoId, Side};
use domain::{State, TicketId};
use store::master;
use store::ticket::entry::{self, NewEvent, NewMessage};
use store::ticket::list::{self, Reach};
use store::ticket::photo::{self, Photo};
use store::ticket::{self, Ticket, filing, inbox};

use crate::house::{House, day, id, now};

pub async fn a_ticket_is_stored_and_changed(house: &House) {
    let account = house.account(Some(house.vera), "vera@haus.example").await;
    let mut stored = house.ticket(State::Received).await;
    let mut tx = house.write().await;
    assert_eq!(stored.number, "2026-000001");
    assert_eq!(
        ticket::hold(&mut tx, stored.id).await.unwrap(),
        Some(stored.id)
    );
    assert_eq!(
        ticket::by_id(&mut tx, stored.id).await.unwrap().as_ref(),
        Some(&stored)
    );
    assert_eq!(
        ticket::by_client_ref(&mut tx, house.vera, stored.client_ref)
            .await
            .unwrap(),
        Some(stored.id)
    );
    assert_eq!(
        ticket::by_client_ref(&mut tx, house.jan, stored.client_ref)
            .await
            .unwrap(),
        None
    );
    (stored.state, stored.closed_at, stored.reopened) = (State::Fixed, Some(now()), 2);
    ticket::update(&mut tx, &stored).await.unwrap();
    assert_eq!(
        ticket::by_id(&mut tx, stored.id).await.unwrap().as_ref(),
        Some(&stored)
    );
    assert_eq!(
        ticket::expired(&mut tx, day("2026-11-05")).await.unwrap(),
        []
    );
    assert_eq!(
        ticket::expired(&mut tx, day("2026-11-06")).await.unwrap(),
        [(stored.id,)]
    );
    assert_eq!(
        ticket::reported_since(&mut tx, house.vera, now() - Duration::hours(1))
            .await
            .unwrap(),
        1
    );
    ticket::mark_read(&mut tx, stored.id, account, now())
        .await
        .unwrap();
    ticket::mark_read(&mut tx, stored.id, account, now() + Duration::hours(1))
        .await
        .unwrap();
    assert_eq!(
        ticket::read_at(&mut tx, stored.id, account).await.unwrap(),
        Some(now() + Duration::hours(1))
    );
    let readers = ticket::audience(&mut tx, stored.id, day("2026-11-02"))
        .await
        .unwrap();
    assert_eq!(
        readers
            .iter()
            .map(|reader| reader.email.as_str())
            .collect::<Vec<_>>(),
        ["vera@haus.example"]
    );
}

pub async fn lists_keep_to_the_reach(house: &House) {
    let account = house.account(Some(house.jan), "jan@haus.example").await;
    let open = house.ticket(State::Received).await;
    let done = house.ticket(State::Closed).await;
    let mut private = house.ticket(State::Received).await;
    private.shared = false;
    let mut tx = house.write().await;
    ticket::update(&mut tx, &private).await.unwrap();
    let jan = Reach {
        person: house.jan,
        account,
        running: vec![house.lease],
        past: vec![],
    };
    let vera = Reach {
        person: house.vera,
        running: vec![],
        past: vec![house.lease],
        ..jan.clone()
    };
    let nobody = Reach {
        running: vec![],
        past: vec![],
        ..jan.clone()
    };
    for (reach, open, all) in [(&jan, 1, 2), (&vera, 2, 3), (&nobody, 0, 0)] {
        assert_eq!(list::counts(&mut tx, reach).await.unwrap(), (open, all));
        assert_eq!(
            list::page(&mut tx, reach, false, 0, 50)
                .await
                .unwrap()
                .len(),
            usize::try_from(all).unwrap()
        );
    }
    assert_eq!(
        list::page(&mut tx, &jan, true, 0, 50).await.unwrap()[0].id,
        open.id
    );
    assert_eq!(
        list::recent(&mut tx, &jan, now() - Duration::days(1), 1)
            .await
            .unwrap()
            .len(),
        1
    );
    let line = list::one(&mut tx, &done, account, false)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (
            line.reporter.as_str(),
            line.unit_label.as_str(),
            line.news_at
        ),
        ("Vera Lindt", "2. OG", None)
    );
    assert_eq!(
        list::one(&mut tx, &done, account, true)
            .await
            .unwrap()
            .unwrap()
            .news_at,
        Some(now())
    );
}

pub async fn the_inbox_has_its_views(house: &House) {
    let clerk = house.account(None, "clerk@verwaltung.example").await;
    for state in State::ALL {
        let mut stored = house.ticket(*state).await;
        if *state == State::InProgress {
            stored.assignee_id = Some(clerk);
            let mut tx = house.write().await;
            ticket::update(&mut tx, &stored).await.unwrap();
            tx.commit().await.unwrap();
        }
    }
    let mut tx = house.db.read().await.unwrap();
    let today = day("2026-11-06");
    let counts = inbox::counts(&mut tx, InboxView::Done, clerk, today)
        .await
        .unwrap();
    for ((view, wanted), counted) in [
        (InboxView::New, 2),
        (InboxView::Mine, 1),
        (InboxView::Open, 7),
        (InboxView::WaitingForResident, 2),
        (InboxView::WaitingForCraftsman, 2),
        (InboxView::Overdue, 5),
        (InboxView::Done, 3),
    ]
    .into_iter()
    .zip(counts)
    {
        assert_eq!((counted.view, counted.count), (view, Some(wanted)));
        assert_eq!(
            inbox::page(&mut tx, view, clerk, today, 0, 50)
                .await
                .unwrap()
                .len(),
            usize::try_from(wanted).unwrap(),
            "{view}"
        );
    }
    let elsewhere = inbox::counts(&mut tx, InboxView::New, clerk, today).await;
    assert_eq!(elsewhere.unwrap().last().unwrap().count, None);
}

pub async fn the_inbox_has_its_order(house: &House) {
    let clerk = house.account(None, "clerk@verwaltung.example").await;
    let mut numbers = Vec::new();
    for (urgent, due, changed) in [(false, 9, 1), (false, 4, 3), (true, 9, 2)] {
        for state in [State::Received, State::Closed] {
            let mut stored = house
                .ticket_with(|new| (new.state, new.urgent) = (state, urgent))
                .await;
            stored.answer_by = NaiveDate::from_ymd_opt(2026, 11, due);
            stored.updated_at = now() + Duration::hours(changed);
            let mut tx = house.write().await;
            ticket::update(&mut tx, &stored).await.unwrap();
            tx.commit().await.unwrap();
            numbers.push(stored.number);
        }
    }
    let mut tx = house.db.read().await.unwrap();
    let mut page = async |view, offset, limit| {
        let today = day("2026-11-06");
        let rows = inbox::page(&mut tx, view, clerk, today, offset, limit).await;
        let rows = rows.unwrap().into_iter().map(|row| row.number);
        rows.collect::<Vec<_>>()
    };
    let wanted = |places: &[usize]| {
        places
            .iter()
            .map(|place| numbers[*place].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(page(InboxView::New, 0, 50).await, wanted(&[4, 2, 0]));
    assert_eq!(page(InboxView::New, 1, 1).await, wanted(&[2]));
    assert_eq!(page(InboxView::Done, 0, 2).await, wanted(&[3, 5]));
}

pub async fn tickets_are_found_by_what_staff_know(house: &House) {
    let clerk = house.account(None, "clerk@verwaltung.example").await;
    for title in ["Ölfleck im Keller", "100 % kalt"] {
        house
            .ticket_with(|new| (new.state, new.title) = (State::InProgress, title.into()))
            .await;
    }
    house.ticket(State::Closed).await;
    let mut tx = house.db.read().await.unwrap();
    for (wanted, numbers) in [
        ("ÖLFLECK", vec!["2026-000001"]),
        ("lindt keller", vec!["2026-000001"]),
        ("000002", vec!["2026-000002"]),
        ("100 %", vec!["2026-000002"]),
        ("p-vera 000003", vec!["2026-000003"]),
        ("k_ller", vec![]),
    ] {
        let found = inbox::search(&mut tx, wanted, clerk, 0, 9).await.unwrap();
        let shown: Vec<&str> = found.iter().map(|row| row.number.as_str()).collect();
        assert_eq!(shown, numbers, "{wanted}");
        let count = inbox::found(&mut tx, wanted).await.unwrap();
        assert_eq!(count, i64::try_from(numbers.len()).unwrap(), "{wanted}");
    }
    let second = inbox::search(&mut tx, "lindt", clerk, 2, 9).await.unwrap();
    assert_eq!(second.len(), 1);
}

pub async fn a_ticket_keeps_who_reported_it_from_where(house: &House) {
    let stored = house.ticket(State::Received).await;
    let mut tx = house.write().await;
    assert!(!ticket::add(&mut tx, &stored_again(&stored)).await.unwrap());
    let before = filing::of_ticket(&mut tx, stored.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(before.place, "Lindenhof 3, 2. OG");
    assert_eq!(before.reporter.name(), "Vera Lindt");
    let moved = Person {
        last_name: "Kunze".into(),
        street: "Ulmenweg 8".into(),
        ..master::person(&mut tx, house.vera).await.unwrap().unwrap()
    };
    master::put_persons(&mut tx, &[moved.into()]).await.unwrap();
    let after = filing::of_ticket(&mut tx, stored.id).await.unwrap();
    assert_eq!(after, Some(before));
}

/// The same report under a number of its own.
fn stored_again(stored: &Ticket) -> Ticket {
    Ticket {
        id: TicketId(id()),
        number: "2026-000099".into(),
        ..stored.clone()
    }
}

fn a_message(ticket_id: TicketId, side: Side, internal: bool, body: &str) -> NewMessage {
    NewMessage {
        id: MessageId(id()),
        ticket_id,
        account_id: None,
        side,
        internal,
        client_ref: id(),
        body: body.into(),
        created_at: now(),
    }
}

pub async fn the_timeline_hides_notes(house: &House) {
    let stored = house.ticket(State::Received).await;
    let mut tx = house.write().await;
    let said = a_message(stored.id, Side::Resident, false, "kalt");
    let there = entry::is_there(&mut tx, stored.id, said.client_ref).await;
    assert!(!there.unwrap());
    assert!(entry::add_message(&mut tx, &said).await.unwrap());
    let there = entry::is_there(&mut tx, stored.id, said.client_ref).await;
    assert!(there.unwrap());
    let twice = NewMessage {
        id: MessageId(id()),
        ..said.clone()
    };
    assert!(!entry::add_message(&mut tx, &twice).await.unwrap());
    assert!(
        entry::add_message(&mut tx, &a_message(stored.id, Side::Staff, true, "intern"))
            .await
            .unwrap()
    );
    for kind in [EntryKind::Opened, EntryKind::Assigned] {
        let event = NewEvent {
            id: id(),
            ticket_id: stored.id,
            account_id: None,
            side: Side::Staff,
            kind,
            state: Some(State::Received),
            body: String::new(),
            created_at: now(),
        };
        entry::add_event(&mut tx, &event).await.unwrap();
    }
    let kinds =
        |lines: Vec<entry::Line>| lines.into_iter().map(|line| line.kind).collect::<Vec<_>>();
    assert_eq!(
        kinds(entry::timeline(&mut tx, stored.id, false).await.unwrap()),
        [EntryKind::Message, EntryKind::Opened]
    );
    assert_eq!(
        entry::timeline(&mut tx, stored.id, true)
            .await
            .unwrap()
            .len(),
        4
    );
}

pub async fn photos_hang_on_their_message(house: &House) {
    let account = house.account(Some(house.vera), "vera@haus.example").await;
    let stored = house.ticket(State::Received).await;
    let mut tx = house.write().await;
    for (internal, side) in [(false, Side::Resident), (true, Side::Staff)] {
        let message = NewMessage {
            account_id: Some(account),
            ..a_message(stored.id, side, internal, "foto")
        };
        entry::add_message(&mut tx, &message).await.unwrap();
        let new = Photo {
            id: PhotoId(id()),
            ticket_id: stored.id,
            message_id: message.id,
            position: 0,
            photo_sha256: "a".repeat(64),
            thumb_sha256: "b".repeat(64),
            width: 2560,
            height: 1920,
            bytes: 400_000,
        };
        photo::add(&mut tx, &new, now()).await.unwrap();
    }
    assert_eq!(
        photo::of_ticket(&mut tx, stored.id, false)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        photo::of_ticket(&mut tx, stored.id, true)
            .await
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        photo::sent_since(&mut tx, account, now() - Duration::hours(1))
            .await
            .unwrap(),
        (2, 800_000)
    );
    assert_eq!(
        photo::sent_since(&mut tx, account, now()).await.unwrap(),
        (0, 0)
    );
    let names = photo::blobs(&mut tx).await.unwrap();
    assert_eq!(names, ["a".repeat(64), "b".repeat(64)].into());
}
