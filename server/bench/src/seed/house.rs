//! The house of the seed: flats with a tenant each, one of them with an account, and a clerk.

use chrono::{NaiveDate, TimeDelta};
use domain::activation::{AccessNumber, ActivationCode, LetterId, LetterKind};
use domain::contract::{Contract, ContractKind};
use domain::person::{Person, Salutation};
use domain::property::{Property, Unit, UnitKind};
use domain::workday::FederalState;
use domain::{AccountId, Cents, ContractId, PersonId, PropertyId, Role, SessionId, UnitId, berlin};
use sha2::{Digest, Sha256};
use store::Tx;
use store::account::{self, Account};
use store::letter::{self, Added, NewLetter};
use store::master::{self, Pair};
use store::session::{self, NewSession};

use super::Source;
use crate::Result;

/// The manager's sign of the house.
pub const HOUSE: &str = "H-1";
const FLATS: u32 = 200;
/// Days since everybody moved in: before the first ticket.
const LIVED_IN: i64 = 1_200;
const STREET: &str = "Lindenhof 3";
const TOWN: (&str, &str) = ("10115", "Berlin");

/// A flat's contract and its tenant.
#[derive(Clone, Copy, Debug)]
pub struct Flat {
    /// The running lease.
    pub contract: ContractId,
    /// Who reports.
    pub person: PersonId,
}

/// Who lives and works there.
#[derive(Debug)]
pub struct House {
    measured: Flat,
    others: Vec<Flat>,
    /// The account of flat 0.
    pub resident: AccountId,
    /// Its session.
    pub resident_token: String,
    /// The account of staff.
    pub clerk: AccountId,
    /// Its session.
    pub clerk_token: String,
}

impl House {
    /// Writes all of it.
    pub(super) async fn build(tx: &mut Tx, source: &Source) -> Result<Self> {
        let property = PropertyId(source.chance.id(source.now));
        master::put_properties(tx, &[house(source, property).into()]).await?;
        let measured = flat(tx, source, property, 0).await?;
        let mut others = Vec::new();
        for index in 1..FLATS {
            others.push(flat(tx, source, property, index).await?);
        }
        let (resident, resident_token) =
            sign_in(tx, source, Some(measured.person), "Mietpartei 0").await?;
        let (clerk, clerk_token) = sign_in(tx, source, None, "Verwaltung").await?;
        Ok(Self {
            measured,
            others,
            resident,
            resident_token,
            clerk,
            clerk_token,
        })
    }

    /// Flat 0 is the measured one; any other number is one of the rest.
    pub(super) fn flat(&self, index: u32) -> Flat {
        match index {
            0 => self.measured,
            _ => self.others[usize::try_from(index).unwrap_or(0) % self.others.len()],
        }
    }
}

/// A house of flats, each with a tenant who has no account yet.
pub(super) async fn settle(tx: &mut Tx, source: &Source, flats: u32) -> Result<Vec<Flat>> {
    let property = PropertyId(source.chance.id(source.now));
    master::put_properties(tx, &[house(source, property).into()]).await?;
    let mut settled = Vec::new();
    for index in 0..flats {
        settled.push(flat(tx, source, property, index).await?);
    }
    Ok(settled)
}

/// The account of a flat's tenant, with a password nobody knows that costs what one costs.
pub(super) async fn register(tx: &mut Tx, source: &Source, flat: Flat, index: u32) -> Result<()> {
    let account = Account {
        id: AccountId(source.chance.id(source.now)),
        person_id: Some(flat.person),
        role: Role::Resident,
        name: format!("Mietpartei {index}"),
        email: format!("tenant-{index}@example.org"),
        password_hash: Some(nobodys_hash(65_536, 3)),
        auth_epoch: 0,
        disabled_at: None,
    };
    account::add(tx, &account, source.days_ago(LIVED_IN)).await?;
    Ok(())
}

/// A live letter that opens a tenant's account anew, with a code nobody knows that costs what one costs. It is old enough
/// that another could be asked for.
pub(super) async fn write_to(tx: &mut Tx, source: &Source, flat: Flat, index: u32) -> Result<()> {
    let new = NewLetter {
        id: LetterId(source.chance.id(source.now)),
        person_id: flat.person,
        kind: LetterKind::Recovery,
        access_number: access_number(index).as_str().to_owned(),
        code_hash: nobodys_hash(19_456, 2),
        created_at: source.days_ago(10),
        expires_at: source.now + TimeDelta::days(20),
    };
    match letter::add(tx, &new, None).await? {
        Added::Made => Ok(()),
        other => Err(format!("letter {index} is {other:?}").into()),
    }
}

