//! The codes on paper: one of them used at sign-in, where the app is missing, and new ones made in place of all.

use chrono::{DateTime, Duration, Utc};
use delivery::mail::RecoveryCodes;
use domain::Refusal;
use domain::audit::Action;
use domain::second_factor::ENROL_MINUTES;
use store::account::Account;
use store::second_factor::{self as factor, Factor};
use store::{Tx, account};

use super::{Access, totp};
use crate::caller::hash;
use crate::jobs::SendMail;
use crate::{Error, Result, Services, jobs};

impl Access<'_> {
    /// Draws new codes on paper, to be seen for a while; the old ones count until the new ones are confirmed.
    ///
    /// # Errors
    /// `CurrentPasswordWrong`; `SecondFactorNotBegun` where there is no second factor.
    pub async fn begin_recovery_codes(self, password: &str) -> Result<()> {
        let found = self.with_password(password).await?;
        let services = &self.caller.services;
        let seed = services.chance().bytes::<32>();
        let mut tx = services.db().begin().await?;
        if !factor::renew(&mut tx, found.id, &seed, services.clock().now()).await? {
            return Err(Refusal::SecondFactorNotBegun.into());
        }
        self.note(&mut tx, Action::RecoveryCodesBegun, found.id)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Lets the new codes on paper count; the old ones die, and the owner hears of it.
    ///
    /// # Errors
    /// `SecondFactorNotBegun` where none were drawn, or too long ago.
    pub async fn confirm_recovery_codes(self) -> Result<()> {
        let (id, _) = self.caller.entrant()?;
        let services = &self.caller.services;
        let now = services.clock().now();
        let mut tx = services.db().begin().await?;
        let found = account::by_id(&mut tx, id).await?.ok_or(Error::SignIn)?;
        let begun = factor::of_account(&mut tx, id).await?;
        let seed = begun
            .as_ref()
            .filter(|begun| begun.confirmed_at.is_some())
            .and_then(|begun| seed(begun, now))
            .ok_or(Refusal::SecondFactorNotBegun)?;
        // Of two at once one finds the seed.
        if !factor::forget_seed(&mut tx, id, seed).await? {
            return Err(Refusal::SecondFactorNotBegun.into());
        }
        factor::remove_recovery(&mut tx, id).await?;
        for code in totp::recovery(seed) {
            factor::add_recovery(&mut tx, id, &hash(&code)).await?;
        }
        let left = factor::recovery_left(&mut tx, id).await?;
        jobs::add(services, &mut tx, &notice(services, &found, true, left)).await?;
        self.note(&mut tx, Action::RecoveryCodesRenewed, id).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }

    /// Tells the owner that a code on paper has opened the account, and how many are left.
    pub(super) async fn paper_used(self, tx: &mut Tx, found: &Account) -> Result<()> {
        let services = &self.caller.services;
        let left = factor::recovery_left(tx, found.id).await?;
        jobs::add(services, tx, &notice(services, found, false, left)).await?;
        self.note(tx, Action::RecoveryCodeUsed, found.id).await
    }
}

/// What codes on paper are made of, as long as they may be seen.
pub(super) fn seed(found: &Factor, now: DateTime<Utc>) -> Option<&[u8]> {
    let lasts = found.begun_at + Duration::minutes(ENROL_MINUTES) > now;
    found.recovery_seed.as_deref().filter(|_| lasts)
}

fn notice(services: &Services, found: &Account, renewed: bool, left: i64) -> SendMail {
    let mail = RecoveryCodes {
        salutation: format!("Guten Tag {}", found.name),
        happened_at: services.clock().now(),
        renewed,
        left,
        link: services.link("/passwort-vergessen"),
    };
    SendMail {
        to: found.email.clone(),
        template: mail.into(),
    }
}
