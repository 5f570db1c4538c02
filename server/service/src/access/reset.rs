//! "Passwort vergessen": a link by mail, single use, no sign-in behind it.

use chrono::Duration;
use domain::account as rules;
use domain::audit::{Action, AuditResult};
use domain::{AccountId, Refusal};
use store::{account, reset, session};

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
        if let Some(id) = id {
            let asked = reset::asked_since(&mut tx, id, now - Duration::hours(1)).await?;
            if asked.len() < AN_HOUR && asked.first().is_none_or(|last| *last + PAUSE <= now) {
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

    /// Sets a new password with a link's token; all devices are signed out, nobody is signed in.
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
        account::clear_failures(&mut tx, &hash(&found.email)).await?;
        session::end_all(&mut tx, id).await?;
        jobs::add(services, &mut tx, &password::changed(services, &found)).await?;
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
}
