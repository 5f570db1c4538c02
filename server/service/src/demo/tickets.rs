//! Two hundred tickets of the last fourteen months: some told by hand, the rest by chance.

use std::collections::HashSet;

use chrono::{Datelike, Days, NaiveDate};
use domain::contract::{ContractKind, covers};
use domain::property::UnitKind;
use domain::ticket::TicketKind;
use domain::{Refusal, State, berlin};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use super::cast::{NEWCOMER, TOLD, Told};
use super::play::{Goal, Report, play};
use super::stories::{self, Season, Story, Who};
use super::ticket::DemoTicket;
use crate::erp::Batch;
use crate::import::ContractRecord;

/// How many tickets the demo has.
pub const TICKETS: usize = 200;
/// No ticket is older.
const DAYS: i64 = 425;
/// Where the tickets told by chance stand, and how old their last turn is, in working days.
const MIX: &[(State, usize, std::ops::Range<u32>)] = &[
    (State::Received, 5, 0..2),
    (State::Received, 2, 4..7),
    (State::InProgress, 6, 0..5),
    (State::InProgress, 2, 7..11),
    (State::Question, 4, 1..8),
    (State::Question, 1, 12..15),
    (State::Commissioned, 5, 0..5),
    (State::Commissioned, 2, 7..12),
    (State::Appointment, 5, 0..1),
    (State::Appointment, 1, 9..12),
    (State::Fixed, 5, 0..9),
    (State::Reopened, 2, 0..2),
    (State::Rejected, 9, 3..250),
    (State::Withdrawn, 9, 3..250),
];
/// The rest is closed.
const CLOSED: std::ops::Range<u32> = 1..265;
/// People who do not use the portal: every fifth, by the last digit of the reference.
const OFFLINE: [char; 2] = ['3', '9'];

/// All tickets, the oldest first; the same day and seed give the same ones.
///
/// # Errors
/// A step that the rules refuse: a test keeps the plots from that.
pub fn tickets(data: &Batch, today: NaiveDate, seed: u64) -> Result<Vec<DemoTicket>, Refusal> {
    let mut troupe = Troupe {
        data,
        today,
        stories: stories::all(),
        dice: StdRng::seed_from_u64(seed),
        used: HashSet::new(),
        tellings: 0,
    };
    let mut tickets = Vec::new();
    for told in TOLD {
        tickets.extend(troupe.by_hand(told)?);
    }
    for (state, count, ages) in MIX {
        for _ in 0..*count {
            tickets.push(troupe.by_chance(*state, ages.clone())?);
        }
    }
    while tickets.len() < TICKETS {
        tickets.push(troupe.by_chance(State::Closed, CLOSED)?);
    }
    tickets.sort_by_key(|ticket| ticket.opened_at);
    Ok(tickets)
}

struct Troupe<'a> {
    data: &'a Batch,
    today: NaiveDate,
    stories: Vec<&'static Story>,
    dice: StdRng,
    /// Contract and title: nobody tells the same story twice.
    used: HashSet<(String, String)>,
    /// Counts up, so that the tellings of a story take turns.
    tellings: usize,
}

impl<'a> Troupe<'a> {
    /// Plays a ticket told by hand, on the first try that lies in the contract's time.
    fn by_hand(&mut self, told: &Told) -> Result<Option<DemoTicket>, Refusal> {
        let Some(story) = self
            .stories
            .iter()
            .copied()
            .find(|story| title(story) == told.story)
        else {
            return Ok(None);
        };
        let goal = Goal {
            state: told.state,
            age: told.age,
            telling: 0,
        };
        let report = self.report(told.contract, told.person, told.shared);
        self.used
            .insert((told.contract.to_owned(), told.story.to_owned()));
        play(story, report, goal, self.today, &mut self.dice).map(Some)
    }

