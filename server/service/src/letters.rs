//! Activation letters: a number, a code, a PDF; the code is known to nobody but the paper.

use chrono::{DateTime, Days, NaiveDate, Utc};
use delivery::{ActivationLetter, Paper};
use domain::activation::{AccessNumber, ActivationCode, LetterId, LetterKind};
use domain::person::Person;
use domain::property::Property;
use domain::rollout::{BatchId, BatchKind};
use domain::{PersonId, Refusal, berlin};
use store::letter::NewLetter;
use store::{letter, master};

use crate::{Caller, Result, rollout};

/// A letter that was laid for printing.
#[derive(Debug, Clone)]
pub struct MadeLetter {
    /// To whom: "Vera Lindt".
    pub person: String,
    /// Name of the PDF in the letter box.
    pub file: String,
}

/// The persons of a house who are owed a letter; with `anew` also those who hold a live one.
///
/// # Errors
/// `UnknownWord` where no house has this reference.
pub async fn owed(caller: &Caller, property: &str, anew: bool) -> Result<Vec<Person>> {
    let clock = caller.services.clock();
    let mut tx = caller.services.db().read().await?;
    let known = master::properties(&mut tx)
        .await?
        .into_iter()
        .any(|house| house.reference == property);
    if !known {
        return Err(Refusal::UnknownWord.into());
    }
    Ok(letter::owed(&mut tx, property, clock.today(), clock.now(), anew).await?)
}

/// Makes a letter for a person who is owed one: named in a running contract of an enabled house, without an account.
/// A live letter stays, unless it was made before `anew`; so an order that is run twice, or by two at once, makes one
/// letter. None where none is owed.
///
/// # Errors
/// The letter box is full or read-only; the database is gone; name or address fit on no letter.
pub async fn make_for(
    caller: &Caller,
    person: PersonId,
    anew: Option<DateTime<Utc>>,
) -> Result<Option<MadeLetter>> {
    let id = BatchId(caller.services.id());
    rollout::at_once(caller, id, BatchKind::Single, person, anew).await
}

/// A letter whose number and code are drawn; nothing of it is on paper yet.
#[derive(Debug)]
pub(crate) struct Sketch {
    /// Whose it is.
    pub person: Person,
    /// What stands on it.
    pub words: ActivationLetter,
    number: AccessNumber,
    code: ActivationCode,
    last_day: NaiveDate,
}

/// A letter that is typeset and not entered yet: nobody can use its code.
#[derive(Debug)]
pub(crate) struct Draft {
    /// Whose it is.
    pub person: Person,
    /// What is entered.
    pub new: NewLetter,
    /// The paper.
    pub paper: Paper,
}

impl Draft {
    /// Name of the PDF in the letter box.
    pub(crate) fn file(&self) -> String {
        self.file_of(&self.new.access_number)
    }

    /// What the PDF of another letter of the same person is called.
    pub(crate) fn file_of(&self, access_number: &str) -> String {
        file(&self.person, access_number)
    }
}

impl Sketch {
    /// As [`Draft::file`].
    pub(crate) fn file(&self) -> String {
        file(&self.person, self.number.as_str())
    }

    /// What is hashed of it.
    pub(crate) fn secret(&self) -> &str {
        self.code.secret()
    }

    /// The draft it becomes with its paper and the hash of its code.
    pub(crate) fn draft(self, caller: &Caller, paper: Paper, code_hash: String) -> Draft {
        let services = &caller.services;
        let new = NewLetter {
            id: LetterId(services.id()),
            person_id: self.person.id,
            kind: self.words.kind,
            access_number: self.number.as_str().to_owned(),
            code_hash,
            created_at: services.clock().now(),
            expires_at: berlin::end_of(self.last_day),
        };
        Draft {
            person: self.person,
            new,
            paper,
        }
    }
}

fn file(person: &Person, access_number: &str) -> String {
    format!("{}-{access_number}.pdf", person.reference)
}

/// Draws number and code of a letter.
pub(crate) fn sketch(
    caller: &Caller,
    person: &Person,
    house: &Property,
    kind: LetterKind,
) -> Sketch {
    let services = &caller.services;
    let today = services.clock().today();
    let last_day = today + Days::new(services.settings().security.letter_days.into());
    let number = AccessNumber::new(services.chance().bytes());
    let code = ActivationCode::new(services.chance().bytes());
    let days = (today, last_day);
    Sketch {
        person: person.clone(),
        words: words(caller, kind, (person, house), (&number, &code), days),
        number,
        code,
        last_day,
    }
}

/// The letter of one day, whose code is valid to the end of another.
fn words(
    caller: &Caller,
    kind: LetterKind,
    (person, house): (&Person, &Property),
    (number, code): (&AccessNumber, &ActivationCode),
    (date, valid_until): (NaiveDate, NaiveDate),
) -> ActivationLetter {
    let services = &caller.services;
    ActivationLetter {
        kind,
        sender: services.settings().sender.clone(),
        recipient: person.address(),
        date,
        salutation: person.greeting(),
        property: format!("{}, {} {}", house.street, house.postal_code, house.town),
        access_number: number.grouped(),
        activation_code: code.grouped(),
        register_url: services.link("/registrieren"),
        qr_url: services.link(&format!(
            "/aktivieren#n={}&c={}",
            number.as_str(),
            code.secret()
        )),
        valid_until,
        reference: person.reference.clone(),
    }
}
