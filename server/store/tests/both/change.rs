//! Changes of contact details.

use chrono::Duration;
use domain::change::{ChangeKind, ChangeState};
use domain::{AccountId, ChangeId, PersonId};
use store::change::bank::{self, Bank};
use store::change::{self, Change};
use store::{account, master};

use crate::house::{House, day, id, now};

pub fn a_change(person: PersonId, account: AccountId, kind: ChangeKind, new: &str) -> Change {
    Change {
        id: ChangeId(id()),
        person_id: person,
        account_id: account,
        kind,
        old_value: Some("alt".to_owned()),
        new_value: new.to_owned(),
        state: ChangeState::Requested,
        created_at: now(),
        expires_at: now() + Duration::days(7),
        promised_on: None,
        reason: None,
        closed_at: None,
        code_expires_at: None,
    }
}

pub async fn of_each_kind_one_change_is_open(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let mut tx = house.write().await;
    let mut first = a_change(house.vera, vera, ChangeKind::Email, "neu@haus.example");
    assert!(change::add(&mut tx, &first).await.unwrap());
    let twin = a_change(house.vera, vera, ChangeKind::Email, "neuer@haus.example");
    assert!(!change::add(&mut tx, &twin).await.unwrap());
    let phone = a_change(house.vera, vera, ChangeKind::Phone, "030 1234567");
    assert!(change::add(&mut tx, &phone).await.unwrap());
    for (kind, wanted) in [(ChangeKind::Email, first.id), (ChangeKind::Phone, phone.id)] {
        let open = change::open_of(&mut tx, house.vera, kind).await.unwrap();
        assert_eq!(open, Some(wanted));
    }
    first.state = ChangeState::Rejected;
    first.promised_on = Some(day("2026-11-06"));
    first.reason = Some("vertippt".to_owned());
    first.closed_at = Some(now());
    change::update(&mut tx, &first).await.unwrap();
    let held = change::hold(&mut tx, first.id).await.unwrap();
    assert_eq!(held.as_ref(), Some(&first));
    let seen = change::by_id(&mut tx, first.id).await.unwrap();
    assert_eq!(seen, held);
    assert!(
        change::add(&mut tx, &twin).await.unwrap(),
        "the first is over"
    );
    let mut all = change::of_person(&mut tx, house.vera).await.unwrap();
    assert_eq!(all.len(), 3);
    all.retain(|change| change.state.is_open());
    assert_eq!(all.len(), 2);
    let before = now() - Duration::seconds(1);
    for (since, count) in [(before, 3), (now(), 0)] {
        let asked = change::asked_since(&mut tx, house.vera, since).await;
        assert_eq!(asked.unwrap(), count);
    }
    let nobody = change::hold(&mut tx, ChangeId(id())).await.unwrap();
    assert_eq!(nobody, None);
}

pub async fn a_change_is_marked_once_in_each_state(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let new = a_change(house.vera, vera, ChangeKind::Phone, "030 1234567");
    let mut tx = house.write().await;
    change::add(&mut tx, &new).await.unwrap();
    for (state, by) in [
        (ChangeState::Requested, Some(vera)),
        (ChangeState::HandedOver, None),
    ] {
        change::mark(&mut tx, new.id, state, by, now())
            .await
            .unwrap();
    }
    let marks = change::marks(&mut tx, house.vera).await.unwrap();
    let states: Vec<_> = marks.iter().map(|mark| mark.mark.state).collect();
    assert_eq!(states, [ChangeState::Requested, ChangeState::HandedOver]);
    assert!(
        marks
            .iter()
            .all(|mark| mark.change_id == new.id && mark.mark.reached_at == now())
    );
    assert!(change::marks(&mut tx, house.jan).await.unwrap().is_empty());
    let again = change::mark(&mut tx, new.id, ChangeState::HandedOver, None, now());
    assert!(again.await.is_err());
}

