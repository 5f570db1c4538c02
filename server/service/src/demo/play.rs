//! Plays a plot through the calendar: each turn gets its day, its hour and its words.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::ticket::Step;
use domain::{Refusal, berlin, workday};
use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::calendar::{LAND, back, between, quarter};
use super::plot::{self, Turn};
use super::stories::Story;
use super::ticket::{By, Clerk, DemoTicket, What};
use super::words;

/// Working days from an agreed date until the firm comes, when that lies before us.
const AHEAD: std::ops::Range<u32> = 1..6;

/// Views of each kind of photo; two photos of one report show different ones.
const VIEWS: u64 = 2;

/// The report of a story, before anything happened to it.
pub(super) struct Report {
    /// Reference of the contract.
    pub contract: String,
    /// Reference of the person.
    pub reporter: String,
    /// The name under the text.
    pub name: String,
    /// How to reach the person.
    pub phone: Option<String>,
    /// The household sees it too.
    pub shared: bool,
}

/// Where a ticket shall stand, and since when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Goal {
    /// The state of today.
    pub state: domain::State,
    /// Working days since the last turn; 0 is the last working day before today.
    pub age: u32,
    /// Which telling of the story.
    pub telling: usize,
}

/// Plays a story to its goal.
pub(super) fn play(
    story: &Story,
    report: Report,
    goal: Goal,
    today: NaiveDate,
    dice: &mut StdRng,
) -> Result<DemoTicket, Refusal> {
    let steps = plot::turns(story, goal.state, dice);
    let length: u32 = steps.iter().map(|(_, days)| days).sum();
    let yesterday = today.pred_opt().unwrap_or(today);
    let opened_on = back(yesterday, goal.age + length);
    let clerk = if dice.random_bool(0.6) {
        Clerk::First
    } else {
        Clerk::Second
    };
    let hurry = |place: usize| steps.get(place).is_some_and(|(_, days)| *days == 0);
    let opened_at = if hurry(0) {
        between(opened_on, 7, 10, dice)
    } else {
        between(opened_on, 7, 21, dice)
    };
    let mut stage = Scene {
        story,
        ticket: opened(story, report, goal, opened_at, dice),
        clerk,
        now: opened_at,
        dice,
    };
    for (place, (turn, days)) in steps.iter().enumerate() {
        stage.wait(*turn, *days, hurry(place + 1));
        let pause = steps.get(place + 1).map(|(_, days)| *days);
        stage.act(*turn, pause)?;
    }
    Ok(stage.ticket)
}

fn opened(
    story: &Story,
    report: Report,
    goal: Goal,
    at: DateTime<Utc>,
    dice: &mut StdRng,
) -> DemoTicket {
    let (title, text) = story
        .reports
        .get(goal.telling % story.reports.len().max(1))
        .copied()
        .unwrap_or_default();
    let damage = !story.firm.is_empty();
    let access = match report.phone.filter(|_| damage) {
        Some(phone) => words::access(&phone, story.place, dice),
        None => String::new(),
    };
    let taken = dice.random_bool(0.8);
    let first = dice.random_range(0..VIEWS);
    let kinds = story.photos.iter().filter(|_| taken);
    let photos = (first..)
        .zip(kinds)
        .map(|(view, kind)| (*kind, view % VIEWS))
        .collect();
    DemoTicket {
        contract: report.contract,
        reporter: report.reporter,
        topic: story.topic,
        place: story.place,
        title: title.to_owned(),
        text: words::letter(text, &report.name, dice),
        access,
        urgent: story.urgent,
        shared: report.shared,
        photos,
        opened_at: at,
        clerk: None,
        entries: Vec::new(),
        state: domain::State::Received,
        answer_by: domain::ticket::promise::answer_by(
            domain::State::Received,
            story.urgent,
            berlin::day(at),
            None,
            LAND,
            &workday::Calendar::default(),
        ),
        appointment_at: None,
        closed_at: None,
        reopened: 0,
    }
}

/// A ticket while it is played.
struct Scene<'a> {
    story: &'a Story,
    ticket: DemoTicket,
    clerk: Clerk,
    now: DateTime<Utc>,
    dice: &'a mut StdRng,
}

