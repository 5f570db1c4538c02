//! Server functions of contracts.

use domain::ContractId;
use domain::contract::{ContractPage, ContractRow};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::AppError;
use crate::tickets::sheet::Sheet;

/// All contracts of a person, and the page of the only one where there is only one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Running ones first.
    pub rows: Vec<ContractRow>,
    /// Nobody has to choose from a list of one.
    pub only: Option<ContractPage>,
}

/// All contracts of the person.
#[server(endpoint = "contracts/list")]
pub async fn list() -> Result<Sheet<Overview>, AppError> {
    let caller = crate::ssr::caller()?;
    let rows = caller.contracts().list().await?;
    let only = match rows.as_slice() {
        [row] => Some(caller.contracts().show(row.id).await?),
        _ => None,
    };
    Ok(crate::ssr::sheet(&caller, Overview { rows, only }))
}

/// One contract.
#[server(endpoint = "contracts/show")]
pub async fn show(id: ContractId) -> Result<Sheet<ContractPage>, AppError> {
    let caller = crate::ssr::caller()?;
    let page = caller.contracts().show(id).await?;
    Ok(crate::ssr::sheet(&caller, page))
}
