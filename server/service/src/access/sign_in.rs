//! Sign-in by e-mail address and password.

use domain::audit::{Action, AuditResult};
use domain::{Refusal, account as rules};
use store::account;

use super::{Access, NewSession};
use crate::trail::Object;
use crate::{Error, Result};

/// What the right password opened.
#[derive(Clone)]
pub enum SignedIn {
    /// The session, for the cookie.
    Done(NewSession),
    /// Nothing yet: the token of a sign-in that still lacks its code.
    CodeWanted(String),
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Done(_) => "Done",
            Self::CodeWanted(_) => "CodeWanted",
        })
    }
}

impl Access<'_> {
    /// Signs in, or asks for the second factor; `own_device` keeps the person signed in for weeks, for residents only.
    ///
    /// # Errors
    /// `PasswordMissing`; `SignInFailed`, `Wait` or `Busy`, after the same time whether the address is known or not.
    pub async fn sign_in(self, email: &str, password: &str, own_device: bool) -> Result<SignedIn> {
        if password.is_empty() {
            return Err(Refusal::PasswordMissing.into());
        }
        let moment = self.moment(self.caller.services.settings().security.sign_in_time);
        let answer = self.try_sign_in(email, password, own_device).await;
        moment.wait().await;
        answer
    }

    async fn try_sign_in(self, email: &str, password: &str, own_device: bool) -> Result<SignedIn> {
        let services = &self.caller.services;
        let address = rules::email(email);
        // What no mailbox could have is nobody's address: it is counted and never looked up.
        let found = match &address {
            Ok(email) => account::by_email(&mut services.db().read().await?, email).await?,
            Err(_) => None,
        };
        let email =
            address.unwrap_or_else(|_| email.trim().to_lowercase().chars().take(254).collect());
        let fits = self.is_password(&email, found.as_ref(), password).await?;
        let account = found.filter(|_| fits).ok_or(Refusal::SignInFailed)?;
        let mut tx = services.db().begin().await?;
        let opened: Result<SignedIn> = match self.open_or_ask(&mut tx, &account, own_device).await {
            Err(Error::Refused(Refusal::PasskeyWanted)) => {
                // Somebody knows the password: that stands in the log.
                let object = Object::Account(Some(account.id.0));
                let (action, refused) = (Action::SecondFactorAsked, AuditResult::Refused);
                self.caller.trail(&mut tx, action, object, refused).await?;
                Err(Refusal::PasskeyWanted.into())
            }
            opened => Ok(opened?),
        };
        tx.commit().await?;
        let opened = opened?;
        if let Err(error) = self.refresh_hash(&account, password).await {
            // Signed in is signed in: the newer hash can wait until the next time.
            error.report(&self.caller.facts.id);
        }
        Ok(opened)
    }
}
