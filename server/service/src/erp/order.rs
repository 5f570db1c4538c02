//! What the ERP orders by its API, and what came of it.

use chrono::NaiveDate;
use domain::change::{ChangeState, reason};
use domain::document::{DocumentKind, Target, TargetKind};
use domain::erp::contact::{KEY, PULL};
use domain::erp::{Answer, Entity, Source};
use store::erp::command;
use store::{Tx, document, master};
use uuid::Uuid;

use super::batch::{Batch, Parcel, SMALL};
use super::events::{self, ThinEvent};
use super::outcome::{Outcome, RowResult, Standing};
use super::{contact, submit, take};
use crate::documents::{NewDocument, Provided, StoredFile, provide, withdraw};
use crate::{Caller, ErpClient, Error, Result, changes};

/// An order with its marks.
#[derive(Debug)]
pub struct Command {
    /// A word that no other request of the key has; empty where the secret itself was shown.
    pub nonce: Option<String>,
    /// The ERP's name for the order; empty where it is carried out as often as it is sent.
    pub idempotency_key: Option<String>,
    /// Hash of all that makes the order.
    pub request_sha256: [u8; 32],
    /// What is to be done.
    pub order: Order,
}

/// What is to be done.
#[derive(Debug)]
pub enum Order {
    /// Take over master data.
    Batch(Batch),
    /// Provide a document.
    Provide(Paper),
    /// Take a document back.
    Withdraw(String),
    /// The ERP has all commands up to a place in the order.
    Acknowledge(i64),
    /// The change of the command at a place holds.
    Confirm(i64),
    /// It does not.
    Reject {
        /// The command's place.
        position: i64,
        /// Why, as the resident reads it.
        reason: String,
    },
    /// Something has changed.
    Events(Vec<ThinEvent>),
}

/// A document whose file lies in the blob store.
#[derive(Debug)]
pub struct Paper {
    /// The ERP's key.
    pub reference: String,
    /// The ERP's count of its own changes.
    pub revision: i64,
    /// What it is.
    pub kind: DocumentKind,
    /// The title that residents read.
    pub title: String,
    /// The day that stands on it.
    pub dated_on: NaiveDate,
    /// For whom it is.
    pub recipient: Recipient,
    /// The file.
    pub file: StoredFile,
    /// First day on which it is there.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it is there.
    pub valid_to: Option<NaiveDate>,
}

/// For whom a document is, by the ERP's key.
#[derive(Debug)]
pub enum Recipient {
    /// One person.
    Person(String),
    /// The persons of a contract.
    Contract(String),
    /// Those who have a unit.
    Unit(String),
    /// Those who have something in a house.
    Property(String),
    /// All who have something.
    All,
}

/// What came of an order.
#[derive(Debug)]
pub enum Done {
    /// Applied, parked or refused, with a report per row.
    Batch(Outcome),
    /// A document was taken, or taken back.
    Document {
        /// The ERP's key.
        reference: String,
        /// The portal's.
        document: Uuid,
        /// What became of it.
        result: RowResult,
    },
    /// The ERP has all commands up to a place.
    Acknowledged {
        /// The place.
        position: i64,
        /// How many are new to it.
        new: u64,
    },
    /// A change was answered.
    Answered {
        /// The command's place.
        position: i64,
        /// Where the change stands.
        state: ChangeState,
    },
    /// So many events were heard.
    Heard(u64),
}

/// What the ERP is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The answer, now or as it was given the first time.
    Answer {
        /// Its status.
        status: u16,
        /// Its text.
        body: String,
        /// Whether it was given before.
        repeated: bool,
    },
    /// Another order has this name.
    OtherBody,
    /// The same order is still being carried out.
    UnderWay,
    /// The very same request was sent before.
    Replayed,
}

impl Order {
    /// Whether it is written in chunks, each in a transaction of its own.
    pub(super) fn is_large(&self) -> bool {
        matches!(self, Self::Batch(batch) if batch.len() > SMALL)
    }

