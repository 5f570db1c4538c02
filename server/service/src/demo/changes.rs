//! Three changes of contact details: one on its way through the ERP, one that is long in effect, and bank details that
//! two of staff may release.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Utc};
use domain::change::{self, CONFIRM_DAYS, COOLING_HOURS, ChangeKind, ChangeState};
use domain::iban::Iban;
use domain::workday::Calendar;
use domain::{ChangeId, berlin};
use store::Tx;
use store::change::bank::{self, Bank};
use store::change::{self as rows, Change};
use store::{contract, master};

use super::calendar::{LAND, back};
use super::cast::{BOTH, NEIGHBOUR, OWNER};
use super::ids::Ids;
use super::people::People;
use crate::erp::Batch;
use crate::{Error, Result, Services};

/// What the neighbour wants to sign in with from then on.
const NEW_EMAIL: &str = "sommerlath@neupost.example";
/// Where the owner could be called before.
const OLD_PHONE: &str = "030 23125 256";
/// Working days since the one was asked for, and since the other.
const RUNNING: u32 = 1;
const FINISHED: u32 = 30;
/// Working days since bank details were asked for.
const WAITED: u32 = 2;

/// Writes them, as if they had been asked for in the portal.
pub(super) async fn write(
    services: &Services,
    tx: &mut Tx,
    data: &Batch,
    ids: &Ids,
    people: &People,
    today: NaiveDate,
) -> Result<()> {
    let person = |reference: &str| {
        let record = data.person(reference);
        record.ok_or(Error::Internal("a demo person is missing"))
    };
    let running = Played {
        person: NEIGHBOUR.person,
        kind: ChangeKind::Email,
        old_value: person(NEIGHBOUR.person)?.email.clone(),
        new_value: NEW_EMAIL.to_owned(),
        asked_on: back(today, RUNNING),
        way: &[
            (ChangeState::Requested, 0),
            (ChangeState::Confirmed, 2),
            (ChangeState::HandedOver, 2),
        ],
    };
    let phone = person(OWNER.person)?.phone.clone();
    let finished = Played {
        person: OWNER.person,
        kind: ChangeKind::Phone,
        old_value: Some(OLD_PHONE.to_owned()),
        new_value: phone.ok_or(Error::Internal("a demo person has no phone"))?,
        asked_on: back(today, FINISHED),
        way: &[
            (ChangeState::Requested, 0),
            (ChangeState::HandedOver, 0),
            (ChangeState::ErpConfirmed, 49 * 60),
            (ChangeState::Effective, 49 * 60),
        ],
    };
    running.write(services, tx, ids, people).await?;
    finished.write(services, tx, ids, people).await?;
    bank_details(services, tx, ids, people, today).await
}

/// The bank that prints this number in its examples has no such account.
const IBAN: &str = "DE02120300000000202051";

/// Asked for long enough ago that the day of waiting is over.
async fn bank_details(
    services: &Services,
    tx: &mut Tx,
    ids: &Ids,
    people: &People,
    today: NaiveDate,
) -> Result<()> {
    let iban: Iban = IBAN.parse()?;
    let asked_on = back(today, WAITED);
    let played = Played {
        person: BOTH.person,
        kind: ChangeKind::Bank,
        old_value: None,
        new_value: iban.masked(),
        asked_on,
        way: &[(ChangeState::Requested, 0)],
    };
    let change_id = played.write(services, tx, ids, people).await?;
    let person = ids.persons.get(BOTH.person).copied();
    let person = person.ok_or(Error::Internal("a demo person is missing"))?;
    let contracts = contract::of_person(tx, person, today).await?;
    let row = contracts
        .first()
        .ok_or(Error::Internal("a demo person without contract"))?;
    let holder = master::person(tx, person).await?.ok_or(Error::NotFound)?;
    let details = Bank {
        change_id,
        contract_id: row.id,
        holder: holder.name(),
        iban: Some(iban.reveal().to_owned()),
        debit: true,
        mandate: Some(change::mandate_reference(&row.reference, change_id)),
        releasable_from: morning(asked_on) + Duration::hours(COOLING_HOURS),
        first_by: None,
        letter_at: None,
        contract: row.reference.clone(),
    };
    bank::add(tx, &details).await?;
    Ok(())
}

/// A change with its way: each state, and the minutes after which it was reached.
struct Played<'a> {
    person: &'a str,
    kind: ChangeKind,
    old_value: Option<String>,
    new_value: String,
    asked_on: NaiveDate,
    way: &'a [(ChangeState, i64)],
}

impl Played<'_> {
    async fn write(
        self,
        services: &Services,
        tx: &mut Tx,
        ids: &Ids,
        people: &People,
    ) -> Result<ChangeId> {
        let asked_at = morning(self.asked_on);
        let reached = |minutes: i64| asked_at + Duration::minutes(minutes);
        let (state, last) = *self
            .way
            .last()
            .ok_or(Error::Internal("a demo change without a way"))?;
        let account_id = people.resident(self.person)?;
        let person_id = ids.persons.get(self.person).copied();
        let new = Change {
            id: ChangeId(services.chance().id(asked_at)),
            person_id: person_id.ok_or(Error::Internal("a demo person is missing"))?,
            account_id,
            kind: self.kind,
            old_value: self.old_value,
            new_value: self.new_value,
            state,
            created_at: asked_at,
            expires_at: asked_at + Days::new(CONFIRM_DAYS.unsigned_abs()),
            promised_on: Some(change::by(self.asked_on, Some(LAND), &Calendar::default())),
            reason: None,
            closed_at: (!state.is_open()).then(|| reached(last)),
            code_expires_at: None,
        };
        rows::add(tx, &new).await?;
        for (state, minutes) in self.way {
            rows::mark(tx, new.id, *state, None, reached(*minutes)).await?;
        }
        Ok(new.id)
    }
}

fn morning(day: NaiveDate) -> DateTime<Utc> {
    let nine = NaiveTime::from_hms_opt(9, 4, 0).unwrap_or(NaiveTime::MIN);
    berlin::instant(day.and_time(nine))
}
