//! Passkeys of one's own account: added after the password, renamed, removed; and the sign-in by one.
//!
//! A device is asked a question, which lives five minutes on the server and dies with the first answer. Signatures are
//! checked by `webauthn-rs` (docs/decisions/0009-passkeys.md).

mod party;
mod sign_in;

use chrono::Duration;
use delivery::mail::{PasskeyChanged, PasskeyEvent};
use domain::audit::{Action, AuditResult};
use domain::passkey::{self as rules, MOST, PasskeyId, PasskeyQuestion, PasskeysView};
use domain::{AccountId, Refusal};
use store::account::Account;
use store::passkey::NewPasskey;
use store::{Tx, account, passkey};
use uuid::Uuid;
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential};

use super::{Access, NewSession};
use crate::caller::hash;
use crate::jobs::SendMail;
use crate::trail::Object;
use crate::{Actor, Error, Result, Services, jobs};

impl Access<'_> {
    /// The caller's passkeys.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub async fn passkeys(self) -> Result<PasskeysView> {
        let (id, _) = self.caller.entrant()?;
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        Ok(PasskeysView {
            rows: passkey::of_account(&mut tx, id).await?,
            possible: rules::host(&services.settings().base_url).is_some(),
            required: matches!(self.caller.actor, Actor::Newcomer(_)),
        })
    }

    /// Asks the caller's device to make a passkey.
    ///
    /// # Errors
    /// `PasskeyNameMissing`, `TextTooLong`, `CurrentPasswordWrong`, `Wait`; `PasskeyLimit` for an eleventh,
    /// `PasskeyAddress` where the portal has no name.
    pub async fn begin_passkey(self, name: &str, password: &str) -> Result<PasskeyQuestion> {
        self.caller.entrant()?;
        let services = &self.caller.services;
        let party = party::relying(services)?;
        rules::name(name)?;
        let found = self.with_password(password).await?;
        let (now, token) = (services.clock().now(), services.chance().token());
        let fresh = Uuid::from_bytes(services.chance().bytes());
        let mut tx = services.db().begin().await?;
        let known = passkey::credential_ids(&mut tx, found.id).await?;
        if known.len() >= MOST {
            return Err(Refusal::PasskeyLimit.into());
        }
        let handle = passkey::handle(&mut tx, found.id, fresh).await?;
        let (options, state) = party
            .start_passkey_registration(handle, &found.email, &found.name, Some(known))
            .map_err(party::broken)?;
        let ends = now + Duration::minutes(rules::QUESTION_MINUTES);
        let state = party::written(&state)?;
        passkey::ask(&mut tx, &hash(&token), Some(found.id), &state, ends).await?;
        self.note_passkey(&mut tx, Action::PasskeyBegun, found.id)
            .await?;
        tx.commit().await?;
        Ok(PasskeyQuestion {
            token,
            options: party::creation(&options)?,
        })
    }

    /// Adds the passkey that the caller's device has made; other devices are signed out.
    ///
    /// # Errors
    /// `PasskeyNotAdded` for an answer that is wrong, too late, or to another question; `PasskeyLimit`.
    pub async fn add_passkey(self, token: &str, name: &str, answer: &str) -> Result<NewSession> {
        let (id, _) = self.caller.entrant()?;
        let services = &self.caller.services;
        let (now, name) = (services.clock().now(), rules::name(name)?);
        let mut tx = services.db().begin().await?;
        let state = passkey::take_own(&mut tx, &hash(token), id, now).await?;
        tx.commit().await?;
        let made = made(services, &state.ok_or(Refusal::PasskeyNotAdded)?, answer)?;
        let mut tx = services.db().begin().await?;
        let found = account::by_id(&mut tx, id).await?.ok_or(Error::SignIn)?;
        // Raised first: the row is held, so that several devices at once are counted one by one.
        let epoch = account::raise_epoch(&mut tx, id).await?;
        if passkey::of_account(&mut tx, id).await?.len() >= MOST {
            return Err(Refusal::PasskeyLimit.into());
        }
        let new = NewPasskey {
            id: PasskeyId(services.id()),
            account_id: id,
            credential_id: made.cred_id().clone(),
            credential: party::written(&made)?,
            name,
            created_at: now,
        };
        if !passkey::add(&mut tx, &new).await? {
            return Err(Refusal::PasskeyNotAdded.into());
        }
        self.passkeys_changed(tx, &found, epoch, PasskeyEvent::Added)
            .await
    }

    /// Gives one of the caller's passkeys another name.
    ///
    /// # Errors
    /// `PasskeyNameMissing`, `TextTooLong`; `NotFound` for one of somebody else.
    pub async fn rename_passkey(self, passkey: PasskeyId, name: &str) -> Result<()> {
        let (id, _) = self.caller.entrant()?;
        let name = rules::name(name)?;
        let mut tx = self.caller.services.db().begin().await?;
        if !passkey::rename(&mut tx, id, passkey, &name).await? {
            return Err(Error::NotFound);
        }
        self.note_passkey(&mut tx, Action::PasskeyRenamed, id)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Removes one of the caller's passkeys; other devices are signed out.
    ///
    /// # Errors
    /// `CurrentPasswordWrong`, `Wait`; `NotFound` for one of somebody else.
    pub async fn remove_passkey(self, passkey: PasskeyId, password: &str) -> Result<NewSession> {
        let found = self.with_password(password).await?;
        let mut tx = self.caller.services.db().begin().await?;
        if !passkey::remove(&mut tx, found.id, passkey).await? {
            return Err(Error::NotFound);
        }
        let epoch = account::raise_epoch(&mut tx, found.id).await?;
        self.passkeys_changed(tx, &found, epoch, PasskeyEvent::Removed)
            .await
    }

    /// Ends a change: this device stays in, the owner hears of it.
    async fn passkeys_changed(
        self,
        mut tx: Tx,
        found: &Account,
        epoch: i64,
        event: PasskeyEvent,
    ) -> Result<NewSession> {
        let services = &self.caller.services;
        let own_device = matches!(&self.caller.actor, Actor::Resident(me) if !me.shared_device);
        let session = self
            .open(&mut tx, found.id, found.role, epoch, own_device)
            .await?;
        jobs::add(services, &mut tx, &notice(services, found, event)).await?;
        let action = match event {
            PasskeyEvent::Added => Action::PasskeyAdded,
            PasskeyEvent::Removed => Action::PasskeyRemoved,
            PasskeyEvent::Copied => Action::PasskeyCopied,
        };
        self.note_passkey(&mut tx, action, found.id).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(session)
    }

    async fn note_passkey(self, tx: &mut Tx, action: Action, id: AccountId) -> Result<()> {
        let object = Object::Account(Some(id.0));
        self.caller
            .trail(tx, action, object, AuditResult::Done)
            .await
    }
}

/// The passkey a device has made in answer to a question.
fn made(services: &Services, state: &str, answer: &str) -> Result<webauthn_rs::prelude::Passkey> {
    let state: PasskeyRegistration = party::read(state)?;
    let answer: RegisterPublicKeyCredential =
        serde_json::from_str(answer).map_err(|_| Refusal::PasskeyNotAdded)?;
    party::relying(services)?
        .finish_passkey_registration(&answer, &state)
        .map_err(|_| Refusal::PasskeyNotAdded.into())
}

/// The notice of what happened to a passkey.
fn notice(services: &Services, found: &Account, event: PasskeyEvent) -> SendMail {
    let page = match event {
        PasskeyEvent::Added | PasskeyEvent::Removed => "/passwort-vergessen",
        PasskeyEvent::Copied => "/einstellungen/passkeys",
    };
    let mail = PasskeyChanged {
        salutation: format!("Guten Tag {}", found.name),
        changed_at: services.clock().now(),
        event,
        link: services.link(page),
    };
    SendMail {
        to: found.email.clone(),
        template: mail.into(),
    }
}
