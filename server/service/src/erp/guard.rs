//! What a parcel would take from people, put on a scale while it is looked through.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::change::{ChangeKind, same};
use domain::contract::covers;
use domain::erp::Entity;
use domain::erp::guard::{ENDS, Facts};
use domain::{ContractId, PersonId};
use store::master;
use store::{Tx, change};

use super::mirror::Write;
use crate::Result;
use crate::import::PersonRecord;

/// Everything on the scale.
#[derive(Debug, Default)]
pub(crate) struct Scale<'a> {
    /// The keys of the parcel's persons.
    persons: HashSet<&'a str>,
    /// How many of the parcel's persons have an address.
    addresses: HashMap<Cow<'a, str>, u64>,
    /// Contracts that end.
    ended: HashSet<ContractId>,
    /// Who leaves which contract.
    leaving: HashMap<ContractId, HashSet<String>>,
    mails: u64,
    shared: u64,
}

impl<'a> Scale<'a> {
    /// An empty scale for a parcel with these persons.
    pub(crate) fn new(persons: &'a [PersonRecord]) -> Self {
        let mut scale = Self::default();
        for person in persons {
            scale.persons.insert(&person.reference);
            if let Some(email) = &person.email {
                *scale.addresses.entry(one_spelling(email)).or_default() += 1;
            }
        }
        scale
    }

    /// A contract ends, or ends earlier.
    pub(crate) fn ends(&mut self, contract: ContractId) {
        self.ended.insert(contract);
    }

    /// All of a contract's list leave it.
    pub(crate) fn empties(&mut self, contract: ContractId, persons: &[String]) {
        let leaving = self.leaving.entry(contract).or_default();
        leaving.extend(persons.iter().cloned());
    }

    /// Somebody leaves a contract.
    pub(crate) async fn leaves(&mut self, tx: &mut Tx, contract: &str, person: &str) -> Result<()> {
        for (_, id) in master::ids(tx, Entity::Contract, &[contract]).await? {
            let leaving = self.leaving.entry(ContractId(id)).or_default();
            leaving.insert(person.to_owned());
        }
        Ok(())
    }

    /// Persons leave all their contracts.
    pub(crate) async fn leaving(&mut self, tx: &mut Tx, persons: &[PersonId]) -> Result<()> {
        if persons.is_empty() {
            return Ok(());
        }
        let pairs = master::contracts_of(tx, persons).await?;
        let contracts: HashSet<ContractId> = pairs.iter().map(|pair| pair.contract_id).collect();
        let contracts: Vec<ContractId> = contracts.into_iter().collect();
        let persons: HashSet<&PersonId> = persons.iter().collect();
        for one in master::named(tx, &contracts).await? {
            if persons.contains(&one.person_id) {
                self.leaving
                    .entry(one.contract_id)
                    .or_default()
                    .insert(one.person);
            }
        }
        Ok(())
    }

    /// Persons get other mail addresses.
    pub(crate) async fn mails(
        &mut self,
        tx: &mut Tx,
        writes: &[&Write<PersonRecord>],
    ) -> Result<()> {
        let email = |write: &Write<PersonRecord>| {
            let old = write.before.as_ref();
            old.and_then(|old| old.record.email.clone())
        };
        let moved = writes
            .iter()
            .filter(|write| email(write) != write.record.email);
        let moved: Vec<&&Write<PersonRecord>> = moved.collect();
        let known = moved.iter().filter(|write| write.before.is_some());
        let known: Vec<PersonId> = known.map(|write| PersonId(write.id)).collect();
        let mut with_account = master::accounts(tx, &known).await?;
        with_account.sort_unstable();
        if !with_account.is_empty() {
            let asked = asked_for(tx, &with_account, &moved).await?;
            let here = |write: &&&&Write<PersonRecord>| {
                with_account.binary_search(&PersonId(write.id)).is_ok()
                    && !asked.contains(&write.record.reference)
            };
            let count = moved.iter().filter(here).count();
            self.mails += u64::try_from(count).unwrap_or(u64::MAX);
        }
        let new: HashSet<&str> = moved
            .iter()
            .filter_map(|write| write.record.email.as_deref())
            .collect();
        self.share(tx, new).await
    }

    async fn share(&mut self, tx: &mut Tx, new: HashSet<&str>) -> Result<()> {
        let new: Vec<&str> = new.into_iter().collect();
        let mut others: HashMap<String, u64> = HashMap::new();
        for one in master::sharing(tx, &new).await? {
            if !self.persons.contains(one.reference.as_str()) {
                *others.entry(one.email).or_default() += 1;
            }
        }
        for email in new {
            let here = self.addresses.get(email).copied().unwrap_or(1);
            let there = others.get(email).copied().unwrap_or_default();
            self.shared = self.shared.max(here + there);
        }
        Ok(())
    }

    /// What lies on the scale in the end.
    pub(crate) async fn facts(mut self, tx: &mut Tx, today: NaiveDate) -> Result<Facts> {
        let contracts: Vec<ContractId> = self.leaving.keys().copied().collect();
        let mut staying: HashSet<ContractId> = HashSet::new();
        let mut named: HashSet<ContractId> = HashSet::new();
        for one in master::named(tx, &contracts).await? {
            named.insert(one.contract_id);
            let leaving = self.leaving.get(&one.contract_id);
            if leaving.is_none_or(|leaving| !leaving.contains(&one.person)) {
                staying.insert(one.contract_id);
            }
        }
        let empty: Vec<ContractId> = named.difference(&staying).copied().collect();
        for span in master::spans(tx, &empty).await? {
            if covers(span.starts_on, span.ends_on, today) {
                self.ended.insert(span.id);
            }
        }
        let ended = u64::try_from(self.ended.len()).unwrap_or(u64::MAX);
        let running = if ended > ENDS {
            u64::try_from(master::running(tx, today).await?).unwrap_or_default()
        } else {
            0
        };
        Ok(Facts {
            running,
            ended,
            mails: self.mails,
            shared: self.shared,
        })
    }
}

/// Whose new address is the one they asked for themselves.
async fn asked_for(
    tx: &mut Tx,
    persons: &[PersonId],
    moved: &[&&Write<PersonRecord>],
) -> Result<HashSet<String>> {
    let mut asked = HashSet::new();
    for waiting in change::waiting(tx, persons).await? {
        let said = moved
            .iter()
            .find(|write| write.record.reference == waiting.reference)
            .and_then(|write| write.record.email.as_deref());
        if waiting.kind == ChangeKind::Email
            && said.is_some_and(|said| same(ChangeKind::Email, said, &waiting.new_value))
        {
            asked.insert(waiting.reference);
        }
    }
    Ok(asked)
}

/// An address as it will be stored.
fn one_spelling(email: &str) -> Cow<'_, str> {
    if email.chars().any(char::is_uppercase) {
        Cow::Owned(email.to_lowercase())
    } else {
        Cow::Borrowed(email)
    }
}