    /// Carries it out in a transaction that belongs to somebody else.
    pub(super) async fn perform(
        self,
        caller: &Caller,
        tx: &mut Tx,
        client: &ErpClient,
    ) -> Result<Done> {
        let services = &caller.services;
        match self {
            Self::Batch(batch) => {
                let outcome = take(caller, tx, parcel(client, batch)).await?;
                heard(caller, tx, client, &outcome).await?;
                Ok(Done::Batch(outcome))
            }
            Self::Provide(paper) => {
                let done = paper.provide(caller, tx).await?;
                contact::heard(services, tx, &way(client), true, None).await?;
                Ok(done)
            }
            Self::Withdraw(reference) => take_back(caller, tx, reference).await,
            Self::Acknowledge(position) => {
                let new = command::acknowledge(tx, position, services.clock().now()).await?;
                contact::heard(services, tx, PULL, true, None).await?;
                Ok(Done::Acknowledged { position, new })
            }
            Self::Confirm(position) => answer(caller, tx, position, Answer::Yes, "").await,
            Self::Reject {
                position,
                reason: told,
            } => answer(caller, tx, position, Answer::No, &reason(&told)?).await,
            Self::Events(all) => {
                let count = u64::try_from(all.len()).unwrap_or(u64::MAX);
                events::receive(caller, tx, all).await?;
                Ok(Done::Heard(count))
            }
        }
    }

    /// Carries a large one out, chunk by chunk.
    pub(super) async fn perform_in_chunks(
        self,
        caller: &Caller,
        client: &ErpClient,
    ) -> Result<Done> {
        let Self::Batch(batch) = self else {
            return Err(Error::Internal("only batches are large"));
        };
        let outcome = submit(caller, parcel(client, batch), |_done, _all| {}).await?;
        let mut tx = caller.services.db().begin().await?;
        heard(caller, &mut tx, client, &outcome).await?;
        tx.commit().await?;
        Ok(Done::Batch(outcome))
    }
}

impl Paper {
    async fn provide(self, caller: &Caller, tx: &mut Tx) -> Result<Done> {
        let target = self.recipient.find(tx).await?.ok_or(Error::NotFound)?;
        let reference = self.reference.clone();
        let new = NewDocument {
            reference: Some(self.reference),
            kind: self.kind,
            title: self.title,
            dated_on: self.dated_on,
            file: self.file,
            target,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            revision: Some(self.revision),
        };
        let provided = provide(caller, tx, new).await?;
        let result = match provided {
            Provided::Created(_) => RowResult::Created,
            Provided::Updated(_) => RowResult::Updated,
            Provided::Unchanged(_) => RowResult::Unchanged,
            Provided::Stale(_) => RowResult::StaleIgnored,
        };
        Ok(Done::Document {
            reference,
            document: provided.id().0,
            result,
        })
    }
}

impl Recipient {
    async fn find(&self, tx: &mut Tx) -> Result<Option<Target>> {
        let (entity, kind, key) = match self {
            Self::Person(key) => (Entity::Person, TargetKind::Person, key),
            Self::Contract(key) => (Entity::Contract, TargetKind::Contract, key),
            Self::Unit(key) => (Entity::Unit, TargetKind::Unit, key),
            Self::Property(key) => (Entity::Property, TargetKind::Property, key),
            Self::All => return Ok(Some(Target::All)),
        };
        let found = master::ids(tx, entity, &[key.as_str()]).await?;
        let found = found.into_iter().next();
        Ok(found.and_then(|(_, id)| Target::of(kind, Some(id))))
    }
}

async fn take_back(caller: &Caller, tx: &mut Tx, reference: String) -> Result<Done> {
    let found = document::by_reference(tx, &reference).await?;
    let id = found.ok_or(Error::NotFound)?.id;
    let result = match withdraw(caller, tx, id, None).await? {
        true => RowResult::Ended,
        false => RowResult::Unchanged,
    };
    Ok(Done::Document {
        reference,
        document: id.0,
        result,
    })
}

async fn answer(
    caller: &Caller,
    tx: &mut Tx,
    position: i64,
    answer: Answer,
    reason: &str,
) -> Result<Done> {
    let change = command::change_at(tx, position).await?;
    let change = change.ok_or(Error::NotFound)?;
    let state = changes::answered(caller, tx, change, answer, reason).await?;
    Ok(Done::Answered { position, state })
}

fn parcel(client: &ErpClient, batch: Batch) -> Parcel {
    Parcel {
        source: Source::Api,
        label: client.name.clone(),
        batch,
    }
}

/// Notes the contact; a refused batch is none that was good.
async fn heard(caller: &Caller, tx: &mut Tx, client: &ErpClient, outcome: &Outcome) -> Result<()> {
    let note = match outcome.standing {
        Standing::Applied => None,
        Standing::Parked => Some("Eine Lieferung wartet auf Freigabe."),
        Standing::Refused => Some("Eine Lieferung war fehlerhaft und wurde nicht übernommen."),
    };
    let good = outcome.standing != Standing::Refused;
    contact::heard(&caller.services, tx, &way(client), good, note).await
}

fn way(client: &ErpClient) -> String {
    format!("{KEY}{}", client.name)
}