    /// Draws story, contract and person until they fit each other.
    fn by_chance(
        &mut self,
        state: State,
        ages: std::ops::Range<u32>,
    ) -> Result<DemoTicket, Refusal> {
        loop {
            let age = self.dice.random_range(ages.clone());
            let Some(story) = self.stories.choose(&mut self.dice).copied() else {
                return Err(Refusal::UnknownWord);
            };
            let Some((contract, person)) = self.somebody(story) else {
                continue;
            };
            if !allows(story, state)
                || self
                    .used
                    .contains(&(contract.reference.clone(), title(story).to_owned()))
            {
                continue;
            }
            self.tellings += 1;
            let goal = Goal {
                state,
                age,
                telling: self.tellings,
            };
            let shared = self
                .dice
                .random_bool(if story.topic.kind() == TicketKind::Damage {
                    0.9
                } else {
                    0.5
                });
            let report = self.report(&contract.reference, person, shared);
            let ticket = play(story, report, goal, self.today, &mut self.dice)?;
            if self.in_time(story, contract, &ticket) {
                self.used
                    .insert((contract.reference.clone(), title(story).to_owned()));
                return Ok(ticket);
            }
        }
    }

    fn somebody(&mut self, story: &Story) -> Option<(&'a ContractRecord, &'a str)> {
        let fitting: Vec<_> = self
            .data
            .contracts
            .iter()
            .filter(|contract| self.fits(story, contract))
            .collect();
        let contract = fitting.choose(&mut self.dice).copied()?;
        let online = |person: &&String| {
            let address = self
                .data
                .person(person)
                .and_then(|record| record.email.as_ref());
            address.is_some() && **person != NEWCOMER && !person.ends_with(OFFLINE)
        };
        let persons: Vec<&String> = contract.persons.iter().filter(online).collect();
        persons
            .choose(&mut self.dice)
            .map(|person| (contract, person.as_str()))
    }

    fn fits(&self, story: &Story, contract: &ContractRecord) -> bool {
        let Some(unit) = self.data.unit(&contract.unit) else {
            return false;
        };
        let lives_in = contract.kind == ContractKind::Lease || !self.is_let(&contract.unit);
        let flat = unit.kind == UnitKind::Flat;
        match story.who {
            Who::Anyone => flat && lives_in,
            Who::Tenant => flat && contract.kind == ContractKind::Lease,
            Who::Owner => flat && contract.kind == ContractKind::Ownership,
            Who::Shop => unit.kind == UnitKind::Shop,
            Who::Parking => unit.kind == UnitKind::Parking && unit.property == "103",
            Who::WithLift => flat && lives_in && unit.property != "102",
        }
    }

    fn is_let(&self, unit: &str) -> bool {
        self.data
            .contracts
            .iter()
            .any(|contract| contract.unit == unit && contract.kind == ContractKind::Lease)
    }

    /// Within the last fourteen months, the contract's time and the story's season.
    fn in_time(&self, story: &Story, contract: &ContractRecord, ticket: &DemoTicket) -> bool {
        let opened = berlin::day(ticket.opened_at);
        let moved_in = contract.starts_on + Days::new(7);
        let cold = !(5..=9).contains(&opened.month());
        let season = match story.season {
            Season::Any => true,
            Season::Cold => cold,
            Season::Warm => !cold,
        };
        season
            && covers(moved_in, contract.ends_on, opened)
            && (self.today - opened).num_days() < DAYS
    }

    fn report(&self, contract: &str, person: &str, shared: bool) -> Report {
        let record = self.data.person(person);
        Report {
            contract: contract.to_owned(),
            reporter: person.to_owned(),
            name: record
                .map(|record| {
                    format!("{} {}", record.first_name, record.last_name)
                        .trim()
                        .to_owned()
                })
                .unwrap_or_default(),
            phone: record.and_then(|record| record.phone.clone()),
            shared,
        }
    }
}

fn title(story: &Story) -> &'static str {
    story.reports.first().map_or("", |(title, _)| title)
}

/// Whether a story has the words and the firm that a state needs.
fn allows(story: &Story, state: State) -> bool {
    let damage = !story.firm.is_empty();
    match state {
        State::Rejected => !story.refused.is_empty(),
        State::Reopened => !story.again.is_empty(),
        State::Commissioned | State::Appointment | State::Fixed => damage,
        _ => true,
    }
}

#[cfg(test)]
#[path = "tickets_tests.rs"]
mod tests;
