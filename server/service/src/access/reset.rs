//! "Passwort vergessen": a link by mail, single use, no sign-in behind it.

use chrono::{DateTime, Duration, Utc};
use domain::account as rules;
use domain::audit::{Action, AuditResult};
use domain::{AccountId, Refusal};
use store::account::{self, Account};
use store::{Tx, passkey, reset, second_factor, session};

use super::second_factor::counter;
use super::{Access, password};
use crate::caller::hash;
use crate::jobs::SendPasswordReset;
use crate::trail::Object;
use crate::{Error, Result, jobs};

/// Links per account and hour.
const AN_HOUR: usize = 3;
/// One link in this time.
const PAUSE: Duration = Duration::minutes(10);

impl Access<'_> {
    /// Sends a link if there is such an account; the answer is the same for every address.
    ///
    /// # Errors
    /// `EmailInvalid` for something that no mailbox could have.
    pub async fn forgot_password(self, email: &str) -> Result<()> {
        let moment = self.moment(self.caller.services.settings().security.reset_time);
        let answer = match rules::email(email) {
            Ok(email) => self.ask_for_link(&email).await,
            Err(refusal) => Err(refusal.into()),
        };
        moment.wait().await;
        answer
    }

    async fn ask_for_link(self, email: &str) -> Result<()> {
        let services = &self.caller.services;
        let now = services.clock().now();
        let mut tx = services.db().begin().await?;
        let found = account::by_email(&mut tx, email)
            .await?
            .filter(|account| account.disabled_at.is_none());
        let id = found.as_ref().map(|account| account.id);
        if let Some(id) = id
            && link_is_due(&mut tx, id, now).await?
        {
            jobs::add(
                services,
                &mut tx,
                &SendPasswordReset {
                    account: id,
                    minutes: 60,
                },
            )
            .await?;
        }
        self.caller
            .trail(
                &mut tx,
                Action::ResetRequested,
                Object::Account(id.map(|id| id.0)),
                AuditResult::Done,
            )
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }

    /// Sets a new password with a link's token; all devices are signed out, nobody is signed in. The link is the owner's way
    /// back: what somebody else may have added or begun meanwhile goes with it.
    ///
    /// # Errors
    /// `ResetLinkInvalid`, or what is wrong with the password; a refused password leaves the link alive.
    pub async fn reset_password(self, token: &str, password: &str) -> Result<()> {
        let services = &self.caller.services;
        let (now, token) = (services.clock().now(), hash(token));
        let mut tx = services.db().read().await?;
        let id: AccountId = reset::peek(&mut tx, &token, now)
            .await?
            .ok_or(Refusal::ResetLinkInvalid)?;
        let found = account::by_id(&mut tx, id)
            .await?
            .ok_or(Error::Internal("a reset link without account"))?;
        drop(tx);
        let security = &services.settings().security;
        let min = if found.role.is_staff() {
            security.staff_password_min
        } else {
            security.password_min
        };
        let new = self
            .new_password(password, min, password::context(&found.name, &found.email))
            .await?;
        let mut tx = services.db().begin().await?;
        reset::redeem(&mut tx, &token, now)
            .await?
            .ok_or(Refusal::ResetLinkInvalid)?;
        account::set_password(&mut tx, id, &new).await?;
        for counted in [hash(&found.email), counter(id)] {
            account::clear_failures(&mut tx, &counted).await?;
        }
        session::end_all(&mut tx, id).await?;
        let swept = self.sweep(&mut tx, &found).await?;
        let mail = password::changed(services, &found, swept);
        jobs::add(services, &mut tx, &mail).await?;
        self.caller
            .trail(
                &mut tx,
                Action::PasswordReset,
                Object::Account(Some(id.0)),
                AuditResult::Done,
            )
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }

    /// Takes away the passkeys of an account, and its changes under way. Passkeys stay where they are the only second factor
    /// of somebody of staff: a mailbox alone must not open that account.
    async fn sweep(self, tx: &mut Tx, found: &Account) -> Result<Swept> {
        let strict = self.caller.services.settings().security.staff_second_factor;
        let coded = second_factor::of_account(tx, found.id).await?;
        let coded = coded.is_some_and(|factor| factor.confirmed_at.is_some());
        let needed = strict && found.role.is_staff() && !coded;
        let passkeys = !needed && passkey::remove_all(tx, found.id).await? > 0;
        if passkeys {
            let object = Object::Account(Some(found.id.0));
            self.caller
                .trail(tx, Action::PasskeyRemoved, object, AuditResult::Done)
                .await?;
        }
        let changes = match found.person_id {
            Some(person) => self.caller.changes().give_up(tx, person).await? > 0,
            None => false,
        };
        Ok(Swept { passkeys, changes })
    }
}

/// What a new password by link took with it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Swept {
    /// Passkeys.
    pub passkeys: bool,
    /// Changes of contact or bank details.
    pub changes: bool,
}

/// Whether an account may be sent another link. Asked when a link is asked for, and again when it is made: until then it
/// is on no book.
///
/// # Errors
/// The database is gone.
pub(crate) async fn link_is_due(
    tx: &mut Tx,
    account: AccountId,
    now: DateTime<Utc>,
) -> store::Result<bool> {
    let asked = reset::asked_since(tx, account, now - Duration::hours(1)).await?;
    Ok(asked.len() < AN_HOUR && asked.first().is_none_or(|last| *last + PAUSE <= now))
}
