//! The letter that opens an account anew, ordered by staff who know who is on the phone.

use delivery::mail::RecoveryOrdered;
use domain::activation::{LetterKind, check_chosen, letter_for};
use domain::audit::{Action, AuditResult};
use domain::rollout::{BatchId, BatchKind};
use domain::{PersonId, Refusal, account as rules};
use serde_json::{Map, Value};
use store::account::{self, Account};
use store::batch::NewBatch;
use store::{letter, master};

use super::Rollouts;
use super::order::{begin_for, blank};
use crate::jobs::{SendMail, WorkBatch};
use crate::trail::Object;
use crate::{Error, Result, Services, jobs};

impl Rollouts<'_> {
    /// Has a letter made that opens a person's account anew; `check` says how the person was checked. Until it is used the
    /// account works on, and its mailbox is told.
    ///
    /// # Errors
    /// `CheckMissing`; `RecoveryNotOwed` where the person has no account; `NotFound`.
    pub async fn send_recovery(self, person: PersonId, check: &str) -> Result<BatchId> {
        self.caller.member()?;
        let check = check_chosen(check)?;
        let services = &self.caller.services;
        let (today, now) = (services.clock().today(), services.clock().now());
        let mut tx = services.db().begin().await?;
        if master::person(&mut tx, person).await?.is_none() {
            return Err(Error::NotFound);
        }
        let standing = letter::standing(&mut tx, person, today).await?;
        let found = account::of_person(&mut tx, person).await?;
        let Some(found) = found.filter(|_| letter_for(standing) == Some(LetterKind::Recovery))
        else {
            return Err(Refusal::RecoveryNotOwed.into());
        };
        let new = NewBatch {
            anew: Some(now),
            ..blank(self.caller, BatchKind::Recovery, None, Some(person), today)
        };
        begin_for(&mut tx, &new, person).await?;
        jobs::add(services, &mut tx, &WorkBatch { batch: new.id }).await?;
        if let Some(mail) = notice(services, &found) {
            jobs::add(services, &mut tx, &mail).await?;
        }
        self.caller
            .trail_with(
                &mut tx,
                Action::RecoveryOrdered,
                Object::Person(person.0),
                AuditResult::Done,
                Map::from_iter([("check".to_owned(), Value::from(check.as_str()))]),
            )
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(new.id)
    }
}

/// The word to the mailbox of the account, if it still has one: an access that was ended has none.
fn notice(services: &Services, found: &Account) -> Option<SendMail> {
    let to = rules::email(&found.email).ok()?;
    let mail = RecoveryOrdered {
        salutation: format!("Guten Tag {}", found.name),
        ordered_at: services.clock().now(),
    };
    Some(SendMail {
        to,
        template: mail.into(),
    })
}
