//! Rollouts: which houses are enabled from when, the batches of letters that follow, and what became of each letter.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::activation::{LetterId, TRIES};
use crate::contract::ContractRow;
use crate::macros::{id, text_enum};
use crate::person::Person;
use crate::{PersonId, PropertyId, Refusal, berlin};

id!(BatchId, "Letters that were ordered together.");

/// How far ahead a house can be enabled: further is a slip of the hand.
const AHEAD: Days = Days::new(730);
/// Batches and persons on one page.
pub const PAGE: i64 = 50;
/// Letters of a batch that its page names; the list of addresses names all.
pub const NAMED: i64 = 200;
/// Least characters of a search: one would find half the town.
pub const SEARCH_MIN: usize = 2;

text_enum! {
    /// Why a batch was ordered.
    BatchKind {
        Rollout => "freischaltung",
        Anew => "erneut",
        Single => "einzeln",
        Lost => "verloren",
    }
}

text_enum! {
    /// How far a letter of a batch is.
    LetterState {
        Queued => "queued",
        Rendered => "rendered",
        Failed => "failed",
        Needless => "needless",
    }
}

text_enum! {
    /// What became of a letter's code.
    Fate {
        Live => "live",
        Used => "used",
        Replaced => "replaced",
        Exhausted => "exhausted",
        Expired => "expired",
    }
}

/// What is known of a letter's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct LetterFacts {
    /// End of validity.
    pub expires_at: DateTime<Utc>,
    /// Wrong tries.
    pub tries: i64,
    /// When an account was opened with it.
    pub used_at: Option<DateTime<Utc>>,
    /// When a newer letter took its place.
    pub replaced_at: Option<DateTime<Utc>>,
}

/// What became of a code, and when where that is known. Ten wrong tries weigh more than the newer letter they led to.
pub fn fate(letter: &LetterFacts, now: DateTime<Utc>) -> (Fate, Option<DateTime<Utc>>) {
    if letter.used_at.is_some() {
        return (Fate::Used, letter.used_at);
    }
    if letter.tries >= TRIES {
        return (Fate::Exhausted, None);
    }
    match letter.replaced_at {
        Some(at) if at < letter.expires_at => (Fate::Replaced, Some(at)),
        _ if letter.expires_at <= now => (Fate::Expired, Some(letter.expires_at)),
        Some(at) => (Fate::Replaced, Some(at)),
        None => (Fate::Live, None),
    }
}

/// The day a house is enabled: now where none was typed, else one that lies ahead.
///
/// # Errors
/// `EnableDayInvalid` for what is no day, has passed or lies further ahead than two years.
pub fn enable_day(typed: &str, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    let last = today.checked_add_days(AHEAD).unwrap_or(today);
    berlin::typed(typed)
        .filter(|day| (today..=last).contains(day))
        .ok_or(Refusal::EnableDayInvalid)
}

/// The day a batch went to the post: not before it was printed, and not in the future.
///
/// # Errors
/// `PostedDayInvalid`.
pub fn posted_day(typed: &str, made: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    berlin::typed(typed)
        .filter(|day| (made..=today).contains(day))
        .ok_or(Refusal::PostedDayInvalid)
}

/// The address of a letter as it is kept beside its PDF.
pub fn recipient(person: &Person) -> String {
    [
        person.name().as_str(),
        person.street.as_str(),
        person.postal_code.as_str(),
        person.town.as_str(),
    ]
    .map(crate::typed::line)
    .join("\n")
}

/// One line of the list of addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressed {
    /// Name of the letter's PDF.
    pub file: String,
    /// The four lines of [`recipient`].
    pub recipient: String,
}

/// The list of addresses as German spreadsheet programs open it: with a byte order mark, and semicolons between.
pub fn address_list(letters: &[Addressed]) -> String {
    let mut list = "\u{feff}Datei;Name;Straße;PLZ;Ort\r\n".to_owned();
    for letter in letters {
        let cells: Vec<String> = std::iter::once(letter.file.as_str())
            .chain(letter.recipient.lines())
            .map(cell)
            .collect();
        list.push_str(&cells.join(";"));
        list.push_str("\r\n");
    }
    list
}

/// A cell in quotes. What begins like a formula would be computed where the list is opened: a quote mark keeps it text.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t']) {
        "'"
    } else {
        ""
    };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// A house and how far its people are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
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
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
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
}

