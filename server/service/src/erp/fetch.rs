//! Fetches what has changed at the ERP, one record at a time, with whatever it names that is not here yet.

use std::collections::BTreeSet;

use chrono::Duration;
use delivery::{CourierError, Errand, Reply};
use domain::audit::{Action, AuditResult};
use domain::erp::command::pause;
use domain::erp::contact::EVENTS;
use domain::erp::{Entity, Source};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use store::erp::event::{self, Event};

use super::{Batch, Outcome, Parcel, Standing, contact, submit};
use crate::import::Record;
use crate::jobs::{self, FetchChanged};
use crate::trail::Object;
use crate::{Caller, Result, Services};

/// How long a record is in hand: whoever dies with it leaves it to the next.
const IN_HAND: Duration = Duration::minutes(5);
/// How long nothing is fetched from an ERP that does not answer: the mails of the queue wait for no longer than one try.
const LULL: Duration = Duration::minutes(1);
/// Steps from a record to what it names: a part of the rent, its contract, the unit, the house.
const DEPTH: usize = 3;
/// Records that are fetched for the sake of one.
const COMPANIONS: usize = 100;

/// What the ERP says of a record.
enum Answer {
    Record(Box<Batch>),
    /// It has none of that name, any more or yet.
    Gone,
}

/// Why a record was not taken.
#[derive(Debug)]
struct Fault {
    /// For staff.
    said: String,
    /// Nobody answered, and nobody would to a question about another record.
    silent: bool,
}

impl From<String> for Fault {
    fn from(said: String) -> Self {
        Self {
            said,
            silent: false,
        }
    }
}

impl From<CourierError> for Fault {
    fn from(error: CourierError) -> Self {
        Self {
            said: error.to_string(),
            silent: matches!(error, CourierError::Silence | CourierError::Unreachable(_)),
        }
    }
}

/// Fetches the next record that is due, for each may take its time; whether there may be more.
///
/// # Errors
/// The database is gone.
pub(crate) async fn fetch_changed(caller: &Caller) -> Result<bool> {
    let services = &caller.services;
    let now = services.clock().now();
    let mut tx = services.db().begin().await?;
    let Some(mut found) = event::due(&mut tx, now).await? else {
        return Ok(false);
    };
    let mine = event::claim(&mut tx, &mut found, now + IN_HAND).await?;
    tx.commit().await?;
    if mine {
        let done = bring(caller, found.entity, &found.reference).await?;
        settle(caller, &found, done).await?;
    }
    Ok(true)
}

/// Notes how it went.
async fn settle(
    caller: &Caller,
    found: &Event,
    done: std::result::Result<bool, Fault>,
) -> Result<()> {
    let services = &caller.services;
    let now = services.clock().now();
    let mut tx = services.db().begin().await?;
    match done {
        Ok(there) => {
            if !there {
                let detail = Map::from_iter([
                    ("entity".to_owned(), Value::from(found.entity.as_str())),
                    (
                        "reference".to_owned(),
                        Value::from(found.reference.as_str()),
                    ),
                ]);
                let object = Object::Many("erp_events");
                caller
                    .trail_with(
                        &mut tx,
                        Action::ErpRecordGone,
                        object,
                        AuditResult::Done,
                        detail,
                    )
                    .await?;
            }
            contact::heard(services, &mut tx, EVENTS, true, None).await?;
            event::finish(&mut tx, found).await?;
        }
        Err(fault) => {
            tracing::warn!(entity = %found.entity, reference = found.reference, "a record could not be fetched");
            contact::heard(services, &mut tx, EVENTS, false, Some(&fault.said)).await?;
            if fault.silent {
                event::put_off_due(&mut tx, now, now + LULL).await?;
                jobs::add_at(services, &mut tx, &FetchChanged {}, now + LULL).await?;
            }
            match pause(found.attempts) {
                Some(pause) => {
                    event::put_off(&mut tx, found, now + pause, None, &fault.said).await?;
                    jobs::add_at(services, &mut tx, &FetchChanged {}, now + pause).await?;
                }
                None => event::put_off(&mut tx, found, now, Some(now), &fault.said).await?,
            }
        }
    }
    Ok(tx.commit().await?)
}

/// Fetches a record and takes it over; whether there was one. What it names is fetched only where the portal lacks it.
async fn bring(
    caller: &Caller,
    entity: Entity,
    reference: &str,
) -> Result<std::result::Result<bool, Fault>> {
    let services = &caller.services;
    let mut batch = match ask(services, entity, reference).await {
        Ok(Answer::Record(batch)) => *batch,
        Ok(Answer::Gone) => return Ok(Ok(false)),
        Err(fault) => return Ok(Err(fault)),
    };
    let alone = take(caller, entity, reference, batch.clone()).await?;
    if alone.standing != Standing::Refused {
        return Ok(Ok(true));
    }
    if let Err(fault) = accompany(services, &mut batch, entity, reference).await {
        return Ok(Err(fault));
    }
    let whole = take(caller, entity, reference, batch).await?;
    Ok(match whole.standing {
        Standing::Refused => Err(reasons(&whole)),
        Standing::Applied | Standing::Parked => Ok(true),
    })
}

async fn take(caller: &Caller, entity: Entity, reference: &str, batch: Batch) -> Result<Outcome> {
    let parcel = Parcel {
        source: Source::Fetch,
        label: format!("{entity}/{reference}"),
        batch,
    };
    submit(caller, parcel, |_, _| {}).await
}

