//! What people are shown of a ticket: an allow-list of fields, the same for page, list and offline copy.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::state::{NextActor, State};
use super::step::{Side, StepKind};
use super::topic::{Place, TicketKind, Topic};
use super::{PhotoId, TicketId};
use crate::PersonId;
use crate::contract::Contact;
use crate::macros::text_enum;

/// A ticket as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketRow {
    /// The ticket.
    pub id: TicketId,
    /// "2026-000123".
    pub number: String,
    /// Damage or concern.
    pub kind: TicketKind,
    /// What it is about.
    pub topic: Topic,
    /// In a few words.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// Who acts next.
    pub next: NextActor,
    /// By when.
    pub answer_by: Option<NaiveDate>,
    /// The agreed date.
    pub appointment_at: Option<DateTime<Utc>>,
    /// It cannot wait.
    pub urgent: bool,
    /// All persons of the contract see it.
    pub shared: bool,
    /// Last change that the reader may see.
    pub updated_at: DateTime<Utc>,
    /// When it was reported.
    pub created_at: DateTime<Utc>,
    /// Something new since the reader last looked.
    pub unread: bool,
    /// "Lindenhof 3, 2. OG links".
    pub place_line: String,
    /// Who reported it.
    pub reporter: String,
    /// Staff only: who works on it.
    pub assignee: Option<String>,
}

impl TicketRow {
    /// The agreed date lies behind; firms come late, so an hour is left to them.
    pub fn appointment_was(&self, now: DateTime<Utc>) -> bool {
        self.appointment_at
            .is_some_and(|at| at + TimeDelta::hours(1) <= now)
    }
}

/// Puts first what waits for the resident; the rest keeps its order.
pub fn waiting_first(rows: &mut [TicketRow]) {
    rows.sort_by_key(|row| row.next != NextActor::Resident);
}

/// One page of the resident's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketList {
    /// Tickets of this page, the last changed first.
    pub rows: Vec<TicketRow>,
    /// Only open ones were asked for.
    pub open_only: bool,
    /// Where the contract is that the list keeps to; all where there is none.
    pub chosen: Option<String>,
    /// How many are open.
    pub open_count: i64,
    /// How many there are.
    pub all_count: i64,
    /// The page, from 1.
    pub page: i64,
    /// How many pages there are.
    pub pages: i64,
}

/// Who wrote or did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// Which side of the counter.
    pub side: Side,
    /// "Vera Lindt"; empty for the portal itself.
    pub name: String,
    /// The reader.
    pub me: bool,
}

text_enum! {
    /// What a line of the timeline is.
    EntryKind {
        Message => "nachricht",
        Note => "notiz",
        Opened => "gemeldet",
        Moved => "stand",
        Assigned => "zugewiesen",
        Shared => "freigabe",
    }
}

/// A photo, to be fetched under the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoView {
    /// The photo; large under `/vorgaenge/{ticket}/fotos/{photo}`, small with `/klein` behind it.
    pub id: PhotoId,
    /// Pixels.
    pub width: i32,
    /// Pixels.
    pub height: i32,
    /// Bytes of the large one.
    pub bytes: i64,
}

/// A line of the timeline: a message, a staff note or an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub author: Author,
    /// What.
    pub kind: EntryKind,
    /// The state after it, for events.
    pub state: Option<State>,
    /// Message, reason or firm.
    pub text: String,
    /// Photos sent with it.
    pub photos: Vec<PhotoView>,
    /// Not seen by the reader before.
    pub unread: bool,
}

/// The page of one ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketPage {
    /// The line of the list.
    pub row: TicketRow,
    /// Where the damage is.
    pub place: Option<Place>,
    /// Contract number.
    pub contract: String,
    /// Phone and access, as the resident wrote it.
    pub access: String,
    /// All persons of the contract see it.
    pub shared: bool,
    /// The reader reported it.
    pub mine: bool,
    /// The reader decides who of the household sees it.
    pub can_share: bool,
    /// The contract has ended for the reader; the last day on which they can read this.
    pub readable_until: Option<NaiveDate>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// Last day of reopening.
    pub reopen_until: Option<NaiveDate>,
    /// How often it was reopened.
    pub reopened: i64,
    /// The timeline, oldest first.
    pub entries: Vec<Entry>,
    /// Buttons that the reader has.
    pub steps: Vec<StepKind>,
    /// The reader may write.
    pub can_reply: bool,
    /// Whom to call.
    pub contacts: Vec<Contact>,
    /// Staff only: assigned to the reader.
    pub assigned_to_me: bool,
    /// Staff only: the reporter's phone and e-mail as the ERP knows them.
    pub reporter_contact: Option<String>,
    /// Staff only: the reporter, whose page they can open.
    pub reporter_id: Option<PersonId>,
}

/// What an own device keeps to read without network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfflineTickets {
    /// The account it belongs to.
    pub account: crate::AccountId,
    /// When the server answered.
    pub as_of: DateTime<Utc>,
    /// Own tickets of 24 months, at most 200, the last changed first.
    pub tickets: Vec<TicketPage>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(appointment: Option<&str>) -> TicketRow {
        let created_at = "2026-11-01T08:00:00Z".parse().unwrap();
        TicketRow {
            id: TicketId(uuid::Uuid::nil()),
            number: "2026-000001".to_owned(),
            kind: TicketKind::Damage,
            topic: Topic::Heating,
            title: "Heizung kalt".to_owned(),
            state: State::Appointment,
            next: NextActor::Staff,
            answer_by: None,
            appointment_at: appointment.map(|at| at.parse().unwrap()),
            urgent: false,
            shared: true,
            updated_at: created_at,
            created_at,
            unread: false,
            place_line: "Lindenhof 3, 2. OG links".to_owned(),
            reporter: "Vera Lindt".to_owned(),
            assignee: None,
        }
    }

    #[test]
    fn an_appointment_has_been_an_hour_after_it_was_to_begin() {
        let now = "2026-11-02T09:00:00Z".parse().unwrap();
        for (appointment, was) in [
            (None, false),
            (Some("2026-11-02T15:00:00Z"), false),
            (Some("2026-11-02T08:01:00Z"), false),
            (Some("2026-11-02T08:00:00Z"), true),
            (Some("2026-11-01T15:00:00Z"), true),
        ] {
            assert_eq!(
                row(appointment).appointment_was(now),
                was,
                "{appointment:?}"
            );
        }
    }
}
