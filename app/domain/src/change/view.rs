//! What the pages of residents and staff show of requests.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::contract::ContractRow;
use crate::{AccountId, PersonId};

use super::{ChangeActor, ChangeId, ChangeKind, ChangeState, Stop};

/// Requests on one page of the staff's list.
pub const PAGE: i64 = 25;

/// When a request came to a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct Mark {
    /// The state.
    pub state: ChangeState,
    /// When it was reached.
    pub reached_at: DateTime<Utc>,
}

/// A request as the one sees it who asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeView {
    /// The request.
    pub id: ChangeId,
    /// What is to be changed.
    pub kind: ChangeKind,
    /// What held on the day it was asked for.
    pub old_value: Option<String>,
    /// What shall hold.
    pub new_value: String,
    /// Where it stands.
    pub state: ChangeState,
    /// Who acts next.
    pub next: ChangeActor,
    /// By when it is in effect.
    pub promised_on: Option<NaiveDate>,
    /// The promised day has passed.
    pub late: bool,
    /// The last day to type the code.
    pub confirm_by: NaiveDate,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// The timeline.
    pub course: Vec<Stop>,
    /// More about bank details.
    pub bank: Option<BankView>,
}

/// Bank details as the one sees them who asked for them; the IBAN stands masked in the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankView {
    /// Whose account it is.
    pub holder: String,
    /// For which contract.
    pub contract: String,
    /// The rent may be debited.
    pub debit: bool,
    /// When staff may let it pass.
    pub releasable_from: DateTime<Utc>,
    /// One of two has let it pass.
    pub first_released: bool,
    /// The mandate can be printed.
    pub mandate: bool,
}

/// What the form for bank details needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankForm {
    /// The contracts that run.
    pub contracts: Vec<ContractRow>,
    /// The person's name, as the likely holder.
    pub holder: String,
    /// Who debits; without one only an account for payments to the person can be named.
    pub creditor: Option<String>,
    /// When staff may let it pass, if it is asked for now.
    pub releasable_from: DateTime<Utc>,
    /// By when it would hold then.
    pub promised_on: NaiveDate,
    /// Such a change is under way.
    pub open: bool,
}

/// Contact details with the requests about them, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPage {
    /// The login, which holds until a change is in effect.
    pub email: String,
    /// The number known to the ERP.
    pub phone: Option<String>,
    /// Under way.
    pub open: Vec<ChangeView>,
    /// Over.
    pub past: Vec<ChangeView>,
}

impl ContactPage {
    /// The open request of a kind.
    pub fn open(&self, kind: ChangeKind) -> Option<&ChangeView> {
        self.open.iter().find(|change| change.kind == kind)
    }
}

/// A request as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct StaffChange {
    /// The request.
    pub id: ChangeId,
    /// Whose details.
    pub person_id: PersonId,
    /// "Vera Lindt".
    pub name: String,
    /// The ERP's key of the person.
    pub reference: String,
    /// What is to be changed.
    pub kind: ChangeKind,
    /// What held on the day it was asked for.
    pub old_value: Option<String>,
    /// What shall hold.
    pub new_value: String,
    /// Where it stands.
    pub state: ChangeState,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// By when it is promised.
    pub promised_on: Option<NaiveDate>,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// When it was over.
    pub closed_at: Option<DateTime<Utc>>,
    /// Who brought it to its end by name; nobody where it ended by itself or by an import.
    pub closed_by: Option<String>,
    /// More about bank details; empty for the others.
    #[cfg_attr(feature = "db", sqlx(flatten))]
    pub bank: BankDesk,
}

/// Bank details as staff see them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct BankDesk {
    /// Whose account it is.
    pub holder: Option<String>,
    /// For which contract.
    pub contract: Option<String>,
    /// The rent may be debited.
    pub debit: Option<bool>,
    /// Reference of the mandate.
    pub mandate: Option<String>,
    /// Nobody lets it pass before.
    pub releasable_from: Option<DateTime<Utc>>,
    /// Who let it pass first.
    pub first_by: Option<AccountId>,
    /// The same by name.
    pub first_name: Option<String>,
    /// When that was.
    pub first_at: Option<DateTime<Utc>>,
    /// Who let it pass as the second, by name.
    pub second_name: Option<String>,
    /// When that was.
    pub second_at: Option<DateTime<Utc>>,
    /// When the letter to the address on file was printed.
    pub letter_at: Option<DateTime<Utc>>,
    /// When the login last became another one.
    pub email_changed_at: Option<DateTime<Utc>>,
    /// When the account last got another way in: password, passkey, or the whole of it.
    pub password_changed_at: Option<DateTime<Utc>>,
}

/// One page of the staff's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffChanges {
    /// Those that are over, instead of those under way.
    pub done: bool,
    /// The requests, the oldest promise first.
    pub rows: Vec<StaffChange>,
    /// The IBAN that was asked to be shown, in groups of four.
    pub iban: Option<(ChangeId, String)>,
    /// How many are under way.
    pub open_count: i64,
    /// How many are over.
    pub done_count: i64,
    /// The page shown, from 1.
    pub page: i64,
    /// How many pages there are.
    pub pages: i64,
}
