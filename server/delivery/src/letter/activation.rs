//! The letter that lets a person into the portal, for the first time or anew.

use chrono::{Datelike, NaiveDate};
use domain::activation::LetterKind;
use domain::berlin;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Serialize;

use super::{LetterError, Logo, Sender, plain};

/// Everything that stands in one activation letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivationLetter {
    /// What it opens; the first letter of a PDF says it for all.
    pub kind: LetterKind,
    /// Who writes.
    pub sender: Sender,
    /// The address, up to six lines without blank ones.
    pub recipient: Vec<String>,
    /// The day it is written.
    pub date: NaiveDate,
    /// "Sehr geehrte Frau Muster", without a comma at the end.
    pub salutation: String,
    /// What the access is for: "Lindenhof 3, 10115 Berlin".
    pub property: String,
    /// The access number in groups.
    pub access_number: String,
    /// The activation code in groups.
    pub activation_code: String,
    /// The page to register; "https://" is left out on paper, because nobody types it.
    pub register_url: String,
    /// The page with number and code behind the `#`.
    pub qr_url: String,
    /// Last day of the code.
    pub valid_until: NaiveDate,
    /// The manager's sign, may be empty.
    pub reference: String,
}

pub(super) fn run(letters: &[ActivationLetter]) -> Result<Run, LetterError> {
    Ok(Run {
        letters: letters.iter().map(Facts::of).collect::<Result<_, _>>()?,
    })
}

/// What the template reads as `/facts.json`.
#[derive(Debug, Serialize)]
pub(super) struct Run {
    letters: Vec<Facts>,
}

#[derive(Debug, Serialize)]
struct Facts {
    sender: SenderFacts,
    recipient: Vec<String>,
    date: Day,
    salutation: String,
    property: String,
    access_number: String,
    activation_code: String,
    register_url: String,
    qr: String,
    valid_until: String,
    reference: String,
}

impl Facts {
    fn of(letter: &ActivationLetter) -> Result<Self, LetterError> {
        Ok(Self {
            sender: SenderFacts::of(&letter.sender)?,
            recipient: window(&letter.recipient)?,
            date: Day::of(letter.date),
            salutation: plain::whole("salutation", &letter.salutation)?,
            property: plain::line("property", &letter.property)?,
            access_number: plain::line("access number", &letter.access_number)?,
            activation_code: plain::line("activation code", &letter.activation_code)?,
            // Nobody types the scheme: browsers add it.
            register_url: plain::line(
                "register address",
                letter.register_url.trim_start_matches("https://"),
            )?,
            qr: qr(&letter.qr_url)?,
            valid_until: berlin::long_date(letter.valid_until),
            reference: plain::line("reference", &letter.reference)?,
        })
    }
}

#[derive(Debug, Serialize)]
pub(super) struct SenderFacts {
    name: String,
    street: String,
    town: String,
    phone: String,
    email: String,
    web: String,
    /// Where templates find it.
    logo: Option<&'static str>,
}

impl SenderFacts {
    pub(super) fn of(sender: &Sender) -> Result<Self, LetterError> {
        Ok(Self {
            name: plain::line("company name", &sender.name)?,
            street: plain::line("company street", &sender.street)?,
            town: plain::line("company town", &sender.town)?,
            phone: plain::line("company phone", &sender.phone)?,
            email: plain::line("company e-mail", &sender.email)?,
            web: plain::line("company web", &sender.web)?,
            logo: sender.logo.as_ref().map(Logo::path),
        })
    }
}

/// A date in parts for the PDF and in words for people.
#[derive(Debug, Serialize)]
pub(super) struct Day {
    year: i32,
    month: u32,
    day: u32,
    text: String,
}

impl Day {
    pub(super) fn of(date: NaiveDate) -> Self {
        Self {
            year: date.year(),
            month: date.month(),
            day: date.day(),
            text: berlin::letter_date(date),
        }
    }
}

/// The address of a letter that is posted, whole; its lines as `address`.
pub(super) fn window(lines: &[String]) -> Result<Vec<String>, LetterError> {
    address_of(lines, plain::whole)
}

/// The lines of an address without blank ones: the window has none (DIN 5008). A paper that people fetch themselves is
/// made even where a character of their name has no shape.
pub(super) fn address(lines: &[String]) -> Result<Vec<String>, LetterError> {
    address_of(lines, plain::line)
}

fn address_of(
    lines: &[String],
    printable: impl Fn(&'static str, &str) -> Result<String, LetterError>,
) -> Result<Vec<String>, LetterError> {
    if lines.len() > 6 {
        return Err(LetterError::TooManyLines(lines.len()));
    }
    let lines: Vec<String> = lines
        .iter()
        .map(|line| printable("address", line))
        .collect::<Result<_, _>>()?;
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        Err(LetterError::NoRecipient)
    } else {
        Ok(lines)
    }
}

/// Level M mends 15 % of damage, enough for a fold; the quiet zone belongs to the picture.
fn qr(url: &str) -> Result<String, LetterError> {
    let code = QrCode::with_error_correction_level(url, EcLevel::M)
        .map_err(|error| LetterError::QrCode(error.to_string()))?;
    Ok(code
        .render::<svg::Color<'_>>()
        .quiet_zone(true)
        .module_dimensions(1, 1)
        .build())
}
