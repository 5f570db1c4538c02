//! Tries of a password: counted before they are compared, so that many at once are no more than many in a row.
//!
//! The counters lie in the database, so that two portals on it agree. They hang on the hash of the address that was
//! typed and on the place it came from. Known and unknown addresses count alike and are answered alike, which is why a
//! locked password is compared with nobody's hash instead of being refused in words.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use domain::account as rules;
use domain::audit::{Action, AuditResult};
use store::account::{self, Account};
use store::{Tx, source};
use tracing::warn;

use super::Access;
use crate::Result;
use crate::caller::hash;
use crate::trail::Object;

/// A try that was counted.
#[derive(Debug, Clone, Copy)]
struct Counted {
    /// Failures in a row, this try included.
    failures: i64,
    /// No password opens the account now.
    locked: bool,
}

impl Access<'_> {
    /// Whether a password is that of the account with this address, if there is one.
    ///
    /// # Errors
    /// `Wait`, `SignInFailed` where only a reset helps, `Busy`.
    pub(crate) async fn is_password(
        self,
        email: &str,
        found: Option<&Account>,
        password: &str,
    ) -> Result<bool> {
        let counted = self.count_try(email).await?;
        let usable = found.filter(|account| account.disabled_at.is_none() && !counted.locked);
        let phc = usable.and_then(|account| account.password_hash.clone());
        let fits = self.compare(password, phc).await;
        match fits {
            Ok(true) => self.forget_tries(email).await?,
            Ok(false) => self.failed(email, found, counted).await?,
            Err(_) => self.take_back(email).await?,
        }
        fits
    }

    async fn count_try(self, email: &str) -> Result<Counted> {
        let services = &self.caller.services;
        let (now, address, place) = (services.clock().now(), hash(email), self.place());
        let mut tx = services.db().begin().await?;
        self.may_enter(&mut tx, now).await?;
        let known = account::hold_failures(&mut tx, &address, now).await?;
        rules::may_try(known.failures, known.failed_at, now)?;
        source::note(&mut tx, &place, &address, now).await?;
        if self.tried(&mut tx, now).await? > rules::SPRAYED_ACCOUNTS + 1 {
            // Some are still being compared: whether they fail decides about the place, in a moment.
            rules::not_before(now + Duration::seconds(1), now)?;
        }
        let failures = account::count_failure(&mut tx, &address, now).await?;
        tx.commit().await?;
        Ok(Counted {
            failures,
            locked: known.locked_until.is_some_and(|until| until > now),
        })
    }

    /// Whether the place the caller comes from is not shut out.
    ///
    /// # Errors
    /// `Wait`.
    pub(super) async fn may_enter(self, tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
        if let Some(until) = source::hold(tx, &self.place(), now).await? {
            rules::not_before(until, now)?;
        }
        Ok(())
    }

    async fn compare(self, password: &str, phc: Option<String>) -> Result<bool> {
        if password.len() > rules::PASSWORD_MAX_BYTES {
            return Ok(false);
        }
        let services = &self.caller.services;
        let params = services.settings().security.password_hash;
        services.hash_desk().verify(password, phc, params).await
    }

    /// The password was right: earlier failures were slips.
    async fn forget_tries(self, email: &str) -> Result<()> {
        let mut tx = self.caller.services.db().begin().await?;
        account::clear_failures(&mut tx, &hash(email)).await?;
        source::forget(&mut tx, &self.place(), &hash(email)).await?;
        Ok(tx.commit().await?)
    }

    /// The password was not looked at.
    async fn take_back(self, email: &str) -> Result<()> {
        let mut tx = self.caller.services.db().begin().await?;
        account::uncount_failure(&mut tx, &hash(email)).await?;
        source::forget(&mut tx, &self.place(), &hash(email)).await?;
        Ok(tx.commit().await?)
    }

    async fn failed(self, email: &str, found: Option<&Account>, counted: Counted) -> Result<()> {
        let services = &self.caller.services;
        let now = services.clock().now();
        let object = Object::Account(found.map(|account| account.id.0));
        let mut tx = services.db().begin().await?;
        self.caller
            .trail(&mut tx, Action::SignInFailed, object, AuditResult::Refused)
            .await?;
        self.shut_out_sprayers(&mut tx, now).await?;
        let staff = found.is_some_and(|account| account.role.is_staff());
        if staff && !counted.locked && counted.failures >= rules::STAFF_FAILURES {
            let until = now + Duration::minutes(rules::STAFF_LOCK_MINUTES);
            account::lock(&mut tx, &hash(email), until).await?;
            self.alarm(&mut tx, Action::SignInLocked, object).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Shuts a place out from which too many accounts failed.
    async fn shut_out_sprayers(self, tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
        let until = now + Duration::minutes(rules::SPRAYING_BLOCK_MINUTES);
        if self.tried(tx, now).await? > rules::SPRAYED_ACCOUNTS
            && source::block(tx, &self.place(), now, until).await?
        {
            self.alarm(tx, Action::SourceBlocked, Object::Account(None))
                .await?;
        }
        Ok(())
    }

    /// How many addresses were tried from the caller's place lately.
    async fn tried(self, tx: &mut Tx, now: DateTime<Utc>) -> Result<i64> {
        let since = now - Duration::minutes(rules::SPRAYING_MINUTES);
        Ok(source::tried(tx, &self.place(), since).await?)
    }

    /// Writes what staff should look into, in the audit log and in the operator's.
    async fn alarm(self, tx: &mut Tx, action: Action, object: Object) -> Result<()> {
        warn!(target: "security", event = action.as_str(), request = %self.caller.facts.id);
        self.caller
            .trail(tx, action, object, AuditResult::Done)
            .await
    }

    /// What counts as one place: an IPv4 address, or a /64 of IPv6, which one household has to itself.
    fn place(self) -> String {
        match self.caller.facts.address.to_canonical() {
            IpAddr::V4(v4) => v4.to_string(),
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }
}
