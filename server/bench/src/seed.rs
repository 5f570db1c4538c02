//! Fills a SQLite file through the store: one house with 200 flats and its tickets of three years.

mod house;

use std::path::Path;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::ticket::{EntryKind, MessageId, Place, Side, TicketKind, number};
use domain::{AccountId, State, TicketId, Topic};
use service::{Chance, Clock};
use store::ticket::{self, Ticket, entry};
use store::{Db, Tx};

use self::house::{Flat, House};

pub use self::house::{HOUSE, access_number, wrong_code};
use crate::Result;

/// Tickets of one transaction.
const BATCH: u32 = 5_000;
/// Tickets of the resident whose pages are measured: the same at every size, as one household does not report more
/// because the manager has more houses. Two of three are open, which fills a page of the list.
const OWN: u32 = 125;
const SPAN: i64 = 3 * 365 * 86_400;

/// Of a thousand tickets, so many stand there.
const SHARES: [(State, u16); 10] = [
    (State::Received, 10),
    (State::InProgress, 20),
    (State::Question, 10),
    (State::Commissioned, 15),
    (State::Appointment, 10),
    (State::Fixed, 10),
    (State::Reopened, 5),
    (State::Rejected, 40),
    (State::Withdrawn, 50),
    (State::Closed, 830),
];
const OPEN: [State; 7] = [
    State::InProgress,
    State::Question,
    State::Commissioned,
    State::Appointment,
    State::Fixed,
    State::Reopened,
    State::Received,
];
const TITLES: [(Topic, &str); 6] = [
    (Topic::Heating, "Heizkörper im Wohnzimmer bleibt kalt"),
    (Topic::Water, "Wasserhahn in der Küche tropft"),
    (Topic::Electricity, "Licht im Flur geht nicht mehr an"),
    (Topic::DoorsAndWindows, "Balkontür schließt nicht richtig"),
    (Topic::Keys, "Zweiter Schlüssel für den Keller"),
    (Topic::Documents, "Wohnungsgeberbestätigung für das Amt"),
];
const REPORT: &str = "Guten Tag, das besteht seit ein paar Tagen und wird langsam schlimmer. Können Sie bitte jemanden schicken? Am besten erreichen Sie mich nachmittags.";
const ANSWER: &str = "Vielen Dank für Ihre Meldung. Wir haben uns das notiert und melden uns mit dem nächsten Schritt bei Ihnen.";

/// What the run needs to know of a filled file.
#[derive(Clone, Debug)]
pub struct Seeded {
    /// Session of the resident.
    pub resident: String,
    /// Session of the clerk.
    pub clerk: String,
    /// One of the resident's tickets.
    pub ticket: TicketId,
}

/// Where ids and times come from.
struct Source {
    chance: Chance,
    now: DateTime<Utc>,
    today: NaiveDate,
    tickets: u32,
}

impl Source {
    /// The same rows in every run, but for the dates.
    fn new(tickets: u32) -> Self {
        let clock = Clock::System;
        Self {
            chance: Chance::seeded(48),
            now: clock.now(),
            today: clock.today(),
            tickets,
        }
    }

    fn days_ago(&self, days: i64) -> DateTime<Utc> {
        self.now - TimeDelta::days(days)
    }
}

async fn empty(file: &Path) -> Result<Db> {
    let db = Db::open(&format!("sqlite://{}", file.display())).await?;
    db.migrate().await?;
    Ok(db)
}

/// Fills a new file with `tickets` tickets, a multiple of 125, and closes it.
///
/// # Errors
/// The file cannot be written.
pub async fn fill(file: &Path, tickets: u32) -> Result<Seeded> {
    let (db, source) = (empty(file).await?, Source::new(tickets));
    let mut tx = db.begin().await?;
    let house = House::build(&mut tx, &source).await?;
    tx.commit().await?;
    let mut shown = None;
    for first in (0..tickets).step_by(usize::try_from(BATCH)?) {
        let mut tx = db.begin().await?;
        for index in first..tickets.min(first + BATCH) {
            let id = report(&mut tx, &source, &house, index).await?;
            // The first open one of the resident.
            if index == tickets / OWN {
                shown = Some(id);
            }
        }
        tx.commit().await?;
    }
    db.close().await;
    let ticket = shown.ok_or("no ticket of the resident")?;
    Ok(Seeded {
        resident: house.resident_token,
        clerk: house.clerk_token,
        ticket,
    })
}

/// Fills a new file with a house of `persons` flats, in which nobody has an account, and closes it.
///
/// # Errors
/// The file cannot be written.
pub async fn people(file: &Path, persons: u32) -> Result<()> {
    let (db, source) = (empty(file).await?, Source::new(0));
    let mut tx = db.begin().await?;
    house::settle(&mut tx, &source, persons).await?;
    tx.commit().await?;
    db.close().await;
    Ok(())
}

