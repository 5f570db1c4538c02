//! What the simulated ERP does with its data: each change grows the revision, and the portal hears of it.

use chrono::{DateTime, Utc};
use domain::erp::Entity;
use serde_json::{Map, Value, json};
use store::{
    Tx,
    sim::{self, Command, Record},
};

use super::{
    Sim,
    mischief::{self, Delay, Parcel},
};

/// The switch that says when commands are answered.
const DELAY: &str = "answers";
/// What a command is answered with.
pub const CONFIRMED: &str = "bestätigt";
/// As [`CONFIRMED`].
pub const REJECTED: &str = "abgelehnt";
/// Of a command that needs no answer, or none any more.
pub const NOTED: &str = "zur Kenntnis";

/// Sends something to the portal, as well as the simulated ERP behaves.
pub async fn send(sim: &Sim, tx: &mut Tx, parcel: &Parcel) -> store::Result<()> {
    let on = mischief::on(tx).await?;
    let now = sim.0.clock.now();
    for delivery in mischief::deliveries(parcel, &on, &sim.0.chance, now) {
        sim::send(tx, &delivery).await?;
    }
    Ok(())
}

/// Says that a record has changed; nothing of what it is now.
pub async fn tell(
    sim: &Sim,
    tx: &mut Tx,
    entity: Entity,
    reference: &str,
    action: &str,
) -> store::Result<()> {
    let event = json!({ "entity": entity, "reference": reference, "action": action });
    let parcel = Parcel {
        target: "/erp/v1/events".to_owned(),
        body: json!({ "events": [event] }).to_string(),
    };
    send(sim, tx, &parcel).await
}

/// Writes a record anew, and says so.
pub async fn write(
    sim: &Sim,
    tx: &mut Tx,
    entity: Entity,
    reference: &str,
    body: &Map<String, Value>,
) -> store::Result<()> {
    let before = sim::record(tx, entity, reference).await?;
    let action = if before.is_some() {
        "updated"
    } else {
        "created"
    };
    let record = Record {
        entity,
        reference: reference.to_owned(),
        revision: before.map_or(1, |before| before.revision + 1),
        body: Value::Object(body.clone()).to_string(),
    };
    sim::put_record(tx, &record).await?;
    tell(sim, tx, entity, reference, action).await
}

/// A record as the portal fetches it: all of it, with its revision.
pub fn told(record: &Record) -> Map<String, Value> {
    let mut body = fields(record);
    body.insert("revision".to_owned(), Value::from(record.revision));
    body
}

/// What a record says, without its revision.
pub fn fields(record: &Record) -> Map<String, Value> {
    let mut body: Map<String, Value> = serde_json::from_str(&record.body).unwrap_or_default();
    body.remove("revision");
    body
}

/// How long a command waits for its answer.
pub async fn delay(tx: &mut Tx) -> store::Result<Delay> {
    Ok(Delay::of(sim::switch(tx, DELAY).await?.as_deref()))
}

/// Sets how long commands wait, also those that wait already.
pub async fn set_delay(sim: &Sim, delay: Delay) -> store::Result<()> {
    let mut tx = sim.0.db.begin().await?;
    sim::set_switch(&mut tx, DELAY, delay.word()).await?;
    sim::wait_anew(&mut tx, delay.wait()).await?;
    tx.commit().await
}

/// Takes in a command as the portal words it; `false` for one that cannot be read.
pub async fn take_in(tx: &mut Tx, command: &Value, now: DateTime<Utc>) -> store::Result<bool> {
    let text = |name: &str| command.get(name).and_then(Value::as_str);
    let position = command.get("position").and_then(Value::as_i64);
    let (Some(id), Some(kind), Some(position)) = (text("id"), text("kind"), position) else {
        return Ok(false);
    };
    let waits = kind == "change_requested" && waits(command);
    let delay = delay(tx).await?;
    let new = Command {
        id: id.to_owned(),
        position,
        kind: kind.to_owned(),
        body: command.to_string(),
        received_at: now,
        answer_at: delay.wait().filter(|_| waits).map(|wait| now + wait),
        answer: (!waits).then(|| NOTED.to_owned()),
        reason: None,
        answered_at: None,
    };
    sim::add_command(tx, &new).await?;
    if kind == "change_withdrawn" {
        forget(tx, command, now).await?;
    }
    Ok(true)
}

