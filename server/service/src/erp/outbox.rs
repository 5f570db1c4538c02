//! The outbox: what the ERP has to know becomes a command in the transaction in which it becomes true, and is put into
//! words when it is read.

use chrono::{DateTime, NaiveDate, Utc};
use domain::audit::{Action, AuditResult};
use domain::change::{ChangeKind, ChangeState};
use domain::erp::{CommandId, CommandKind};
use domain::ticket::TicketKind;
use domain::{ChangeId, TicketId, Topic};
use serde::Serialize;
use serde_json::{Map, Value};
use store::Tx;
use store::change::Change;
use store::erp::command::{self, ChangeFacts, NewCommand};
use utoipa::ToSchema;

use crate::jobs::CarryCommands;
use crate::trail::Object;
use crate::{Caller, Error, Result, Services, jobs};

/// What the ERP has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// A change was handed over.
    ChangeRequested(ChangeId),
    /// A change that was handed over is not wanted any more.
    ChangeWithdrawn(ChangeId),
    /// A ticket was filed.
    TicketFiled(TicketId),
}

/// A command in words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Told {
    /// Also the idempotency key.
    #[schema(value_type = uuid::Uuid)]
    pub id: CommandId,
    /// Its place in the order; without gaps that matter.
    pub position: i64,
    /// `change_requested`, `change_withdrawn` or `ticket_filed`.
    #[schema(value_type = String)]
    pub kind: CommandKind,
    /// When it became true.
    pub created_at: DateTime<Utc>,
    /// What it says of a change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<ToldChange>,
    /// What it says of a ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<ToldTicket>,
}

/// A change in words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ToldChange {
    /// The change; it is confirmed and rejected by this.
    #[schema(value_type = uuid::Uuid)]
    pub id: ChangeId,
    /// The ERP's key of the person.
    pub person: String,
    /// `email`, `phone` or `bank`.
    #[schema(value_type = String)]
    pub kind: ChangeKind,
    /// What held when it was asked for.
    pub old_value: Option<String>,
    /// What shall hold; of an account the masked form.
    pub new_value: String,
    /// Where it stands now: only one that is `uebergeben` waits for an answer.
    #[schema(value_type = String)]
    pub state: ChangeState,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// By when the person was promised that it holds.
    pub promised_on: Option<NaiveDate>,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// More about an account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank: Option<ToldBank>,
}

/// Bank details in words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ToldBank {
    /// The ERP's key of the contract.
    pub contract: String,
    /// Whose account it is.
    pub holder: String,
    /// In full as long as the change is under way.
    pub iban: Option<String>,
    /// The rent may be debited.
    pub debit: bool,
    /// The reference of the mandate.
    pub mandate: Option<String>,
}

/// A ticket in words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ToldTicket {
    /// The ticket.
    #[schema(value_type = uuid::Uuid)]
    pub id: TicketId,
    /// Its number.
    pub number: String,
    /// The ERP's key of who reported it.
    pub person: String,
    /// The ERP's key of the contract.
    pub contract: String,
    /// Damage or concern.
    #[schema(value_type = String)]
    pub kind: TicketKind,
    /// What it is about.
    #[schema(value_type = String)]
    pub topic: Topic,
    /// In a few words.
    pub title: String,
    /// It cannot wait.
    pub urgent: bool,
    /// When it was reported.
    pub reported_at: DateTime<Utc>,
    /// Where staff read the whole of it.
    pub link: String,
}

/// Puts a command into the outbox, in the transaction in which it becomes true; nothing where there is no ERP at the
/// other end, or it shall not hear of tickets.
///
/// # Errors
/// The database is gone.
pub async fn tell(services: &Services, tx: &mut Tx, command: Command) -> Result<()> {
    let erp = &services.settings().erp;
    if !erp.enabled {
        return Ok(());
    }
    let (kind, change_id, ticket_id) = match command {
        Command::ChangeRequested(id) => (CommandKind::ChangeRequested, Some(id), None),
        Command::ChangeWithdrawn(id) => (CommandKind::ChangeWithdrawn, Some(id), None),
        Command::TicketFiled(_) if !erp.tickets_out => return Ok(()),
        Command::TicketFiled(id) => (CommandKind::TicketFiled, None, Some(id)),
    };
    let new = NewCommand {
        id: CommandId(services.id()),
        kind,
        change_id,
        ticket_id,
        created_at: services.clock().now(),
    };
    command::add(tx, new).await?;
    if erp.push.is_some() || erp.file.is_some() {
        jobs::add(services, tx, &CarryCommands {}).await?;
    }
    Ok(())
}

/// A change has come to its end: the ERP need not answer any more, and hears of an end that is not its own word.
pub(crate) async fn ended(services: &Services, tx: &mut Tx, found: &Change) -> Result<()> {
    let asked = command::answer(tx, found.id, services.clock().now()).await?;
    if asked && found.state != ChangeState::Effective {
        tell(services, tx, Command::ChangeWithdrawn(found.id)).await?;
    }
    Ok(())
}

/// Puts a command into words for somebody who comes by a way; that an account is read in full is written down.
pub(crate) async fn put(
    caller: &Caller,
    tx: &mut Tx,
    found: &command::Command,
    way: &str,
) -> Result<Told> {
    let lost = || Error::Internal("a command without what it is about");
    let mut told = Told {
        id: found.id,
        position: found.position,
        kind: found.kind,
        created_at: found.created_at,
        change: None,
        ticket: None,
    };
    if let Some(id) = found.change_id {
        let facts = command::change(tx, id).await?.ok_or_else(lost)?;
        if facts.iban.is_some() {
            let detail = Map::from_iter([("way".to_owned(), Value::from(way))]);
            let (action, object) = (Action::IbanSeen, Object::Change(id.0));
            caller
                .trail_with(tx, action, object, AuditResult::Done, detail)
                .await?;
        }
        told.change = Some(change(facts));
    }
    if let Some(id) = found.ticket_id {
        let facts = command::ticket(tx, id).await?.ok_or_else(lost)?;
        told.ticket = Some(ToldTicket {
            id: facts.id,
            number: facts.number,
            person: facts.person,
            contract: facts.contract,
            kind: facts.kind,
            topic: facts.topic,
            title: facts.title,
            urgent: facts.urgent,
            reported_at: facts.created_at,
            link: caller.services.link(&format!("/team/vorgaenge/{id}")),
        });
    }
    Ok(told)
}

fn change(facts: ChangeFacts) -> ToldChange {
    let bank = facts.contract.zip(facts.holder);
    ToldChange {
        id: facts.id,
        person: facts.person,
        kind: facts.kind,
        old_value: facts.old_value,
        new_value: facts.new_value,
        state: facts.state,
        asked_at: facts.created_at,
        promised_on: facts.promised_on,
        reason: facts.reason,
        bank: bank.map(|(contract, holder)| ToldBank {
            contract,
            holder,
            iban: facts.iban,
            debit: facts.debit == Some(true),
            mandate: facts.mandate,
        }),
    }
}
