//! The resident's own contact details with the requests about them.

use chrono::NaiveDate;
use domain::berlin;
use domain::change::{self, BankView, ChangeView, ContactPage, Mark};
use store::change::bank::Bank;
use store::change::{self as rows, Change, ChangeMark};
use store::master;

use super::Changes;
use crate::{Error, Result};

impl Changes<'_> {
    /// What holds today, what is under way, and what was.
    ///
    /// # Errors
    /// `SignIn`, or `Forbidden` for staff.
    pub async fn own(self) -> Result<ContactPage> {
        let me = self.caller.resident()?;
        let services = &self.caller.services;
        let today = services.clock().today();
        let mut tx = services.db().read().await?;
        let person = master::person(&mut tx, me.person).await?;
        let found = rows::of_person(&mut tx, me.person).await?;
        let marks = rows::marks(&mut tx, me.person).await?;
        let banks = rows::bank::of_person(&mut tx, me.person).await?;
        drop(tx);
        let all = found
            .into_iter()
            .map(|found| view(found, &marks, &banks, today));
        let (open, past) = all.partition(|change| change.state.is_open());
        Ok(ContactPage {
            email: me.email.clone(),
            phone: person.ok_or(Error::NotFound)?.phone,
            open,
            past,
        })
    }
}

fn view(found: Change, marks: &[ChangeMark], banks: &[Bank], today: NaiveDate) -> ChangeView {
    let own: Vec<Mark> = marks
        .iter()
        .filter(|mark| mark.change_id == found.id)
        .map(|mark| mark.mark)
        .collect();
    ChangeView {
        id: found.id,
        kind: found.kind,
        old_value: found.old_value,
        new_value: found.new_value,
        state: found.state,
        next: found.state.next_actor(found.kind),
        promised_on: found.promised_on,
        late: change::is_late(found.state, found.promised_on, today),
        confirm_by: berlin::day(found.expires_at),
        reason: found.reason,
        bank: banks
            .iter()
            .find(|bank| bank.change_id == found.id)
            .map(bank_view),
        course: change::course(found.kind, found.state, &own, found.promised_on),
    }
}

fn bank_view(found: &Bank) -> BankView {
    BankView {
        holder: found.holder.clone(),
        contract: found.contract.clone(),
        debit: found.debit,
        releasable_from: found.releasable_from,
        first_released: found.first_by.is_some(),
        mandate: found.mandate.is_some() && found.iban.is_some(),
    }
}
