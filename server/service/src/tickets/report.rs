//! A report becomes a ticket: whole with its photos, or not at all.

use bytes::Bytes;
use chrono::{DateTime, Datelike, Duration, Utc};
use domain::audit::{Action, AuditResult};
use domain::ticket::{
    EntryKind, MessageId, NewTicket, PhotoId, Side, State, TicketRow, number, promise,
};
use domain::{AccountId, Refusal, TicketId, berlin, photo as limits};
use store::Tx;
use store::blobs::BlobError;
use store::contract;
use store::ticket::photo::Photo;
use store::ticket::{self, Ticket, entry, list, photo};
use uuid::Uuid;

use super::{Tickets, mail, show};
use crate::erp::outbox::{self, Command};
use crate::photo::Checked;
use crate::policy::{self, Right};
use crate::trail::Object;
use crate::{Caller, Error, Resident, Result, Services};

impl Tickets<'_> {
    /// Stores a report with its checked photos; the same report sent again is the ticket it became.
    ///
    /// # Errors
    /// What is wrong with the report; `ContractMissing`, `ContractEnded`, `TooMany`.
    pub async fn report(self, new: NewTicket, photos: Vec<Checked>) -> Result<TicketRow> {
        let me = self.caller.resident()?;
        let new = new.checked()?;
        let count = u32::try_from(photos.len()).unwrap_or(u32::MAX);
        if let Some(row) = self.announce(&new, count).await? {
            return Ok(row);
        }
        let services = &self.caller.services;
        put_blobs(services, &photos).await?;
        let mut tx = services.db().begin().await?;
        if let Some(row) = asked(services, &mut tx, me, &new, count).await? {
            return Ok(row);
        }
        let Some(opened) = self.file(&mut tx, me, &new, &photos).await? else {
            // The same report, sent twice at once: the other one was stored just now.
            drop(tx);
            let mut tx = services.db().read().await?;
            let row = first(&mut tx, me, new.client_ref).await?;
            return row.ok_or(Error::NotFound);
        };
        let row = confirmation(&mut tx, me, &opened).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(row)
    }

    /// Asks all that can be asked before the photos are decoded, which costs most: the ticket that the same report
    /// became already, or nothing where it may be sent now.
    ///
    /// # Errors
    /// Those of [`Self::report`].
    pub async fn announce(self, new: &NewTicket, photos: u32) -> Result<Option<TicketRow>> {
        let me = self.caller.resident()?;
        new.clone().checked()?;
        self.may_report(me, new)?;
        limits::check_count(photos)?;
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        asked(services, &mut tx, me, new, photos).await
    }

    fn may_report(self, me: &Resident, new: &NewTicket) -> Result<()> {
        let relation = policy::to_contract(self.caller.actor(), new.contract);
        let object = Object::Contract(new.contract.0);
        match self.caller.admit(relation, Right::Report, object) {
            Err(Error::Forbidden) => Err(Refusal::ContractEnded.into()),
            Err(Error::NotFound) if me.running.is_empty() => Err(Refusal::ContractEnded.into()),
            Err(Error::NotFound) => Err(Refusal::ContractMissing.into()),
            other => other,
        }
    }

    /// Opens a ticket in a transaction under way, with its mail and its line in the log; nothing where the same one is
    /// there already. Whether the caller may is asked before.
    pub(crate) async fn file(
        self,
        tx: &mut Tx,
        me: &Resident,
        new: &NewTicket,
        photos: &[Checked],
    ) -> Result<Option<Ticket>> {
        let Some(opened) = self.open(tx, me, new, photos).await? else {
            return Ok(None);
        };
        mail::received(&self.caller.services, tx, me, &opened).await?;
        let object = Object::Ticket(opened.id.0);
        self.caller
            .trail(tx, Action::TicketOpened, object, AuditResult::Done)
            .await?;
        outbox::tell(&self.caller.services, tx, Command::TicketFiled(opened.id)).await?;
        Ok(Some(opened))
    }

    async fn open(
        self,
        tx: &mut Tx,
        me: &Resident,
        new: &NewTicket,
        photos: &[Checked],
    ) -> Result<Option<Ticket>> {
        let services = &self.caller.services;
        let now = services.clock().now();
        let today = berlin::day(now);
        let house = contract::property(tx, new.contract)
            .await?
            .ok_or(Error::NotFound)?;
        let count = ticket::next_number(tx, today.year()).await?;
        let opened = Ticket {
            id: TicketId(services.id()),
            number: number(today.year(), count),
            contract_id: new.contract,
            reporter_id: me.person,
            client_ref: new.client_ref,
            kind: new.topic.kind(),
            topic: new.topic,
            place: new.place,
            title: new.title.clone(),
            access: new.access.clone(),
            urgent: new.urgent,
            shared: new.shared,
            state: State::Received,
            answer_by: promise::answer_by(
                State::Received,
                new.urgent,
                today,
                None,
                house.federal_state,
                &services.settings().calendar,
            ),
            appointment_at: None,
            assignee_id: None,
            created_at: now,
            updated_at: now,
            news_for_resident_at: None,
            news_for_staff_at: Some(now),
            closed_at: None,
            reopened: 0,
        };
        if !ticket::add(tx, &opened).await? {
            return Ok(None);
        }
        entry::add_event(tx, &reported(services, &opened, me.account, now)).await?;
        let (id, account) = (opened.id, me.account);
        let (side, text) = (Side::Resident, new.text.clone());
        // Of the moment of the report, whose line in the timeline it takes.
        let message = entry::NewMessage {
            created_at: now,
            ..message(services, id, account, side, new.client_ref, text)
        };
        entry::add_message(tx, &message).await?;
        add_photos(self.caller, tx, opened.id, message.id, photos).await?;
        Ok(Some(opened))
    }
}

