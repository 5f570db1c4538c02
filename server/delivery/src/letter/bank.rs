//! The papers of bank details: the mandate to sign, and the letter that tells the address on file.

use chrono::{DateTime, NaiveDate, Utc};
use domain::berlin;
use serde::Serialize;

use super::activation::{Day, SenderFacts, address, window};
use super::press::{Form, Job};
use super::{LetterError, Sender, plain};

/// Pages each of them may have.
const MOST_PAGES: usize = 1;

/// Everything that stands in a mandate for recurring SEPA core direct debits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mandate {
    /// Who writes.
    pub sender: Sender,
    /// The debtor's address, up to six lines without blank ones.
    pub recipient: Vec<String>,
    /// The day it was asked for.
    pub date: NaiveDate,
    /// The creditor identifier.
    pub creditor_id: String,
    /// Who debits.
    pub creditor_name: String,
    /// The mandate reference.
    pub reference: String,
    /// Number of the contract.
    pub contract: String,
    /// Whose account it is.
    pub holder: String,
    /// The IBAN in groups of four.
    pub iban: String,
}

/// Everything that stands in the letter that tells of new bank details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankNotice {
    /// Who writes.
    pub sender: Sender,
    /// The address on file, up to six lines without blank ones.
    pub recipient: Vec<String>,
    /// The day it is printed.
    pub date: NaiveDate,
    /// "Sehr geehrte Frau Muster", without a comma at the end.
    pub salutation: String,
    /// When they were asked for.
    pub asked_at: DateTime<Utc>,
    /// Number of the contract.
    pub contract: String,
    /// The new IBAN, masked.
    pub masked: String,
    /// Whether a mandate for debits has to be signed.
    pub mandate: bool,
}

/// The PDF of a mandate.
///
/// # Errors
/// `LetterError` says which field does not fit.
pub fn mandate(paper: &Mandate) -> Result<Vec<u8>, LetterError> {
    let logo = paper.sender.logo.as_ref();
    let job = Job::new(Form::Mandate, &MandateFacts::of(paper)?, logo)?;
    let document = job.lay_out(MOST_PAGES)?;
    job.pdf(
        &document,
        format!("mandate {} {}", paper.reference, paper.date),
    )
}

/// The PDF of the letter.
///
/// # Errors
/// `LetterError` says which field does not fit.
pub fn bank_notice(paper: &BankNotice) -> Result<Vec<u8>, LetterError> {
    let logo = paper.sender.logo.as_ref();
    let job = Job::new(Form::BankNotice, &NoticeFacts::of(paper)?, logo)?;
    let document = job.lay_out(MOST_PAGES)?;
    job.pdf(
        &document,
        format!("bank notice {} {}", paper.contract, paper.asked_at),
    )
}

#[derive(Debug, Serialize)]
pub(super) struct MandateFacts {
    sender: SenderFacts,
    recipient: Vec<String>,
    date: Day,
    creditor_id: String,
    creditor_name: String,
    reference: String,
    contract: String,
    holder: String,
    iban: String,
}

#[derive(Debug, Serialize)]
pub(super) struct NoticeFacts {
    sender: SenderFacts,
    recipient: Vec<String>,
    date: Day,
    salutation: String,
    asked_at: String,
    contract: String,
    masked: String,
    mandate: bool,
}

impl MandateFacts {
    pub(super) fn of(paper: &Mandate) -> Result<Self, LetterError> {
        Ok(Self {
            sender: SenderFacts::of(&paper.sender)?,
            recipient: address(&paper.recipient)?,
            date: Day::of(paper.date),
            creditor_id: plain::line("creditor id", &paper.creditor_id)?,
            creditor_name: plain::line("creditor name", &paper.creditor_name)?,
            reference: plain::line("mandate reference", &paper.reference)?,
            contract: plain::line("contract", &paper.contract)?,
            holder: plain::line("holder", &paper.holder)?,
            iban: plain::line("IBAN", &paper.iban)?,
        })
    }
}

impl NoticeFacts {
    pub(super) fn of(paper: &BankNotice) -> Result<Self, LetterError> {
        Ok(Self {
            sender: SenderFacts::of(&paper.sender)?,
            recipient: window(&paper.recipient)?,
            date: Day::of(paper.date),
            salutation: plain::whole("salutation", &paper.salutation)?,
            asked_at: berlin::long_moment(paper.asked_at),
            contract: plain::line("contract", &paper.contract)?,
            masked: plain::line("IBAN", &paper.masked)?,
            mandate: paper.mandate,
        })
    }
}