/// The access number of the letter of a flat, also of one that is not there.
pub fn access_number(index: u32) -> AccessNumber {
    let mut digits = [0; 8];
    let mut rest = index;
    for digit in digits.iter_mut().rev() {
        *digit = u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
    }
    AccessNumber::new(digits)
}

/// A code as it could stand on a letter, and stands on none.
pub fn wrong_code() -> ActivationCode {
    ActivationCode::new([7; 12])
}

/// A hash of nobody's secret that costs what it says.
fn nobodys_hash(memory_kib: u32, passes: u32) -> String {
    let (salt, output) = ("A".repeat(22), "A".repeat(43));
    format!("$argon2id$v=19$m={memory_kib},t={passes},p=1${salt}${output}")
}

/// The first day of every lease.
pub(super) fn moved_in(source: &Source) -> NaiveDate {
    berlin::day(source.days_ago(LIVED_IN))
}

fn house(source: &Source, id: PropertyId) -> Property {
    Property {
        id,
        reference: HOUSE.to_owned(),
        name: "Lindenhof".to_owned(),
        street: STREET.to_owned(),
        postal_code: TOWN.0.to_owned(),
        town: TOWN.1.to_owned(),
        federal_state: FederalState::Berlin,
        caretaker_name: Some("Hauswart".to_owned()),
        caretaker_phone: Some("030 000000".to_owned()),
        caretaker_hours: Some("Mo bis Fr, 8 bis 12 Uhr".to_owned()),
        enabled_on: Some(berlin::day(source.days_ago(LIVED_IN))),
    }
}

async fn flat(tx: &mut Tx, source: &Source, property_id: PropertyId, index: u32) -> Result<Flat> {
    let unit = Unit {
        id: UnitId(source.chance.id(source.now)),
        reference: format!("W-{index}"),
        property_id,
        kind: UnitKind::Flat,
        label: format!("{}. OG, Wohnung {index}", index / 8),
        area: Some(6_250),
    };
    let unit_id = unit.id;
    master::put_units(tx, &[unit.into()]).await?;
    let person = tenant(source, index);
    let person_id = person.id;
    master::put_persons(tx, &[person.into()]).await?;
    let contract = lease(source, index, unit_id);
    let contract_id = contract.id;
    master::put_contracts(tx, &[contract.into()]).await?;
    let pair = Pair {
        contract_id,
        person_id,
    };
    master::link(tx, &[pair]).await?;
    Ok(Flat {
        contract: contract_id,
        person: person_id,
    })
}

fn tenant(source: &Source, index: u32) -> Person {
    Person {
        id: PersonId(source.chance.id(source.now)),
        reference: format!("P-{index}"),
        salutation: Salutation::Neutral,
        first_name: "Mietpartei".to_owned(),
        last_name: index.to_string(),
        street: STREET.to_owned(),
        postal_code: TOWN.0.to_owned(),
        town: TOWN.1.to_owned(),
        email: None,
        phone: Some("030 000000".to_owned()),
    }
}

fn lease(source: &Source, index: u32, unit_id: UnitId) -> Contract {
    let starts_on = moved_in(source);
    Contract {
        id: ContractId(source.chance.id(source.now)),
        reference: format!("V-{index}"),
        unit_id,
        kind: ContractKind::Lease,
        starts_on,
        ends_on: None,
        signed_on: Some(starts_on),
        rent: Cents(62_000),
        operating_costs: Cents(14_000),
        heating_costs: Cents(9_000),
        deposit: Cents(186_000),
    }
}

/// An account that is signed in: its id and the token its cookie carries.
async fn sign_in(
    tx: &mut Tx,
    source: &Source,
    person_id: Option<PersonId>,
    name: &str,
) -> Result<(AccountId, String)> {
    let role = if person_id.is_some() {
        Role::Resident
    } else {
        Role::Clerk
    };
    let id = AccountId(source.chance.id(source.now));
    let account = Account {
        id,
        person_id,
        role,
        name: name.to_owned(),
        email: format!("{role}@example.org"),
        password_hash: None,
        auth_epoch: 0,
        disabled_at: None,
    };
    account::add(tx, &account, source.days_ago(LIVED_IN)).await?;
    let token = source.chance.token();
    let session = NewSession {
        id: SessionId(source.chance.id(source.now)),
        token_hash: Sha256::digest(token.as_bytes()).to_vec(),
        account_id: id,
        auth_epoch: 0,
        own_device: person_id.is_some(),
        device: "Messung".to_owned(),
        created_at: source.now,
        expires_at: source.now + TimeDelta::hours(12),
    };
    session::add(tx, &session).await?;
    Ok((id, token))
}
