//! The digits that prove the new mailbox.

use domain::audit::{Action, AuditResult};
use domain::change::{ChangeKind, ChangeState, ChangeStep};
use domain::registration::{CODE_MAILS, CODE_TRIES};
use domain::ticket::Side;
use domain::{Refusal, account as rules};
use store::change as rows;

use super::{Changes, course, own};
use crate::jobs::{SendChangeCode, code_hash};
use crate::trail::Object;
use crate::{Result, jobs};

impl Changes<'_> {
    /// Sends new digits to the same address.
    ///
    /// # Errors
    /// `EmailCodeLimit` after three mails, `StepNotAllowed` where nothing is to be proved.
    pub async fn resend_code(self) -> Result<()> {
        let me = self.caller.resident()?;
        let services = &self.caller.services;
        let now = services.clock().now();
        let mut tx = services.db().begin().await?;
        let found = own(&mut tx, me, ChangeKind::Email).await?;
        if found.state != ChangeState::Requested || found.expires_at <= now {
            return Err(Refusal::StepNotAllowed.into());
        }
        if !rows::count_mail(&mut tx, found.id, now, CODE_MAILS).await? {
            return Err(Refusal::EmailCodeLimit.into());
        }
        jobs::add(services, &mut tx, &SendChangeCode { change: found.id }).await?;
        let object = Object::Change(found.id.0);
        self.caller
            .trail(&mut tx, Action::ChangeCodeSent, object, AuditResult::Done)
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }

    /// Proves the new mailbox with the six digits; the request is handed over in the same transaction.
    ///
    /// # Errors
    /// `CodeMissing`, `EmailCodeWrong`, `EmailCodeExpired` after five tries or ten minutes, `StepNotAllowed` where nothing is to be proved.
    pub async fn confirm_email(self, code: &str) -> Result<()> {
        let me = self.caller.resident()?;
        let services = &self.caller.services;
        let now = services.clock().now();
        let digits = rules::digits(code)?;
        let mut tx = services.db().begin().await?;
        let mut found = own(&mut tx, me, ChangeKind::Email).await?;
        if found.state != ChangeState::Requested || found.expires_at <= now {
            return Err(Refusal::StepNotAllowed.into());
        }
        let counted = rows::take_try(&mut tx, found.id, CODE_TRIES).await?;
        let live = counted && found.code_expires_at.is_some_and(|end| end > now);
        let typed = code_hash(found.id.0, &digits);
        if live && rows::use_code(&mut tx, found.id, &typed, now).await? {
            let step = ChangeStep::Confirm;
            course::take(self.caller, &mut tx, &mut found, step, Side::Resident).await?;
            course::hand_over(self.caller, &mut tx, &mut found).await?;
            tx.commit().await?;
            services.work().notify_one();
            return Ok(());
        }
        let object = Object::Change(found.id.0);
        self.caller
            .trail_with(
                &mut tx,
                Action::ChangeMoved,
                object,
                AuditResult::Refused,
                course::detail(&found, Some(ChangeStep::Confirm)),
            )
            .await?;
        tx.commit().await?;
        Err(if live {
            Refusal::EmailCodeWrong.into()
        } else {
            Refusal::EmailCodeExpired.into()
        })
    }
}
