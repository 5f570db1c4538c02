//! What a demo ticket is before it has an id: the report, and everything that happened to it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ticket::{Place, Stage, Step};
use domain::workday::Calendar;
use domain::{Refusal, State, Topic};

use super::calendar::LAND;
use ::photo::painted::PhotoKind;

/// A ticket with its history.
#[derive(Debug, Clone)]
pub struct DemoTicket {
    /// Reference of the contract.
    pub contract: String,
    /// Reference of the person who reports.
    pub reporter: String,
    /// What it is about.
    pub topic: Topic,
    /// Where the damage is.
    pub place: Option<Place>,
    /// In a few words.
    pub title: String,
    /// In their own words.
    pub text: String,
    /// Phone, and when somebody may come in.
    pub access: String,
    /// It cannot wait.
    pub urgent: bool,
    /// All persons of the contract see it.
    pub shared: bool,
    /// Photos of the report, drawn from kind and seed.
    pub photos: Vec<(PhotoKind, u64)>,
    /// When it was reported.
    pub opened_at: DateTime<Utc>,
    /// Who works on it.
    pub clerk: Option<Clerk>,
    /// What happened, oldest first.
    pub entries: Vec<DemoEntry>,
    /// Where it stands.
    pub state: State,
    /// The promise.
    pub answer_by: Option<NaiveDate>,
    /// The agreed date.
    pub appointment_at: Option<DateTime<Utc>>,
    /// When it was closed, rejected or withdrawn.
    pub closed_at: Option<DateTime<Utc>>,
    /// How often it was reopened.
    pub reopened: i64,
}

/// The two who answer in the demo company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Clerk {
    /// The one whose login is printed.
    First,
    /// Her colleague.
    Second,
}

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The person who reported.
    Reporter,
    /// One of the clerks.
    Clerk(Clerk),
    /// The portal itself.
    Portal,
}

/// One line of the history.
#[derive(Debug, Clone)]
pub struct DemoEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: By,
    /// What.
    pub what: What,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Both sides read it.
    Message(String),
    /// Only staff read it.
    Note(String),
    /// The clerk takes it.
    Assigned,
    /// A step: what was done, and the state after it.
    Moved(Step, State),
}

impl DemoTicket {
    /// Takes a step by the rules of the house.
    pub(super) fn step(&mut self, by: By, step: Step, at: DateTime<Utc>) -> Result<(), Refusal> {
        use domain::ticket::{Side, promise};
        let side = match by {
            By::Reporter => Side::Resident,
            By::Clerk(_) => Side::Staff,
            By::Portal => Side::System,
        };
        let stage = Stage {
            state: self.state,
            closed_at: self.closed_at,
        };
        self.state = stage.after(&step, side, at)?;
        match &step {
            Step::Appoint { at } => self.appointment_at = Some(*at),
            Step::Reopen { .. } => self.reopened += 1,
            _ => {}
        }
        let day = domain::berlin::day(at);
        let appointment = self.appointment_at.map(domain::berlin::day);
        self.answer_by = promise::answer_by(
            self.state,
            self.urgent,
            day,
            appointment,
            LAND,
            &Calendar::default(),
        );
        self.closed_at = (!self.state.is_open()).then_some(at);
        self.entries.push(DemoEntry {
            at,
            by,
            what: What::Moved(step, self.state),
        });
        Ok(())
    }

    /// Adds a line that changes no state.
    pub(super) fn say(&mut self, by: By, what: What, at: DateTime<Utc>) {
        self.entries.push(DemoEntry { at, by, what });
    }
}
