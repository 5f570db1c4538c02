//! What staff see of the gateway: what waits for the ERP, what waits for them, and when each way was last in use.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{CommandId, CommandKind, CommandState, Contact, Entity, ParcelId, ParcelState, Source};
use crate::change::{ChangeKind, ChangeState};
use crate::macros::text_enum;
use crate::{AccountId, ChangeId, PersonId};

/// Lines on one page.
pub const PAGE: i64 = 25;

text_enum! {
    /// The views of the page.
    ErpView {
        /// Changes under way, with what each side says.
        Changes => "abgleich",
        /// Parcels of master data.
        Parcels => "pakete",
        /// What did not get through.
        Stuck => "fehler",
        /// The ways to and from the ERP.
        Ways => "verbindungen",
    }
}

/// How much there is of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErpCounts {
    /// Changes under way.
    pub changes: i64,
    /// Of these, those whose promised day has passed.
    pub late: i64,
    /// Parcels that wait for two people.
    pub parked: i64,
    /// Commands and events that were given up.
    pub stuck: i64,
    /// Ways that are silent.
    pub silent: i64,
}

impl ErpCounts {
    /// How often somebody is needed.
    pub const fn needs(self) -> i64 {
        self.late + self.parked + self.stuck + self.silent
    }

    /// The number beside a view.
    pub const fn of(self, view: ErpView) -> i64 {
        match view {
            ErpView::Changes => self.changes,
            ErpView::Parcels => self.parked,
            ErpView::Stuck => self.stuck,
            ErpView::Ways => self.silent,
        }
    }
}

/// A change under way: what the portal says, what the ERP says, and what shall hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct ErpChange {
    /// The change.
    pub id: ChangeId,
    /// Whose details.
    pub person_id: PersonId,
    /// "Vera Lindt".
    pub name: String,
    /// The ERP's key of the person.
    pub reference: String,
    /// What is to be changed.
    pub kind: ChangeKind,
    /// Where it stands.
    pub state: ChangeState,
    /// By when it is promised.
    pub promised_on: Option<NaiveDate>,
    /// What holds in the portal.
    pub portal: Option<String>,
    /// What the ERP said last.
    pub erp: Option<String>,
    /// What shall hold.
    pub pending: String,
    /// For which contract, where it is about an account.
    pub contract: Option<String>,
    /// How far its command has come; nothing where there is none.
    pub command: Option<CommandState>,
    /// Since when the ERP has it.
    pub delivered_at: Option<DateTime<Utc>>,
}

/// How many records of a parcel do what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelCounts {
    /// The portal does not have them.
    pub added: u64,
    /// The portal has something else.
    pub changed: u64,
    /// The portal has the same revision, or a later one.
    pub stale: u64,
    /// The portal has them, the parcel does not.
    pub missing: u64,
}

/// A parcel of master data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct ParcelRow {
    /// The parcel.
    pub id: ParcelId,
    /// By which way it came.
    pub source: Source,
    /// The name it has there.
    pub label: String,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// Where it stands.
    pub state: ParcelState,
    /// Records that are written.
    pub done: i64,
    /// Records in all.
    pub total: i64,
    /// Who let it pass first.
    pub first_by: Option<AccountId>,
    /// The same by name.
    pub first_name: Option<String>,
    /// When that was.
    pub first_at: Option<DateTime<Utc>>,
    /// Who let it pass as the second, by name.
    pub second_name: Option<String>,
    /// When all of it was over.
    pub finished_at: Option<DateTime<Utc>>,
    /// What it does.
    #[cfg_attr(feature = "db", sqlx(skip))]
    pub counts: ParcelCounts,
    /// Why it is parked, a sentence each; nothing where it is not.
    #[cfg_attr(feature = "db", sqlx(skip))]
    pub why: Vec<String>,
}

/// A parcel with what it would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelPage {
    /// The parcel.
    pub row: ParcelRow,
    /// What it changes, line by line.
    pub diff: String,
    /// The one who asks has let it pass already.
    pub released_by_me: bool,
}

/// A command or an event that was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct StuckRow {
    /// The command; nothing for an event.
    pub command: Option<CommandId>,
    /// What was to be told.
    pub kind: Option<CommandKind>,
    /// What was to be fetched; nothing for a command.
    pub entity: Option<Entity>,
    /// The ERP's key of the person, or of what was to be fetched.
    pub reference: String,
    /// The person by name.
    pub name: Option<String>,
    /// When it became true, or was heard.
    pub since: DateTime<Utc>,
    /// Tries.
    pub attempts: i64,
    /// How the last one ended.
    pub error: Option<String>,
}

/// A way to or from the ERP.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayRow {
    /// Which one.
    pub adapter: String,
    /// Its last use; nothing where it was never used.
    pub contact: Option<Contact>,
    /// It has been silent for too long.
    pub silent: bool,
}

/// One page of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErpDesk {
    /// Which view.
    pub view: ErpView,
    /// What was searched for; empty for nothing.
    pub wanted: String,
    /// There is an ERP at the other end.
    pub enabled: bool,
    /// How much there is of each.
    pub counts: ErpCounts,
    /// As of when master data holds.
    pub as_of: Option<DateTime<Utc>>,
    /// All ways.
    pub ways: Vec<WayRow>,
    /// Lines of the view of changes.
    pub changes: Vec<ErpChange>,
    /// Lines of the view of parcels.
    pub parcels: Vec<ParcelRow>,
    /// Lines of the view of what did not get through.
    pub stuck: Vec<StuckRow>,
    /// How many lines there are in all.
    pub found: i64,
    /// The page, from 1.
    pub page: i64,
    /// How many pages there are.
    pub pages: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_needed_for_what_does_not_move_by_itself() {
        let counts = ErpCounts {
            changes: 90,
            late: 1,
            parked: 2,
            stuck: 4,
            silent: 8,
        };
        assert_eq!(counts.needs(), 15);
        let shown: Vec<i64> = ErpView::ALL.iter().map(|view| counts.of(*view)).collect();
        assert_eq!(shown, [90, 2, 4, 8]);
    }
}
