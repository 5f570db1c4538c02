//! Server functions of the gateway to the ERP.

use domain::erp::view::{ErpDesk, ErpView, ParcelPage};
use domain::erp::{CommandId, Entity, ParcelId};
use leptos::prelude::*;

use crate::AppError;
use crate::tickets::sheet::Sheet;

/// One page of a view, or of what a search found in it, with the counts of all views.
#[server(endpoint = "staff/erp")]
pub async fn erp(
    view: ErpView,
    page: i64,
    #[server(default)] wanted: String,
) -> Result<Sheet<ErpDesk>, AppError> {
    let caller = crate::ssr::caller()?;
    let desk = caller.gateway().desk(view, page, &wanted).await?;
    Ok(crate::ssr::sheet(&caller, desk))
}

/// One parcel with what it would change.
#[server(endpoint = "staff/erp-parcel")]
pub async fn erp_parcel(id: ParcelId) -> Result<Sheet<ParcelPage>, AppError> {
    let caller = crate::ssr::caller()?;
    let page = caller.gateway().parcel(id).await?;
    Ok(crate::ssr::sheet(&caller, page))
}

/// A command that was given up is begun anew.
#[server(endpoint = "staff/erp-again")]
pub async fn erp_again(id: CommandId) -> Result<String, AppError> {
    crate::ssr::caller()?.gateway().again(id).await?;
    Ok(crate::ssr::go("/team/erp?ansicht=fehler&erneut=1"))
}

/// An event that was given up is begun anew.
#[server(endpoint = "staff/erp-fetch-again")]
pub async fn erp_fetch_again(entity: Entity, reference: String) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    caller.gateway().fetch_again(entity, &reference).await?;
    Ok(crate::ssr::go("/team/erp?ansicht=fehler&erneut=1"))
}

/// A parcel may pass, as far as the one who asks is concerned.
#[server(endpoint = "staff/erp-release")]
pub async fn erp_release(id: ParcelId) -> Result<String, AppError> {
    crate::ssr::caller()?.gateway().release(id).await?;
    Ok(crate::ssr::go(format!(
        "/team/erp/pakete/{id}?freigegeben=1"
    )))
}

/// A parcel is thrown away.
#[server(endpoint = "staff/erp-discard")]
pub async fn erp_discard(id: ParcelId) -> Result<String, AppError> {
    crate::ssr::caller()?.gateway().discard(id).await?;
    Ok(crate::ssr::go(format!("/team/erp/pakete/{id}?verworfen=1")))
}
