//! New passwords: checked by rule, list and estimate, then hashed; and the change of one's own.

use std::sync::LazyLock;

use delivery::mail::PasswordChanged;
use domain::audit::{Action, AuditResult};
use domain::{Refusal, account as rules};
use store::{account, reset};

use super::reset::Swept;
use super::{Access, NewSession};
use crate::jobs::SendMail;
use crate::trail::Object;
use crate::{Actor, Error, Result, hashing, jobs};

/// Common passwords that fit the length rule; those with the company's or house's words are found by the context.
static COMMON: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

impl Access<'_> {
    /// The hash of a new password that keeps the rules; `context` are words that belong to the person.
    pub(super) async fn new_password(
        self,
        text: &str,
        min: u32,
        mut context: Vec<String>,
    ) -> Result<String> {
        let services = &self.caller.services;
        if text.len() > rules::PASSWORD_MAX_BYTES {
            return Err(Refusal::PasswordTooLong.into());
        }
        let text = hashing::normal(text);
        let text = text.as_str();
        let portal = services.portal();
        context.extend(
            words(&portal.company)
                .chain(words(&portal.name))
                .chain(["mieter", "hausverwaltung", "hausportal"].map(str::to_owned)),
        );
        rules::password(text, min, &context)?;
        let common = COMMON.binary_search(&text.to_lowercase().as_str()).is_ok();
        if common || services.hash_desk().is_weak(text, context).await? {
            return Err(Refusal::PasswordWeak.into());
        }
        services
            .hash_desk()
            .hash(
                text,
                services.settings().security.password_hash,
                services.chance(),
            )
            .await
    }

    /// Changes the caller's own password; every other device is signed out.
    ///
    /// # Errors
    /// `CurrentPasswordWrong`, `PasswordSame`, or what else is wrong with the new one; both at once where the new one is
    /// plainly too short or too long.
    pub async fn change_password(self, current: &str, new: &str) -> Result<NewSession> {
        let (id, _) = self.caller.account()?;
        let services = &self.caller.services;
        let security = &services.settings().security;
        let min = if matches!(self.caller.actor, Actor::Staff(_)) {
            security.staff_password_min
        } else {
            security.password_min
        };
        let known = self
            .confirm_as(id, current, Refusal::CurrentPasswordWrong)
            .await;
        let found = known.map_err(|error| beside(error, new, min))?;
        if hashing::normal(current) == hashing::normal(new) {
            return Err(Refusal::PasswordSame.into());
        }
        let hash = self
            .new_password(new, min, context(&found.name, &found.email))
            .await?;
        let own_device = matches!(&self.caller.actor, Actor::Resident(me) if !me.shared_device);
        let mut tx = services.db().begin().await?;
        let epoch = account::set_password(&mut tx, id, &hash).await?;
        reset::kill(&mut tx, id, services.clock().now()).await?;
        let session = self
            .open(&mut tx, id, found.role, epoch, own_device)
            .await?;
        jobs::add(
            services,
            &mut tx,
            &changed(services, &found, Swept::default()),
        )
        .await?;
        self.caller
            .trail(
                &mut tx,
                Action::PasswordChanged,
                Object::Account(Some(id.0)),
                AuditResult::Done,
            )
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(session)
    }

    /// Writes a password with today's cost when it was hashed with less.
    pub(super) async fn refresh_hash(self, found: &account::Account, text: &str) -> Result<()> {
        let services = &self.caller.services;
        let params = services.settings().security.password_hash;
        let Some(old) = found.password_hash.as_deref() else {
            return Ok(());
        };
        if hashing::is_outdated(old, params) {
            let hash = services
                .hash_desk()
                .hash(text, params, services.chance())
                .await?;
            let mut tx = services.db().begin().await?;
            account::rehash(&mut tx, found.id, old, &hash).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// The notice that a password was changed, and what went with the old one.
pub(super) fn changed(
    services: &crate::Services,
    found: &account::Account,
    swept: Swept,
) -> SendMail {
    let mail = PasswordChanged {
        salutation: format!("Guten Tag {}", found.name),
        changed_at: services.clock().now(),
        passkeys_removed: swept.passkeys,
        changes_withdrawn: swept.changes,
        reset_link: services.link("/passwort-vergessen"),
    };
    SendMail {
        to: found.email.clone(),
        template: mail.into(),
    }
}

/// What is wrong with the old password, and beside it what can be seen of the new one without knowing whose it is.
fn beside(error: Error, new: &str, min: u32) -> Error {
    match (error, rules::password(new, min, &[])) {
        (
            Error::Refused(old @ (Refusal::PasswordMissing | Refusal::CurrentPasswordWrong)),
            Err(fault),
        ) => Refusal::Several(vec![old, fault]).into(),
        (error, _) => error,
    }
}

/// Words of a name and an address that a password must not contain.
pub(super) fn context(name: &str, email: &str) -> Vec<String> {
    words(name)
        .chain(email.split('@').next().map(str::to_owned))
        .collect()
}

/// The words of a text that are long enough to be guessed.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 4)
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::COMMON;

    #[test]
    fn the_list_is_sorted_lower_case_and_long_enough() {
        assert!(COMMON.len() >= 3_000, "{}", COMMON.len());
        assert!(COMMON.is_sorted());
        assert!(
            COMMON
                .iter()
                .all(|entry| entry.chars().count() >= 12 && *entry == entry.to_lowercase())
        );
    }
}
