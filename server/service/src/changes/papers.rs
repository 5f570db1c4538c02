//! The papers of bank details: the mandate to sign, and the letter that tells the address on file.

use delivery::{BankNotice, Mandate};
use domain::audit::Action;
use domain::iban::Iban;
use domain::person::Person;
use domain::{ChangeId, berlin};
use store::change::{self as rows, Change, bank};
use store::master;

use super::Changes;
use crate::trail::Object;
use crate::{Actor, Error, Result};

impl Changes<'_> {
    /// The SEPA mandate of a request under way, for the person and for staff.
    ///
    /// # Errors
    /// `NotFound` where it is somebody else's, without a mandate or over; `Wait` and `Busy` when too many are asked for.
    pub async fn mandate(self, id: ChangeId) -> Result<Vec<u8>> {
        let services = &self.caller.services;
        let (account, _) = self.caller.account()?;
        let (found, details, person) = self.paper(id).await?;
        let creditor = services.settings().creditor.clone();
        let (Some(creditor), Some(reference), Some(iban)) =
            (creditor, details.mandate, details.iban)
        else {
            return Err(Error::NotFound);
        };
        let paper = Mandate {
            sender: services.settings().sender.clone(),
            recipient: person.address(),
            date: berlin::day(found.created_at),
            creditor_id: creditor.id,
            creditor_name: creditor.name,
            reference,
            contract: details.contract,
            holder: details.holder,
            iban: iban.parse::<Iban>()?.grouped(),
        };
        services
            .press()
            .take_turn(account, services.clock().now())?;
        let pdf = services.press().mandate(paper).await?;
        if matches!(self.caller.actor, Actor::Staff(_)) {
            let mut tx = services.db().begin().await?;
            self.looked(&mut tx, person.id, Action::MandateSeen).await?;
            tx.commit().await?;
        }
        Ok(pdf)
    }

    /// The letter to the address on file that tells of a request under way; printing it is noted.
    ///
    /// # Errors
    /// `Forbidden` for residents; `NotFound` where it is over; `Wait` and `Busy`.
    pub async fn notice(self, id: ChangeId) -> Result<Vec<u8>> {
        let account = self.caller.member()?.account;
        let services = &self.caller.services;
        let now = services.clock().now();
        let (found, details, person) = self.paper(id).await?;
        let paper = BankNotice {
            sender: services.settings().sender.clone(),
            recipient: person.address(),
            date: services.clock().today(),
            salutation: person.greeting(),
            asked_at: found.created_at,
            contract: details.contract,
            masked: found.new_value,
            mandate: details.mandate.is_some(),
        };
        services.press().take_turn(account, now)?;
        let pdf = services.press().notice(paper).await?;
        let mut tx = services.db().begin().await?;
        self.looked(&mut tx, person.id, Action::NoticeSeen).await?;
        bank::letter_printed(&mut tx, id, now).await?;
        tx.commit().await?;
        Ok(pdf)
    }

    /// What is printed, for the one who asked for it and for staff, as long as it is under way.
    async fn paper(self, id: ChangeId) -> Result<(Change, bank::Bank, Person)> {
        let mut tx = self.caller.services.db().read().await?;
        let found = rows::by_id(&mut tx, id).await?.filter(|found| {
            found.state.is_open()
                && match self.caller.actor() {
                    Actor::Resident(me) => me.person == found.person_id,
                    Actor::Staff(_) => true,
                    _ => false,
                }
        });
        let Some(found) = found else {
            self.caller.deny(Object::Change(id.0));
            return Err(Error::NotFound);
        };
        let details = bank::of_change(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let person = master::person(&mut tx, found.person_id).await?;
        Ok((found, details, person.ok_or(Error::NotFound)?))
    }
}
