//! Ordering letters: for a house now or on a day, or for one person.

use chrono::{DateTime, NaiveDate, Utc};
use domain::audit::{Action, AuditResult};
use domain::property::Property;
use domain::rollout::{self as rules, BatchId, BatchKind};
use domain::{PersonId, PropertyId, Refusal};
use store::batch::{self, NewBatch, Order};
use store::{Tx, letter, master};

use super::{Left, PIECE, Rollouts, piece};
use crate::jobs::WorkBatch;
use crate::letters::MadeLetter;
use crate::trail::Object;
use crate::{Actor, Caller, Error, Result, jobs};

impl Rollouts<'_> {
    /// Enables a house from today on and has its letters made; the batch.
    ///
    /// # Errors
    /// `NobodyOwed` where the house was enabled before and nobody needs a letter; `NotFound`.
    pub async fn enable_now(self, property: PropertyId) -> Result<Option<BatchId>> {
        let today = self.caller.services.clock().today();
        let mut tx = self.caller.services.db().begin().await?;
        let house = self.house(&mut tx, property).await?;
        let before = house.enabled_on.is_some_and(|day| day <= today);
        if !before {
            self.enter(&mut tx, &house, today).await?;
        }
        let ordered = now(self.caller, &mut tx, &house, BatchKind::Rollout, None).await?;
        if ordered.is_none() && before {
            return Err(Refusal::NobodyOwed.into());
        }
        tx.commit().await?;
        self.caller.services.work().notify_one();
        Ok(ordered)
    }

    /// Enables a house from a day on; its letters are made on the morning of that day.
    ///
    /// # Errors
    /// `EnableDayInvalid`; `StepNotAllowed` where the house is enabled already; `NotFound`.
    pub async fn enable_on(self, property: PropertyId, typed: &str) -> Result<Option<BatchId>> {
        self.caller.member()?;
        let clock = self.caller.services.clock();
        let (day, today) = (rules::enable_day(typed, clock.today())?, clock.today());
        if day == today {
            return self.enable_now(property).await;
        }
        let mut tx = self.caller.services.db().begin().await?;
        let house = self.house(&mut tx, property).await?;
        if house.enabled_on.is_some_and(|on| on <= today) {
            return Err(Refusal::StepNotAllowed.into());
        }
        self.enter(&mut tx, &house, day).await?;
        let id = match batch::planned(&mut tx, property).await? {
            Some(id) => {
                batch::put_off(&mut tx, id, day).await?;
                id
            }
            None => {
                let new = blank(self.caller, BatchKind::Rollout, Some(property), None, day);
                batch::add(&mut tx, &new).await?;
                new.id
            }
        };
        tx.commit().await?;
        Ok(Some(id))
    }

    /// Takes the day back on which a house was to be enabled.
    ///
    /// # Errors
    /// `StepNotAllowed` where the day has come; `NotFound`.
    pub async fn take_back(self, property: PropertyId) -> Result<()> {
        let today = self.caller.services.clock().today();
        let mut tx = self.caller.services.db().begin().await?;
        let house = self.house(&mut tx, property).await?;
        if house.enabled_on.is_none_or(|on| on <= today) {
            return Err(Refusal::StepNotAllowed.into());
        }
        if let Some(id) = batch::planned(&mut tx, property).await? {
            batch::take_back(&mut tx, id).await?;
        }
        master::disable(&mut tx, property).await?;
        self.caller
            .trail(
                &mut tx,
                Action::RolloutTakenBack,
                Object::Property(property.0),
                AuditResult::Done,
            )
            .await?;
        Ok(tx.commit().await?)
    }

    /// Has a new letter made for a person; the old code dies when it is there.
    ///
    /// # Errors
    /// `LetterNotOwed` where the person has an account, no running contract or no enabled house; `NotFound`.
    pub async fn send_anew(self, person: PersonId) -> Result<BatchId> {
        self.caller.member()?;
        let services = &self.caller.services;
        let (today, now) = (services.clock().today(), services.clock().now());
        let mut tx = services.db().begin().await?;
        if master::person(&mut tx, person).await?.is_none() {
            return Err(Error::NotFound);
        }
        let owed = letter::owed_to(&mut tx, person, today, now, Some(now)).await?;
        if owed.is_none() {
            return Err(Refusal::LetterNotOwed.into());
        }
        let new = NewBatch {
            anew: Some(now),
            ..blank(self.caller, BatchKind::Single, None, Some(person), today)
        };
        begin_for(&mut tx, &new, person).await?;
        jobs::add(services, &mut tx, &WorkBatch { batch: new.id }).await?;
        self.caller
            .trail(
                &mut tx,
                Action::LetterRequested,
                Object::Person(person.0),
                AuditResult::Done,
            )
            .await?;
        tx.commit().await?;
        services.work().notify_one();
        Ok(new.id)
    }

    /// A house that staff may enable.
    async fn house(self, tx: &mut Tx, id: PropertyId) -> Result<Property> {
        self.caller.member()?;
        master::property(tx, id).await?.ok_or(Error::NotFound)
    }

    async fn enter(self, tx: &mut Tx, house: &Property, day: NaiveDate) -> Result<()> {
        master::enable(tx, house.id, day).await?;
        self.caller
            .trail(
                tx,
                Action::PropertyEnabled,
                Object::Property(house.id.0),
                AuditResult::Done,
            )
            .await
    }
}