pub async fn digits_and_link_open_a_change(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let mut new = a_change(house.vera, vera, ChangeKind::Email, "neu@haus.example");
    let mut tx = house.write().await;
    change::add(&mut tx, &new).await.unwrap();
    for sent in [true, true, false] {
        let counted = change::count_mail(&mut tx, new.id, now(), 2).await.unwrap();
        assert_eq!(counted, sent);
    }
    let before = now() - Duration::hours(1);
    for (since, mails) in [(before, 2), (now(), 0)] {
        let sent = change::mails_since(&mut tx, house.vera, since).await;
        assert_eq!(sent.unwrap(), mails);
    }
    let until = now() + Duration::minutes(10);
    assert!(
        change::set_code(&mut tx, new.id, b"six", until)
            .await
            .unwrap()
    );
    for left in [true, true, false] {
        assert_eq!(change::take_try(&mut tx, new.id, 2).await.unwrap(), left);
    }
    for (typed, at, fits) in [
        (b"two", now(), false),
        (b"six", until, false),
        (b"six", now(), true),
        (b"six", now(), false),
    ] {
        let used = change::use_code(&mut tx, new.id, typed, at).await.unwrap();
        assert_eq!(used, fits);
    }
    let week = now() + Duration::days(7);
    change::set_revoke(&mut tx, new.id, b"link", week)
        .await
        .unwrap();
    for (token, at, wanted) in [
        (b"link".as_slice(), now(), Some(new.id)),
        (b"link", week, None),
        (b"else", now(), None),
    ] {
        let found = change::by_revoke(&mut tx, token, at).await.unwrap();
        assert_eq!(found, wanted);
    }
    for (at, due) in [(now(), vec![]), (week, vec![new.id])] {
        assert_eq!(change::unproved(&mut tx, at).await.unwrap(), due);
    }
    new.state = ChangeState::Confirmed;
    change::update(&mut tx, &new).await.unwrap();
    assert!(
        !change::set_code(&mut tx, new.id, b"six", until)
            .await
            .unwrap()
    );
    assert!(!change::count_mail(&mut tx, new.id, now(), 9).await.unwrap());
    assert!(change::unproved(&mut tx, week).await.unwrap().is_empty());
}

pub async fn staff_see_the_oldest_promise_first(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let jan = house.account(Some(house.jan), "jan@haus.example").await;
    let mut tx = house.write().await;
    for (person, account, kind, state, promised) in [
        (
            house.vera,
            vera,
            ChangeKind::Email,
            ChangeState::Requested,
            None,
        ),
        (
            house.vera,
            vera,
            ChangeKind::Phone,
            ChangeState::HandedOver,
            Some("2026-11-09"),
        ),
        (
            house.jan,
            jan,
            ChangeKind::Phone,
            ChangeState::HandedOver,
            Some("2026-11-06"),
        ),
        (
            house.jan,
            jan,
            ChangeKind::Email,
            ChangeState::Effective,
            Some("2026-11-05"),
        ),
    ] {
        let mut new = a_change(person, account, kind, "neu");
        new.state = state;
        new.promised_on = promised.map(day);
        new.closed_at = (!state.is_open()).then(now);
        change::add(&mut tx, &new).await.unwrap();
    }
    assert_eq!(change::counts(&mut tx).await.unwrap(), (3, 1));
    let open = change::page(&mut tx, false, 0, 9).await.unwrap();
    let shown: Vec<_> = open
        .iter()
        .map(|row| (row.reference.as_str(), row.kind))
        .collect();
    assert_eq!(
        shown,
        [
            ("P-Jan", ChangeKind::Phone),
            ("P-Vera", ChangeKind::Phone),
            ("P-Vera", ChangeKind::Email),
        ]
    );
    assert_eq!(
        change::page(&mut tx, false, 1, 1).await.unwrap(),
        open[1..2]
    );
    let done = change::page(&mut tx, true, 0, 9).await.unwrap();
    assert_eq!((done.len(), done[0].state), (1, ChangeState::Effective));
    let waiting = change::waiting(&mut tx, &[house.jan, house.vera])
        .await
        .unwrap();
    let mut waiting: Vec<_> = waiting.into_iter().map(|row| row.reference).collect();
    waiting.sort();
    assert_eq!(waiting, ["P-Jan", "P-Vera"]);
}

