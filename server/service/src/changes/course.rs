//! The way of a request: each step by the domain's table, with its mark and its line in the log.

use chrono::NaiveDate;
use domain::ContractId;
use domain::audit::{Action, AuditResult};
use domain::change::{self, ChangeKind, ChangeStep};
use domain::ticket::Side;
use serde_json::{Map, Value};
use store::change::{self as rows, Change};
use store::{Tx, account, contract, master, reset};

use super::mail;
use crate::erp::outbox::{self, Command};
use crate::trail::Object;
use crate::{Caller, Error, Result};

/// What stands in the portal's name when an address was taken while its request was under way.
const TAKEN: &str = "Diese E-Mail-Adresse gehört inzwischen zu einem anderen Konto. Bitte geben Sie eine andere an oder rufen Sie uns an.";

/// Moves a request in hand by one step.
pub(super) async fn take(
    caller: &Caller,
    tx: &mut Tx,
    found: &mut Change,
    step: ChangeStep,
    side: Side,
) -> Result<()> {
    let now = caller.services.clock().now();
    found.state = change::after(found.kind, found.state, step, side)?;
    found.closed_at = (!found.state.is_open()).then_some(now);
    rows::update(tx, found).await?;
    if found.closed_at.is_some() && found.kind == ChangeKind::Bank {
        rows::bank::forget(tx, found.id).await?;
    }
    if found.closed_at.is_some() {
        outbox::ended(&caller.services, tx, found).await?;
    }
    let by = caller.account().ok().map(|(account, _)| account);
    let by = by.filter(|_| side != Side::System);
    rows::mark(tx, found.id, found.state, by, now).await?;
    caller
        .trail_with(
            tx,
            Action::ChangeMoved,
            Object::Change(found.id.0),
            AuditResult::Done,
            detail(found, Some(step)),
        )
        .await
}

/// Kind, state and step for the log; never the values.
pub(super) fn detail(found: &Change, step: Option<ChangeStep>) -> Map<String, Value> {
    let mut facts = Map::from_iter([
        ("kind".to_owned(), Value::from(found.kind.as_str())),
        ("state".to_owned(), Value::from(found.state.as_str())),
    ]);
    if let Some(step) = step {
        facts.insert("step".to_owned(), Value::from(step.as_str()));
    }
    facts
}

/// The day that is promised for what the ERP's side gets on a day, by the working days where a contract's house stands.
pub(super) async fn promise(
    caller: &Caller,
    tx: &mut Tx,
    nearest: Option<ContractId>,
    from: NaiveDate,
) -> Result<NaiveDate> {
    let house = match nearest {
        Some(id) => contract::property(tx, id).await?,
        None => None,
    };
    let land = house.map(|house| house.federal_state);
    let calendar = &caller.services.settings().calendar;
    Ok(change::by(from, land, calendar))
}

/// Hands a request over to the ERP with the day that is promised, unless one was promised before. What the ERP already says is in effect at once.
pub(super) async fn hand_over(caller: &Caller, tx: &mut Tx, found: &mut Change) -> Result<()> {
    let services = &caller.services;
    if found.promised_on.is_none() {
        let today = services.clock().today();
        let named = contract::of_person(tx, found.person_id, today).await?;
        let nearest = named.first().map(|row| row.id);
        found.promised_on = Some(promise(caller, tx, nearest, today).await?);
    }
    take(caller, tx, found, ChangeStep::HandOver, Side::System).await?;
    let person = master::person(tx, found.person_id).await?;
    let person = person.ok_or(Error::NotFound)?;
    let (email, phone) = (person.email.as_deref(), person.phone.as_deref());
    if says(found.kind, &found.new_value, email, phone) {
        return accept(caller, tx, found, Side::System).await;
    }
    outbox::tell(services, tx, Command::ChangeRequested(found.id)).await?;
    mail::news(services, tx, found).await
}

/// Whether the ERP's record of a person already carries what was asked for.
pub(super) fn says(
    kind: ChangeKind,
    wanted: &str,
    email: Option<&str>,
    phone: Option<&str>,
) -> bool {
    let value = match kind {
        ChangeKind::Email => email,
        ChangeKind::Phone => phone,
        // The ERP's export carries no accounts.
        ChangeKind::Bank => None,
    };
    value.is_some_and(|value| change::same(kind, value, wanted))
}

/// The ERP has confirmed: the change is in effect in the same transaction, unless the address is somebody's by now.
pub(super) async fn accept(
    caller: &Caller,
    tx: &mut Tx,
    found: &mut Change,
    side: Side,
) -> Result<()> {
    let services = &caller.services;
    if found.kind == ChangeKind::Email {
        if !account::set_email(tx, found.account_id, &found.new_value).await? {
            return reject(caller, tx, found, TAKEN, Side::System).await;
        }
        reset::kill(tx, found.account_id, services.clock().now()).await?;
    }
    take(caller, tx, found, ChangeStep::Accept, side).await?;
    take(caller, tx, found, ChangeStep::TakeEffect, Side::System).await?;
    rows::write_through(tx, found.person_id, found.kind, &found.new_value).await?;
    mail::news(services, tx, found).await
}

/// It will not take effect; the reason is for the resident.
pub(super) async fn reject(
    caller: &Caller,
    tx: &mut Tx,
    found: &mut Change,
    reason: &str,
    side: Side,
) -> Result<()> {
    found.reason = Some(reason.to_owned());
    take(caller, tx, found, ChangeStep::Reject, side).await?;
    mail::news(&caller.services, tx, found).await
}
