//! The caller's contracts.

use domain::contract::{Contact, ContractPage, ContractPerson, ContractRow};
use domain::household::{Household, HouseholdPage, Member, Standing};
use domain::rent::RentTable;
use domain::{Cents, ContractId, Refusal};
use store::{Tx, contract};

use crate::policy::{self, Right};
use crate::trail::Object;
use crate::{Caller, Error, Result};

/// The caller's contracts.
#[derive(Debug, Clone, Copy)]
pub struct Contracts<'a> {
    pub(crate) caller: &'a Caller,
}

impl Contracts<'_> {
    /// Running and, for a while, past contracts.
    ///
    /// # Errors
    /// `SignIn`, or `Forbidden` for staff.
    pub async fn list(self) -> Result<Vec<ContractRow>> {
        Ok(self.caller.resident()?.contracts.clone())
    }

    /// The contract that the pages shall keep to from now on; nothing is all of them.
    ///
    /// # Errors
    /// `NotFound` for a contract that is not the caller's, `ContractEnded` for one that has ended.
    pub fn choose(self, wanted: Option<ContractId>) -> Result<Option<ContractId>> {
        self.caller.resident()?;
        let Some(id) = wanted else {
            return Ok(None);
        };
        let relation = policy::to_contract(self.caller.actor(), id);
        match self
            .caller
            .admit(relation, Right::Report, Object::Contract(id.0))
        {
            Err(Error::Forbidden) => Err(Refusal::ContractEnded.into()),
            other => other.map(|()| Some(id)),
        }
    }

    /// Who is named in the caller's running contracts and can get in, and which contracts have ended; of one chosen
    /// contract only its own.
    ///
    /// # Errors
    /// `SignIn`, or `Forbidden` for staff.
    pub async fn household(self) -> Result<HouseholdPage> {
        let me = self.caller.resident()?;
        let now = self.caller.services.clock().now();
        let mut tx = self.caller.services.db().read().await?;
        let mut households = Vec::new();
        let kept = |id: &&ContractId| me.chosen.is_none_or(|chosen| chosen == **id);
        for id in me.running.iter().filter(kept) {
            let row = me.contract(*id).cloned().ok_or(Error::NotFound)?;
            let member = |named: contract::Named| Member {
                name: named.name,
                standing: Standing::of(named.registered, named.letter_until, now),
                me: named.person_id == me.person,
            };
            let named = contract::household(&mut tx, *id).await?;
            let members = named.into_iter().map(member).collect();
            households.push(Household { row, members });
        }
        let ended = |row: &&ContractRow| me.chosen.is_none() && row.readable_until.is_some();
        let chosen = me.chosen.and_then(|id| me.contract(id));
        Ok(HouseholdPage {
            chosen: chosen.map(ContractRow::place),
            households,
            past: me.contracts.iter().filter(ended).cloned().collect(),
        })
    }

    /// The page of one contract.
    ///
    /// # Errors
    /// `NotFound` for a contract that is not the caller's.
    pub async fn show(self, id: ContractId) -> Result<ContractPage> {
        let relation = policy::to_contract(self.caller.actor(), id);
        self.caller
            .admit(relation, Right::SeeContract, Object::Contract(id.0))?;
        let me = self.caller.resident()?;
        let row = me.contract(id).cloned().ok_or(Error::NotFound)?;
        let mut tx = self.caller.services.db().read().await?;
        let terms = contract::terms(&mut tx, id, me.person)
            .await?
            .ok_or(Error::NotFound)?;
        let house = contract::property(&mut tx, id)
            .await?
            .ok_or(Error::NotFound)?;
        let house_of = (!row.removed).then_some(id);
        let persons = if row.removed {
            // Who is named in it today is none of their business.
            vec![ContractPerson {
                person_id: me.person,
                name: me.name.clone(),
                registered: true,
            }]
        } else {
            contract::persons(&mut tx, id).await?
        };
        let columns = Cents(terms.rent.0 + terms.operating_costs.0 + terms.heating_costs.0);
        let today = self.caller.services.clock().today();
        // What has ended stays as it was on its last day.
        let day = row.ends_on.map_or(today, |end| end.min(today));
        let parts = contract::rent_parts(&mut tx, id).await?;
        let parts = RentTable::on(parts, day, row.removed);
        let mandates = contract::mandates(&mut tx, id).await?;
        let mandate = mandates
            .into_iter()
            .find(|mandate| mandate.holds(day, row.removed));
        Ok(ContractPage {
            area: terms.area,
            property_name: house.name,
            persons,
            signed_on: terms.signed_on,
            rent: terms.rent,
            operating_costs: terms.operating_costs,
            heating_costs: terms.heating_costs,
            total: parts.total().unwrap_or(columns),
            parts,
            deposit: terms.deposit,
            notice_period: contract::notice_period(&mut tx, id).await?,
            mandate,
            as_of: contract::as_of(&mut tx).await?,
            row,
            contacts: contacts(self.caller, &mut tx, house_of).await?,
        })
    }
}

/// Whom to call about a contract: the caretaker of its house, then who is responsible at the manager's, else its desk;
/// without one the desk alone.
pub(crate) async fn contacts(
    caller: &Caller,
    tx: &mut Tx,
    contract: Option<ContractId>,
) -> Result<Vec<Contact>> {
    let mut contacts = Vec::new();
    if let Some(contract) = contract
        && let Some(house) = contract::property(tx, contract).await?
        && let Some(name) = house.caretaker_name
    {
        let role = "Hauswart".to_owned();
        contacts.push(Contact {
            role,
            name,
            phone: house.caretaker_phone,
            email: None,
            hours: house.caretaker_hours,
        });
    }
    let desk = caller.services.portal().contact.clone();
    let clerk = match contract {
        Some(contract) => contract::clerk(tx, contract).await?,
        None => None,
    };
    contacts.push(match clerk {
        Some(contract::Clerk {
            clerk_name: Some(name),
            clerk_phone,
            clerk_email,
        }) => Contact {
            name,
            phone: clerk_phone.or(desk.phone),
            email: clerk_email.or(desk.email),
            ..desk
        },
        _ => desk,
    });
    Ok(contacts)
}
