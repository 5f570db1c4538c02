//! An account that staff switch off: it was not opened by its person, or somebody else sits in it.

use delivery::mail::AccessBlocked;
use domain::audit::{Action, AuditResult};
use domain::rollout::block_reason;
use domain::{PersonId, Refusal, account as rules};
use serde_json::{Map, Value};
use store::account::{self, Account};
use store::{master, reset, session};

use super::Rollouts;
use crate::caller::hash;
use crate::jobs::SendMail;
use crate::trail::Object;
use crate::{Error, Result, Services, jobs};

impl Rollouts<'_> {
    /// Blocks a person's account: all devices are signed out, links and changes under way die, its mailbox is told.
    /// Only a letter that recovers it opens it again.
    ///
    /// # Errors
    /// `BlockReasonMissing`, `TextTooLong`; `NothingToBlock` where there is no account, or none that is open; `NotFound`.
    pub async fn block(self, person: PersonId, reason: &str) -> Result<()> {
        self.caller.member()?;
        let reason = block_reason(reason)?;
        let services = &self.caller.services;
        let now = services.clock().now();
        let mut tx = services.db().begin().await?;
        if master::person(&mut tx, person).await?.is_none() {
            return Err(Error::NotFound);
        }
        let found = account::of_person(&mut tx, person).await?;
        let found = found
            .filter(can_block)
            .ok_or(Error::Refused(Refusal::NothingToBlock))?;
        account::disable(&mut tx, found.id, now).await?;
        account::clear_failures(&mut tx, &hash(&found.email)).await?;
        session::end_all(&mut tx, found.id).await?;
        reset::kill(&mut tx, found.id, now).await?;
        self.caller.changes().give_up(&mut tx, person).await?;
        jobs::add(services, &mut tx, &told(services, &found)).await?;
        self.caller
            .trail_with(
                &mut tx,
                Action::AccessBlocked,
                Object::Person(person.0),
                AuditResult::Done,
                Map::from_iter([("reason".to_owned(), Value::from(reason))]),
            )
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }
}

/// Whether an account can be blocked.
pub(super) fn can_block(account: &Account) -> bool {
    account.disabled_at.is_none()
}

/// Whether an account was ended by its owner: no mailbox is left that could be its login.
pub(super) fn is_ended(account: &Account) -> bool {
    rules::email(&account.email).is_err()
}

/// The word to the mailbox of the account.
fn told(services: &Services, found: &Account) -> SendMail {
    let mail = AccessBlocked {
        salutation: format!("Guten Tag {}", found.name),
        blocked_at: services.clock().now(),
    };
    SendMail {
        to: found.email.clone(),
        template: mail.into(),
    }
}
