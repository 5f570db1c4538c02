//! The caller's contracts.

use domain::contract::{Contact, ContractPage, ContractRow};
use domain::{Cents, ContractId};
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

    /// The page of one contract.
    ///
    /// # Errors
    /// `NotFound` for a contract that is not the caller's.
    pub async fn show(self, id: ContractId) -> Result<ContractPage> {
        let relation = policy::to_contract(self.caller.actor(), id);
        self.caller
            .admit(relation, Right::SeeContract, Object::Contract(id.0))?;
        let me = self.caller.resident()?;
        let row = me
            .contracts
            .iter()
            .find(|row| row.id == id)
            .cloned()
            .ok_or(Error::NotFound)?;
        let mut tx = self.caller.services.db().read().await?;
        let terms = contract::terms(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let house = contract::property(&mut tx, id)
            .await?
            .ok_or(Error::NotFound)?;
        Ok(ContractPage {
            row,
            area: terms.area,
            property_name: house.name,
            persons: contract::persons(&mut tx, id).await?,
            signed_on: terms.signed_on,
            rent: terms.rent,
            operating_costs: terms.operating_costs,
            heating_costs: terms.heating_costs,
            total: Cents(terms.rent.0 + terms.operating_costs.0 + terms.heating_costs.0),
            deposit: terms.deposit,
            contacts: contacts(self.caller, &mut tx, Some(id)).await?,
        })
    }
}

/// Whom to call about a contract: the caretaker of its house, then the manager.
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
    contacts.push(caller.services.portal().contact.clone());
    Ok(contacts)
}
