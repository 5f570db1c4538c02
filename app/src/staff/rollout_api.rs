//! Server functions of rollouts and persons.

use domain::rollout::{BatchId, BatchPage, BatchRow, PersonPage, PersonSearch, RolloutPage};
use domain::{PersonId, PropertyId};
use leptos::prelude::*;

use crate::AppError;
use crate::tickets::sheet::Sheet;

/// All houses and the newest batches.
#[server(endpoint = "staff/rollouts")]
pub async fn rollouts() -> Result<Sheet<RolloutPage>, AppError> {
    let caller = crate::ssr::caller()?;
    let page = caller.rollouts().overview().await?;
    Ok(crate::ssr::sheet(&caller, page))
}

/// Enables a house now, or has letters made for those who still need one.
#[server(endpoint = "staff/enable")]
pub async fn enable(property: PropertyId) -> Result<String, AppError> {
    let batch = crate::ssr::caller()?
        .rollouts()
        .enable_now(property)
        .await?;
    Ok(crate::ssr::go(batch.map_or_else(
        || "/team/freischaltung?frei=1".to_owned(),
        |batch| format!("/team/freischaltung/{batch}"),
    )))
}

/// Enables a house from a day on.
#[server(endpoint = "staff/enable-on")]
pub async fn enable_on(
    property: PropertyId,
    #[server(default)] day: String,
) -> Result<String, AppError> {
    crate::ssr::caller()?
        .rollouts()
        .enable_on(property, &day)
        .await?;
    Ok(crate::ssr::go("/team/freischaltung?geplant=1"))
}

/// Takes the day back on which a house was to be enabled.
#[server(endpoint = "staff/enable-never")]
pub async fn enable_never(property: PropertyId) -> Result<String, AppError> {
    crate::ssr::caller()?.rollouts().take_back(property).await?;
    Ok(crate::ssr::go("/team/freischaltung?zurueck=1"))
}

/// One batch with its letters.
#[server(endpoint = "staff/batch")]
pub async fn batch(id: BatchId) -> Result<Sheet<BatchPage>, AppError> {
    let caller = crate::ssr::caller()?;
    let page = caller.rollouts().batch(id).await?;
    Ok(crate::ssr::sheet(&caller, page))
}

/// How far a batch is.
#[server(endpoint = "staff/batch-progress")]
pub async fn batch_progress(id: BatchId) -> Result<BatchRow, AppError> {
    Ok(crate::ssr::caller()?.rollouts().progress(id).await?)
}

/// Notes when a batch went to the post.
#[server(endpoint = "staff/posted")]
pub async fn posted(id: BatchId, #[server(default)] day: String) -> Result<String, AppError> {
    crate::ssr::caller()?.rollouts().posted(id, &day).await?;
    Ok(crate::ssr::go(format!("/team/freischaltung/{id}?post=1")))
}

/// Persons by name, contract or access number.
#[server(endpoint = "staff/persons")]
pub async fn persons(#[server(default)] wanted: String) -> Result<PersonSearch, AppError> {
    Ok(crate::ssr::caller()?.rollouts().persons(&wanted).await?)
}

/// One person with contracts and letters.
#[server(endpoint = "staff/person")]
pub async fn person(id: PersonId) -> Result<Sheet<PersonPage>, AppError> {
    let caller = crate::ssr::caller()?;
    let page = caller.rollouts().person(id).await?;
    Ok(crate::ssr::sheet(&caller, page))
}

/// Has a letter made that opens a person's account anew.
#[server(endpoint = "staff/send-recovery")]
pub async fn send_recovery(
    id: PersonId,
    #[server(default)] check: String,
) -> Result<String, AppError> {
    crate::ssr::caller()?
        .rollouts()
        .send_recovery(id, &check)
        .await?;
    Ok(crate::ssr::go(format!("/team/personen/{id}?zugang=1")))
}

/// Blocks a person's account.
#[server(endpoint = "staff/block-access")]
pub async fn block_access(
    id: PersonId,
    #[server(default)] reason: String,
) -> Result<String, AppError> {
    crate::ssr::caller()?.rollouts().block(id, &reason).await?;
    Ok(crate::ssr::go(format!("/team/personen/{id}?gesperrt=1")))
}

/// Has a new letter made for a person.
#[server(endpoint = "staff/send-letter")]
pub async fn send_letter(id: PersonId) -> Result<String, AppError> {
    crate::ssr::caller()?.rollouts().send_anew(id).await?;
    Ok(crate::ssr::go(format!("/team/personen/{id}?brief=1")))
}
