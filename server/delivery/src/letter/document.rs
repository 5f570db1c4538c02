//! The letter that brings a document by post, and the plain sheets of the demo.

use chrono::{DateTime, NaiveDate, Utc};
use domain::berlin;
use serde::Serialize;

use super::activation::{Day, SenderFacts, window};
use super::press::{Form, Job};
use super::{LetterError, Sender, plain};

/// Pages the letter may have.
const MOST_PAGES: usize = 1;
/// Pages a plain sheet may have.
const MOST_SHEETS: usize = 4;
/// Characters of its text.
const MOST_TEXT: usize = 6_000;

/// Everything that stands in the letter before a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLetter {
    /// Who writes.
    pub sender: Sender,
    /// The address, up to six lines without blank ones.
    pub recipient: Vec<String>,
    /// The day it is printed.
    pub date: NaiveDate,
    /// "Sehr geehrte Frau Muster", without a comma at the end.
    pub salutation: String,
    /// The document's title.
    pub title: String,
    /// The day that stands on it.
    pub dated_on: NaiveDate,
    /// Since when it is in the portal.
    pub provided_at: DateTime<Utc>,
    /// Pages that follow.
    pub pages: u32,
}

/// A document on plain paper: a heading and text, for those whom it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainDocument {
    /// Who writes.
    pub sender: Sender,
    /// The heading.
    pub title: String,
    /// The day that stands on it.
    pub date: NaiveDate,
    /// Pairs of label and value above the text: "Vertrag", "V-1".
    pub facts: Vec<(String, String)>,
    /// Paragraphs, apart by blank lines.
    pub text: String,
}

/// The PDF of the letter.
///
/// # Errors
/// `LetterError` says which field does not fit.
pub fn document_letter(paper: &DocumentLetter) -> Result<Vec<u8>, LetterError> {
    let logo = paper.sender.logo.as_ref();
    let job = Job::new(Form::DocumentLetter, &LetterFacts::of(paper)?, logo)?;
    let document = job.lay_out(MOST_PAGES)?;
    job.pdf(
        &document,
        format!("document letter {} {}", paper.title, paper.date),
    )
}

/// The PDF of a plain document.
///
/// # Errors
/// `LetterError` says which field does not fit.
pub fn plain_document(paper: &PlainDocument) -> Result<Vec<u8>, LetterError> {
    let logo = paper.sender.logo.as_ref();
    let job = Job::new(Form::PlainDocument, &SheetFacts::of(paper)?, logo)?;
    let document = job.lay_out(MOST_SHEETS)?;
    job.pdf(
        &document,
        format!("plain document {} {}", paper.title, paper.date),
    )
}

#[derive(Debug, Serialize)]
pub(super) struct LetterFacts {
    sender: SenderFacts,
    recipient: Vec<String>,
    date: Day,
    salutation: String,
    title: String,
    dated_on: String,
    provided_at: String,
    pages: String,
}

#[derive(Debug, Serialize)]
struct SheetFacts {
    sender: SenderFacts,
    title: String,
    date: Day,
    facts: Vec<(String, String)>,
    text: Vec<String>,
}

impl LetterFacts {
    pub(super) fn of(paper: &DocumentLetter) -> Result<Self, LetterError> {
        Ok(Self {
            sender: SenderFacts::of(&paper.sender)?,
            recipient: window(&paper.recipient)?,
            date: Day::of(paper.date),
            salutation: plain::whole("salutation", &paper.salutation)?,
            title: plain::line("title", &paper.title)?,
            dated_on: berlin::letter_date(paper.dated_on),
            provided_at: berlin::long_date(berlin::day(paper.provided_at)),
            pages: match paper.pages {
                1 => "1 Seite".to_owned(),
                pages => format!("{pages} Seiten"),
            },
        })
    }
}

impl SheetFacts {
    fn of(paper: &PlainDocument) -> Result<Self, LetterError> {
        let facts = paper
            .facts
            .iter()
            .map(|(name, value)| Ok((plain::line("label", name)?, plain::line("value", value)?)));
        let text = plain::text("text", &paper.text, MOST_TEXT)?;
        Ok(Self {
            sender: SenderFacts::of(&paper.sender)?,
            title: plain::line("title", &paper.title)?,
            date: Day::of(paper.date),
            facts: facts.collect::<Result<_, _>>()?,
            text: text.split("\n\n").map(str::to_owned).collect(),
        })
    }
}