/// Fetches what a record names, and what that names, so that all of it fits together.
async fn accompany(
    services: &Services,
    batch: &mut Batch,
    entity: Entity,
    reference: &str,
) -> std::result::Result<(), Fault> {
    let mut seen = BTreeSet::from([(entity, reference.to_owned())]);
    let mut open = links(batch);
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for (entity, reference) in open {
            if seen.len() > COMPANIONS {
                return Err("Der Datensatz nennt zu viele andere.".to_owned().into());
            }
            if !seen.insert((entity, reference.clone())) {
                continue;
            }
            if let Answer::Record(named) = ask(services, entity, &reference).await? {
                next.extend(links(&named));
                extend(batch, *named);
            }
        }
        open = next;
    }
    Ok(())
}

/// Lays the records of a batch to those of another.
fn extend(batch: &mut Batch, more: Batch) {
    batch.properties.extend(more.properties);
    batch.units.extend(more.units);
    batch.persons.extend(more.persons);
    batch.contracts.extend(more.contracts);
    batch.contract_persons.extend(more.contract_persons);
}

/// What the records of a batch name.
fn links(batch: &Batch) -> Vec<(Entity, String)> {
    fn of<R: Record>(records: &[R]) -> impl Iterator<Item = (Entity, String)> {
        let links = records.iter().flat_map(Record::links);
        links.map(|(entity, _, reference)| (entity, reference.to_owned()))
    }
    of(&batch.units)
        .chain(of(&batch.contracts))
        .chain(of(&batch.contract_persons))
        .chain(of(&batch.rent_parts))
        .chain(of(&batch.bank_mandates))
        .chain(of(&batch.consumption_values))
        .chain(of(&batch.account_entries))
        .collect()
}

/// Asks the ERP for a record.
async fn ask(
    services: &Services,
    entity: Entity,
    reference: &str,
) -> std::result::Result<Answer, Fault> {
    let Some(address) = &services.settings().erp.fetch else {
        return Err("In den Einstellungen fehlt erp.fetch.url."
            .to_owned()
            .into());
    };
    let errand = Errand {
        url: format!("{}/{entity}/{}", address.url, path_step(reference)),
        headers: vec![
            ("accept", "application/json".to_owned()),
            ("authorization", format!("Bearer {}", address.secret)),
        ],
        body: None,
    };
    let reply = services.courier().run(&errand).await?;
    match reply.status {
        404 | 410 => Ok(Answer::Gone),
        _ if !reply.is_good() => {
            let line = format!("{} {}", reply.status, reply.first_line());
            Err(line.trim().to_owned().into())
        }
        _ => read(entity, reference, &reply).map(|batch| Answer::Record(Box::new(batch))),
    }
}

/// The one record of an answer.
fn read(entity: Entity, reference: &str, reply: &Reply) -> std::result::Result<Batch, Fault> {
    let mut batch = Batch::default();
    match entity {
        Entity::Property => batch.properties = one(reference, reply)?,
        Entity::Unit => batch.units = one(reference, reply)?,
        Entity::Person => batch.persons = one(reference, reply)?,
        Entity::Contract => batch.contracts = one(reference, reply)?,
        Entity::ContractPerson => batch.contract_persons = one(reference, reply)?,
        Entity::RentPart => batch.rent_parts = one(reference, reply)?,
        Entity::BankMandate => batch.bank_mandates = one(reference, reply)?,
        Entity::ConsumptionValue => batch.consumption_values = one(reference, reply)?,
        Entity::AccountEntry => batch.account_entries = one(reference, reply)?,
        Entity::Document => return Err("Dokumente werden nicht abgeholt.".to_owned().into()),
    }
    Ok(batch)
}

fn one<R: Record + DeserializeOwned>(
    reference: &str,
    reply: &Reply,
) -> std::result::Result<Vec<R>, Fault> {
    let record: R = serde_json::from_slice(&reply.body)
        .map_err(|error| format!("Die Antwort ist kein Datensatz: {error}"))?;
    if record.reference() != reference {
        return Err("Die Antwort ist ein anderer Datensatz.".to_owned().into());
    }
    if record.revision().is_none() {
        return Err("Dem Datensatz fehlt die Revision.".to_owned().into());
    }
    Ok(vec![record])
}

fn reasons(outcome: &Outcome) -> Fault {
    let faults = outcome.rows.iter().flat_map(|row| {
        let (what, _) = row.entity.words();
        row.faults.iter().map(move |fault| {
            let field = fault.field.as_deref().unwrap_or("Zeile");
            format!("{what} {}, {field}: {}", row.reference, fault.reason)
        })
    });
    faults.take(3).collect::<Vec<_>>().join(" ").into()
}

/// A key as one step of a path.
pub fn path_step(reference: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_~".contains(&byte);
    reference
        .bytes()
        .map(|byte| match byte {
            byte if plain(byte) => char::from(byte).to_string(),
            // A step of dots alone would lead elsewhere.
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::path_step;

    #[test]
    fn a_key_is_one_step_of_a_path() {
        for (reference, step) in [
            ("4711", "4711"),
            ("M-101-07_2", "M-101-07_2"),
            ("a/b?c#d", "a%2Fb%3Fc%23d"),
            ("..", "%2E%2E"),
            ("Ä 1", "%C3%84%201"),
        ] {
            assert_eq!(path_step(reference), step);
        }
    }
}
