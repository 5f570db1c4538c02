//! The operator's texts, for everybody.

use domain::portal::LegalText;
use leptos::prelude::*;

use crate::AppError;

/// Who runs the portal.
#[server(endpoint = "legal/imprint")]
pub async fn imprint() -> Result<LegalText, AppError> {
    Ok(crate::ssr::caller()?
        .services()
        .legal(service::LegalPage::Imprint))
}

/// What is kept about whom, and why.
#[server(endpoint = "legal/privacy")]
pub async fn privacy() -> Result<LegalText, AppError> {
    Ok(crate::ssr::caller()?
        .services()
        .legal(service::LegalPage::Privacy))
}

/// What works for everybody, what does not, and whom to tell.
#[server(endpoint = "legal/accessibility")]
pub async fn accessibility() -> Result<LegalText, AppError> {
    Ok(crate::ssr::caller()?
        .services()
        .legal(service::LegalPage::Accessibility))
}
