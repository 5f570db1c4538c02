//! Steps: a ticket moves from state to state by the domain's table, and everybody concerned is told.

use chrono::Duration;
use domain::audit::{Action, AuditResult};
use domain::ticket::{EntryKind, Side, State, Step, promise, report as words};
use domain::{TicketId, berlin};
use serde_json::{Map, Value};
use store::ticket::{self, Ticket, entry};
use store::{Tx, contract};

use super::mail::{self, News};
use super::report::message;
use super::{Tickets, load, side};
use crate::policy::Right;
use crate::trail::Object;
use crate::{Actor, Caller, Error, Result};

impl Tickets<'_> {
    /// Moves a ticket; the caller's side decides which steps there are.
    ///
    /// # Errors
    /// `StepNotAllowed`, `QuestionMissing`, `FirmMissing`, `ReasonMissing`, `TextTooLong`, `AppointmentInvalid`, `ReopenTooLate`;
    /// `NotFound`, `Forbidden`.
    pub async fn step(self, id: TicketId, step: Step) -> Result<()> {
        let (account, _) = self.caller.account()?;
        let step = step.tidied()?;
        let right = if matches!(self.caller.actor, Actor::Staff(_)) {
            Right::MoveAsStaff
        } else {
            Right::MoveOwn
        };
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        let (mut ticket, relation) = load(self.caller, &mut tx, id, right).await?;
        let side = side(relation);
        apply(self.caller, &mut tx, &mut ticket, &step, side).await?;
        if let Step::Ask { question: text } | Step::Reopen { reason: text } = &step {
            let body = words::text(text)?;
            entry::add_message(
                &mut tx,
                &message(services, id, account, side, services.id(), body),
            )
            .await?;
        }
        ticket::update(&mut tx, &ticket).await?;
        ticket::mark_read(&mut tx, id, account, services.clock().now()).await?;
        if side == Side::Staff {
            mail::news(services, &mut tx, &ticket, News::State).await?;
        }
        let detail = Map::from_iter([
            ("step".to_owned(), Value::from(step.kind().as_str())),
            ("state".to_owned(), Value::from(ticket.state.as_str())),
        ]);
        self.caller
            .trail_with(
                &mut tx,
                Action::TicketMoved,
                Object::Ticket(id.0),
                AuditResult::Done,
                detail,
            )
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }
}

/// Applies a step to the ticket in hand and writes the event; the caller stores the ticket.
pub(super) async fn apply(
    caller: &Caller,
    tx: &mut Tx,
    ticket: &mut Ticket,
    step: &Step,
    side: Side,
) -> Result<()> {
    let services = &caller.services;
    let now = services.clock().now();
    let before = ticket.state;
    ticket.state = ticket.stage().after(step, side, now)?;
    touch(caller, ticket, side);
    if ticket.state == before && matches!(step, Step::Answer) {
        return Ok(());
    }
    ticket.appointment_at = if let Step::Appoint { at } = step {
        Some(*at)
    } else {
        ticket.appointment_at
    };
    ticket.closed_at = if ticket.state.is_open() {
        None
    } else {
        Some(now)
    };
    ticket.reopened += i64::from(ticket.state == State::Reopened && before != State::Reopened);
    let house = contract::property(tx, ticket.contract_id)
        .await?
        .ok_or(Error::NotFound)?;
    let appointment = ticket.appointment_at.map(berlin::day);
    ticket.answer_by = promise::answer_by(
        ticket.state,
        ticket.urgent,
        berlin::day(now),
        appointment,
        house.federal_state,
        &services.settings().calendar,
    );
    let event = entry::NewEvent {
        id: services.id(),
        ticket_id: ticket.id,
        account_id: caller.account().ok().map(|(account, _)| account),
        side,
        kind: EntryKind::Moved,
        state: Some(ticket.state),
        body: said(step),
        // An answer is read before the state that it leads to.
        created_at: now + Duration::microseconds(1),
    };
    Ok(entry::add_event(tx, &event).await?)
}

/// News for the other side.
pub(super) fn touch(caller: &Caller, ticket: &mut Ticket, side: Side) {
    let now = caller.services.clock().now();
    ticket.updated_at = now;
    match side {
        Side::Resident => ticket.news_for_staff_at = Some(now),
        Side::Staff | Side::System => ticket.news_for_resident_at = Some(now),
    }
}

/// What stands beside the new state.
pub(crate) fn said(step: &Step) -> String {
    match step {
        Step::Commission { firm: text } | Step::Reject { reason: text } => text.clone(),
        Step::Appoint { at } => berlin::long_moment(*at),
        _ => String::new(),
    }
}

/// Closes repairs that nobody doubted in time; how many.
///
/// # Errors
/// The database is gone.
pub(crate) async fn close_expired(caller: &Caller) -> Result<u32> {
    let services = &caller.services;
    let today = services.clock().today();
    let due: Vec<(TicketId,)> = ticket::expired(&mut services.db().read().await?, today).await?;
    let mut closed = 0;
    for (id,) in due {
        let mut tx = services.db().begin().await?;
        ticket::hold(&mut tx, id).await?;
        let Some(mut found) = ticket::by_id(&mut tx, id).await? else {
            continue;
        };
        if found.state != State::Fixed {
            continue;
        }
        apply(caller, &mut tx, &mut found, &Step::Expire, Side::System).await?;
        ticket::update(&mut tx, &found).await?;
        mail::news(services, &mut tx, &found, News::State).await?;
        caller
            .trail(
                &mut tx,
                Action::TicketMoved,
                Object::Ticket(id.0),
                AuditResult::Done,
            )
            .await?;
        tx.commit().await?;
        closed += 1;
    }
    Ok(closed)
}
