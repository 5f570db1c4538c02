//! The gateway for the eyes of staff: what waits, for whom, and since when; and what they can do about it.

use domain::audit::{Action, AuditResult};
use domain::erp::contact::{EVENTS, FILE, FOLDER, KEY, PULL, PUSH, is_silent};
use domain::erp::view::{
    ErpCounts, ErpDesk, ErpView, PAGE, ParcelCounts, ParcelPage, ParcelRow, WayRow,
};
use domain::erp::{CommandId, Contact, Entity, ParcelId, ParcelState};
use serde_json::{Map, Value};
use store::Tx;
use store::erp::desk::Parcel;
use store::erp::{command, contact as ways, desk};

use super::gateway::Gateway;
use super::{contact, events};
use crate::jobs::CarryCommands;
use crate::staff::searched;
use crate::trail::Object;
use crate::{Actor, Caller, Error, Result, Services, jobs};

impl Caller {
    /// How often the gateway needs somebody, for the menu of staff; nothing to anybody else. A menu that lacks its number
    /// is no reason to show no page.
    pub async fn erp_needs(&self) -> i64 {
        if !matches!(self.actor(), Actor::Staff(_)) {
            return 0;
        }
        let needed = async {
            let mut tx = self.services.db().read().await?;
            Ok(counts(&self.services, &mut tx).await?.0.needs())
        };
        needed.await.unwrap_or_else(|error: Error| {
            error.report(self.request());
            0
        })
    }
}

impl Gateway<'_> {
    /// A page of a view with the counts of all; where something is searched for, of the lines that hold it. The look is
    /// written into the audit log, and of each change that it was seen.
    ///
    /// # Errors
    /// `SearchTooShort`; `SignIn`, or `Forbidden` for residents.
    pub async fn desk(self, view: ErpView, page: i64, wanted: &str) -> Result<ErpDesk> {
        self.caller.member()?;
        let wanted = searched(wanted)?;
        let services = &self.caller.services;
        let mut tx = services.db().read().await?;
        let (counts, ways) = counts(services, &mut tx).await?;
        let found = match view {
            ErpView::Changes => desk::count_changes(&mut tx, &wanted).await?,
            ErpView::Parcels => desk::count_parcels(&mut tx, &wanted).await?,
            ErpView::Stuck => desk::count_stuck(&mut tx, &wanted).await?,
            ErpView::Ways => i64::try_from(ways.len()).unwrap_or_default(),
        };
        let pages = found.max(1).saturating_add(PAGE - 1) / PAGE;
        let page = page.clamp(1, pages);
        let mut shown = ErpDesk {
            view,
            wanted,
            enabled: services.settings().erp.enabled,
            counts,
            as_of: contact::as_of(&mut tx).await?,
            ways,
            changes: Vec::new(),
            parcels: Vec::new(),
            stuck: Vec::new(),
            found,
            page,
            pages,
        };
        fill(&mut tx, &mut shown).await?;
        drop(tx);
        self.looked(&shown).await?;
        Ok(shown)
    }

    /// One parcel with what it would change; the look is written into the audit log.
    ///
    /// # Errors
    /// `NotFound` where there is none; `SignIn`, or `Forbidden` for residents.
    pub async fn parcel(self, id: ParcelId) -> Result<ParcelPage> {
        let who = self.caller.member()?.account;
        let mut tx = self.caller.services.db().read().await?;
        let Some(found) = desk::parcel(&mut tx, id).await? else {
            self.caller.deny(Object::Parcel(id.0));
            return Err(Error::NotFound);
        };
        drop(tx);
        self.seen(Object::Parcel(id.0), Map::new()).await?;
        let diff = found.diff.clone();
        let row = line(found);
        Ok(ParcelPage {
            released_by_me: row.first_by == Some(who),
            row,
            diff,
        })
    }

    /// Begins a command anew that was given up.
    ///
    /// # Errors
    /// `NotFound` where none was; `SignIn`, or `Forbidden` for residents.
    pub async fn again(self, id: CommandId) -> Result<()> {
        self.caller.member()?;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        if !command::revive(&mut tx, id, services.clock().now()).await? {
            self.caller.deny(Object::Many("erp"));
            return Err(Error::NotFound);
        }
        jobs::add(services, &mut tx, &CarryCommands {}).await?;
        self.begun(
            tx,
            Map::from_iter([("command".to_owned(), Value::from(id.to_string()))]),
        )
        .await
    }

    /// Begins an event anew that was given up.
    ///
    /// # Errors
    /// As [`Self::again`].
    pub async fn fetch_again(self, entity: Entity, reference: &str) -> Result<()> {
        self.caller.member()?;
        let services = &self.caller.services;
        let mut tx = services.db().begin().await?;
        events::again(services, &mut tx, entity, reference)
            .await
            .inspect_err(|_| self.caller.deny(Object::Many("erp")))?;
        let detail = Map::from_iter([
            ("entity".to_owned(), Value::from(entity.as_str())),
            ("reference".to_owned(), Value::from(reference)),
        ]);
        self.begun(tx, detail).await
    }

    async fn begun(self, mut tx: Tx, detail: Map<String, Value>) -> Result<()> {
        let (action, object) = (Action::ErpRetried, Object::Many("erp"));
        self.caller
            .trail_with(&mut tx, action, object, AuditResult::Done, detail)
            .await?;
        tx.commit().await?;
        self.caller.services.work().notify_one();
        Ok(())
    }

    async fn looked(self, shown: &ErpDesk) -> Result<()> {
        let mut tx = self.caller.services.db().begin().await?;
        let detail = Map::from_iter([
            ("view".to_owned(), Value::from(shown.view.as_str())),
            ("page".to_owned(), Value::from(shown.page)),
            ("searched".to_owned(), Value::from(!shown.wanted.is_empty())),
        ]);
        let (action, object) = (Action::ErpSeen, Object::Many("erp"));
        self.caller
            .trail_with(&mut tx, action, object, AuditResult::Done, detail)
            .await?;
        // Each of them is a look at somebody, who reads of it.
        for line in &shown.changes {
            let (action, object) = (Action::ChangesSeen, Object::Change(line.id.0));
            self.caller
                .trail(&mut tx, action, object, AuditResult::Done)
                .await?;
        }
        Ok(tx.commit().await?)
    }

    async fn seen(self, object: Object, detail: Map<String, Value>) -> Result<()> {
        let mut tx = self.caller.services.db().begin().await?;
        self.caller
            .trail_with(&mut tx, Action::ErpSeen, object, AuditResult::Done, detail)
            .await?;
        Ok(tx.commit().await?)
    }
}

