//! Furnishes an empty portal with the demo company: people, tickets, photos, and one letter that nobody has used.

use chrono::{Days, Duration, NaiveDate, NaiveTime};
use domain::berlin;
use domain::erp::Source;
use store::{account, letter, master as rows};

use super::cast::{NEWCOMER, PARTS};
use super::file::Cabinet;
use super::ids::Ids;
use super::people::{self, ADMIN, CLERK};
use super::{changes, documents, gallery, master, tickets};
use crate::erp::{self, Batch, Parcel, Standing};
use crate::{Caller, Error, Result, Services, letters, upkeep};

/// The password of every printed login.
pub const PASSWORD: &str = "drei Katzen im Birnbaum";
/// The tickets are the same on every machine on the same day.
const SEED: u64 = 48;
/// Days between the first accounts and today.
const OPENED: u64 = 450;

/// What `hausportal demo` prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logins {
    /// The password of all of them.
    pub password: &'static str,
    /// Residents first, then staff.
    pub people: Vec<Login>,
    /// Reference of the person whose letter is still unused; it begins the file's name. None once it was used.
    pub letter_of: Option<&'static str>,
}

/// One login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// "Mieterin".
    pub role: &'static str,
    /// "Mara Feldmann".
    pub name: String,
    /// The user name.
    pub email: String,
}

/// What the database held before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demo {
    /// The demo company, from now on or from an earlier start.
    Furnished(Logins),
    /// Somebody's own data: nothing was changed.
    Occupied,
}

/// Furnishes the portal once; a second call only says what is there. All rows are one transaction.
///
/// # Errors
/// The database or the blob store is gone, the letter box cannot be written.
pub async fn furnish(services: &Services) -> Result<Demo> {
    let caller = services.operator("demo");
    let today = services.clock().today();
    let data = master(today).map_err(|_| Error::Internal("a demo file is faulty"))?;
    match found(services).await? {
        Found::Demo => {}
        Found::Others => return Ok(Demo::Occupied),
        Found::Nothing => move_in(&caller, &data, today).await?,
    }
    let letter_of = write_to_newcomer(&caller, &data).await?;
    Ok(Demo::Furnished(Logins {
        password: PASSWORD,
        people: printed(&data),
        letter_of,
    }))
}

enum Found {
    Nothing,
    Demo,
    Others,
}

async fn found(services: &Services) -> Result<Found> {
    let mut tx = services.db().read().await?;
    if account::by_email(&mut tx, ADMIN.email).await?.is_some() {
        return Ok(Found::Demo);
    }
    Ok(if rows::properties(&mut tx).await?.is_empty() {
        Found::Nothing
    } else {
        Found::Others
    })
}

async fn move_in(caller: &Caller, data: &Batch, today: NaiveDate) -> Result<()> {
    let services = &caller.services;
    let played = tickets(data, today, SEED)?;
    let photos = gallery::hang(services, &played).await?;
    let files = documents::print(services, today).await?;
    let first = today.checked_sub_days(Days::new(OPENED)).unwrap_or(today);
    let opened = berlin::instant(first.and_time(NaiveTime::MIN));
    let mut tx = services.db().begin().await?;
    let parcel = Parcel {
        source: Source::Command,
        label: "demo".to_owned(),
        batch: data.clone(),
    };
    if erp::take(caller, &mut tx, parcel).await?.standing != Standing::Applied {
        return Err(Error::Internal("the demo's master data was not taken"));
    }
    let ids = Ids::all(&mut tx).await?;
    let people = people::move_in(caller, &mut tx, data, &ids, &played, opened).await?;
    let cabinet = Cabinet {
        services,
        data,
        ids: &ids,
        people: &people,
        photos: &photos,
    };
    for ticket in &played {
        cabinet.file(&mut tx, ticket).await?;
    }
    changes::write(services, &mut tx, data, &ids, &people, today).await?;
    documents::write(services, &mut tx, (data, &ids), &people, today, &files).await?;
    Ok(tx.commit().await?)
}

/// Makes the newcomer's letter where there is none, or where its PDF is soon thrown away; none if they have registered.
async fn write_to_newcomer(caller: &Caller, data: &Batch) -> Result<Option<&'static str>> {
    let (services, clock) = (&caller.services, caller.services.clock());
    let Some(house) = house_of(data, NEWCOMER) else {
        return Ok(None);
    };
    let mut tx = services.db().read().await?;
    let owed = letter::owed(&mut tx, house, clock.today(), clock.now(), true).await?;
    let Some(person) = owed.into_iter().find(|person| person.reference == NEWCOMER) else {
        return Ok(None);
    };
    drop(tx);
    let young = clock.now() - upkeep::PAPER + Duration::days(1);
    letters::make_for(caller, person.id, Some(young)).await?;
    Ok(Some(NEWCOMER))
}

fn house_of<'a>(data: &'a Batch, person: &str) -> Option<&'a str> {
    let contract = data
        .contracts
        .iter()
        .find(|contract| contract.persons.iter().any(|named| named == person))?;
    data.unit(&contract.unit).map(|unit| unit.property.as_str())
}

fn printed(data: &Batch) -> Vec<Login> {
    let residents = PARTS.iter().filter_map(|part| {
        let person = data.person(part.person)?;
        let name = format!("{} {}", person.first_name, person.last_name);
        Some(Login {
            role: part.role,
            name,
            email: person.email.clone()?,
        })
    });
    let staff = [&CLERK, &ADMIN].map(|member| Login {
        role: member.title,
        name: member.name.to_owned(),
        email: member.email.to_owned(),
    });
    residents.chain(staff).collect()
}

#[cfg(test)]
#[path = "seed_tests.rs"]
mod tests;