/// Whether the portal still waits for an answer.
fn waits(command: &Value) -> bool {
    change(command, "state") == Some("uebergeben")
}

/// A part of the change that a command is about.
pub fn change<'c>(command: &'c Value, name: &str) -> Option<&'c str> {
    command.get("change")?.get(name)?.as_str()
}

/// A change that was withdrawn needs no answer any more.
async fn forget(tx: &mut Tx, withdrawn: &Value, now: DateTime<Utc>) -> store::Result<()> {
    let Some(id) = change(withdrawn, "id") else {
        return Ok(());
    };
    for command in sim::commands(tx, i64::MAX).await? {
        let about = words(&command);
        if command.answer.is_none() && change(&about, "id") == Some(id) {
            sim::answer(tx, &command.id, NOTED, None, now).await?;
        }
    }
    Ok(())
}

/// A command as the portal worded it.
pub fn words(command: &Command) -> Value {
    serde_json::from_str(&command.body).unwrap_or_default()
}

/// Confirms a change: it is in the own data from now on, and the portal hears both. Nothing where it was answered.
pub async fn confirm(sim: &Sim, tx: &mut Tx, command: &Command) -> store::Result<()> {
    let now = sim.0.clock.now();
    if !sim::answer(tx, &command.id, CONFIRMED, None, now).await? {
        return Ok(());
    }
    let parcel = Parcel {
        target: format!("/erp/v1/changes/{}/confirm", command.position),
        body: "{}".to_owned(),
    };
    send(sim, tx, &parcel).await?;
    carry_out(sim, tx, &words(command)).await
}

async fn carry_out(sim: &Sim, tx: &mut Tx, command: &Value) -> store::Result<()> {
    let (Some(kind), Some(value)) = (change(command, "kind"), change(command, "new_value")) else {
        return Ok(());
    };
    if kind == "bank" {
        return note_account(sim, tx, command).await;
    }
    let Some(person) = change(command, "person") else {
        return Ok(());
    };
    let Some(record) = sim::record(tx, Entity::Person, person).await? else {
        return Ok(());
    };
    let mut body = fields(&record);
    body.insert(kind.to_owned(), Value::from(value));
    write(sim, tx, Entity::Person, person, &body).await
}

/// An account that may be debited becomes a mandate of the contract.
async fn note_account(sim: &Sim, tx: &mut Tx, command: &Value) -> store::Result<()> {
    let bank = command.get("change").and_then(|change| change.get("bank"));
    let Some(bank) = bank.filter(|bank| bank.get("debit") == Some(&Value::Bool(true))) else {
        return Ok(());
    };
    let contract = bank.get("contract").and_then(Value::as_str);
    let (Some(contract), Some(iban)) = (contract, bank.get("iban").filter(|iban| iban.is_string()))
    else {
        return Ok(());
    };
    let reference = format!("{contract}-mandat");
    let body = Map::from_iter([
        ("reference".to_owned(), Value::from(reference.as_str())),
        ("contract".to_owned(), Value::from(contract)),
        (
            "holder".to_owned(),
            bank.get("holder").cloned().unwrap_or_default(),
        ),
        ("iban".to_owned(), iban.clone()),
        (
            "mandate".to_owned(),
            bank.get("mandate").cloned().unwrap_or_default(),
        ),
        (
            "signed_on".to_owned(),
            Value::from(sim.0.clock.today().to_string()),
        ),
    ]);
    write(sim, tx, Entity::BankMandate, &reference, &body).await
}

/// Rejects a change for a reason that the resident reads. Nothing where it was answered.
pub async fn reject(sim: &Sim, tx: &mut Tx, command: &Command, reason: &str) -> store::Result<()> {
    let now = sim.0.clock.now();
    if !sim::answer(tx, &command.id, REJECTED, Some(reason), now).await? {
        return Ok(());
    }
    let parcel = Parcel {
        target: format!("/erp/v1/changes/{}/reject", command.position),
        body: json!({ "reason": reason }).to_string(),
    };
    send(sim, tx, &parcel).await
}
