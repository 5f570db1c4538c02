//! The codes on paper: one of them used at sign-in, where the app is missing.

use delivery::mail::RecoveryCodes;
use domain::audit::Action;
use store::account::Account;
use store::{Tx, second_factor as factor};

use super::Access;
use crate::jobs::SendMail;
use crate::{Result, Services, jobs};

impl Access<'_> {
    /// Tells the owner that a code on paper has opened the account, and how many are left.
    pub(super) async fn paper_used(self, tx: &mut Tx, found: &Account) -> Result<()> {
        let services = &self.caller.services;
        let left = factor::recovery_left(tx, found.id).await?;
        jobs::add(services, tx, &notice(services, found, left)).await?;
        self.note(tx, Action::RecoveryCodeUsed, found.id).await
    }
}

fn notice(services: &Services, found: &Account, left: i64) -> SendMail {
    let mail = RecoveryCodes {
        salutation: format!("Guten Tag {}", found.name),
        happened_at: services.clock().now(),
        left,
        link: services.link("/passwort-vergessen"),
    };
    SendMail {
        to: found.email.clone(),
        template: mail.into(),
    }
}
