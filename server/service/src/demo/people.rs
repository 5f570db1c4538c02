//! The accounts of the demo: those whose logins are printed, and those of everybody who reported something.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use domain::audit::{Action, AuditResult};
use domain::{AccountId, PersonId, Role};
use store::Tx;
use store::account::{self, Account};

use super::cast::PARTS;
use super::ids::Ids;
use super::seed::PASSWORD;
use super::{Clerk, DemoTicket};
use crate::erp::Batch;
use crate::trail::Object;
use crate::{Caller, Error, Result};

/// Somebody on the manager's side.
pub(super) struct Member {
    pub name: &'static str,
    pub email: &'static str,
    pub role: Role,
    /// As printed at the start.
    pub title: &'static str,
}

/// The one whose account says that the demo is furnished.
pub(super) const ADMIN: Member = Member {
    name: "Sabine Holm",
    email: "holm@federleicht.example",
    role: Role::Admin,
    title: "Administratorin",
};
pub(super) const CLERK: Member = Member {
    name: "Katharina Wendt",
    email: "wendt@federleicht.example",
    role: Role::Clerk,
    title: "Sachbearbeiterin",
};
const COLLEAGUE: Member = Member {
    name: "Marco Bellini",
    email: "bellini@federleicht.example",
    role: Role::Clerk,
    title: "Sachbearbeiter",
};

/// Who has which account.
pub(super) struct People {
    pub residents: HashMap<String, AccountId>,
    pub staff: [AccountId; 3],
    clerk: AccountId,
    colleague: AccountId,
}

impl People {
    /// The account of a clerk.
    pub fn clerk(&self, clerk: Clerk) -> AccountId {
        match clerk {
            Clerk::First => self.clerk,
            Clerk::Second => self.colleague,
        }
    }

    /// A clerk's name, as the timeline shows who took a ticket over.
    pub fn name(&self, account: Option<AccountId>) -> String {
        let member = if account == Some(self.colleague) {
            COLLEAGUE
        } else {
            CLERK
        };
        member.name.to_owned()
    }

    /// The account of a resident by the person's reference.
    pub fn resident(&self, person: &str) -> Result<AccountId> {
        self.residents
            .get(person)
            .copied()
            .ok_or(Error::Internal("a reporter has no account"))
    }
}

/// Opens all accounts. Only those that are printed have a password; one hash serves them all, since the password is
/// printed anyway.
pub(super) async fn move_in(
    caller: &Caller,
    tx: &mut Tx,
    data: &Batch,
    ids: &Ids,
    tickets: &[DemoTicket],
    at: DateTime<Utc>,
) -> Result<People> {
    let services = &caller.services;
    let hash = services
        .hash_desk()
        .hash(
            PASSWORD,
            services.settings().security.password_hash,
            services.chance(),
        )
        .await?;
    let printed = |person: &str| PARTS.iter().any(|part| part.person == person);
    let reporters = tickets.iter().map(|ticket| ticket.reporter.as_str());
    let mut residents = HashMap::new();
    for reference in reporters
        .chain(PARTS.iter().map(|part| part.person))
        .collect::<BTreeSet<_>>()
    {
        let person = data
            .person(reference)
            .ok_or(Error::Internal("a reporter is nobody"))?;
        let new = Account {
            id: AccountId(services.chance().id(at)),
            person_id: Some(known(ids, reference)?),
            role: Role::Resident,
            name: format!("{} {}", person.first_name, person.last_name)
                .trim()
                .to_owned(),
            email: person
                .email
                .clone()
                .ok_or(Error::Internal("a reporter has no address"))?,
            password_hash: printed(reference).then(|| hash.clone()),
            auth_epoch: 0,
            disabled_at: None,
        };
        open(caller, tx, &new, Action::AccountCreated, at).await?;
        residents.insert(reference.to_owned(), new.id);
    }
    let staff = [
        AccountId(services.chance().id(at)),
        AccountId(services.chance().id(at)),
        AccountId(services.chance().id(at)),
    ];
    for (id, member) in staff.iter().zip([&CLERK, &COLLEAGUE, &ADMIN]) {
        let new = Account {
            id: *id,
            person_id: None,
            role: member.role,
            name: member.name.to_owned(),
            email: member.email.to_owned(),
            password_hash: Some(hash.clone()),
            auth_epoch: 0,
            disabled_at: None,
        };
        open(caller, tx, &new, Action::StaffAdded, at).await?;
    }
    let [clerk, colleague, _] = staff;
    Ok(People {
        residents,
        staff,
        clerk,
        colleague,
    })
}

async fn open(
    caller: &Caller,
    tx: &mut Tx,
    new: &Account,
    action: Action,
    at: DateTime<Utc>,
) -> Result<()> {
    account::add(tx, new, at).await?;
    caller
        .trail(
            tx,
            action,
            Object::Account(Some(new.id.0)),
            AuditResult::Done,
        )
        .await
}

fn known(ids: &Ids, reference: &str) -> Result<PersonId> {
    ids.persons
        .get(reference)
        .copied()
        .ok_or(Error::Internal("a reporter is nobody"))
}