impl BatchRow {
    /// Whether letters are being made.
    pub const fn runs(&self) -> bool {
        self.begun_at.is_some() && self.finished_at.is_none()
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
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
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
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct BatchLetter {
    /// To whom.
    pub person_id: PersonId,
    /// "Vera Lindt".
    pub name: String,
    /// How far it is.
    pub state: LetterState,
    /// Why there is none.
    pub reason: Option<String>,
    /// Whether the PDF is still there.
    pub kept: bool,
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
}

/// A person as a line of a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
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
    /// The batch that still has the PDF.
    pub batch: Option<BatchId>,
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
    /// Letters, the newest first.
    pub letters: Vec<PersonLetter>,
    /// A letter is being made.
    pub under_way: bool,
    /// Whether a new letter can be sent: named in a running contract of an enabled house, without an account.
    pub can_send: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_code_has_one_fate() {
        let now = at("2026-11-20T09:00:00Z");
        let (before, after) = (at("2026-11-10T09:00:00Z"), at("2026-12-02T23:00:00Z"));
        let live = LetterFacts {
            expires_at: after,
            tries: 0,
            used_at: None,
            replaced_at: None,
        };
        let gone = LetterFacts {
            expires_at: before,
            ..live
        };
        let late = Some(now);
        for (letter, wanted) in [
            (live, (Fate::Live, None)),
            (
                LetterFacts {
                    used_at: Some(before),
                    ..live
                },
                (Fate::Used, Some(before)),
            ),
            (LetterFacts { tries: 10, ..live }, (Fate::Exhausted, None)),
            (
                LetterFacts {
                    tries: 10,
                    replaced_at: late,
                    ..live
                },
                (Fate::Exhausted, None),
            ),
            (
                LetterFacts {
                    replaced_at: late,
                    ..live
                },
                (Fate::Replaced, late),
            ),
            (gone, (Fate::Expired, Some(before))),
            (
                LetterFacts {
                    replaced_at: late,
                    ..gone
                },
                (Fate::Expired, Some(before)),
            ),
        ] {
            assert_eq!(fate(&letter, now), wanted, "{letter:?}");
        }
    }

    #[test]
    fn a_house_is_enabled_from_today_on() {
        let today = "2026-11-02".parse().unwrap();
        for (typed, day) in [
            ("2026-11-02", Some("2026-11-02")),
            ("1.12.2026", Some("2026-12-01")),
            ("2026-11-01", None),
            ("2062-12-01", None),
            ("", None),
        ] {
            let wanted = day
                .map(|day| day.parse().unwrap())
                .ok_or(Refusal::EnableDayInvalid);
            assert_eq!(enable_day(typed, today), wanted, "{typed}");
        }
    }

    #[test]
    fn letters_go_to_the_post_after_they_were_printed() {
        let (made, today) = ("2026-11-02".parse().unwrap(), "2026-11-04".parse().unwrap());
        for (typed, fits) in [
            ("2026-11-01", false),
            ("2026-11-02", true),
            ("4.11.2026", true),
            ("2026-11-05", false),
            ("", false),
        ] {
            assert_eq!(posted_day(typed, made, today).is_ok(), fits, "{typed}");
        }
    }

    #[test]
    fn the_list_of_addresses_opens_in_a_spreadsheet_and_computes_nothing() {
        let list = address_list(&[
            Addressed {
                file: "P-1-471108153.pdf".to_owned(),
                recipient: "Vera Lindt\nLindenhof 3\n01067\nDresden".to_owned(),
            },
            Addressed {
                file: "P-2-471108154.pdf".to_owned(),
                recipient: "=cmd|' /C calc'!A0\nHof \"B\"; hinten\n\nBerlin".to_owned(),
            },
        ]);
        assert_eq!(
            list,
            "\u{feff}Datei;Name;Straße;PLZ;Ort\r\n\
             \"P-1-471108153.pdf\";\"Vera Lindt\";\"Lindenhof 3\";\"01067\";\"Dresden\"\r\n\
             \"P-2-471108154.pdf\";\"'=cmd|' /C calc'!A0\";\"Hof \"\"B\"\"; hinten\";\"\";\"Berlin\"\r\n"
        );
    }
}
