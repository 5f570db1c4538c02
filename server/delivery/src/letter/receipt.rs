//! The proof a resident gets for each report: number, time, wording and a fingerprint of each photo.

use chrono::{DateTime, NaiveDate, Utc};
use domain::berlin;
use serde::Serialize;

use super::activation::{Day, SenderFacts, address};
use super::press::{Form, Job};
use super::{LetterError, Sender, plain, wording};

/// Pages a receipt may have.
const MOST_PAGES: usize = 12;

/// Characters a report may have on paper.
const MOST_TEXT: usize = 20_000;

/// Lines that the report, and the words about access, may have on paper before they are run on.
const TEXT_LINES: usize = 200;
const ACCESS_LINES: usize = 20;

/// Everything that stands in one receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketReceipt {
    /// Who writes.
    pub sender: Sender,
    /// The address, up to six lines without blank ones.
    pub recipient: Vec<String>,
    /// The day the receipt is made.
    pub date: NaiveDate,
    /// "Sehr geehrte Frau Muster", without a comma at the end.
    pub salutation: String,
    /// The ticket's number.
    pub number: String,
    /// What it is about: "Heizung".
    pub topic: String,
    /// Where: "Lindenhof 3, 2. OG links".
    pub place: String,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// By when an answer was promised on arrival.
    pub answer_by: Option<NaiveDate>,
    /// The report's title in its own words.
    pub title: String,
    /// The report in its own words, with its line breaks; at most 20,000 characters.
    pub text: String,
    /// Phone and access as they were written, may be empty.
    pub access: String,
    /// The photos as they were stored.
    pub photos: Vec<ReceiptPhoto>,
}

/// One photo of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptPhoto {
    /// The name people know it by: "Foto 1".
    pub name: String,
    /// Size of the stored file.
    pub bytes: u64,
    /// SHA-256 of the stored file, in hexadecimal.
    pub sha256: String,
}

/// The PDF of one receipt.
///
/// # Errors
/// `LetterError` says which field does not fit.
pub fn ticket_receipt(receipt: &TicketReceipt) -> Result<Vec<u8>, LetterError> {
    let logo = receipt.sender.logo.as_ref();
    let job = Job::new(Form::Receipt, &Facts::of(receipt)?, logo)?;
    let document = job.lay_out(MOST_PAGES)?;
    job.pdf(
        &document,
        format!("receipt {} {}", receipt.number, receipt.received_at),
    )
}

#[derive(Debug, Serialize)]
pub(super) struct Facts {
    sender: SenderFacts,
    recipient: Vec<String>,
    date: Day,
    salutation: String,
    number: String,
    topic: String,
    place: String,
    received_at: String,
    answer_by: String,
    title: String,
    text: String,
    access: String,
    run_on: bool,
    photos: Vec<PhotoFacts>,
}

#[derive(Debug, Serialize)]
struct PhotoFacts {
    name: String,
    size: String,
    sha256: String,
}

impl Facts {
    pub(super) fn of(receipt: &TicketReceipt) -> Result<Self, LetterError> {
        let text = wording::fit(&plain::text("text", &receipt.text, MOST_TEXT)?, TEXT_LINES);
        let access = plain::text("access", &receipt.access, MOST_TEXT)?;
        let access = wording::fit(&access, ACCESS_LINES);
        Ok(Self {
            sender: SenderFacts::of(&receipt.sender)?,
            recipient: address(&receipt.recipient)?,
            date: Day::of(receipt.date),
            salutation: plain::line("salutation", &receipt.salutation)?,
            number: plain::line("number", &receipt.number)?,
            topic: plain::line("topic", &receipt.topic)?,
            place: plain::line("place", &receipt.place)?,
            received_at: berlin::long_moment(receipt.received_at),
            answer_by: receipt.answer_by.map(berlin::long_date).unwrap_or_default(),
            title: wording::fit(&plain::line("title", &receipt.title)?, 1).words,
            run_on: text.run_on || access.run_on,
            text: text.words,
            access: access.words,
            photos: receipt
                .photos
                .iter()
                .map(PhotoFacts::of)
                .collect::<Result<_, _>>()?,
        })
    }
}

impl PhotoFacts {
    fn of(photo: &ReceiptPhoto) -> Result<Self, LetterError> {
        Ok(Self {
            name: plain::line("photo", &photo.name)?,
            size: format!("{} KB", photo.bytes.div_ceil(1000)),
            sha256: plain::line("SHA-256", &photo.sha256)?,
        })
    }
}
