//! Server functions of residents' tickets.

use chrono::NaiveDate;
use domain::ContractId;
use domain::contract::{Contact, ContractRow};
use domain::home::HomePage;
use domain::ticket::{OfflineTickets, TicketId, TicketList, TicketPage};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::sheet::Sheet;
use crate::AppError;

/// What the empty form of a report needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blank {
    /// Contracts that still run.
    pub contracts: Vec<ContractRow>,
    /// The one that the pages keep to.
    pub chosen: Option<ContractId>,
    /// Whom to call instead.
    pub contacts: Vec<Contact>,
}

impl Blank {
    /// Only for running contracts something can be reported.
    pub fn of(home: HomePage, today: NaiveDate) -> Self {
        Self {
            contracts: home
                .contracts
                .into_iter()
                .filter(|row| row.runs(today))
                .collect(),
            chosen: home.chosen.map(|row| row.id),
            contacts: home.contacts,
        }
    }
}

/// One page of the list.
#[server(endpoint = "tickets/list")]
pub async fn list(open_only: bool, page: i64) -> Result<Sheet<TicketList>, AppError> {
    let caller = crate::ssr::caller()?;
    let list = caller.tickets().list(open_only, page).await?;
    Ok(crate::ssr::sheet(&caller, list))
}

/// One ticket; reading it marks it as read.
#[server(endpoint = "tickets/show")]
pub async fn show(id: TicketId) -> Result<Sheet<TicketPage>, AppError> {
    let caller = crate::ssr::caller()?;
    let ticket = caller.tickets().show(id).await?;
    Ok(crate::ssr::sheet(&caller, ticket))
}

/// The empty form of a report or concern.
#[server(endpoint = "tickets/blank")]
pub async fn blank_form() -> Result<Sheet<Blank>, AppError> {
    let caller = crate::ssr::caller()?;
    let home = crate::ssr::sheet(&caller, caller.home().await?);
    Ok(home.map(Blank::of))
}

/// A step with what it needs; staff and residents use the same one.
#[server(endpoint = "tickets/step")]
pub async fn step(
    id: TicketId,
    #[server(default)] kind: String,
    #[server(default)] reason: String,
    #[server(default)] date: String,
    #[server(default)] time: String,
    #[server(default)] sure: bool,
) -> Result<(), AppError> {
    let caller = crate::ssr::caller()?;
    let typed = super::moves::typed(&kind, reason, (&date, &time), sure);
    let step = typed.map_err(service::Error::from)?;
    Ok(caller.tickets().step(id, step).await?)
}

/// Shows the ticket to the other persons of the contract, or hides it from them.
#[server(endpoint = "tickets/share")]
pub async fn share(id: TicketId, shared: bool) -> Result<(), AppError> {
    Ok(crate::ssr::caller()?.tickets().share(id, shared).await?)
}

/// What an own device keeps to read without network.
#[server(endpoint = "tickets/offline")]
pub async fn offline() -> Result<OfflineTickets, AppError> {
    Ok(crate::ssr::caller()?.tickets().offline().await?)
}
