//! Server functions of contact details. Each answer of a form is the address to go to next.

use domain::change::{BankForm, ChangeKind, ContactPage};
use leptos::prelude::*;

use crate::AppError;
use crate::tickets::sheet::Sheet;

/// The own contact details with the changes under way and those that are over.
#[server(endpoint = "contact/show")]
pub async fn contact() -> Result<Sheet<ContactPage>, AppError> {
    let caller = crate::ssr::caller()?;
    let page = caller.changes().own().await?;
    Ok(crate::ssr::sheet(&caller, page))
}

/// Asks for another e-mail address.
#[server(endpoint = "contact/ask-email")]
pub async fn ask_email(email: String, current: String) -> Result<String, AppError> {
    crate::ssr::caller()?
        .changes()
        .ask_email(&email, &current)
        .await?;
    Ok(crate::ssr::go("/einstellungen/kontaktdaten/code"))
}

/// Asks for another phone number.
#[server(endpoint = "contact/ask-phone")]
pub async fn ask_phone(phone: String, current: String) -> Result<String, AppError> {
    crate::ssr::caller()?
        .changes()
        .ask_phone(&phone, &current)
        .await?;
    Ok(crate::ssr::go("/einstellungen/kontaktdaten?beantragt=1"))
}

/// What the form for bank details needs.
#[server(endpoint = "contact/bank-form")]
pub async fn blank_bank() -> Result<BankForm, AppError> {
    Ok(crate::ssr::caller()?.changes().bank_form().await?)
}

/// Asks for another bank account; `purpose` is "lastschrift" where the rent may be debited.
#[server(endpoint = "contact/ask-bank")]
pub async fn ask_bank(
    #[server(default)] contract: String,
    holder: String,
    iban: String,
    #[server(default)] purpose: String,
    current: String,
) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    let new = domain::change::NewBank {
        contract: contract
            .parse()
            .map_err(|_| service::Error::from(domain::Refusal::ContractMissing))?,
        holder,
        iban,
        debit: purpose == "lastschrift",
    };
    caller.changes().ask_bank(new, &current).await?;
    Ok(crate::ssr::go("/einstellungen/kontaktdaten?bank=1"))
}

/// Six new digits.
#[server(endpoint = "contact/resend-code")]
pub async fn resend_code() -> Result<String, AppError> {
    crate::ssr::caller()?.changes().resend_code().await?;
    Ok(crate::ssr::go(
        "/einstellungen/kontaktdaten/code?gesendet=1",
    ))
}

/// The six digits from the mail.
#[server(endpoint = "contact/confirm-email")]
pub async fn confirm_email(code: String) -> Result<String, AppError> {
    crate::ssr::caller()?.changes().confirm_email(&code).await?;
    Ok(crate::ssr::go("/einstellungen/kontaktdaten?bestaetigt=1"))
}

/// Takes a change back; `anew` leads to the form for another e-mail address.
#[server(endpoint = "contact/withdraw")]
pub async fn withdraw(
    kind: ChangeKind,
    #[server(default)] anew: String,
) -> Result<String, AppError> {
    crate::ssr::caller()?.changes().withdraw(kind).await?;
    Ok(crate::ssr::go(if anew.is_empty() {
        "/einstellungen/kontaktdaten?zurueckgezogen=1"
    } else {
        "/einstellungen/kontaktdaten/e-mail"
    }))
}

/// "Das war ich nicht": calls a change back by the link from the old mailbox.
#[server(endpoint = "contact/revoke")]
pub async fn revoke(token: String) -> Result<String, AppError> {
    crate::ssr::caller()?.changes().revoke(&token).await?;
    Ok(crate::ssr::go("/aenderung-widerrufen?erledigt=1"))
}
