//! Tickets: damage reports and concerns, their states, steps and promises.

pub mod inbox;
pub mod promise;
pub mod report;
pub mod state;
pub mod step;
pub mod topic;
pub mod view;

use crate::macros::id;

pub use inbox::{Inbox, InboxView};
pub use report::NewTicket;
pub use state::{NextActor, State};
pub use step::{Side, Stage, Step, StepKind};
pub use topic::{Place, TicketKind, Topic};
pub use view::{
    Author, Entry, EntryKind, OfflineTickets, PhotoView, TicketList, TicketPage, TicketRow,
    waiting_first,
};

id!(TicketId, "One ticket.");
id!(MessageId, "One message of a ticket.");
id!(PhotoId, "One photo of a ticket.");

/// "2026-000123": the year and a running number, as people say it on the phone.
pub fn number(year: i32, count: i64) -> String {
    format!("{year}-{count:06}")
}
