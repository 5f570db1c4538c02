//! Deletion: what would go and what has to stay, the request to the manager, and the end of one's own access.

use delivery::mail::AccessEnded;
use domain::audit::{Action, AuditResult};
use domain::privacy::DeletionPage;
use domain::privacy::retention::{self, Ends};
use domain::ticket::NewTicket;
use domain::{ContractId, Refusal, TicketId, Topic, berlin};
use store::account::{self, Account};
use store::{archive, contract, master, passkey, privacy, reset, second_factor, session};
use uuid::Uuid;

use super::{Privacy, words};
use crate::caller::hash;
use crate::jobs::SendMail;
use crate::trail::Object;
use crate::{Resident, Result, Services, jobs};

impl Privacy<'_> {
    /// What would be deleted at once, what has to stay until when, and the request that was made.
    ///
    /// # Errors
    /// `SignIn`, or `Forbidden` for staff.
    pub async fn deletion(self) -> Result<DeletionPage> {
        let me = self.caller.resident()?;
        let services = &self.caller.services;
        let today = services.clock().today();
        let mut tx = services.db().read().await?;
        let contracts = contract::of_person(&mut tx, me.person, today).await?;
        let (tickets, open, closed_at) = privacy::reported(&mut tx, me.person).await?;
        let ends = Ends {
            contracts: &contracts,
            tickets,
            open,
            closed_on: closed_at.map(berlin::day),
        };
        Ok(DeletionPage {
            kept: retention::preview(&ends, today),
            asked: privacy::deletion(&mut tx, me.person).await?,
        })
    }

    /// Asks the manager to delete what need not stay: a private ticket, which staff answer like any other. The same form
    /// sent twice is one request.
    ///
    /// # Errors
    /// `DeletionAsked` while an earlier one is open; `DeletionByPhone` without a contract.
    pub async fn ask_deletion(self, client_ref: Uuid) -> Result<TicketId> {
        let me = self.caller.resident()?;
        let services = &self.caller.services;
        let new = request(contract_of(me)?, client_ref).checked()?;
        let mut tx = services.db().begin().await?;
        master::hold_person(&mut tx, me.person).await?;
        let known = store::ticket::by_client_ref(&mut tx, me.person, client_ref).await?;
        if let Some(id) = known {
            return Ok(id);
        }
        let asked = privacy::deletion(&mut tx, me.person).await?;
        if asked.is_some_and(|asked| asked.state.is_open()) {
            return Err(Refusal::DeletionAsked.into());
        }
        let filed = self.caller.tickets().file(&mut tx, me, &new, &[]).await?;
        let filed = filed.ok_or(Refusal::DeletionAsked)?;
        privacy::ask_deletion(&mut tx, filed.id, me.person, services.clock().now()).await?;
        let object = Object::Person(me.person.0);
        self.caller
            .trail(&mut tx, Action::DeletionAsked, object, AuditResult::Done)
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(filed.id)
    }

    /// Ends the caller's access for good: all devices are signed out, the address is free, archives, second factor and
    /// passkeys go, changes under way are taken back. What was written stays with the manager.
    ///
    /// # Errors
    /// `EndUnconfirmed`, `PasswordWrong`, `Wait`, `Busy`.
    pub async fn end_access(self, password: &str, sure: bool) -> Result<()> {
        let me = self.caller.resident()?;
        let services = &self.caller.services;
        if !sure {
            return Err(Refusal::EndUnconfirmed.into());
        }
        let found = self.caller.access().confirm(password).await?;
        let now = services.clock().now();
        let mut tx = services.db().begin().await?;
        account::end(&mut tx, found.id, now).await?;
        account::clear_failures(&mut tx, &hash(&found.email)).await?;
        session::end_all(&mut tx, found.id).await?;
        reset::kill(&mut tx, found.id, now).await?;
        second_factor::remove(&mut tx, found.id).await?;
        passkey::remove_all(&mut tx, found.id).await?;
        self.caller.changes().give_up(&mut tx, me.person).await?;
        archive::expire_all(&mut tx, found.id, now).await?;
        jobs::add(services, &mut tx, &ended(services, &found)).await?;
        let object = Object::Account(Some(me.account.0));
        self.caller
            .trail(&mut tx, Action::AccessEnded, object, AuditResult::Done)
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }
}

/// The contract a request is filed under: a running one, or the last that the person can still read.
fn contract_of(me: &Resident) -> Result<ContractId> {
    let first = me.running.first().copied();
    let contract = first.or_else(|| me.contracts.first().map(|row| row.id));
    Ok(contract.ok_or(Refusal::DeletionByPhone)?)
}

fn request(contract: ContractId, client_ref: Uuid) -> NewTicket {
    NewTicket {
        client_ref,
        contract,
        topic: Topic::MasterData,
        place: None,
        title: words::DELETION_TITLE.to_owned(),
        text: words::DELETION_TEXT.to_owned(),
        access: String::new(),
        urgent: false,
        shared: false,
    }
}

/// The last word to the mailbox that was the login.
fn ended(services: &Services, account: &Account) -> SendMail {
    let mail = AccessEnded {
        salutation: format!("Guten Tag {}", account.name),
        ended_at: services.clock().now(),
    };
    SendMail {
        to: account.email.clone(),
        template: mail.into(),
    }
}
