//! Activation letters: a number, a code, a PDF; the code is known to nobody but the paper.

use std::io;

use chrono::{DateTime, Days, NaiveDate, Utc};
use delivery::ActivationLetter;
use domain::activation::{AccessNumber, ActivationCode, LetterId};
use domain::audit::{Action, AuditResult};
use domain::person::Person;
use domain::property::Property;
use domain::{PersonId, Refusal, berlin};
use store::letter::{Added, NewLetter};
use store::{Tx, letter, master};

use crate::trail::Object;
use crate::{Caller, Error, Result};

/// Numbers drawn until a free one must have come: with a tenth of them taken, a run of this many is unheard of.
const DRAWS: usize = 20;

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
/// The letter box is full or read-only; the database is gone.
pub async fn make_for(
    caller: &Caller,
    person: PersonId,
    anew: Option<DateTime<Utc>>,
) -> Result<Option<MadeLetter>> {
    let (services, clock) = (&caller.services, caller.services.clock());
    let mut tx = services.db().read().await?;
    let owed = letter::owed_to(&mut tx, person, clock.today(), clock.now(), anew).await?;
    let Some(house) = owed else { return Ok(None) };
    let person = master::person(&mut tx, person)
        .await?
        .ok_or(Error::NotFound)?;
    drop(tx);
    for _ in 0..DRAWS {
        let (added, made) = make(caller, &person, &house, anew).await?;
        match added {
            Added::Made => return Ok(Some(made)),
            Added::Needless => return Ok(None),
            Added::NumberTaken => {}
        }
    }
    Err(Error::Internal("no access number was free"))
}

/// The PDF lies in the box before the code's hash is committed: a letter without a live code can be thrown away, a code
/// without its letter could never be used.
async fn make(
    caller: &Caller,
    person: &Person,
    house: &Property,
    anew: Option<DateTime<Utc>>,
) -> Result<(Added, MadeLetter)> {
    let services = &caller.services;
    let now = services.clock().now();
    let last_day = berlin::day(now) + Days::new(services.settings().security.letter_days.into());
    let number = AccessNumber::new(services.chance().bytes());
    let code = ActivationCode::new(services.chance().bytes());
    let code_hash = services
        .hash_desk()
        .hash(
            code.secret(),
            services.settings().security.code_hash,
            services.chance(),
        )
        .await?;
    let days = (berlin::day(now), last_day);
    let paper = paper(caller, person, house, (&number, &code), days);
    let pdf = tokio::task::spawn_blocking(move || delivery::activation_letter(&paper))
        .await
        .map_err(|_| Error::Internal("a letter was cut short"))??;
    let file = format!("{}-{}.pdf", person.reference, number.as_str());
    let refused = |error: io::Error| Error::Delivery(error.to_string());
    let letter_box = services.letter_box();
    letter_box.put(&file, &pdf).await.map_err(refused)?;
    let new = NewLetter {
        id: LetterId(services.id()),
        person_id: person.id,
        access_number: number.as_str().to_owned(),
        code_hash,
        created_at: now,
        expires_at: berlin::end_of(last_day),
    };
    let entered = enter(caller, &new, anew).await;
    let made = MadeLetter {
        person: person.name(),
        file,
    };
    match entered {
        // A commit whose answer is lost may have been done: that paper stays.
        Ok((tx, Added::Made)) => {
            tx.commit().await?;
            Ok((Added::Made, made))
        }
        other => {
            letter_box.remove(&made.file).await.map_err(refused)?;
            Ok((other?.1, made))
        }
    }
}

async fn enter(
    caller: &Caller,
    new: &NewLetter,
    anew: Option<DateTime<Utc>>,
) -> Result<(Tx, Added)> {
    let mut tx = caller.services.db().begin().await?;
    let added = letter::add(&mut tx, new, anew).await?;
    if added == Added::Made {
        let object = Object::Person(new.person_id.0);
        caller
            .trail(&mut tx, Action::LetterMade, object, AuditResult::Done)
            .await?;
    }
    Ok((tx, added))
}

/// The letter of one day, whose code is valid to the end of another.
fn paper(
    caller: &Caller,
    person: &Person,
    house: &Property,
    (number, code): (&AccessNumber, &ActivationCode),
    (date, valid_until): (NaiveDate, NaiveDate),
) -> ActivationLetter {
    let services = &caller.services;
    ActivationLetter {
        sender: services.settings().sender.clone(),
        recipient: vec![
            person.name(),
            person.street.clone(),
            format!("{} {}", person.postal_code, person.town),
        ],
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