/// Fills a new file with a house of `persons` flats, whose tenants all have an account and a letter that opens it anew, and
/// closes it.
///
/// # Errors
/// The file cannot be written.
pub async fn accounts(file: &Path, persons: u32) -> Result<()> {
    let (db, source) = (empty(file).await?, Source::new(0));
    let mut tx = db.begin().await?;
    let flats = house::settle(&mut tx, &source, persons).await?;
    for (index, flat) in (0..).zip(&flats) {
        house::register(&mut tx, &source, *flat, index).await?;
        house::write_to(&mut tx, &source, *flat, index).await?;
    }
    tx.commit().await?;
    db.close().await;
    Ok(())
}

/// The first day of every lease.
pub fn moved_in() -> NaiveDate {
    house::moved_in(&Source::new(0))
}

/// One ticket with its opening, the report and an answer.
async fn report(tx: &mut Tx, source: &Source, house: &House, index: u32) -> Result<TicketId> {
    let step = source.tickets / OWN;
    let own = index.is_multiple_of(step);
    let (flat, state) = if own {
        (house.flat(0), own_state(index / step))
    } else {
        (house.flat(1 + index), drawn_state(source))
    };
    let new = new_ticket(source, house, index, flat, state);
    ticket::add(tx, &new).await?;
    let reporter = own.then_some(house.resident);
    let opened = entry::NewEvent {
        id: source.chance.id(new.created_at),
        ticket_id: new.id,
        account_id: reporter,
        side: Side::Resident,
        kind: EntryKind::Opened,
        state: Some(State::Received),
        body: String::new(),
        created_at: new.created_at,
    };
    entry::add_event(tx, &opened).await?;
    entry::add_message(tx, &message(source, &new, reporter, Side::Resident)).await?;
    entry::add_message(tx, &message(source, &new, Some(house.clerk), Side::Staff)).await?;
    Ok(new.id)
}

fn new_ticket(source: &Source, house: &House, index: u32, flat: Flat, state: State) -> Ticket {
    let ago = SPAN * i64::from(source.tickets - index) / i64::from(source.tickets);
    let created_at = source.now - TimeDelta::seconds(ago);
    let updated_at = created_at + TimeDelta::seconds((ago / 2).min(5 * 86_400));
    let (topic, title) = TITLES[usize::try_from(index).unwrap_or(0) % TITLES.len()];
    let is_new = matches!(state, State::Received | State::Reopened);
    // What waits for staff or a firm is sometimes late; what waits for the resident never is, or a job would close it.
    let late = (index / 7).is_multiple_of(5) && !matches!(state, State::Question | State::Fixed);
    let promise = if late {
        source.today - Days::new(2)
    } else {
        source.today + Days::new(5)
    };
    Ticket {
        id: TicketId(source.chance.id(created_at)),
        number: number(2026, i64::from(index) + 1),
        contract_id: flat.contract,
        reporter_id: flat.person,
        client_ref: source.chance.id(created_at),
        kind: topic.kind(),
        topic,
        place: (topic.kind() == TicketKind::Damage).then_some(Place::Flat),
        title: title.to_owned(),
        access: "Bitte zweimal klingeln, werktags ab 15 Uhr.".to_owned(),
        urgent: index.is_multiple_of(30),
        shared: index.is_multiple_of(2),
        state,
        answer_by: state.is_open().then_some(promise),
        appointment_at: (state == State::Appointment).then_some(source.now + TimeDelta::days(2)),
        assignee_id: (!is_new).then_some(house.clerk),
        created_at,
        updated_at,
        news_for_resident_at: Some(updated_at),
        news_for_staff_at: Some(created_at),
        closed_at: (!state.is_open()).then_some(updated_at),
        reopened: i64::from(state == State::Reopened),
    }
}

fn message(
    source: &Source,
    ticket: &Ticket,
    account: Option<AccountId>,
    side: Side,
) -> entry::NewMessage {
    let (body, at) = if side == Side::Staff {
        (ANSWER, ticket.updated_at)
    } else {
        (REPORT, ticket.created_at)
    };
    entry::NewMessage {
        id: MessageId(source.chance.id(at)),
        ticket_id: ticket.id,
        account_id: account,
        side,
        internal: false,
        client_ref: source.chance.id(at),
        body: body.to_owned(),
        created_at: at,
    }
}

fn own_state(count: u32) -> State {
    if count.is_multiple_of(3) {
        return State::Closed;
    }
    OPEN[usize::try_from(count).unwrap_or(0) % OPEN.len()]
}

fn drawn_state(source: &Source) -> State {
    let mut draw = u16::from_be_bytes(source.chance.bytes()) % 1_000;
    for (state, share) in SHARES {
        if draw < share {
            return state;
        }
        draw -= share;
    }
    State::Closed
}
