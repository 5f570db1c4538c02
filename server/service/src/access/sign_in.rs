//! Sign-in by e-mail address and password.

use chrono::Duration;
use domain::account::{self as rules, FAILURES_UNTIL_RESET};
use domain::audit::{Action, AuditResult};
use domain::{AccountId, Refusal};
use store::account;

use super::{Access, NewSession};
use crate::Result;
use crate::caller::hash;
use crate::trail::Object;

impl Access<'_> {
    /// Signs in; `own_device` keeps the person signed in for weeks, for residents only.
    ///
    /// # Errors
    /// `SignInFailed` or `Wait`, after the same time whether the address is known or not.
    pub async fn sign_in(
        self,
        email: &str,
        password: &str,
        own_device: bool,
    ) -> Result<NewSession> {
        let moment = self.moment(self.caller.services.settings().security.sign_in_time);
        let answer = self.try_sign_in(email, password, own_device).await;
        moment.wait().await;
        answer
    }

    async fn try_sign_in(
        self,
        email: &str,
        password: &str,
        own_device: bool,
    ) -> Result<NewSession> {
        let services = &self.caller.services;
        let email = rules::email(email)
            .unwrap_or_else(|_| email.trim().to_lowercase().chars().take(254).collect());
        self.may_try(&email).await?;
        let found = account::by_email(&mut services.db().read().await?, &email).await?;
        let usable = found.filter(|account| account.disabled_at.is_none());
        let phc = usable
            .as_ref()
            .and_then(|account| account.password_hash.clone());
        let tidy = password.len() <= rules::PASSWORD_MAX_BYTES;
        let fits = tidy
            && services
                .hash_desk()
                .verify(password, phc, services.settings().security.password_hash)
                .await?;
        let Some(account) = usable.filter(|_| fits) else {
            self.failed(&email, None).await?;
            return Err(Refusal::SignInFailed.into());
        };
        self.refresh_hash(&account, password).await?;
        let mut tx = services.db().begin().await?;
        account::clear_failures(&mut tx, &hash(&email)).await?;
        let session = self
            .open(
                &mut tx,
                account.id,
                account.role,
                account.auth_epoch,
                own_device,
            )
            .await?;
        self.caller
            .trail(
                &mut tx,
                Action::SignedIn,
                Object::Account(Some(account.id.0)),
                AuditResult::Done,
            )
            .await?;
        tx.commit().await?;
        Ok(session)
    }

    /// Whether an address may try a password now: it waits a little longer after each failure, and after a hundred the
    /// password sleeps until it is reset by mail.
    pub(super) async fn may_try(self, email: &str) -> Result<()> {
        let services = &self.caller.services;
        let failures = account::failures(&mut services.db().read().await?, &hash(email)).await?;
        let Some((count, last)) = failures else {
            return Ok(());
        };
        if count >= FAILURES_UNTIL_RESET {
            return Err(Refusal::SignInFailed.into());
        }
        let left = (last + Duration::seconds(rules::wait_after(count)) - services.clock().now())
            .num_milliseconds();
        if left <= 0 {
            return Ok(());
        }
        Err(Refusal::Wait {
            seconds: u32::try_from((left + 999) / 1000).unwrap_or(60),
        }
        .into())
    }

    /// Counts a wrong password.
    pub(super) async fn failed(self, email: &str, account: Option<AccountId>) -> Result<()> {
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        account::count_failure(&mut tx, &hash(email), services.clock().now()).await?;
        self.caller
            .trail(
                &mut tx,
                Action::SignInFailed,
                Object::Account(account.map(|id| id.0)),
                AuditResult::Refused,
            )
            .await?;
        Ok(tx.commit().await?)
    }
}