fn reported(
    services: &Services,
    opened: &Ticket,
    account: AccountId,
    now: DateTime<Utc>,
) -> entry::NewEvent {
    entry::NewEvent {
        id: services.id(),
        ticket_id: opened.id,
        account_id: Some(account),
        side: Side::Resident,
        kind: EntryKind::Opened,
        state: Some(State::Received),
        body: String::new(),
        created_at: now,
    }
}

/// A message as it is stored.
pub(super) fn message(
    services: &Services,
    ticket_id: TicketId,
    account: AccountId,
    side: Side,
    client_ref: Uuid,
    body: String,
) -> entry::NewMessage {
    entry::NewMessage {
        id: MessageId(services.id()),
        ticket_id,
        account_id: Some(account),
        side,
        internal: false,
        client_ref,
        body,
        created_at: services.clock().now(),
    }
}

/// Blobs are durable before the rows that name them; those of a report that failed are swept up later.
pub(super) async fn put_blobs(services: &Services, photos: &[Checked]) -> Result<()> {
    for photo in photos {
        for (name, bytes) in [
            (&photo.photo_sha256, &photo.photo),
            (&photo.thumb_sha256, &photo.thumb),
        ] {
            let kept = services.blobs().put(name, Bytes::from(bytes.clone()));
            kept.await.map_err(not_kept)?;
        }
    }
    Ok(())
}

/// A full store is told to the person, who can send the text alone, and to the operator.
fn not_kept(error: BlobError) -> Error {
    if matches!(error, BlobError::Full(_)) {
        tracing::error!(%error, "a photo could not be stored");
        return Refusal::StorageFull.into();
    }
    error.into()
}

/// The rows of a message's photos.
pub(super) async fn add_photos(
    caller: &Caller,
    tx: &mut Tx,
    ticket_id: TicketId,
    message_id: MessageId,
    photos: &[Checked],
) -> Result<()> {
    let services = &caller.services;
    for (position, checked) in (0_i64..).zip(photos) {
        let row = Photo {
            id: PhotoId(services.id()),
            ticket_id,
            message_id,
            position,
            photo_sha256: checked.photo_sha256.clone(),
            thumb_sha256: checked.thumb_sha256.clone(),
            width: i32::try_from(checked.width).unwrap_or(i32::MAX),
            height: i32::try_from(checked.height).unwrap_or(i32::MAX),
            bytes: i64::try_from(checked.photo.len()).unwrap_or(i64::MAX),
        };
        photo::add(tx, &row, services.clock().now()).await?;
    }
    Ok(())
}

/// The ticket that the same report became already; more than a person can mean is refused for a while.
async fn asked(
    services: &Services,
    tx: &mut Tx,
    me: &Resident,
    new: &NewTicket,
    photos: u32,
) -> Result<Option<TicketRow>> {
    if let Some(row) = first(tx, me, new.client_ref).await? {
        return Ok(Some(row));
    }
    let (now, security) = (services.clock().now(), &services.settings().security);
    let (hour, day) = (now - Duration::hours(1), now - Duration::days(1));
    let reports = ticket::reported_since(tx, me.person, hour).await? < security.reports_an_hour
        && ticket::reported_since(tx, me.person, day).await? < security.reports_a_day;
    if reports && photos_fit(services, tx, me.account, photos).await? {
        Ok(None)
    } else {
        Err(Refusal::TooMany.into())
    }
}

/// Whether an account may send so many photos now.
pub(super) async fn photos_fit(
    services: &Services,
    tx: &mut Tx,
    account: AccountId,
    photos: u32,
) -> Result<bool> {
    let (now, security) = (services.clock().now(), &services.settings().security);
    let count = i64::from(photos);
    let (sent, _) = photo::sent_since(tx, account, now - Duration::hours(1)).await?;
    let (_, bytes) = photo::sent_since(tx, account, now - Duration::days(1)).await?;
    Ok(count == 0
        || (sent + count <= security.photos_an_hour && bytes <= security.photo_bytes_a_day))
}

/// The ticket that a report became when it was sent before.
async fn first(tx: &mut Tx, me: &Resident, client_ref: Uuid) -> Result<Option<TicketRow>> {
    let Some(id) = ticket::by_client_ref(tx, me.person, client_ref).await? else {
        return Ok(None);
    };
    let found = ticket::by_id(tx, id).await?.ok_or(Error::NotFound)?;
    confirmation(tx, me, &found).await.map(Some)
}

async fn confirmation(tx: &mut Tx, me: &Resident, opened: &Ticket) -> Result<TicketRow> {
    let found = list::one(tx, opened, me.account, false)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(show::row(found, false))
}