/// Orders letters for everybody in an enabled house who is owed one, as the command line does; with `anew` also for those
/// who hold a live letter, whose code then dies. None where nobody is owed one.
///
/// # Errors
/// `UnknownWord` where no house has this reference; the database is gone.
pub async fn order(caller: &Caller, property: &str, anew: bool) -> Result<Option<BatchId>> {
    let mut tx = caller.services.db().begin().await?;
    let house = master::properties(&mut tx)
        .await?
        .into_iter()
        .find(|house| house.reference == property)
        .ok_or(Refusal::UnknownWord)?;
    let (kind, anew) = if anew {
        (BatchKind::Anew, Some(caller.services.clock().now()))
    } else {
        (BatchKind::Rollout, None)
    };
    let ordered = now(caller, &mut tx, &house, kind, anew).await?;
    if ordered.is_some() {
        tx.commit().await?;
    }
    Ok(ordered)
}

/// A batch that nobody is in yet.
pub(super) fn blank(
    caller: &Caller,
    kind: BatchKind,
    property_id: Option<PropertyId>,
    person_id: Option<PersonId>,
    due_on: NaiveDate,
) -> NewBatch {
    let services = &caller.services;
    NewBatch {
        id: BatchId(services.id()),
        kind,
        property_id,
        person_id,
        due_on,
        anew: None,
        ordered_by: match &caller.actor {
            Actor::Staff(me) => Some(me.account),
            _ => None,
        },
        created_at: services.clock().now(),
    }
}

/// Begins a batch for one person.
pub(super) async fn begin_for(tx: &mut Tx, new: &NewBatch, person: PersonId) -> Result<()> {
    batch::add(tx, new).await?;
    batch::add_person(tx, new.id, person).await?;
    batch::begin(tx, new.id, new.created_at).await?;
    Ok(())
}

/// A batch for a house that begins at once; one that waits for its day begins now. None where nobody is owed a letter: it
/// waits for the first then.
async fn now(
    caller: &Caller,
    tx: &mut Tx,
    house: &Property,
    kind: BatchKind,
    anew: Option<DateTime<Utc>>,
) -> Result<Option<BatchId>> {
    let services = &caller.services;
    if let Some(waiting) = batch::planned(tx, house.id).await? {
        batch::take_back(tx, waiting).await?;
    }
    let today = services.clock().today();
    let new = NewBatch {
        anew,
        ..blank(caller, kind, Some(house.id), None, today)
    };
    batch::add(tx, &new).await?;
    let order = Order {
        id: new.id,
        kind,
        property_id: new.property_id,
        person_id: None,
        anew,
        ordered_by: new.ordered_by,
    };
    begin(caller, tx, &order).await
}

