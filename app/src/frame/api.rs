//! What every page asks first.

use domain::portal::{Frame, Portal};
use leptos::prelude::*;

use crate::AppError;

/// The portal and who is signed in.
#[server(endpoint = "frame")]
pub async fn load_frame() -> Result<Frame, AppError> {
    Ok(crate::ssr::caller().await?.frame())
}

/// The portal alone: the same for everybody, so that the page without network may keep it.
#[server(endpoint = "frame/portal")]
pub async fn load_portal() -> Result<Portal, AppError> {
    Ok(crate::ssr::services()?.portal().clone())
}

/// The frame around the page for an address that leads nowhere.
#[server(endpoint = "frame/nowhere")]
pub async fn load_nowhere() -> Result<Frame, AppError> {
    crate::ssr::nowhere();
    Ok(crate::ssr::caller().await?.frame())
}
