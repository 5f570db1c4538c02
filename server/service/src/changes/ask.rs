//! A resident asks for another e-mail address or phone number.

use chrono::Duration;
use domain::account as rules;
use domain::audit::{Action, AuditResult};
use domain::change::{self, A_DAY, CONFIRM_DAYS, ChangeKind, ChangeState, ChangeStep};
use domain::registration::{CODE_MAILS, MAILS_MINUTES};
use domain::ticket::Side;
use domain::{ChangeId, PersonId, Refusal};
use store::Tx;
use store::change::{self as rows, Change};
use store::master;

use super::{Changes, course};
use crate::jobs::{SendChangeCode, SendChangeNotice};
use crate::trail::Object;
use crate::{Error, Resident, Result, jobs};

impl Changes<'_> {
    /// Asks for another e-mail address: digits go to the new mailbox, a notice to the old one.
    ///
    /// # Errors
    /// `EmailInvalid`, `PasswordWrong`, `ChangeSame`, `ChangeOpen`, `EmailCodeLimit`, `TooMany`.
    pub async fn ask_email(self, email: &str, password: &str) -> Result<()> {
        let me = self.caller.resident()?;
        let email = rules::email(email)?;
        let found = self.caller.access().confirm(password).await?;
        if change::same(ChangeKind::Email, &email, &found.email) {
            return Err(Refusal::ChangeSame.into());
        }
        let services = &self.caller.services;
        let now = services.clock().now();
        let mut tx = services.db().begin().await?;
        let counted_from = now - Duration::minutes(MAILS_MINUTES);
        if rows::mails_since(&mut tx, me.person, counted_from).await? >= CODE_MAILS {
            return Err(Refusal::EmailCodeLimit.into());
        }
        let old = Some(found.email);
        let new = self
            .open(&mut tx, me, ChangeKind::Email, old, email)
            .await?;
        rows::count_mail(&mut tx, new.id, now, CODE_MAILS).await?;
        jobs::add(services, &mut tx, &SendChangeCode { change: new.id }).await?;
        jobs::add(services, &mut tx, &SendChangeNotice { change: new.id }).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }

    /// Asks for another phone number, which is handed over at once.
    ///
    /// # Errors
    /// `PhoneInvalid`, `PasswordWrong`, `ChangeSame`, `ChangeOpen`, `TooMany`.
    pub async fn ask_phone(self, phone: &str, password: &str) -> Result<()> {
        let me = self.caller.resident()?;
        let phone = change::phone(phone)?;
        self.caller.access().confirm(password).await?;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        let person = master::person(&mut tx, me.person).await?;
        let old = person.ok_or(Error::NotFound)?.phone;
        let known = |old: &String| change::same(ChangeKind::Phone, old, &phone);
        if old.as_ref().is_some_and(known) {
            return Err(Refusal::ChangeSame.into());
        }
        let mut new = self
            .open(&mut tx, me, ChangeKind::Phone, old, phone)
            .await?;
        course::hand_over(self.caller, &mut tx, &mut new).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }

    /// Opens a request of a kind, unless one is open or there were too many.
    pub(super) async fn open(
        self,
        tx: &mut Tx,
        me: &Resident,
        kind: ChangeKind,
        old_value: Option<String>,
        new_value: String,
    ) -> Result<Change> {
        let services = &self.caller.services;
        let now = services.clock().now();
        if rows::asked_since(tx, me.person, now - Duration::days(1)).await? >= A_DAY {
            return Err(Refusal::TooMany.into());
        }
        let new = Change {
            id: ChangeId(services.id()),
            person_id: me.person,
            account_id: me.account,
            kind,
            old_value,
            new_value,
            state: ChangeState::Requested,
            created_at: now,
            expires_at: now + Duration::days(CONFIRM_DAYS),
            promised_on: None,
            reason: None,
            closed_at: None,
            code_expires_at: None,
        };
        if !rows::add(tx, &new).await? {
            return Err(Refusal::ChangeOpen.into());
        }
        rows::mark(tx, new.id, new.state, Some(me.account), now).await?;
        let object = Object::Change(new.id.0);
        self.caller
            .trail_with(
                tx,
                Action::ChangeRequested,
                object,
                AuditResult::Done,
                course::detail(&new, None),
            )
            .await?;
        Ok(new)
    }

    /// Takes an open request back, as long as it is not in effect.
    ///
    /// # Errors
    /// `StepNotAllowed` where none is open.
    pub async fn withdraw(self, kind: ChangeKind) -> Result<()> {
        let me = self.caller.resident()?;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        let mut found = super::own(&mut tx, me, kind).await?;
        let step = ChangeStep::Withdraw;
        course::take(self.caller, &mut tx, &mut found, step, Side::Resident).await?;
        super::mail::news(services, &mut tx, &found).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }

    /// Takes back all that a person has open, in the transaction that ends their access or gives it back to them; how many.
    pub(crate) async fn give_up(self, tx: &mut Tx, person: PersonId) -> Result<usize> {
        let mut gone = 0;
        for mut found in rows::of_person(tx, person).await? {
            if found.state.is_open() {
                let step = ChangeStep::Withdraw;
                course::take(self.caller, tx, &mut found, step, Side::Resident).await?;
                gone += 1;
            }
        }
        Ok(gone)
    }
}
