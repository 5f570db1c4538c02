//! "Sicherheitsprotokoll": what the audit log has of the caller's own account.

use domain::audit::{Action, AuditResult};
use domain::security_log::{By, Happening, LogPage, LogRow, MOST};
use domain::ticket::inbox::PAGE;
use domain::{AccountId, PersonId};
use serde_json::{Map, Value};
use store::security_log::{self, Line};

use super::Access;
use crate::tickets::pages;
use crate::trail::{DEVICE, Object};
use crate::{Actor, Result};

impl Access<'_> {
    /// A page of what happened to the caller's account, the newest first.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub async fn security_log(self, page: i64) -> Result<LogPage> {
        let (account, person) = self.owner()?;
        let mut tx = self.caller.services.db().read().await?;
        let count = security_log::count(&mut tx, account, person).await?;
        let (page, pages) = pages(page, count);
        let found = security_log::page(&mut tx, account, person, (page - 1) * PAGE, PAGE).await?;
        Ok(LogPage {
            rows: told(account, found),
            count,
            page,
            pages,
        })
    }

    /// All of it for the file; taking it is written into the log itself.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub async fn fetch_log(self) -> Result<Vec<LogRow>> {
        let (account, person) = self.owner()?;
        let mut tx = self.caller.services.db().begin().await?;
        let found = security_log::page(&mut tx, account, person, 0, MOST).await?;
        let object = Object::Account(Some(account.0));
        self.caller
            .trail(&mut tx, Action::LogFetched, object, AuditResult::Done)
            .await?;
        tx.commit().await?;
        Ok(told(account, found))
    }

    fn owner(self) -> Result<(AccountId, Option<PersonId>)> {
        let (account, _) = self.caller.account()?;
        let person = match &self.caller.actor {
            Actor::Resident(me) => Some(me.person),
            _ => None,
        };
        Ok((account, person))
    }
}

fn told(account: AccountId, found: Vec<Line>) -> Vec<LogRow> {
    let rows = found.into_iter();
    rows.filter_map(|line| row(account, &line)).collect()
}

/// A line as the owner reads it; where the manager's people sit is nobody else's business.
fn row(account: AccountId, line: &Line) -> Option<LogRow> {
    let word = |name: &str| line.detail.get(name).and_then(Value::as_str);
    let change = word("kind").and_then(|kind| kind.parse().ok());
    let change = change.zip(word("state").and_then(|state| state.parse().ok()));
    let what = Happening::of(line.action, line.result, change)?;
    let (by, device, network) = from(account, line);
    Some(LogRow {
        at: line.at,
        what,
        by,
        device,
        network,
    })
}

/// By whose hand something happened, with device and network of whoever is not of the manager's people.
pub(crate) fn from(account: AccountId, line: &Line) -> (By, String, String) {
    let by = match line.actor_kind.as_str() {
        "clerk" | "admin" if line.actor_id != Some(account.0) => By::Office,
        "queue" | "operator" | "erp" => By::Portal,
        _ => By::Somebody,
    };
    match by {
        By::Somebody => (by, device(&line.detail), line.address.clone()),
        By::Office | By::Portal => (by, String::new(), String::new()),
    }
}

fn device(detail: &Map<String, Value>) -> String {
    let known = detail.get(DEVICE).and_then(Value::as_str);
    known.unwrap_or_default().to_owned()
}
