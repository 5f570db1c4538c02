//! The back office: inbox, notes, taking a ticket over.

use domain::audit::{Action, AuditResult};
use domain::rollout::SEARCH_MIN;
use domain::ticket::inbox::PAGE;
use domain::ticket::{EntryKind, Inbox, InboxView, MessageId, Side};
use domain::{Refusal, TicketId, typed};
use serde_json::{Map, Value};
use store::ticket::{self, entry, inbox};

use crate::tickets::{load, pages, show::row};
use crate::trail::Object;
use crate::{Caller, Result, policy::Right};

/// The back office, for one caller.
#[derive(Debug, Clone, Copy)]
pub struct Staff<'a> {
    pub(crate) caller: &'a Caller,
}

impl Staff<'_> {
    /// A page of a view with the counts of the views; with something wanted, a page of all tickets that hold it. The look
    /// is written into the audit log.
    ///
    /// # Errors
    /// `SearchTooShort`; `SignIn`, or `Forbidden` for residents.
    pub async fn inbox(self, view: InboxView, page: i64, wanted: &str) -> Result<Inbox> {
        let me = self.caller.member()?;
        let wanted = searched(wanted)?;
        let services = &self.caller.services;
        let today = services.clock().today();
        let mut tx = services.db().read().await?;
        let counts = inbox::counts(&mut tx, view, me.account, today).await?;
        let here = counts.iter().find(|count| count.view == view);
        let total = if wanted.is_empty() {
            here.and_then(|count| count.count).unwrap_or_default()
        } else {
            inbox::found(&mut tx, &wanted).await?
        };
        let (page, pages) = pages(page, total);
        let offset = (page - 1) * PAGE;
        let rows = if wanted.is_empty() {
            inbox::page(&mut tx, view, me.account, today, offset, PAGE).await?
        } else {
            inbox::search(&mut tx, &wanted, me.account, offset, PAGE).await?
        };
        drop(tx);
        let mut tx = services.db().begin().await?;
        let detail = Map::from_iter([
            ("view".to_owned(), Value::from(view.as_str())),
            ("page".to_owned(), Value::from(page)),
            ("searched".to_owned(), Value::from(!wanted.is_empty())),
        ]);
        self.caller
            .trail_with(
                &mut tx,
                Action::InboxSeen,
                Object::Many("inbox"),
                AuditResult::Done,
                detail,
            )
            .await?;
        tx.commit().await?;
        Ok(Inbox {
            view,
            wanted,
            rows: rows.into_iter().map(|found| row(found, true)).collect(),
            counts,
            page,
            pages,
        })
    }

    /// Writes a note that only staff see.
    ///
    /// # Errors
    /// `NothingWritten`, `TextTooLong`, `NotFound`.
    pub async fn note(self, id: TicketId, text: &str) -> Result<()> {
        let me = self.caller.member()?;
        let body = domain::ticket::report::message(text, Side::Staff)?;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        let (mut ticket, _) = load(self.caller, &mut tx, id, Right::WorkOn).await?;
        let now = services.clock().now();
        let note = entry::NewMessage {
            id: MessageId(services.id()),
            ticket_id: id,
            account_id: Some(me.account),
            side: Side::Staff,
            internal: true,
            client_ref: services.id(),
            body,
            created_at: now,
        };
        entry::add_message(&mut tx, &note).await?;
        ticket.news_for_staff_at = Some(now);
        ticket::update(&mut tx, &ticket).await?;
        ticket::mark_read(&mut tx, id, me.account, now).await?;
        self.caller
            .trail(
                &mut tx,
                Action::TicketNoted,
                Object::Ticket(id.0),
                AuditResult::Done,
            )
            .await?;
        Ok(tx.commit().await?)
    }

    /// Takes a ticket over.
    ///
    /// # Errors
    /// `NotFound`, or `Forbidden` for residents.
    pub async fn assign_to_me(self, id: TicketId) -> Result<()> {
        let me = self.caller.member()?;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        let (mut ticket, _) = load(self.caller, &mut tx, id, Right::WorkOn).await?;
        if ticket.assignee_id == Some(me.account) {
            return Ok(());
        }
        ticket.assignee_id = Some(me.account);
        ticket::update(&mut tx, &ticket).await?;
        let event = entry::NewEvent {
            id: services.id(),
            ticket_id: id,
            account_id: Some(me.account),
            side: Side::Staff,
            kind: EntryKind::Assigned,
            state: None,
            body: me.name.clone(),
            created_at: services.clock().now(),
        };
        entry::add_event(&mut tx, &event).await?;
        self.caller
            .trail(
                &mut tx,
                Action::TicketAssigned,
                Object::Ticket(id.0),
                AuditResult::Done,
            )
            .await?;
        Ok(tx.commit().await?)
    }
}

/// What is searched for; one character would find nearly all.
pub(crate) fn searched(wanted: &str) -> Result<String> {
    let wanted = typed::line(wanted);
    if !wanted.is_empty() && wanted.chars().count() < SEARCH_MIN {
        return Err(Refusal::SearchTooShort.into());
    }
    Ok(wanted)
}