pub async fn what_is_confirmed_is_written_through(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let jan = house.account(Some(house.jan), "jan@haus.example").await;
    let mut tx = house.write().await;
    let set = account::set_email(&mut tx, vera, "neu@haus.example").await;
    assert!(set.unwrap());
    for (kind, value) in [
        (ChangeKind::Email, "neu@haus.example"),
        (ChangeKind::Phone, "030 1234567"),
    ] {
        change::write_through(&mut tx, house.vera, kind, value)
            .await
            .unwrap();
    }
    let found = account::by_id(&mut tx, vera).await.unwrap().unwrap();
    assert_eq!(
        (found.email.as_str(), found.auth_epoch),
        ("neu@haus.example", 1)
    );
    let person = master::person(&mut tx, house.vera).await.unwrap().unwrap();
    assert_eq!(person.email.as_deref(), Some("neu@haus.example"));
    assert_eq!(person.phone.as_deref(), Some("030 1234567"));
    let taken = account::set_email(&mut tx, jan, "neu@haus.example").await;
    assert!(!taken.unwrap());
}

pub async fn bank_details_pass_by_two_and_are_forgotten(house: &House) {
    let vera = house.account(Some(house.vera), "vera@haus.example").await;
    let one = house.account(None, "eins@verwaltung.example").await;
    let two = house.account(None, "zwei@verwaltung.example").await;
    let mut tx = house.write().await;
    let mut new = a_change(house.vera, vera, ChangeKind::Bank, "DE89 •••• 00");
    change::add(&mut tx, &new).await.unwrap();
    let from = now() + Duration::hours(24);
    let details = Bank {
        change_id: new.id,
        contract_id: house.lease,
        holder: "Vera Lindt".to_owned(),
        iban: Some("DE89370400440532013000".to_owned()),
        debit: true,
        mandate: Some("V-1-AB".to_owned()),
        releasable_from: from,
        first_by: None,
        letter_at: None,
        contract: "V-1".to_owned(),
    };
    bank::add(&mut tx, &details).await.unwrap();
    let found = bank::of_change(&mut tx, new.id).await.unwrap().unwrap();
    assert_eq!((&found.iban, found.debit), (&details.iban, true));
    assert_eq!(bank::of_person(&mut tx, house.vera).await.unwrap(), [found]);
    let early = bank::release_first(&mut tx, new.id, one, now()).await;
    assert!(!early.unwrap(), "it cools off");
    let alone = bank::release_second(&mut tx, new.id, one, from).await;
    assert!(!alone.unwrap(), "nobody was first");
    for (who, wanted) in [(one, true), (two, false)] {
        let first = bank::release_first(&mut tx, new.id, who, from).await;
        assert_eq!(first.unwrap(), wanted);
    }
    let untold = bank::release_second(&mut tx, new.id, two, from).await;
    assert!(!untold.unwrap(), "the letter is missing");
    for at in [from, from + Duration::hours(1)] {
        bank::letter_printed(&mut tx, new.id, at).await.unwrap();
    }
    for (who, wanted) in [(one, false), (two, true), (two, false)] {
        let second = bank::release_second(&mut tx, new.id, who, from).await;
        assert_eq!(second.unwrap(), wanted);
    }
    let row = change::page(&mut tx, false, 0, 9).await.unwrap().remove(0);
    assert_eq!(row.bank.first_by, Some(one));
    assert_eq!(row.bank.letter_at, Some(from));
    assert_eq!(row.bank.contract, Some(details.contract));
    assert_eq!(row.bank.email_changed_at, None);
    let known = bank::known(&mut tx, house.vera, house.lease).await;
    assert_eq!(known.unwrap(), None);
    for (state, found) in [(ChangeState::HandedOver, 1), (ChangeState::Effective, 0)] {
        new.state = state;
        change::update(&mut tx, &new).await.unwrap();
        let waiting = bank::waiting(&mut tx, &["V-1-AB", "V-1-CD"]).await;
        assert_eq!(waiting.unwrap().len(), found);
    }
    new.closed_at = Some(from);
    change::update(&mut tx, &new).await.unwrap();
    bank::forget(&mut tx, new.id).await.unwrap();
    let found = bank::of_change(&mut tx, new.id).await.unwrap().unwrap();
    assert_eq!(found.iban, None);
    let known = bank::known(&mut tx, house.vera, house.lease).await;
    assert_eq!(known.unwrap().as_deref(), Some("DE89 •••• 00"));
    assert!(
        change::unproved(&mut tx, from + Duration::days(99))
            .await
            .unwrap()
            .is_empty()
    );
}
