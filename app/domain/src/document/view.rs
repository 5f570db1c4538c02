//! What the pages of documents show.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{DocumentId, DocumentKind, LedgerRow, PartProblem, SetId, SetState, TargetKind};
use crate::contract::ContractRow;
use crate::{ContractId, PersonId, TicketId};

/// One line of a resident's documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRow {
    /// The document.
    pub id: DocumentId,
    /// What it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: String,
    /// The day that stands on it.
    pub dated_on: NaiveDate,
    /// Pages.
    pub pages: i64,
    /// Bytes of the file.
    pub bytes: i64,
    /// Since when it is there for them.
    pub provided_at: DateTime<Utc>,
    /// When they opened it first; until then it is new.
    pub opened_at: Option<DateTime<Utc>>,
}

/// A folder: all documents of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    /// The kind.
    pub kind: DocumentKind,
    /// How many are in it.
    pub count: u32,
    /// How many of them are new.
    pub fresh: u32,
    /// The youngest.
    pub latest: NaiveDate,
}

/// The page of a resident's documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentsPage {
    /// What was searched for.
    pub wanted: String,
    /// The folder that is open.
    pub kind: Option<DocumentKind>,
    /// All folders that are not empty.
    pub folders: Vec<Folder>,
    /// What is shown, youngest first: of the open folder, of a search, or what is new.
    pub rows: Vec<DocumentRow>,
    /// The contract that the pages keep to.
    pub chosen: Option<ContractRow>,
    /// A lease whose papers are not here, for it was signed too early.
    pub hidden: Option<ContractId>,
    /// The operator's day.
    pub signed_after: Option<NaiveDate>,
    /// The concern that asked for a copy, with its number.
    pub asked: Option<(TicketId, String)>,
}

/// For whom a document is or would be, and how many that are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// What is named.
    pub target: TargetRow,
    /// Persons who would see it today.
    pub persons: i64,
    /// How many of them have an account.
    pub registered: i64,
}

/// Somebody or something a document can be for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct TargetRow {
    /// What it is.
    pub kind: TargetKind,
    /// Its id; nothing for all.
    pub id: Option<Uuid>,
    /// "Vera Lindt", "Lindenhof 3, 2. OG links".
    pub name: String,
    /// The ERP's number.
    pub reference: String,
}

/// One line of the list of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct StaffDocument {
    /// The document.
    pub id: DocumentId,
    /// What it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: String,
    /// The day that stands on it.
    pub dated_on: NaiveDate,
    /// When it was provided.
    pub provided_at: DateTime<Utc>,
    /// When it was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// What it is for.
    pub target: TargetKind,
    /// Whom or what that names.
    pub target_name: String,
    /// Persons in the ledger.
    pub persons: i64,
    /// How many of them were told.
    pub notified: i64,
    /// How many of them opened it.
    pub opened: i64,
    /// How many of them had a letter.
    pub letters: i64,
}

/// The list of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentDesk {
    /// What was searched for.
    pub wanted: String,
    /// The kind shown; all where there is none.
    pub kind: Option<DocumentKind>,
    /// Only what somebody left unopened for too long.
    pub unopened: bool,
    /// The page of lines, youngest first.
    pub rows: Vec<StaffDocument>,
    /// How many there are in all.
    pub total: i64,
    /// The page, from 1.
    pub page: i64,
    /// How many pages there are.
    pub pages: i64,
}

/// One document as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentPage {
    /// The line.
    pub row: StaffDocument,
    /// The ERP's number of the document.
    pub reference: Option<String>,
    /// Pages.
    pub sheets: i64,
    /// Bytes of the file.
    pub bytes: i64,
    /// First day on which it is there.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it is there.
    pub valid_to: Option<NaiveDate>,
    /// Who of staff uploaded it.
    pub uploaded_by: Option<String>,
    /// What became of it for each person.
    pub ledger: Vec<LedgerRow>,
    /// Persons who have left it unopened for too long.
    pub overdue: Vec<PersonId>,
    /// The page of the ledger, from 1.
    pub page: i64,
    /// How many pages it has.
    pub pages: i64,
}

/// One line of the files for many persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct SerialRow {
    /// The file.
    pub id: SetId,
    /// What its parts become.
    pub kind: DocumentKind,
    /// The title of each part.
    pub title: String,
    /// The day that stands on them.
    pub dated_on: NaiveDate,
    /// Pages.
    pub pages: i64,
    /// Where it stands.
    pub state: SetState,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
    /// The last page that was read.
    pub done: i64,
}

/// Pages that would become one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct SerialPart {
    /// Its place in the file.
    pub position: i64,
    /// First page, from 1.
    pub first_page: i64,
    /// Last page.
    pub last_page: i64,
    /// As it stands on the page.
    pub reference: Option<String>,
    /// For whom: "Vera Lindt, Tom Lindt".
    pub names: Option<String>,
    /// Where they live: "Lindenhof 3, 2. OG links".
    pub place: Option<String>,
    /// Why it is nobody's.
    pub problem: Option<PartProblem>,
}

/// The check list of a file for many persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SerialPage {
    /// The file.
    pub row: SerialRow,
    /// Its parts.
    pub parts: Vec<SerialPart>,
    /// How much of it has been read, in percent.
    pub percent: u32,
}
