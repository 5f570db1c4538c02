//! Server functions of contracts.

use domain::ContractId;
use domain::contract::{ContractPage, ContractRow};
use domain::household::HouseholdPage;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::AppError;
use crate::tickets::sheet::Sheet;

/// All contracts of a person, and the page of the only one where there is only one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Where the contract is that the pages keep to.
    pub chosen: Option<String>,
    /// Running ones first.
    pub rows: Vec<ContractRow>,
    /// Nobody has to choose from a list of one, or twice.
    pub only: Option<ContractPage>,
}

/// All contracts of the person.
#[server(endpoint = "contracts/list")]
pub async fn list() -> Result<Sheet<Overview>, AppError> {
    let caller = crate::ssr::caller()?;
    let rows = caller.contracts().list().await?;
    let wanted = caller.me().and_then(|me| me.chosen);
    let chosen = rows.iter().find(|row| Some(row.id) == wanted);
    let only = match (chosen, rows.as_slice()) {
        (Some(row), _) | (None, [row]) => Some(caller.contracts().show(row.id).await?),
        _ => None,
    };
    let chosen = chosen.map(ContractRow::place);
    Ok(crate::ssr::sheet(&caller, Overview { chosen, rows, only }))
}

/// Who is named in the person's contracts, and who of them can get in.
#[server(endpoint = "contracts/household")]
pub async fn household() -> Result<HouseholdPage, AppError> {
    Ok(crate::ssr::caller()?.contracts().household().await?)
}

/// From now on the pages keep to this contract; without one, to none. `goal` is the page to go on with.
#[server(endpoint = "contracts/choose")]
pub async fn choose(
    #[server(default)] contract: String,
    #[server(default)] goal: String,
) -> Result<String, AppError> {
    let wanted = (!contract.is_empty()).then(|| contract.parse::<ContractId>());
    let wanted = wanted.transpose().map_err(|_| AppError::NotFound)?;
    let chosen = crate::ssr::caller()?.contracts().choose(wanted)?;
    crate::ssr::keep_contract(chosen.map(|id| id.to_string()));
    Ok(crate::ssr::go(crate::access::target::after_choice(&goal)))
}

/// One contract.
#[server(endpoint = "contracts/show")]
pub async fn show(id: ContractId) -> Result<Sheet<ContractPage>, AppError> {
    let caller = crate::ssr::caller()?;
    let page = caller.contracts().show(id).await?;
    Ok(crate::ssr::sheet(&caller, page))
}