impl Scene<'_> {
    /// Lets working days pass; within a day, some minutes.
    fn wait(&mut self, turn: Turn, days: u32, hurry: bool) {
        if days == 0 {
            self.now += Duration::minutes(self.dice.random_range(18..75));
            return;
        }
        let day = workday::add(berlin::day(self.now), days, LAND);
        let resident = matches!(
            turn,
            Turn::Answer
                | Turn::Nudge
                | Turn::Visited
                | Turn::Thank
                | Turn::Confirm
                | Turn::Withdraw
                | Turn::Reopen
        );
        // Firms come in the morning; what is said of their work is said after it.
        let from = if matches!(turn, Turn::Visited | Turn::Fix) {
            13
        } else {
            8
        };
        let until = match (hurry, resident) {
            (true, _) => from + 2,
            (false, true) => 20,
            (false, false) => 16,
        };
        self.now = between(day, from, until, self.dice);
        if turn == Turn::Expire {
            self.now = quarter(day, 3, 4, self.dice);
        }
    }

    fn act(&mut self, turn: Turn, pause: Option<u32>) -> Result<(), Refusal> {
        let (story, clerk) = (self.story, By::Clerk(self.clerk));
        match turn {
            Turn::Take => self.take(),
            Turn::Ask => {
                self.message(clerk, story.question);
                self.step(
                    clerk,
                    Step::Ask {
                        question: story.question.to_owned(),
                    },
                )
            }
            Turn::Answer => {
                self.message(By::Reporter, story.answer);
                self.step(By::Reporter, Step::Answer)
            }
            Turn::Order => {
                self.message(clerk, story.ordered);
                self.step(
                    clerk,
                    Step::Commission {
                        firm: story.firm.to_owned(),
                    },
                )
            }
            Turn::Promise => self.say(clerk, story.ordered),
            Turn::Nudge => self.nudge(),
            Turn::Appoint => self.appoint(pause),
            Turn::Visited => {
                let said = words::visited(story.thanks, self.dice);
                self.message(By::Reporter, &said);
                Ok(())
            }
            Turn::Fix => {
                self.message(clerk, story.done);
                self.step(clerk, Step::Fix)
            }
            Turn::Tell => self.say(clerk, story.done),
            Turn::Thank => self.say(By::Reporter, story.thanks),
            Turn::Confirm => self.step(By::Reporter, Step::Confirm),
            Turn::Expire => self.step(By::Portal, Step::Expire),
            Turn::Close => self.step(clerk, Step::Close),
            Turn::Reject => self.step(
                clerk,
                Step::Reject {
                    reason: story.refused.to_owned(),
                },
            ),
            Turn::Withdraw => self.step(By::Reporter, Step::Withdraw),
            Turn::Reopen => {
                self.message(By::Reporter, story.again);
                self.step(
                    By::Reporter,
                    Step::Reopen {
                        reason: story.again.to_owned(),
                    },
                )
            }
        }
    }

    fn take(&mut self) -> Result<(), Refusal> {
        let clerk = By::Clerk(self.clerk);
        if self.ticket.clerk.is_some() {
            return self.step(clerk, Step::Take);
        }
        self.ticket.clerk = Some(self.clerk);
        self.ticket.say(clerk, What::Assigned, self.now);
        self.step(clerk, Step::Take)?;
        let note = What::Note(self.story.note.to_owned());
        self.now += Duration::minutes(3);
        self.ticket.say(clerk, note, self.now);
        Ok(())
    }

    fn nudge(&mut self) -> Result<(), Refusal> {
        let Some((asked, answered)) = words::NUDGES.choose(self.dice).copied() else {
            return Ok(());
        };
        self.message(By::Reporter, asked);
        self.now += Duration::minutes(self.dice.random_range(20..90));
        self.say(By::Clerk(self.clerk), answered)
    }

    /// Agrees a date: before the next turn, or ahead of us if there is none.
    fn appoint(&mut self, pause: Option<u32>) -> Result<(), Refusal> {
        let days = match pause {
            Some(days) => days.max(1),
            None if self.story.urgent => 1,
            None => self.dice.random_range(AHEAD),
        };
        let day = workday::add(berlin::day(self.now), days, LAND);
        let at = quarter(day, 8, 13, self.dice);
        let clerk = By::Clerk(self.clerk);
        let said = words::appointment(
            self.story.firm,
            at,
            berlin::day(self.now),
            self.story.place,
            self.dice,
        );
        self.message(clerk, &said);
        self.step(clerk, Step::Appoint { at })
    }

    fn say(&mut self, by: By, text: &str) -> Result<(), Refusal> {
        self.message(by, text);
        Ok(())
    }

    fn message(&mut self, by: By, text: &str) {
        self.ticket
            .say(by, What::Message(text.to_owned()), self.now);
    }

    fn step(&mut self, by: By, step: Step) -> Result<(), Refusal> {
        self.ticket
            .step(by, step, self.now + Duration::microseconds(1))
    }
}
