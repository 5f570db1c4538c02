//! The two hundred tickets keep the rules of the house, on any day of the year.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::workday::{self, FederalState};

use super::*;
use crate::demo::master;
use crate::demo::ticket::{By, What};

const DAYS: [&str; 6] = [
    "2026-11-22",
    "2026-01-01",
    "2026-04-06",
    "2027-07-15",
    "2028-02-29",
    "2026-12-28",
];

fn of(today: &str) -> Vec<DemoTicket> {
    let today = today.parse().expect("date");
    tickets(&master(today).expect("faultless"), today, 7).expect("by the rules")
}

#[test]
fn there_are_two_hundred_in_every_state() {
    for today in DAYS {
        let all = of(today);
        assert_eq!(all.len(), TICKETS, "{today}");
        let mut states: BTreeMap<State, usize> = BTreeMap::new();
        for ticket in &all {
            *states.entry(ticket.state).or_default() += 1;
        }
        assert!(
            states.len() == 10 && states.values().all(|count| *count >= 3),
            "{today}: {states:?}"
        );
        let overdue = all
            .iter()
            .filter(|ticket| {
                ticket
                    .answer_by
                    .is_some_and(|by| by < today.parse().expect("date"))
            })
            .count();
        assert!((5..25).contains(&overdue), "{today}: {overdue} overdue");
    }
}

#[test]
fn everything_happened_before_today_and_in_order() {
    for today in DAYS {
        let midnight: DateTime<Utc> = berlin::instant(
            today
                .parse::<NaiveDate>()
                .expect("date")
                .and_time(chrono::NaiveTime::MIN),
        );
        for ticket in of(today) {
            let mut last = ticket.opened_at;
            assert!(
                (midnight - last).num_days() <= super::DAYS,
                "{last} {}",
                ticket.title
            );
            for entry in &ticket.entries {
                assert!(entry.at >= last, "{} {entry:?} before {last}", ticket.title);
                last = last.max(entry.at);
                let office = workday::is_workday(berlin::day(entry.at), FederalState::Berlin);
                assert!(
                    office || !matches!(entry.by, By::Clerk(_)),
                    "{} {entry:?}",
                    ticket.title
                );
                assert!(
                    !matches!(&entry.what, What::Message(text) | What::Note(text) if text.is_empty()),
                    "{}",
                    ticket.title
                );
            }
            let done = matches!(ticket.state, State::Fixed | State::Closed);
            let visit = ticket.appointment_at.filter(|_| done);
            assert!(visit.is_none_or(|at| at < last), "{}", ticket.title);
            assert!(last < midnight, "{today}: {} ends {last}", ticket.title);
        }
    }
}

#[test]
fn reports_are_such_as_the_form_takes() {
    for ticket in of(DAYS[0]) {
        let form = domain::ticket::NewTicket {
            client_ref: uuid::Uuid::nil(),
            contract: domain::ContractId(uuid::Uuid::nil()),
            topic: ticket.topic,
            place: ticket.place,
            title: ticket.title.clone(),
            text: ticket.text.clone(),
            access: ticket.access.clone(),
            urgent: ticket.urgent,
            shared: ticket.shared,
        };
        let checked = form.clone().checked().expect("taken");
        assert_eq!(checked, form, "nothing to tidy");
        assert!(ticket.photos.len() <= 3);
    }
}

#[test]
fn the_houses_do_not_repeat_themselves() {
    let all = of(DAYS[0]);
    let texts: HashSet<&str> = all.iter().map(|ticket| ticket.title.as_str()).collect();
    assert!(texts.len() >= 80, "{} titles", texts.len());
    let damage = stories::all()
        .into_iter()
        .filter(|story| story.topic.kind() == TicketKind::Damage)
        .count();
    assert!(damage >= 45, "{damage} kinds of damage");
    assert!(
        all.iter()
            .filter(|ticket| !ticket.photos.is_empty())
            .count()
            >= 40
    );
    assert!(all.iter().filter(|ticket| ticket.urgent).count() >= 8);
    assert!(all.iter().any(|ticket| !ticket.shared));
}

#[test]
fn every_ticket_told_by_hand_is_there() {
    let all = of(DAYS[0]);
    for told in TOLD {
        let found = all.iter().find(|ticket| {
            ticket.title == told.story
                && ticket.reporter == told.person
                && ticket.contract == told.contract
        });
        assert_eq!(
            found.map(|ticket| ticket.state),
            Some(told.state),
            "{}",
            told.story
        );
    }
}

#[test]
fn the_same_day_tells_the_same_tickets() {
    let text = |tickets: Vec<DemoTicket>| format!("{tickets:?}");
    assert_eq!(text(of(DAYS[0])), text(of(DAYS[0])));
}

#[test]
fn no_note_speaks_of_photos_that_may_not_be_there() {
    for story in stories::all() {
        assert!(!story.note.contains("Foto"), "{}", story.note);
    }
}
