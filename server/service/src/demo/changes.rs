//! Two changes of contact details: one on its way through the ERP, one that is long in effect.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Utc};
use domain::change::{self, CONFIRM_DAYS, ChangeKind, ChangeState};
use domain::workday::Calendar;
use domain::{ChangeId, berlin};
use store::Tx;
use store::change::{self as rows, Change};

use super::calendar::{LAND, back};
use super::cast::{NEIGHBOUR, OWNER};
use super::people::People;
use crate::import::{Ids, MasterData};
use crate::{Error, Result, Services};

/// What the neighbour wants to sign in with from then on.
const NEW_EMAIL: &str = "sommerlath@neupost.example";
/// Where the owner could be called before.
const OLD_PHONE: &str = "030 23125 256";
/// Working days since the one was asked for, and since the other.
const RUNNING: u32 = 1;
const FINISHED: u32 = 30;

/// Writes both, as if they had been asked for in the portal.
pub(super) async fn write(
    services: &Services,
    tx: &mut Tx,
    data: &MasterData,
    ids: &Ids,
    people: &People,
    today: NaiveDate,
) -> Result<()> {
    let person = |reference: &str| {
        let record = data.persons.get(reference);
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
    finished.write(services, tx, ids, people).await
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
    ) -> Result<()> {
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
        Ok(())
    }
}

fn morning(day: NaiveDate) -> DateTime<Utc> {
    let nine = NaiveTime::from_hms_opt(9, 4, 0).unwrap_or(NaiveTime::MIN);
    berlin::instant(day.and_time(nine))
}
