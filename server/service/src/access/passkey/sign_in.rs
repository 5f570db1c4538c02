//! Sign-in by passkey: no user name, no password, no code. The device has made sure who holds it, which counts as both
//! factors.

use chrono::Duration;
use delivery::mail::PasskeyEvent;
use domain::Refusal;
use domain::audit::{Action, AuditResult};
use domain::passkey::{PasskeyQuestion, QUESTION_MINUTES};
use serde_json::{Map, Value};
use store::account::{self, Account};
use store::passkey::{self, Known};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PublicKeyCredential, Webauthn, WebauthnError,
};

use super::{notice, party};
use crate::access::{Access, NewSession};
use crate::caller::hash;
use crate::trail::Object;
use crate::{Error, Result, jobs};

impl Access<'_> {
    /// Asks whichever device is there who holds it.
    ///
    /// # Errors
    /// `PasskeyAddress` where the portal has no name.
    pub async fn ask_passkey(self) -> Result<PasskeyQuestion> {
        let services = &self.caller.services;
        let (options, state) = party::relying(services)?
            .start_discoverable_authentication()
            .map_err(party::broken)?;
        let token = services.chance().token();
        let ends = services.clock().now() + Duration::minutes(QUESTION_MINUTES);
        let mut tx = services.db().begin().await?;
        passkey::ask(&mut tx, &hash(&token), None, &party::written(&state)?, ends).await?;
        tx.commit().await?;
        Ok(PasskeyQuestion {
            token,
            options: party::request(&options)?,
        })
    }

    /// Signs in whoever's device has answered; `own_device` keeps the person signed in for weeks, for residents only.
    ///
    /// # Errors
    /// `PasskeyFailed`, whatever is wrong and after the same time; `Wait` for a place that is shut out.
    pub async fn sign_in_passkey(
        self,
        token: &str,
        answer: &str,
        own_device: bool,
    ) -> Result<NewSession> {
        let moment = self.moment(self.caller.services.settings().security.sign_in_time);
        let opened = self.try_passkey(token, answer, own_device).await;
        moment.wait().await;
        opened
    }

    async fn try_passkey(self, token: &str, answer: &str, own_device: bool) -> Result<NewSession> {
        let services = &self.caller.services;
        let (now, party) = (services.clock().now(), party::relying(services)?);
        let mut tx = services.db().begin().await?;
        self.may_enter(&mut tx, now).await?;
        let state = passkey::take(&mut tx, &hash(token), now).await?;
        tx.commit().await?;
        let state: DiscoverableAuthentication = party::read(&state.ok_or(Refusal::PasskeyFailed)?)?;
        let answer: PublicKeyCredential =
            serde_json::from_str(answer).map_err(|_| Refusal::PasskeyFailed)?;
        let mut tx = services.db().begin().await?;
        let known = passkey::by_credential(&mut tx, answer.get_credential_id()).await?;
        let Some(known) = known else {
            drop(tx);
            return Err(self.passkey_failed(None, Action::PasskeyFailed).await?);
        };
        let found = account::by_id(&mut tx, known.account_id)
            .await?
            .filter(|found| found.disabled_at.is_none());
        let (Some(found), Ok(after)) = (found.as_ref(), checked(&party, &known, &answer, state))
        else {
            drop(tx);
            return Err(self
                .passkey_failed(found.as_ref(), Action::PasskeyFailed)
                .await?);
        };
        let Some(after) = after else {
            drop(tx);
            return Err(self
                .passkey_failed(Some(found), Action::PasskeyCopied)
                .await?);
        };
        let after = party::written(&after)?;
        if !passkey::used(&mut tx, known.id, &known.credential, &after, now).await? {
            return Err(Refusal::PasskeyFailed.into());
        }
        let session = self
            .open(&mut tx, found.id, found.role, found.auth_epoch, own_device)
            .await?;
        let by = Map::from_iter([("by".to_owned(), Value::from("passkey"))]);
        let object = Object::Account(Some(found.id.0));
        self.caller
            .trail_with(&mut tx, Action::SignedIn, object, AuditResult::Done, by)
            .await?;
        tx.commit().await?;
        Ok(session)
    }

    /// Writes a refused passkey into the log, and to its owner where it looks like a copy; the refusal.
    async fn passkey_failed(self, found: Option<&Account>, action: Action) -> Result<Error> {
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        if let (Some(found), Action::PasskeyCopied) = (found, action) {
            let mail = notice(services, found, PasskeyEvent::Copied);
            jobs::add(services, &mut tx, &mail).await?;
        }
        let object = Object::Account(found.map(|found| found.id.0));
        self.caller
            .trail(&mut tx, action, object, AuditResult::Refused)
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(Refusal::PasskeyFailed.into())
    }
}

/// The passkey as it is after this answer; nothing where its counter went back, an error where the answer is wrong.
fn checked(
    party: &Webauthn,
    known: &Known,
    answer: &PublicKeyCredential,
    state: DiscoverableAuthentication,
) -> Result<Option<Passkey>> {
    let mut key: Passkey = party::read(&known.credential)?;
    let named = party.identify_discoverable_authentication(answer);
    if !named.is_ok_and(|(handle, _)| handle == known.handle) {
        return Err(Refusal::PasskeyFailed.into());
    }
    match party.finish_discoverable_authentication_v2(answer, state, &key) {
        Ok(seen) => {
            key.update_credential(&seen);
            Ok(Some(key))
        }
        Err(WebauthnError::CredentialPossibleCompromise) => Ok(None),
        Err(_) => Err(Refusal::PasskeyFailed.into()),
    }
}
