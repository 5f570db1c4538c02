//! Activation letters: a number, a code, a PDF; the code is known to nobody but the paper.

use chrono::Duration;
use delivery::ActivationLetter;
use domain::activation::{AccessNumber, ActivationCode, LetterId};
use domain::audit::{Action, AuditResult};
use domain::person::Person;
use domain::property::Property;
use domain::{PersonId, Refusal, berlin};
use store::letter::NewLetter;
use store::{contract, letter, master};

use crate::trail::Object;
use crate::{Caller, Error, Result};

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

/// Makes a letter for a person of a running contract.
///
/// # Errors
/// `NotFound` where the person has no contract; the letter box is full or read-only.
pub async fn make_for(caller: &Caller, person: PersonId) -> Result<MadeLetter> {
    let services = &caller.services;
    let mut tx = services.db().read().await?;
    let today = services.clock().today();
    let person = master::person(&mut tx, person)
        .await?
        .ok_or(Error::NotFound)?;
    let contracts = contract::of_person(&mut tx, person.id, today).await?;
    let first = contracts.first().ok_or(Error::NotFound)?;
    let house = contract::property(&mut tx, first.id)
        .await?
        .ok_or(Error::NotFound)?;
    drop(tx);
    make(caller, &person, &house).await
}

/// The PDF lies in the box before the code's hash is committed: a letter without a live code can be thrown away, a code
/// without its letter could never be used.
async fn make(caller: &Caller, person: &Person, house: &Property) -> Result<MadeLetter> {
    let services = &caller.services;
    let now = services.clock().now();
    let valid_until = now + Duration::days(i64::from(services.settings().security.letter_days));
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
    let paper = paper(caller, person, house, &number, &code);
    let pdf = tokio::task::spawn_blocking(move || delivery::activation_letter(&paper))
        .await
        .map_err(|_| Error::Internal("a letter was cut short"))??;
    let file = format!("{}-{}.pdf", person.reference, number.as_str());
    services
        .letter_box()
        .put(&file, &pdf)
        .await
        .map_err(|error| Error::Delivery(error.to_string()))?;
    let new = NewLetter {
        id: LetterId(services.id()),
        person_id: person.id,
        access_number: number.as_str().to_owned(),
        code_hash,
        created_at: now,
        expires_at: valid_until,
    };
    let mut tx = services.db().begin().await?;
    letter::add(&mut tx, &new).await?;
    caller
        .trail(
            &mut tx,
            Action::LetterMade,
            Object::Person(person.id.0),
            AuditResult::Done,
        )
        .await?;
    tx.commit().await?;
    Ok(MadeLetter {
        person: person.name(),
        file,
    })
}

fn paper(
    caller: &Caller,
    person: &Person,
    house: &Property,
    number: &AccessNumber,
    code: &ActivationCode,
) -> ActivationLetter {
    let services = &caller.services;
    let now = services.clock().now();
    let days = i64::from(services.settings().security.letter_days);
    ActivationLetter {
        sender: services.settings().sender.clone(),
        recipient: vec![
            person.name(),
            person.street.clone(),
            format!("{} {}", person.postal_code, person.town),
        ],
        date: berlin::day(now),
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
        valid_until: berlin::day(now + Duration::days(days)),
        reference: person.reference.clone(),
    }
}
