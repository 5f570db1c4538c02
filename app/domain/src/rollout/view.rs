//! What staff see of houses, batches, letters and persons.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{BatchId, BatchKind, Fate, LetterState};
use crate::activation::{LetterId, LetterKind};
use crate::change::ChangeKind;
use crate::contract::ContractRow;
use crate::person::Person;
use crate::{PersonId, PropertyId};

/// A house and how far its people are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct PropertyRow {
    /// The house.
    pub id: PropertyId,
    /// The ERP's key.
    pub reference: String,
    /// What people call it.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Town.
    pub town: String,
    /// From this day its persons get letters.
    pub enabled_on: Option<NaiveDate>,
    /// Persons named in contracts that run today.
    pub persons: i64,
    /// Of these, with an account.
    pub registered: i64,
    /// Of these, without an account but with a live letter.
    pub under_way: i64,
}

impl PropertyRow {
    /// Persons who have neither account nor live letter.
    pub const fn waiting(&self) -> i64 {
        self.persons - self.registered - self.under_way
    }
}

/// A batch and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct BatchRow {
    /// The batch.
    pub id: BatchId,
    /// Why it was ordered.
    pub kind: BatchKind,
    /// The house or the person it is for.
    pub name: String,
    /// The day it begins.
    pub due_on: NaiveDate,
    /// When it was ordered.
    pub created_at: DateTime<Utc>,
    /// When it began.
    pub begun_at: Option<DateTime<Utc>>,
    /// When the last letter was done.
    pub finished_at: Option<DateTime<Utc>>,
    /// When staff took it to the post.
    pub posted_on: Option<NaiveDate>,
    /// All letters.
    pub letters: i64,
    /// Letters that still wait.
    pub queued: i64,
    /// Letters that are there.
    pub rendered: i64,
    /// Letters that could not be made.
    pub failed: i64,
    /// Of those that are there, the ones whose code died unused: replaced by a newer letter, or of wrong tries.
    pub dead: i64,
    /// Of those that are there, the ones whose code was used.
    pub redeemed: i64,
}

impl BatchRow {
    /// Whether letters are being made.
    pub const fn runs(&self) -> bool {
        self.begun_at.is_some() && self.finished_at.is_none()
    }

    /// Whether none of its letters opens anything any more.
    pub const fn is_void(&self) -> bool {
        self.rendered > 0 && self.dead >= self.rendered
    }

    /// Whether none of its letters is waited for any more: each was used, or died.
    pub const fn is_spent(&self) -> bool {
        self.rendered > 0 && self.dead + self.redeemed >= self.rendered
    }

    /// Percent of the letters that are done.
    pub fn percent(&self) -> u32 {
        let done = (self.letters - self.queued) * 100 / self.letters.max(1);
        u32::try_from(done).unwrap_or_default()
    }
}

/// Houses and batches, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolloutPage {
    /// All houses.
    pub properties: Vec<PropertyRow>,
    /// The newest batches.
    pub batches: Vec<BatchRow>,
}

/// Letters printed together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct PrintRow {
    /// From 1.
    pub number: i64,
    /// Letters in it.
    pub letters: i64,
    /// Whether the PDF is still there.
    pub kept: bool,
}

/// A letter of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct BatchLetter {
    /// To whom.
    pub person_id: PersonId,
    /// "Vera Lindt".
    pub name: String,
    /// How far it is.
    pub state: LetterState,
    /// Why there is none.
    pub reason: Option<String>,
    /// Whether the PDF is still there and worth sending.
    pub kept: bool,
    /// A newer letter took its place.
    pub replaced: bool,
    /// Its code was used.
    pub redeemed: bool,
    /// Its code died of wrong tries, and nobody has sent a new one yet.
    pub exhausted: bool,
}

/// One batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchPage {
    /// What it is and how far.
    pub row: BatchRow,
    /// What is to be printed.
    pub prints: Vec<PrintRow>,
    /// Its letters, those with a fault first; a long batch names only the first.
    pub letters: Vec<BatchLetter>,
    /// The last day of its PDFs, while they are there.
    pub kept_until: Option<NaiveDate>,
    /// Its PDFs are not for whoever ordered them.
    pub withheld: bool,
}

/// A person as a line of a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx_macros::FromRow))]
pub struct PersonRow {
    /// The person.
    pub id: PersonId,
    /// "Vera Lindt".
    pub name: String,
    /// The ERP's key.
    pub reference: String,
    /// Street and number of the postal address.
    pub street: String,
    /// Town of the postal address.
    pub town: String,
    /// Has an account.
    pub registered: bool,
    /// The code of the newest letter died of wrong tries.
    pub exhausted: bool,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonSearch {
    /// What was searched for; empty for nothing yet.
    pub wanted: String,
    /// Who was found; without a search, those whose codes died of wrong tries.
    pub rows: Vec<PersonRow>,
    /// There are more.
    pub more: bool,
}

/// A letter in a person's history; never its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonLetter {
    /// The letter.
    pub id: LetterId,
    /// What it opens.
    pub kind: LetterKind,
    /// Nine digits in groups.
    pub access_number: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Last day of its code.
    pub valid_until: NaiveDate,
    /// When it was taken to the post.
    pub posted_on: Option<NaiveDate>,
    /// What became of the code.
    pub fate: Fate,
    /// When that was.
    pub fate_at: Option<DateTime<Utc>>,
    /// Wrong tries.
    pub tries: i64,
    /// The batch that still has the PDF, for the one who asks.
    pub batch: Option<BatchId>,
    /// The PDF is there, but not for whoever ordered it.
    pub withheld: bool,
}

/// What staff see of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonPage {
    /// The person.
    pub person: Person,
    /// Contracts, the running ones first.
    pub contracts: Vec<ContractRow>,
    /// When the account was opened.
    pub account_since: Option<DateTime<Utc>>,
    /// Since when the account is blocked.
    pub blocked_since: Option<DateTime<Utc>>,
    /// The account can be blocked.
    pub can_block: bool,
    /// Letters, the newest first.
    pub letters: Vec<PersonLetter>,
    /// Changes that are under way.
    pub changes: Vec<ChangeKind>,
    /// A letter is being made.
    pub under_way: bool,
    /// The letter that can be sent now, if any.
    pub letter: Option<LetterKind>,
}
