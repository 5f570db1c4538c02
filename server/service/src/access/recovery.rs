//! The way back into an account: with a letter, when mailbox, password or second factor are lost, or the access was ended.
//!
//! The account stays the same, so that tickets and history stay its own. All that could still open it goes: older
//! sessions, links for a new password, second factor and passkeys, and changes of contact details that somebody else began.

use delivery::mail::AccessRecovered;
use domain::audit::{Action, AuditResult};
use domain::{AccountId, Refusal, account as rules};
use store::account::{self, Account};
use store::registration::Registration;
use store::{Tx, passkey, reset, second_factor, session};

use super::Access;
use super::second_factor::counter;
use crate::caller::hash as digest;
use crate::jobs::SendMail;
use crate::trail::Object;
use crate::{Result, Services, jobs};

impl Access<'_> {
    /// Gives the account of the letter's person a new login and password; the account and its epoch.
    pub(super) async fn recover(
        self,
        tx: &mut Tx,
        found: &Registration,
        email: &str,
        hash: &str,
    ) -> Result<(AccountId, i64)> {
        let services = &self.caller.services;
        let old = account::of_person(tx, found.person_id)
            .await?
            .ok_or(Refusal::RegistrationExpired)?;
        let epoch = account::recover(tx, old.id, email, hash).await?;
        for counted in [digest(&old.email), digest(email), counter(old.id)] {
            account::clear_failures(tx, &counted).await?;
        }
        session::end_all(tx, old.id).await?;
        reset::kill(tx, old.id, services.clock().now()).await?;
        second_factor::remove(tx, old.id).await?;
        passkey::remove_all(tx, old.id).await?;
        self.caller.changes().give_up(tx, found.person_id).await?;
        for mail in notices(services, &old, email) {
            jobs::add(services, tx, &mail).await?;
        }
        let object = Object::Account(Some(old.id.0));
        self.caller
            .trail(tx, Action::AccountRecovered, object, AuditResult::Done)
            .await?;
        Ok((old.id, epoch))
    }
}

/// The word to the new mailbox, and to the old one where it is another.
fn notices(services: &Services, old: &Account, email: &str) -> Vec<SendMail> {
    let before = rules::email(&old.email)
        .ok()
        .filter(|before| before != email);
    let mail = AccessRecovered {
        salutation: format!("Guten Tag {}", old.name),
        recovered_at: services.clock().now(),
    };
    let to = before.into_iter().chain([email.to_owned()]);
    to.map(|to| SendMail {
        to,
        template: mail.clone().into(),
    })
    .collect()
}
