//! Files a played ticket: its row, its timeline, its photos, and who has read it.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Utc};
use domain::ticket::{EntryKind, MessageId, PhotoId, Side, number};
use domain::{AccountId, State, TicketId, berlin};
use store::Tx;
use store::ticket::entry::{self, NewEvent, NewMessage};
use store::ticket::photo::{self, Photo};
use store::ticket::{self, Ticket};

use super::ids::Ids;
use super::people::People;
use super::{By, DemoEntry, DemoTicket, What};
use crate::erp::Batch;
use crate::photo::Checked;
use crate::tickets::said;
use crate::{Error, Result, Services};
use ::photo::painted::PhotoKind;

/// Everything around the tickets.
pub(super) struct Cabinet<'a> {
    pub services: &'a Services,
    pub data: &'a Batch,
    pub ids: &'a Ids,
    pub people: &'a People,
    pub photos: &'a HashMap<(PhotoKind, u64), Checked>,
}

impl Cabinet<'_> {
    /// Files one ticket; tickets come in the order in which they were reported, so that their numbers do too.
    pub async fn file(&self, tx: &mut Tx, played: &DemoTicket) -> Result<()> {
        let row = self.row(tx, played).await?;
        ticket::add(tx, &row).await?;
        let reporter = self.people.resident(&played.reporter)?;
        self.event(
            tx,
            &row,
            (played.opened_at, Some(reporter), Side::Resident),
            (EntryKind::Opened, Some(State::Received), String::new()),
        )
        .await?;
        let opening = self.message(
            &row,
            (played.opened_at, Some(reporter), Side::Resident),
            false,
            &played.text,
        );
        entry::add_message(tx, &opening).await?;
        for (position, motif) in (0_i64..).zip(&played.photos) {
            self.photo(tx, &opening, position, *motif).await?;
        }
        for entry in &played.entries {
            self.entry(tx, &row, reporter, entry).await?;
        }
        self.mark_read(tx, &row, played, reporter).await
    }

    async fn row(&self, tx: &mut Tx, played: &DemoTicket) -> Result<Ticket> {
        let year = berlin::day(played.opened_at).year();
        let count = ticket::next_number(tx, year).await?;
        let contract_id = self.ids.contracts.get(&played.contract).copied();
        let reporter_id = self.ids.persons.get(&played.reporter).copied();
        let last = |mine: &dyn Fn(&DemoEntry) -> bool| {
            played
                .entries
                .iter()
                .rev()
                .find(|entry| mine(entry))
                .map(|entry| entry.at)
        };
        let public = |entry: &DemoEntry| matches!(entry.what, What::Message(_) | What::Moved(..));
        let by_reporter = last(&|entry| entry.by == By::Reporter);
        Ok(Ticket {
            id: TicketId(self.id(played.opened_at)),
            number: number(year, count),
            contract_id: contract_id.ok_or(Error::Internal("a demo contract is missing"))?,
            reporter_id: reporter_id.ok_or(Error::Internal("a demo person is missing"))?,
            client_ref: self.id(played.opened_at),
            kind: played.topic.kind(),
            topic: played.topic,
            place: played.place,
            title: played.title.clone(),
            access: played.access.clone(),
            urgent: played.urgent,
            shared: played.shared,
            state: played.state,
            answer_by: played.answer_by,
            appointment_at: played.appointment_at,
            assignee_id: played.clerk.map(|clerk| self.people.clerk(clerk)),
            created_at: played.opened_at,
            updated_at: last(&public).unwrap_or(played.opened_at),
            news_for_resident_at: last(&|entry| public(entry) && entry.by != By::Reporter),
            news_for_staff_at: Some(by_reporter.unwrap_or(played.opened_at)),
            closed_at: played.closed_at,
            reopened: played.reopened,
        })
    }

    async fn entry(
        &self,
        tx: &mut Tx,
        row: &Ticket,
        reporter: AccountId,
        entry: &DemoEntry,
    ) -> Result<()> {
        let (account, side) = match entry.by {
            By::Reporter => (Some(reporter), Side::Resident),
            By::Clerk(clerk) => (Some(self.people.clerk(clerk)), Side::Staff),
            By::Portal => (None, Side::System),
        };
        let who = (entry.at, account, side);
        match &entry.what {
            What::Message(text) | What::Note(text) => {
                let internal = matches!(entry.what, What::Note(_));
                let message = self.message(row, who, internal, text);
                entry::add_message(tx, &message).await?;
            }
            What::Assigned => {
                let name = self.people.name(account);
                self.event(tx, row, who, (EntryKind::Assigned, None, name))
                    .await?;
            }
            What::Moved(step, state) => {
                self.event(tx, row, who, (EntryKind::Moved, Some(*state), said(step)))
                    .await?
            }
        }
        Ok(())
    }

    fn message(
        &self,
        row: &Ticket,
        (at, account_id, side): Who,
        internal: bool,
        text: &str,
    ) -> NewMessage {
        let id = MessageId(self.id(at));
        NewMessage {
            id,
            ticket_id: row.id,
            account_id,
            side,
            internal,
            client_ref: id.0,
            body: text.to_owned(),
            created_at: at,
        }
    }

    async fn event(
        &self,
        tx: &mut Tx,
        row: &Ticket,
        (at, account_id, side): Who,
        (kind, state, body): Did,
    ) -> Result<()> {
        let event = NewEvent {
            id: self.id(at),
            ticket_id: row.id,
            account_id,
            side,
            kind,
            state,
            body,
            created_at: at,
        };
        Ok(entry::add_event(tx, &event).await?)
    }

    async fn photo(
        &self,
        tx: &mut Tx,
        message: &NewMessage,
        position: i64,
        motif: (PhotoKind, u64),
    ) -> Result<()> {
        let checked = self
            .photos
            .get(&motif)
            .ok_or(Error::Internal("a demo photo is missing"))?;
        let row = Photo {
            id: PhotoId(self.id(message.created_at)),
            ticket_id: message.ticket_id,
            message_id: message.id,
            position,
            photo_sha256: checked.photo_sha256.clone(),
            thumb_sha256: checked.thumb_sha256.clone(),
            width: i32::try_from(checked.width).unwrap_or(i32::MAX),
            height: i32::try_from(checked.height).unwrap_or(i32::MAX),
            bytes: i64::try_from(checked.photo.len()).unwrap_or(i64::MAX),
        };
        Ok(photo::add(tx, &row, message.created_at).await?)
    }

    /// Residents have read all but what waits for them; staff all but what residents wrote last.
    async fn mark_read(
        &self,
        tx: &mut Tx,
        row: &Ticket,
        played: &DemoTicket,
        reporter: AccountId,
    ) -> Result<()> {
        let waits = matches!(
            played.state,
            State::Question | State::Appointment | State::Fixed
        );
        let persons = self
            .data
            .contract(&played.contract)
            .map_or(&[][..], |contract| &contract.persons);
        let residents = persons
            .iter()
            .filter_map(|person| self.people.residents.get(person).copied());
        for resident in
            residents.filter(|resident| !waits && (played.shared || *resident == reporter))
        {
            ticket::mark_read(tx, row.id, resident, row.updated_at).await?;
        }
        if waits {
            ticket::mark_read(tx, row.id, reporter, row.created_at).await?;
        }
        let answered = played
            .entries
            .last()
            .is_some_and(|entry| entry.by != By::Reporter);
        for member in self
            .people
            .staff
            .iter()
            .filter(|_| answered || !played.state.is_open())
        {
            ticket::mark_read(tx, row.id, *member, row.updated_at).await?;
        }
        Ok(())
    }

    fn id(&self, at: DateTime<Utc>) -> uuid::Uuid {
        self.services.chance().id(at)
    }
}

/// When, which account, which side.
type Who = (DateTime<Utc>, Option<AccountId>, Side);
/// What an event says: its kind, the state after it, the words beside it.
type Did = (EntryKind, Option<State>, String);
