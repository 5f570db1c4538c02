//! Persons as staff find them, with the history of their letters.

use chrono::{DateTime, Utc};
use domain::activation::{AccessNumber, letter_for};
use domain::audit::Action;
use domain::rollout::{
    Fate, LetterFacts, PAGE, PersonLetter, PersonPage, PersonSearch, fate, may_take,
};
use domain::{AccountId, PersonId, berlin};
use store::batch::{self, Letter};
use store::{account, change, contract, letter, master};

use super::{Rollouts, block};
use crate::staff::searched;
use crate::trail::Object;
use crate::{Error, Result};

impl Rollouts<'_> {
    /// Persons by name, ERP key, contract or access number; without anything to search for those whose codes died of wrong
    /// tries. The look is written into the audit log.
    ///
    /// # Errors
    /// `SearchTooShort`; `SignIn`, or `Forbidden` for residents.
    pub async fn persons(self, wanted: &str) -> Result<PersonSearch> {
        self.caller.member()?;
        let wanted = searched(wanted)?;
        let mut tx = self.caller.services.db().read().await?;
        let mut rows = if wanted.is_empty() {
            batch::exhausted(&mut tx, PAGE + 1).await?
        } else {
            batch::search(&mut tx, &wanted, PAGE + 1).await?
        };
        drop(tx);
        self.seen(Action::PersonsSearched, Object::Many("persons"))
            .await?;
        let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > most;
        rows.truncate(most);
        Ok(PersonSearch { wanted, rows, more })
    }

    /// One person with contracts and letters; the look is written into the audit log.
    ///
    /// # Errors
    /// `NotFound` where there is none; `SignIn`, or `Forbidden` for residents.
    pub async fn person(self, id: PersonId) -> Result<PersonPage> {
        let who = self.caller.member()?.account;
        let services = &self.caller.services;
        let (today, now) = (services.clock().today(), services.clock().now());
        let mut tx = services.db().read().await?;
        let person = master::person(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let contracts = contract::of_person(&mut tx, id, today).await?;
        let letters = batch::history(&mut tx, id).await?;
        let changes = change::of_person(&mut tx, id).await?;
        let open = changes.iter().filter(|change| change.state.is_open());
        let changes = open.map(|change| change.kind).collect();
        let (account_since, under_way) = batch::since(&mut tx, id).await?;
        let standing = letter::standing(&mut tx, id, today).await?;
        let account = account::of_person(&mut tx, id).await?;
        drop(tx);
        self.seen(Action::PersonSeen, Object::Person(id.0)).await?;
        Ok(PersonPage {
            person,
            contracts,
            account_since,
            can_block: account.as_ref().is_some_and(block::can_block),
            blocked_since: account
                .filter(|account| !block::is_ended(account))
                .and_then(|account| account.disabled_at),
            letters: letters.into_iter().map(|row| told(row, who, now)).collect(),
            changes,
            under_way,
            letter: letter_for(standing).filter(|_| !under_way),
        })
    }
}

/// A letter of the history; of one that is no longer live the PDF is not offered any more, nor to whoever may not take it.
fn told(row: Letter, who: AccountId, now: DateTime<Utc>) -> PersonLetter {
    let facts = LetterFacts {
        expires_at: row.expires_at,
        tries: row.tries,
        used_at: row.used_at,
        replaced_at: row.replaced_at,
    };
    let (became, fate_at) = fate(&facts, now);
    let kept = row.batch_id.filter(|_| became == Fate::Live);
    let mine = may_take(row.kind, row.ordered_by, who);
    PersonLetter {
        id: row.id,
        kind: row.kind,
        access_number: AccessNumber::read(&row.access_number)
            .map_or(row.access_number, |number| number.grouped()),
        created_at: row.created_at,
        valid_until: berlin::day(row.expires_at - chrono::Duration::seconds(1)),
        posted_on: row.posted_on,
        fate: became,
        fate_at,
        tries: row.tries,
        batch: kept.filter(|_| mine),
        withheld: kept.is_some() && !mine,
    }
}
