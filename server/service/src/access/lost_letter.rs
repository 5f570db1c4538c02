//! "Brief verloren": a new letter to the address on file, whatever is typed the answer is the same.

use chrono::{Duration, NaiveDate};
use domain::audit::{Action, AuditResult};
use domain::typed;
use store::{account, contract, letter};

use super::Access;
use crate::jobs::MakeLetter;
use crate::trail::Object;
use crate::{Result, jobs};

/// One letter in this time.
const PAUSE: Duration = Duration::days(7);

impl Access<'_> {
    /// Has a new letter made for each person without account whom contract number, last name and first day fit: of a couple
    /// with one name either may be asking, and both letters go to the address on file.
    ///
    /// # Errors
    /// The database is gone.
    pub async fn lost_letter(
        self,
        contract: &str,
        last_name: &str,
        starts_on: NaiveDate,
    ) -> Result<()> {
        let moment = self.moment(self.caller.services.settings().security.reset_time);
        let answer = self
            .order(&typed::line(contract), &typed::line(last_name), starts_on)
            .await;
        moment.wait().await;
        answer
    }

    async fn order(self, contract: &str, last_name: &str, starts_on: NaiveDate) -> Result<()> {
        let services = &self.caller.services;
        let now = services.clock().now();
        let mut tx = services.db().begin().await?;
        let mut ordered = Vec::new();
        for person in contract::find_persons(&mut tx, contract, last_name, starts_on).await? {
            let registered = account::of_person(&mut tx, person.id).await?.is_some();
            // The first letter comes with the house's rollout; only who had one can have lost it.
            let due = letter::last_made(&mut tx, person.id)
                .await?
                .is_some_and(|last| last + PAUSE <= now);
            if !registered && due {
                jobs::add(services, &mut tx, &MakeLetter { person: person.id }).await?;
                ordered.push(Object::Person(person.id.0));
            }
        }
        let action = Action::LetterRequested;
        if ordered.is_empty() {
            let (nobody, refused) = (Object::Letter(None), AuditResult::Refused);
            self.caller.trail(&mut tx, action, nobody, refused).await?;
        }
        for person in ordered {
            self.caller
                .trail(&mut tx, action, person, AuditResult::Done)
                .await?;
        }
        tx.commit().await?;
        services.work().notify_one();
        Ok(())
    }
}
