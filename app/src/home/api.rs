//! Server functions of the home page.

use domain::home::HomePage;
use leptos::prelude::*;

use crate::AppError;
use crate::tickets::sheet::Sheet;

/// What the home page shows first.
#[server(endpoint = "home")]
pub async fn home() -> Result<Sheet<HomePage>, AppError> {
    let caller = crate::ssr::caller()?;
    let home = caller.home().await?;
    Ok(crate::ssr::sheet(&caller, home))
}
