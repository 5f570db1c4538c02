//! The second factor: begun, proved, asked for at sign-in, switched off.
//!
//! The right password opens no session where a code is asked for, only ten minutes and five tries. Codes are counted per
//! account before they are compared, as passwords are; a new password does not change that.

use chrono::Duration;
use delivery::mail::SecondFactorChanged;
use domain::audit::{Action, AuditResult};
use domain::second_factor::{
    SIGN_IN_MINUTES, SIGN_IN_TRIES, SecondCode, SecondFactorView, grouped,
};
use domain::{AccountId, Refusal, account as rules};
use store::account::Account;
use store::{Tx, account, passkey, second_factor as factor};

use super::{Access, NewSession, SignedIn, paper, totp};
use crate::caller::hash;
use crate::jobs::SendMail;
use crate::trail::Object;
use crate::{Actor, Error, Result, Services, jobs};

impl Access<'_> {
    /// How the caller's second factor stands.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub async fn second_factor(self) -> Result<SecondFactorView> {
        let (id, _) = self.caller.entrant()?;
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        let found = factor::of_account(&mut tx, id).await?;
        let recovery_left = factor::recovery_left(&mut tx, id).await?;
        let email = self.caller.me().map(|me| me.email).unwrap_or_default();
        let now = services.clock().now();
        let on = found
            .as_ref()
            .is_some_and(|found| found.confirmed_at.is_some());
        let seed = found
            .as_ref()
            .and_then(|found| Some((found.secret.as_slice(), paper::seed(found, now)?)));
        let name = &services.portal().name;
        let enrolment = seed
            .filter(|_| !on)
            .map(|(secret, seed)| totp::enrolment(name, &email, secret, seed))
            .transpose()?;
        let fresh = seed.filter(|_| on).map(|(_, seed)| totp::recovery(seed));
        let fresh = fresh.unwrap_or_default();
        Ok(SecondFactorView {
            on,
            recovery_left,
            fresh: fresh.iter().map(|code| grouped(code)).collect(),
            required: matches!(self.caller.actor, Actor::Newcomer(_)),
            enrolment,
        })
    }

    /// Makes a secret for an app; it counts only after the first right code.
    ///
    /// # Errors
    /// `CurrentPasswordWrong`; `SecondFactorOn` where one counts already.
    pub async fn begin_second_factor(self, password: &str) -> Result<()> {
        let found = self.with_password(password).await?;
        let services = &self.caller.services;
        let (secret, seed) = (
            services.chance().bytes::<{ totp::SECRET }>(),
            services.chance().bytes::<32>(),
        );
        let mut tx = services.db().begin().await?;
        if !factor::begin(&mut tx, found.id, &secret, &seed, services.clock().now()).await? {
            return Err(Refusal::SecondFactorOn.into());
        }
        self.note(&mut tx, Action::SecondFactorBegun, found.id)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Proves that the app knows the secret: from now on sign-in asks for a code, and other devices are signed out.
    ///
    /// # Errors
    /// `SecondFactorNotBegun`, `SecondCodeWrong`, `Wait`.
    pub async fn confirm_second_factor(self, code: &str) -> Result<NewSession> {
        let (id, _) = self.caller.entrant()?;
        rules::typed_code(code)?;
        self.count_code(id).await?;
        let services = &self.caller.services;
        let now = services.clock().now();
        let mut tx = services.db().begin().await?;
        let found = account::by_id(&mut tx, id).await?.ok_or(Error::SignIn)?;
        let begun = factor::of_account(&mut tx, id)
            .await?
            .ok_or(Refusal::SecondFactorNotBegun)?;
        let seed = paper::seed(&begun, now).ok_or(Refusal::SecondFactorNotBegun)?;
        let step = match SecondCode::read(code) {
            Ok(SecondCode::App(typed)) => {
                totp::step_of(&begun.secret, typed, now.timestamp(), begun.last_step)
            }
            Ok(SecondCode::Paper(_)) | Err(_) => None,
        };
        let Some(step) = step else {
            drop(tx);
            return Err(self.code_failed(id).await?);
        };
        if !factor::confirm(&mut tx, id, step, now).await? {
            return Err(Refusal::SecondFactorNotBegun.into());
        }
        for code in totp::recovery(seed) {
            factor::add_recovery(&mut tx, id, &hash(&code)).await?;
        }
        self.changed(tx, &found, Action::SecondFactorOn).await
    }

    /// Switches the second factor off; other devices are signed out.
    ///
    /// # Errors
    /// `CurrentPasswordWrong`, `SecondCodeWrong`, `Wait`.
    pub async fn end_second_factor(self, password: &str, code: &str) -> Result<NewSession> {
        rules::typed_code(code)?;
        let found = self.with_password(password).await?;
        self.count_code(found.id).await?;
        let mut tx = self.caller.services.db().begin().await?;
        if !self.is_code(&mut tx, found.id, code).await? {
            drop(tx);
            return Err(self.code_failed(found.id).await?);
        }
        factor::remove(&mut tx, found.id).await?;
        self.changed(tx, &found, Action::SecondFactorOff).await
    }

    /// Whether this browser has the first half of a sign-in behind it.
    pub fn is_half_way(self) -> bool {
        self.caller.facts.half_session.is_some()
    }

    /// The second half of a sign-in.
    ///
    /// # Errors
    /// `SecondStepOver` where the first half is too old or tried out; `SecondCodeWrong`, `Wait`.
    pub async fn sign_in_code(self, code: &str) -> Result<NewSession> {
        rules::typed_code(code)?;
        let moment = self.moment(self.caller.services.settings().security.sign_in_time);
        let answer = self.try_code(code).await;
        moment.wait().await;
        answer
    }

    async fn try_code(self, code: &str) -> Result<NewSession> {
        let services = &self.caller.services;
        let now = services.clock().now();
        let token = self.caller.facts.half_session.as_deref();
        let token = hash(token.ok_or(Refusal::SecondStepOver)?);
        let mut tx = services.db().begin().await?;
        let half = factor::try_half(&mut tx, &token, now, SIGN_IN_TRIES)
            .await?
            .ok_or(Refusal::SecondStepOver)?;
        let found = account::by_id(&mut tx, half.account_id)
            .await?
            .filter(|found| found.disabled_at.is_none() && found.auth_epoch == half.auth_epoch)
            .ok_or(Refusal::SecondStepOver)?;
        tx.commit().await?;
        self.count_code(found.id).await?;
        let mut tx = services.db().begin().await?;
        if !self.is_code(&mut tx, found.id, code).await? {
            drop(tx);
            return Err(self.code_failed(found.id).await?);
        }
        factor::end_halves(&mut tx, found.id).await?;
        account::clear_failures(&mut tx, &counter(found.id)).await?;
        let session = self
            .open(
                &mut tx,
                found.id,
                found.role,
                found.auth_epoch,
                half.own_device,
            )
            .await?;
        if matches!(SecondCode::read(code), Ok(SecondCode::Paper(_))) {
            self.paper_used(&mut tx, &found).await?;
        }
        self.note(&mut tx, Action::SignedIn, found.id).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(session)
    }

    /// Opens the session of somebody whose password was right, or asks for the code first.
    pub(super) async fn open_or_ask(
        self,
        tx: &mut Tx,
        found: &Account,
        own_device: bool,
    ) -> Result<SignedIn> {
        let services = &self.caller.services;
        let asked = factor::of_account(tx, found.id)
            .await?
            .is_some_and(|factor| factor.confirmed_at.is_some());
        if !asked {
            let strict = services.settings().security.staff_second_factor && found.role.is_staff();
            if strict && !passkey::of_account(tx, found.id).await?.is_empty() {
                return Err(Refusal::PasskeyWanted.into());
            }
            let session = self
                .open(tx, found.id, found.role, found.auth_epoch, own_device)
                .await?;
            self.note(tx, Action::SignedIn, found.id).await?;
            return Ok(SignedIn::Done(session));
        }
        let token = services.chance().token();
        let half = factor::NewHalf {
            token_hash: hash(&token),
            account_id: found.id,
            auth_epoch: found.auth_epoch,
            own_device,
            expires_at: services.clock().now() + Duration::minutes(SIGN_IN_MINUTES),
        };
        factor::add_half(tx, &half).await?;
        self.note(tx, Action::SecondFactorAsked, found.id).await?;
        Ok(SignedIn::CodeWanted(token))
    }

    /// The caller's account, once its password was typed again.
    pub(super) async fn with_password(self, password: &str) -> Result<Account> {
        let (id, _) = self.caller.entrant()?;
        self.confirm_as(id, password, Refusal::CurrentPasswordWrong)
            .await
    }

    /// Counts a try of a code before it is compared.
    async fn count_code(self, id: AccountId) -> Result<()> {
        let services = &self.caller.services;
        let (now, counter) = (services.clock().now(), counter(id));
        let mut tx = services.db().begin().await?;
        let known = account::hold_failures(&mut tx, &counter, now).await?;
        rules::may_try_code(known.failures, known.failed_at, now)?;
        account::count_failure(&mut tx, &counter, now).await?;
        Ok(tx.commit().await?)
    }

    /// Whether a code is right, which uses it up.
    async fn is_code(self, tx: &mut Tx, id: AccountId, code: &str) -> Result<bool> {
        let now = self.caller.services.clock().now();
        let Some(found) = factor::of_account(tx, id).await? else {
            return Ok(false);
        };
        Ok(match SecondCode::read(code) {
            Ok(SecondCode::App(typed)) => {
                match totp::step_of(&found.secret, typed, now.timestamp(), found.last_step) {
                    Some(step) => factor::use_step(tx, id, step).await?,
                    None => false,
                }
            }
            Ok(SecondCode::Paper(paper)) => {
                factor::use_recovery(tx, id, &hash(&paper), now).await?
            }
            Err(_) => false,
        })
    }

    /// Writes a wrong code into the log; the refusal.
    async fn code_failed(self, id: AccountId) -> Result<Error> {
        let mut tx = self.caller.services.db().begin().await?;
        let object = Object::Account(Some(id.0));
        self.caller
            .trail(
                &mut tx,
                Action::SecondFactorFailed,
                object,
                AuditResult::Refused,
            )
            .await?;
        tx.commit().await?;
        Ok(Refusal::SecondCodeWrong.into())
    }

    /// Ends a change: older sessions die, this device stays in, the owner hears of it.
    async fn changed(self, mut tx: Tx, found: &Account, action: Action) -> Result<NewSession> {
        let services = &self.caller.services;
        account::clear_failures(&mut tx, &counter(found.id)).await?;
        let epoch = account::raise_epoch(&mut tx, found.id).await?;
        let own_device = matches!(&self.caller.actor, Actor::Resident(me) if !me.shared_device);
        let session = self
            .open(&mut tx, found.id, found.role, epoch, own_device)
            .await?;
        let on = action == Action::SecondFactorOn;
        jobs::add(services, &mut tx, &notice(services, found, on)).await?;
        self.note(&mut tx, action, found.id).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(session)
    }

    pub(super) async fn note(self, tx: &mut Tx, action: Action, id: AccountId) -> Result<()> {
        let object = Object::Account(Some(id.0));
        self.caller
            .trail(tx, action, object, AuditResult::Done)
            .await
    }
}

/// Under what the wrong codes of an account are counted.
pub(crate) fn counter(id: AccountId) -> Vec<u8> {
    hash(&format!("second factor of {id}"))
}

/// The notice that sign-in asks for a code from now on, or no longer.
pub(crate) fn notice(services: &Services, found: &Account, on: bool) -> SendMail {
    let mail = SecondFactorChanged {
        salutation: format!("Guten Tag {}", found.name),
        changed_at: services.clock().now(),
        on,
        link: services.link("/passwort-vergessen"),
    };
    SendMail {
        to: found.email.clone(),
        template: mail.into(),
    }
}
