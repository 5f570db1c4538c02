//! The page of one ticket: an allow-list of fields, by the side that reads.

use chrono::{DateTime, NaiveDate, Utc};
use domain::audit::{Action, AuditResult};
use domain::contract::ContractRow;
use domain::ticket::{Author, Entry, PhotoView, Side, StepKind, TicketPage, TicketRow, promise};
use domain::{AccountId, PersonId, State, TicketId, berlin};
use store::Tx;
use store::ticket::list::ListRow;
use store::ticket::{self, Ticket, entry, list, photo};
use store::{contract, master};

use super::{Tickets, left, side};
use crate::policy::{Relation, Right, require};
use crate::trail::Object;
use crate::{Actor, Caller, Error, Result, contracts};

impl Tickets<'_> {
    /// The page; it counts as read, and a look of staff is written into the audit log.
    ///
    /// # Errors
    /// `NotFound` for a ticket that is not the caller's.
    pub async fn show(self, id: TicketId) -> Result<TicketPage> {
        let (account, _) = self.caller.account()?;
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        let (found, relation) = super::read(self.caller, &mut tx, id, Right::SeeTicket).await?;
        let shown = page(self.caller, &mut tx, &found, relation).await?;
        drop(tx);
        let staff = relation == Relation::Staff;
        if staff || shown.row.unread {
            let mut tx = services.db().begin().await?;
            ticket::mark_read(&mut tx, id, account, services.clock().now()).await?;
            if staff {
                self.caller
                    .trail(
                        &mut tx,
                        Action::TicketSeen,
                        Object::Ticket(id.0),
                        AuditResult::Done,
                    )
                    .await?;
            }
            tx.commit().await?;
        }
        Ok(shown)
    }
}

/// Everything the reader may see of a ticket.
pub(crate) async fn page(
    caller: &Caller,
    tx: &mut Tx,
    found: &Ticket,
    relation: Relation,
) -> Result<TicketPage> {
    let (account, _) = caller.account()?;
    let staff = relation == Relation::Staff;
    let mut lines = entry::timeline(tx, found.id, staff).await?;
    let last_day = last_day(caller, relation, found);
    let turned = last_day.map(|last_day| {
        let mut then = found.clone();
        left::turn_back(&mut then, &mut lines, account, last_day);
        then
    });
    let found = turned.as_ref().unwrap_or(found);
    let line = list::one(tx, found, account, staff)
        .await?
        .ok_or(Error::NotFound)?;
    let photos = photo::of_ticket(tx, found.id, staff).await?;
    let entries = entries(lines, &photos, staff, account, line.read_at);
    let house = last_day.is_none().then_some(found.contract_id);
    let former = former(caller, relation, found);
    let may = |right: Right| require(relation, right).is_ok();
    let now = caller.services.clock().now();
    let moves = may(Right::MoveAsStaff) || may(Right::MoveOwn);
    let mut steps = if moves {
        found.stage().steps(side(relation), now)
    } else {
        Vec::new()
    };
    let answerable = staff || steps.contains(&StepKind::Answer);
    steps.retain(|step| *step != StepKind::Answer);
    let closed = found.state == State::Closed;
    Ok(TicketPage {
        place: found.place,
        contract: contract_reference(tx, found).await?,
        access: found.access.clone(),
        shared: found.shared,
        mine: matches!(relation, Relation::Reporter | Relation::FormerReporter),
        can_share: may(Right::Share),
        readable_until: former.and_then(|row| row.readable_until),
        closed_at: found.closed_at,
        reopen_until: found
            .closed_at
            .filter(|_| closed)
            .map(|at| promise::reopen_until(berlin::day(at))),
        reopened: found.reopened,
        entries,
        steps,
        can_reply: may(Right::Reply) && answerable,
        contacts: contracts::contacts(caller, tx, house).await?,
        assigned_to_me: found.assignee_id == Some(account),
        reporter_contact: if staff {
            reporter_contact(tx, found.reporter_id).await?
        } else {
            None
        },
        reporter_id: staff.then_some(found.reporter_id),
        row: row(line, staff),
    })
}

/// The contract of somebody who reported a ticket and is no longer in it.
fn former<'a>(caller: &'a Caller, relation: Relation, found: &Ticket) -> Option<&'a ContractRow> {
    match (&caller.actor, relation) {
        (Actor::Resident(me), Relation::FormerReporter) => me.contract(found.contract_id),
        _ => None,
    }
}

/// The last day of a reporter who was taken out of the contract.
pub(super) fn last_day(caller: &Caller, relation: Relation, found: &Ticket) -> Option<NaiveDate> {
    match (&caller.actor, relation) {
        (Actor::Resident(me), Relation::FormerReporter) => me.last_day(found.contract_id),
        _ => None,
    }
}

async fn contract_reference(tx: &mut Tx, found: &Ticket) -> Result<String> {
    Ok(contract::reference(tx, found.contract_id)
        .await?
        .unwrap_or_default())
}

async fn reporter_contact(tx: &mut Tx, person: PersonId) -> Result<Option<String>> {
    let person = master::person(tx, person).await?;
    let parts = person.map(|person| {
        [person.phone, person.email]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    });
    Ok(parts.filter(|text| !text.is_empty()))
}

fn entries(
    lines: Vec<entry::Line>,
    photos: &[photo::Photo],
    staff: bool,
    reader: AccountId,
    read_at: Option<DateTime<Utc>>,
) -> Vec<Entry> {
    let entry = |line: entry::Line| {
        let me = line.account_id == Some(reader);
        let own_side = (line.side == Side::Staff) == staff && line.side != Side::System;
        Entry {
            at: line.created_at,
            author: Author {
                side: line.side,
                name: line.name.unwrap_or_default(),
                me,
            },
            kind: line.kind,
            state: line.state,
            text: line.body,
            photos: photos
                .iter()
                .filter(|photo| Some(photo.message_id) == line.message_id)
                .map(view)
                .collect(),
            unread: !own_side && read_at.is_none_or(|at| line.created_at > at),
        }
    };
    lines.into_iter().map(entry).collect()
}

fn view(photo: &photo::Photo) -> PhotoView {
    PhotoView {
        id: photo.id,
        width: photo.width,
        height: photo.height,
        bytes: photo.bytes,
    }
}

/// A line of a list as the reader sees it.
pub(crate) fn row(found: ListRow, staff: bool) -> TicketRow {
    TicketRow {
        id: found.id,
        number: found.number,
        kind: found.kind,
        topic: found.topic,
        title: found.title,
        state: found.state,
        next: found.state.next_actor(),
        answer_by: found.answer_by,
        appointment_at: found
            .appointment_at
            .filter(|_| found.state == State::Appointment),
        urgent: found.urgent,
        shared: found.shared,
        updated_at: found.updated_at,
        created_at: found.created_at,
        unread: found
            .news_at
            .is_some_and(|news| found.read_at.is_none_or(|read| news > read)),
        place_line: format!("{}, {}", found.street, found.unit_label),
        reporter: found.reporter,
        assignee: found.assignee.filter(|_| staff),
    }
}
