//! Bank details: asked for with the password again, called back by mail, left alone for a day, released by two.

use chrono::{DateTime, Duration, Utc};
use domain::audit::{Action, AuditResult};
use domain::change::{
    self, BankForm, COOLING_HOURS, ChangeKind, ChangeState, ChangeStep, NewBank, Release,
};
use domain::contract::ContractRow;
use domain::iban::Iban;
use domain::ticket::Side;
use domain::{ChangeId, PersonId, Refusal, berlin};
use store::Tx;
use store::change::{self as rows, bank};
use store::contract;

use super::{Changes, course};
use crate::jobs::SendChangeNotice;
use crate::trail::Object;
use crate::{Error, Result, jobs};

impl Changes<'_> {
    /// What the form needs: contracts, creditor, and what happens when.
    ///
    /// # Errors
    /// `SignIn`, or `Forbidden` for staff.
    pub async fn bank_form(self) -> Result<BankForm> {
        let me = self.caller.resident()?;
        let services = &self.caller.services;
        let from = releasable_from(services.clock().now());
        let mut tx = services.db().read().await?;
        let open = rows::open_of(&mut tx, me.person, ChangeKind::Bank).await?;
        let nearest = me.chosen.or_else(|| me.running.first().copied());
        let promised = course::promise(self.caller, &mut tx, nearest, berlin::day(from)).await?;
        let runs = |row: &&ContractRow| me.running.contains(&row.id);
        let creditor = services.settings().creditor.as_ref();
        Ok(BankForm {
            contracts: me.contracts.iter().filter(runs).cloned().collect(),
            holder: me.name.clone(),
            creditor: creditor.map(|creditor| creditor.name.clone()),
            releasable_from: from,
            promised_on: promised,
            open: open.is_some(),
        })
    }

    /// Asks for another bank account; a notice goes to the mailbox of the account at once.
    ///
    /// # Errors
    /// What is wrong with holder or IBAN; `ContractMissing`, `DebitImpossible`, `PasswordWrong`, `ChangeOpen`, `TooMany`.
    pub async fn ask_bank(self, new: NewBank, password: &str) -> Result<()> {
        let me = self.caller.resident()?;
        let services = &self.caller.services;
        let holder = change::holder(&new.holder)?;
        let iban: Iban = new.iban.parse()?;
        if !me.running.contains(&new.contract) {
            return Err(Refusal::ContractMissing.into());
        }
        if new.debit && services.settings().creditor.is_none() {
            return Err(Refusal::DebitImpossible.into());
        }
        self.caller.access().confirm(password).await?;
        let mut tx = services.db().begin().await?;
        let known = bank::known(&mut tx, me.person, new.contract).await?;
        let number = contract::reference(&mut tx, new.contract).await?;
        let number = number.ok_or(Error::NotFound)?;
        // The request keeps the account masked, as everybody but the one who enters it sees it.
        let mut found = self
            .open(&mut tx, me, ChangeKind::Bank, known, iban.masked())
            .await?;
        let mandate = new
            .debit
            .then(|| change::mandate_reference(&number, found.id));
        let from = releasable_from(found.created_at);
        let details = bank::Bank {
            change_id: found.id,
            contract_id: new.contract,
            holder,
            iban: Some(iban.reveal().to_owned()),
            debit: new.debit,
            mandate,
            releasable_from: from,
            first_by: None,
            letter_at: None,
            contract: number,
        };
        bank::add(&mut tx, &details).await?;
        let (contract, day) = (Some(new.contract), berlin::day(from));
        found.promised_on = Some(course::promise(self.caller, &mut tx, contract, day).await?);
        rows::update(&mut tx, &found).await?;
        jobs::add(services, &mut tx, &SendChangeNotice { change: found.id }).await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }

    /// Lets bank details pass: the first press notes it, the second, of somebody else, hands them over.
    ///
    /// # Errors
    /// `StillCooling`, `SecondPerson`, `NoticeMissing`, `NotNamed`, `StepNotAllowed`; `NotFound`, `Forbidden`.
    pub async fn release(self, id: ChangeId) -> Result<()> {
        let who = self.caller.member()?.account;
        let now = self.caller.services.clock().now();
        let (mut tx, mut found) = self.in_hand(id).await?;
        let details = bank::of_change(&mut tx, id).await?;
        let details = details.ok_or(Refusal::StepNotAllowed)?;
        if found.state != ChangeState::Requested {
            return Err(Refusal::StepNotAllowed.into());
        }
        let (first, letter, from) = (details.first_by, details.letter_at, details.releasable_from);
        let release = change::release(first, who, letter, from, now)?;
        let today = berlin::day(now);
        let named = contract::of_person(&mut tx, found.person_id, today).await?;
        let runs = |row: &ContractRow| row.id == details.contract_id && row.runs(today);
        if !named.iter().any(runs) {
            return Err(Refusal::NotNamed.into());
        }
        let noted = match release {
            Release::First => bank::release_first(&mut tx, id, who, now).await?,
            Release::Second => bank::release_second(&mut tx, id, who, now).await?,
        };
        if !noted {
            return Err(Refusal::StepNotAllowed.into());
        }
        let object = Object::Change(id.0);
        self.caller
            .trail(&mut tx, Action::ChangeReleased, object, AuditResult::Done)
            .await?;
        if release == Release::Second {
            let step = ChangeStep::Release;
            course::take(self.caller, &mut tx, &mut found, step, Side::Staff).await?;
            course::hand_over(self.caller, &mut tx, &mut found).await?;
        }
        self.done(tx).await
    }

    /// The whole IBAN of a request under way, for the one who is going to enter it; the look is written down with the
    /// person it belongs to.
    pub(super) async fn reveal(self, tx: &mut Tx, id: ChangeId) -> Result<Option<String>> {
        let Some(found) = rows::by_id(tx, id).await? else {
            return Ok(None);
        };
        let details = bank::of_change(tx, id).await?;
        let Some(iban) = details.and_then(|details| details.iban) else {
            return Ok(None);
        };
        self.looked(tx, found.person_id, Action::IbanSeen).await?;
        Ok(Some(iban.parse::<Iban>()?.grouped()))
    }

    /// Writes a look of staff at a person's bank details down.
    pub(super) async fn looked(self, tx: &mut Tx, person: PersonId, action: Action) -> Result<()> {
        let object = Object::Person(person.0);
        self.caller
            .trail(tx, action, object, AuditResult::Done)
            .await
    }
}

fn releasable_from(asked: DateTime<Utc>) -> DateTime<Utc> {
    asked + Duration::hours(COOLING_HOURS)
}
