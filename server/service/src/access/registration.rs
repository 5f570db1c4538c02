//! From the letter to the account: code, e-mail address, six digits, password.

use chrono::Duration;
use delivery::mail::AccountActivated;
use domain::activation::{self, AccessNumber, ActivationCode, LetterKind, TRIES};
use domain::audit::{Action, AuditResult};
use domain::registration::{
    CODE_MAILS, CODE_TRIES, HOURS, MAILS_MINUTES, RegistrationId, RegistrationStep,
    RegistrationView,
};
use domain::{AccountId, Refusal, Role, account as rules, berlin};
use store::letter::Letter;
use store::registration::{NewRegistration, Registration};
use store::{Tx, account, letter, registration};

use super::{Access, NewSession, password};
use crate::caller::hash;
use crate::jobs::{SendEmailCode, SendMail, code_hash};
use crate::trail::Object;
use crate::{Error, Result, jobs};

impl Access<'_> {
    /// Begins a registration with what the letter carries; the token for the registration cookie.
    ///
    /// # Errors
    /// `AccessNumberMistyped`, `AccessNumberWrong`, `CodeIncomplete`, `CodeMistyped` or two of them before anything is looked up; else `LetterMismatch`, after the same time.
    pub async fn redeem(self, number: &str, code: &str) -> Result<String> {
        let (number, code) = activation::read(number, code)?;
        let moment = self.moment(self.caller.services.settings().security.sign_in_time);
        let answer = self.try_redeem(&number, &code).await;
        moment.wait().await;
        answer
    }

    async fn try_redeem(self, number: &AccessNumber, code: &ActivationCode) -> Result<String> {
        let services = &self.caller.services;
        let now = services.clock().now();
        let mut tx = services.db().begin().await?;
        let found = letter::live(&mut tx, number.as_str()).await?;
        let counted = match &found {
            Some(letter) => letter::take_try(&mut tx, letter.id, TRIES).await?,
            None => false,
        };
        tx.commit().await?;
        let usable = found
            .as_ref()
            .filter(|letter| counted && letter.expires_at > now);
        let fits = self.fits(usable, code).await?;
        let mut tx = services.db().begin().await?;
        let object = Object::Letter(found.as_ref().map(|letter| letter.id.0));
        let Some(letter) = usable.filter(|_| fits) else {
            self.caller
                .trail(
                    &mut tx,
                    Action::ActivationTried,
                    object,
                    AuditResult::Refused,
                )
                .await?;
            tx.commit().await?;
            return Err(Refusal::LetterMismatch.into());
        };
        let token = services.chance().token();
        letter::give_try_back(&mut tx, letter.id).await?;
        let new = NewRegistration {
            id: RegistrationId(services.id()),
            letter_id: letter.id,
            token_hash: hash(&token),
            created_at: now,
            expires_at: now + Duration::hours(HOURS),
        };
        registration::begin(&mut tx, &new, now - Duration::minutes(MAILS_MINUTES)).await?;
        self.caller
            .trail(&mut tx, Action::ActivationTried, object, AuditResult::Done)
            .await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Whether the code is the letter's, whose try is counted; a desk too busy to look gives it back.
    async fn fits(self, letter: Option<&Letter>, code: &ActivationCode) -> Result<bool> {
        let services = &self.caller.services;
        let phc = letter.and_then(|letter| letter.code_hash.clone());
        let params = services.settings().security.code_hash;
        let fits = services
            .hash_desk()
            .verify(code.secret(), phc, params)
            .await;
        if let (Err(_), Some(letter)) = (&fits, letter) {
            let mut tx = services.db().begin().await?;
            letter::give_try_back(&mut tx, letter.id).await?;
            tx.commit().await?;
        }
        fits
    }

    /// The registration of this browser, if one is in progress.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn registration(self) -> Result<Option<RegistrationView>> {
        let Some(found) = self.find().await? else {
            return Ok(None);
        };
        let house = match found.kind {
            LetterKind::Activation => {
                let written_on = berlin::day(found.written_at);
                let mut tx = self.caller.services.db().read().await?;
                registration::house(&mut tx, found.person_id, written_on).await?
            }
            LetterKind::Recovery => None,
        };
        let step = match (&found.email, found.confirmed_at) {
            (None, _) => RegistrationStep::Email,
            (Some(_), None) => RegistrationStep::Code,
            (Some(_), Some(_)) => RegistrationStep::Password,
        };
        Ok(Some(RegistrationView {
            step,
            recovery: found.kind == LetterKind::Recovery,
            name: format!("{} {}", found.first_name, found.last_name)
                .trim()
                .to_owned(),
            house,
            email: found.email,
            password_min: self.caller.services.settings().security.password_min,
        }))
    }

    /// Takes the e-mail address and has six digits sent to it; an address that has an account gets a notice instead.
    ///
    /// # Errors
    /// `EmailInvalid`, `EmailCodeLimit`, `RegistrationExpired`.
    pub async fn give_email(self, email: &str) -> Result<()> {
        let email = rules::email(email)?;
        let found = self.current().await?;
        self.send_code(&found, &email).await
    }

    /// Sends new digits to the same address.
    ///
    /// # Errors
    /// `EmailCodeLimit`, `RegistrationExpired`.
    pub async fn resend_code(self) -> Result<()> {
        let found = self.current().await?;
        let email = found.email.clone().ok_or(Refusal::RegistrationExpired)?;
        self.send_code(&found, &email).await
    }

    async fn send_code(self, found: &Registration, email: &str) -> Result<()> {
        let services = &self.caller.services;
        let now = services.clock().now();
        let mut tx = services.db().begin().await?;
        if !registration::set_email(&mut tx, found.id, email, now, CODE_MAILS).await? {
            return Err(Refusal::EmailCodeLimit.into());
        }
        jobs::add(
            services,
            &mut tx,
            &SendEmailCode {
                registration: found.id,
                email: email.to_owned(),
            },
        )
        .await?;
        self.caller
            .trail(
                &mut tx,
                Action::EmailCodeSent,
                Object::Letter(Some(found.letter_id.0)),
                AuditResult::Done,
            )
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }

    /// Confirms the address with the six digits.
    ///
    /// # Errors
    /// `CodeMissing`, `EmailCodeWrong`, `EmailCodeExpired` after five tries or ten minutes, `RegistrationExpired`.
    pub async fn confirm_email(self, code: &str) -> Result<()> {
        let services = &self.caller.services;
        let now = services.clock().now();
        let found = self.current().await?;
        let digits = rules::digits(code)?;
        let mut tx = services.db().begin().await?;
        let counted = registration::take_try(&mut tx, found.id, CODE_TRIES).await?;
        let live = counted && found.code_expires_at.is_some_and(|end| end > now);
        let email = found.email.as_deref().filter(|_| live);
        let fits = match email {
            Some(email) => {
                let typed = code_hash(found.id.0, &digits);
                registration::confirm(&mut tx, found.id, email, &typed, now).await?
            }
            None => false,
        };
        let result = if fits {
            AuditResult::Done
        } else {
            AuditResult::Refused
        };
        self.caller
            .trail(
                &mut tx,
                Action::EmailConfirmed,
                Object::Letter(Some(found.letter_id.0)),
                result,
            )
            .await?;
        tx.commit().await?;
        match (fits, live) {
            (true, _) => Ok(()),
            (false, true) => Err(Refusal::EmailCodeWrong.into()),
            (false, false) => Err(Refusal::EmailCodeExpired.into()),
        }
    }

    /// Makes or recovers the account and signs in; the letter is used up in the same transaction, so that of two only one wins.
    ///
    /// # Errors
    /// What is wrong with the password, or `RegistrationExpired`.
    pub async fn finish(self, new: &str, own_device: bool) -> Result<NewSession> {
        let services = &self.caller.services;
        let found = self.current().await?;
        let email = found
            .email
            .clone()
            .filter(|_| found.confirmed_at.is_some())
            .ok_or(Refusal::EmailCodeExpired)?;
        let mut context =
            password::context(&format!("{} {}", found.first_name, found.last_name), &email);
        context.extend(password::words(&found.street).chain(password::words(&found.town)));
        let hash = self
            .new_password(new, services.settings().security.password_min, context)
            .await?;
        let now = services.clock().now();
        let mut tx = services.db().begin().await?;
        if !letter::redeem(&mut tx, found.letter_id, now).await?
            || taken(&mut tx, &found, &email).await?
        {
            return Err(Refusal::RegistrationExpired.into());
        }
        let (account, epoch) = match found.kind {
            LetterKind::Activation => (self.activate(&mut tx, &found, email, hash).await?, 0),
            LetterKind::Recovery => self.recover(&mut tx, &found, &email, &hash).await?,
        };
        registration::finish(&mut tx, found.id, now).await?;
        let session = self
            .open(&mut tx, account, Role::Resident, epoch, own_device)
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(session)
    }

    /// Makes the account.
    async fn activate(
        self,
        tx: &mut Tx,
        found: &Registration,
        email: String,
        hash: String,
    ) -> Result<AccountId> {
        let services = &self.caller.services;
        let new = account(services, found, email, hash);
        account::add(tx, &new, services.clock().now()).await?;
        let mail = AccountActivated {
            salutation: format!("Guten Tag {}", new.name),
            link: services.link("/"),
        };
        jobs::add(
            services,
            tx,
            &SendMail {
                to: new.email.clone(),
                template: mail.into(),
            },
        )
        .await?;
        self.caller
            .trail(
                tx,
                Action::AccountCreated,
                Object::Account(Some(new.id.0)),
                AuditResult::Done,
            )
            .await?;
        Ok(new.id)
    }

    async fn find(self) -> Result<Option<Registration>> {
        let Some(token) = self.caller.facts.registration.as_deref() else {
            return Ok(None);
        };
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        Ok(registration::by_token(&mut tx, &hash(token), services.clock().now()).await?)
    }

    async fn current(self) -> Result<Registration> {
        self.find()
            .await?
            .ok_or(Error::Refused(Refusal::RegistrationExpired))
    }
}

/// Whether the address is the login of somebody else.
async fn taken(tx: &mut Tx, found: &Registration, email: &str) -> Result<bool> {
    let holder = account::by_email(tx, email).await?;
    let own = found.kind == LetterKind::Recovery;
    Ok(holder.is_some_and(|holder| !own || holder.person_id != Some(found.person_id)))
}

fn account(
    services: &crate::Services,
    found: &Registration,
    email: String,
    hash: String,
) -> account::Account {
    account::Account {
        id: AccountId(services.id()),
        person_id: Some(found.person_id),
        role: Role::Resident,
        name: format!("{} {}", found.first_name, found.last_name)
            .trim()
            .to_owned(),
        email,
        password_hash: Some(hash),
        auth_epoch: 0,
        disabled_at: None,
    }
}
