//! Messages into a ticket, from either side, and sharing it with the household.

use domain::audit::{Action, AuditResult};
use domain::ticket::{EntryKind, Side, State, Step, report as words};
use domain::{Refusal, TicketId, photo as limits};
use store::ticket::{self, entry};
use uuid::Uuid;

use super::mail::{self, News};
use super::report::{add_photos, message, photos_fit, put_blobs};
use super::{Tickets, load, side, speaker, step};
use crate::Result;
use crate::photo::Checked;
use crate::policy::Right;
use crate::trail::Object;

impl Tickets<'_> {
    /// Adds a message with photos. A resident's answer to a question puts the ticket back to work; the first answer of
    /// staff takes it on.
    ///
    /// # Errors
    /// `TextMissing`, `NothingWritten`, `TextTooLong`, `TooMany`, `StepNotAllowed` where nothing can be added any more; `NotFound`.
    pub async fn reply(
        self,
        id: TicketId,
        client_ref: Uuid,
        text: &str,
        photos: Vec<Checked>,
    ) -> Result<()> {
        let (account, _) = self.caller.account()?;
        let body = words::message(text, speaker(self.caller))?;
        let count = u32::try_from(photos.len()).unwrap_or(u32::MAX);
        if self.announce_reply(id, client_ref, text, count).await? {
            return Ok(());
        }
        let services = &self.caller.services;
        put_blobs(services, &photos).await?;
        let mut tx = services.db().begin().await?;
        let (mut ticket, relation) = load(self.caller, &mut tx, id, Right::Reply).await?;
        let side = side(relation);
        let new = message(services, id, account, side, client_ref, body);
        if !entry::add_message(&mut tx, &new).await? {
            return Ok(());
        }
        if !photos_fit(services, &mut tx, account, count).await? {
            return Err(Refusal::TooMany.into());
        }
        add_photos(self.caller, &mut tx, id, new.id, &photos).await?;
        match side {
            Side::Resident => {
                step::apply(self.caller, &mut tx, &mut ticket, &Step::Answer, side).await?
            }
            _ if matches!(ticket.state, State::Received | State::Reopened) => {
                step::apply(self.caller, &mut tx, &mut ticket, &Step::Take, side).await?
            }
            _ => step::touch(self.caller, &mut ticket, side),
        }
        ticket::update(&mut tx, &ticket).await?;
        ticket::mark_read(&mut tx, id, account, services.clock().now()).await?;
        if side == Side::Staff {
            mail::news(services, &mut tx, &ticket, News::Answer).await?;
        }
        self.caller
            .trail(
                &mut tx,
                Action::TicketReplied,
                Object::Ticket(id.0),
                AuditResult::Done,
            )
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }

    /// Asks all that can be asked before the photos are decoded, which costs most: true where the same message is
    /// there already.
    ///
    /// # Errors
    /// Those of [`Self::reply`].
    pub async fn announce_reply(
        self,
        id: TicketId,
        client_ref: Uuid,
        text: &str,
        photos: u32,
    ) -> Result<bool> {
        let (account, _) = self.caller.account()?;
        words::message(text, speaker(self.caller))?;
        limits::check_count(photos)?;
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        super::read(self.caller, &mut tx, id, Right::Reply).await?;
        if entry::is_there(&mut tx, id, client_ref).await? {
            return Ok(true);
        }
        if photos_fit(services, &mut tx, account, photos).await? {
            Ok(false)
        } else {
            Err(Refusal::TooMany.into())
        }
    }

    /// Decides whether the other persons of the contract see the ticket.
    ///
    /// # Errors
    /// `Forbidden` for anybody but the one who reported it.
    pub async fn share(self, id: TicketId, shared: bool) -> Result<()> {
        let (account, _) = self.caller.account()?;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        let (mut ticket, relation) = load(self.caller, &mut tx, id, Right::Share).await?;
        if ticket.shared == shared {
            return Ok(());
        }
        ticket.shared = shared;
        ticket::update(&mut tx, &ticket).await?;
        let event = entry::NewEvent {
            id: services.id(),
            ticket_id: id,
            account_id: Some(account),
            side: side(relation),
            kind: EntryKind::Shared,
            state: None,
            body: if shared { "haushalt" } else { "nur_ich" }.to_owned(),
            created_at: services.clock().now(),
        };
        entry::add_event(&mut tx, &event).await?;
        self.caller
            .trail(
                &mut tx,
                Action::TicketShared,
                Object::Ticket(id.0),
                AuditResult::Done,
            )
            .await?;
        Ok(tx.commit().await?)
    }
}