/// The lines of the view that is shown.
async fn fill(tx: &mut Tx, shown: &mut ErpDesk) -> Result<()> {
    let (wanted, offset) = (shown.wanted.as_str(), (shown.page - 1) * PAGE);
    match shown.view {
        ErpView::Changes => shown.changes = desk::changes(tx, wanted, offset, PAGE).await?,
        ErpView::Parcels => {
            let found = desk::parcels(tx, wanted, offset, PAGE).await?;
            shown.parcels = found.into_iter().map(line).collect();
        }
        ErpView::Stuck => shown.stuck = desk::stuck(tx, wanted, offset, PAGE).await?,
        ErpView::Ways => {}
    }
    Ok(())
}

async fn counts(services: &Services, tx: &mut Tx) -> Result<(ErpCounts, Vec<WayRow>)> {
    let waiting = command::waiting_since(tx).await?;
    let now = services.clock().now();
    let known = ways::all(tx).await?;
    let hours = services.settings().erp.silence_hours;
    let row = |(adapter, contact): (String, Option<Contact>)| WayRow {
        silent: contact
            .as_ref()
            .is_some_and(|contact| is_silent(contact, waiting, now, hours)),
        adapter,
        contact,
    };
    let rows: Vec<WayRow> = in_use(services, known).into_iter().map(row).collect();
    let silent = rows.iter().filter(|row| row.silent).count();
    let counts = ErpCounts {
        changes: desk::count_changes(tx, "").await?,
        late: desk::late(tx, services.clock().today()).await?,
        parked: desk::parked(tx).await?,
        stuck: desk::count_stuck(tx, "").await?,
        silent: i64::try_from(silent).unwrap_or_default(),
    };
    Ok((counts, rows))
}

/// The ways that are set, used or not, and those of keys that were used.
fn in_use(services: &Services, known: Vec<Contact>) -> Vec<(String, Option<Contact>)> {
    let erp = &services.settings().erp;
    let on = |adapter: &str| {
        erp.enabled
            && match adapter {
                FOLDER => erp.folder.is_some(),
                PUSH => erp.push.is_some(),
                FILE => erp.file.is_some(),
                EVENTS => erp.fetch.is_some(),
                PULL => erp.push.is_none() && erp.file.is_none(),
                other => other.starts_with(KEY),
            }
    };
    let mut found: Vec<(String, Option<Contact>)> = [FOLDER, EVENTS, PULL, PUSH, FILE]
        .into_iter()
        .filter(|adapter| on(adapter))
        .map(|adapter| (adapter.to_owned(), None))
        .collect();
    for contact in known {
        if !on(&contact.adapter) {
            continue;
        }
        match found.iter_mut().find(|(name, _)| *name == contact.adapter) {
            Some((_, place)) => *place = Some(contact),
            None => found.push((contact.adapter.clone(), Some(contact))),
        }
    }
    found
}

/// A parcel as a line, with what it does, and why where it waits.
fn line(found: Parcel) -> ParcelRow {
    let (mut row, facts) = (found.row, found.facts.0);
    let count = |name: &str| facts.get(name).and_then(Value::as_u64).unwrap_or_default();
    row.counts = ParcelCounts {
        added: count("added"),
        changed: count("changed"),
        stale: count("stale"),
        missing: count("missing"),
    };
    if row.state == ParcelState::Parked {
        let why = facts.get("why").and_then(Value::as_array);
        let texts = why.into_iter().flatten().filter_map(Value::as_str);
        row.why = texts.map(str::to_owned).collect();
    }
    row
}