/// Begins a batch with everybody who is owed a letter by then; one without anybody waits for the first.
async fn begin(caller: &Caller, tx: &mut Tx, order: &Order) -> Result<Option<BatchId>> {
    let clock = caller.services.clock();
    if batch::fill(tx, order, clock.today(), clock.now()).await? == 0 {
        return Ok(None);
    }
    start(caller, tx, order.id).await?;
    Ok(Some(order.id))
}

/// Begins a batch for those who were named in a house after its letters were made.
async fn begin_for_newcomers(caller: &Caller, tx: &mut Tx, house: PropertyId) -> Result<()> {
    let today = caller.services.clock().today();
    let new = blank(caller, BatchKind::Rollout, Some(house), None, today);
    // A batch of the house that still waits for its day takes them along.
    if !batch::add(tx, &new).await? {
        return Ok(());
    }
    // Of two portals the second has waited for the first here, and finds nobody left.
    if batch::add_newcomers(tx, new.id, house, today).await? == 0 {
        return Ok(batch::take_back(tx, new.id).await?);
    }
    start(caller, tx, new.id).await
}

/// Has the letters of a filled batch made.
async fn start(caller: &Caller, tx: &mut Tx, id: BatchId) -> Result<()> {
    let services = &caller.services;
    batch::begin(tx, id, services.clock().now()).await?;
    jobs::add(services, tx, &WorkBatch { batch: id }).await?;
    caller
        .trail(
            tx,
            Action::LettersOrdered,
            Object::Batch(id.0),
            AuditResult::Done,
        )
        .await
}

/// Begins the batches whose day has come, and those for whoever is newly named in a house since.
///
/// # Errors
/// The database is gone.
pub(crate) async fn begin_due(caller: &Caller) -> Result<()> {
    let services = &caller.services;
    let today = services.clock().today();
    let mut tx = services.db().begin().await?;
    for order in batch::due(&mut tx, today).await? {
        begin(caller, &mut tx, &order).await?;
    }
    for house in batch::newcomers(&mut tx, today).await? {
        begin_for_newcomers(caller, &mut tx, house).await?;
    }
    tx.commit().await?;
    services.work().notify_one();
    Ok(())
}

/// A batch for one person, worked off on the spot; the same batch again goes on where it stopped. None where no letter is
/// owed.
///
/// # Errors
/// The letter box is full or read-only; the database is gone; name or address fit on no letter.
pub(crate) async fn at_once(
    caller: &Caller,
    id: BatchId,
    kind: BatchKind,
    person: PersonId,
    anew: Option<DateTime<Utc>>,
) -> Result<Option<MadeLetter>> {
    if !open(caller, id, kind, person, anew).await? {
        return Ok(None);
    }
    loop {
        match piece(caller, id, PIECE).await? {
            Left::Some => {}
            Left::Nothing => break,
            Left::Elsewhere => return Err(Refusal::Busy.into()),
        }
    }
    let mut tx = caller.services.db().read().await?;
    if let Some(made) = batch::letter_pdf(&mut tx, id, person).await? {
        let person = made.recipient.lines().next().unwrap_or_default().to_owned();
        let file = made.file();
        return Ok(Some(MadeLetter { person, file }));
    }
    match batch::letters(&mut tx, id, 1).await?.pop() {
        Some(letter) if letter.reason.is_some() => {
            Err(Error::Delivery(letter.reason.unwrap_or_default()))
        }
        _ => Ok(None),
    }
}

/// Opens the batch where a letter is owed, or finds it open.
async fn open(
    caller: &Caller,
    id: BatchId,
    kind: BatchKind,
    person: PersonId,
    anew: Option<DateTime<Utc>>,
) -> Result<bool> {
    let clock = caller.services.clock();
    let (today, now) = (clock.today(), clock.now());
    let mut tx = caller.services.db().begin().await?;
    if batch::order(&mut tx, id).await?.is_some() {
        return Ok(true);
    }
    if letter::owed_to(&mut tx, person, today, now, anew)
        .await?
        .is_none()
    {
        return Ok(false);
    }
    let new = NewBatch {
        id,
        anew,
        ..blank(caller, kind, None, Some(person), today)
    };
    begin_for(&mut tx, &new, person).await?;
    tx.commit().await?;
    Ok(true)
}
