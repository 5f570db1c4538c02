//! The staff inbox: its views, counts and pages.

use serde::{Deserialize, Serialize};

use super::state::{NextActor, State};
use super::view::TicketRow;
use crate::macros::text_enum;

/// Tickets on one page of a list.
pub const PAGE: i64 = 50;

text_enum! {
    /// The named filters.
    InboxView {
        New => "neu",
        Mine => "meine",
        Open => "offen",
        WaitingForResident => "wartet_auf_mieter",
        WaitingForCraftsman => "wartet_auf_firma",
        Overdue => "ueberfaellig",
        Done => "erledigt",
    }
}

impl InboxView {
    /// Whether a ticket in this state can lie in the view.
    pub const fn holds(self, state: State) -> bool {
        match self {
            Self::New => matches!(state, State::Received | State::Reopened),
            Self::Mine | Self::Open => state.is_open(),
            Self::WaitingForResident => matches!(state.next_actor(), NextActor::Resident),
            Self::WaitingForCraftsman => matches!(state.next_actor(), NextActor::Craftsman),
            Self::Overdue => state.is_open() && !matches!(state.next_actor(), NextActor::Resident),
            Self::Done => !state.is_open(),
        }
    }
}

/// How many tickets a view holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxCount {
    /// The view.
    pub view: InboxView,
    /// Its tickets; the finished ones, which only grow, are counted only where they are shown.
    pub count: Option<i64>,
}

/// One page of a view, with the counts of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// The view shown.
    pub view: InboxView,
    /// What is searched for instead, among all tickets; empty for a view.
    pub wanted: String,
    /// Tickets of this page, the most pressing first.
    pub rows: Vec<TicketRow>,
    /// Every view with its count.
    pub counts: Vec<InboxCount>,
    /// The page, from 1.
    pub page: i64,
    /// How many pages there are.
    pub pages: i64,
}
