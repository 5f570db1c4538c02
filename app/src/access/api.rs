//! What the pages about getting in ask of the server. Each answer is the address to go to next.

use domain::SessionId;
use domain::account::SessionRow;
use domain::passkey::{PasskeyId, PasskeyQuestion, PasskeysView};
use domain::registration::RegistrationView;
use domain::second_factor::SecondFactorView;
use domain::security_log::LogPage;
use leptos::prelude::*;

use crate::AppError;

/// Signs in and leads to where the person wanted to go.
#[server(endpoint = "access/sign-in")]
pub async fn sign_in(
    email: String,
    password: String,
    own_device: bool,
    #[server(default)] ziel: String,
) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    let target = super::target::own_path(&ziel);
    let access = caller.access();
    match access.sign_in(&email, &password, own_device).await? {
        service::SignedIn::Done(session) => {
            crate::ssr::keep_session(session);
            Ok(crate::ssr::go(target))
        }
        service::SignedIn::CodeWanted(token) => {
            crate::ssr::keep_half_session(Some(token));
            Ok(crate::ssr::go(super::target::code_page(&target)))
        }
    }
}

/// Whether only the code is still missing.
#[server(endpoint = "access/half-way")]
pub async fn half_way() -> Result<bool, AppError> {
    Ok(crate::ssr::caller()?.access().is_half_way())
}

/// The second factor after the right password.
#[server(endpoint = "access/sign-in-code")]
pub async fn sign_in_code(
    code: String,
    #[server(default)] ziel: String,
) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    crate::ssr::keep_session(caller.access().sign_in_code(&code).await?);
    crate::ssr::keep_half_session(None);
    Ok(crate::ssr::go(super::target::own_path(&ziel)))
}

/// Signs out this device.
#[server(endpoint = "access/sign-out")]
pub async fn sign_out() -> Result<String, AppError> {
    crate::ssr::caller()?.access().sign_out().await?;
    crate::ssr::drop_session();
    Ok(crate::ssr::go("/?abgemeldet=1"))
}

/// The letter's number and code.
#[server(endpoint = "access/redeem")]
pub async fn redeem(number: String, code: String) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    crate::ssr::keep_registration(Some(caller.access().redeem(&number, &code).await?));
    Ok(crate::ssr::go("/registrieren/e-mail"))
}

/// The registration in progress in this browser.
#[server(endpoint = "access/registration")]
pub async fn registration() -> Result<Option<RegistrationView>, AppError> {
    Ok(crate::ssr::caller()?.access().registration().await?)
}

/// The address the account shall have; six digits go there.
#[server(endpoint = "access/give-email")]
pub async fn give_email(email: String) -> Result<String, AppError> {
    crate::ssr::caller()?.access().give_email(&email).await?;
    Ok(crate::ssr::go("/registrieren/code"))
}

/// Six new digits.
#[server(endpoint = "access/resend-code")]
pub async fn resend_code() -> Result<String, AppError> {
    crate::ssr::caller()?.access().resend_code().await?;
    Ok(crate::ssr::go("/registrieren/code?gesendet=1"))
}

/// The six digits from the mail.
#[server(endpoint = "access/confirm-email")]
pub async fn confirm_email(code: String) -> Result<String, AppError> {
    crate::ssr::caller()?.access().confirm_email(&code).await?;
    Ok(crate::ssr::go("/registrieren/passwort"))
}

/// The password; the account exists from here on and is signed in.
#[server(endpoint = "access/finish")]
pub async fn finish(password: String, own_device: bool) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    crate::ssr::keep_session(caller.access().finish(&password, own_device).await?);
    crate::ssr::keep_registration(None);
    Ok(crate::ssr::go("/?willkommen=1"))
}

/// Asks for a link to a new password; the answer is the same for everybody.
#[server(endpoint = "access/forgot-password")]
pub async fn forgot_password(email: String) -> Result<String, AppError> {
    crate::ssr::caller()?
        .access()
        .forgot_password(&email)
        .await?;
    Ok(crate::ssr::go("/passwort-vergessen?gesendet=1"))
}

/// Whether a link to a new password still counts.
#[server(endpoint = "access/reset-link")]
pub async fn reset_link(token: String) -> Result<bool, AppError> {
    Ok(crate::ssr::caller()?.access().is_reset_link(&token).await?)
}

/// Sets a new password with the link's token.
#[server(endpoint = "access/reset-password")]
pub async fn reset_password(token: String, password: String) -> Result<String, AppError> {
    crate::ssr::caller()?
        .access()
        .reset_password(&token, &password)
        .await?;
    Ok(crate::ssr::go("/anmelden?neu=1"))
}

/// Asks for a new letter; the answer is the same for everybody.
#[server(endpoint = "access/lost-letter")]
pub async fn lost_letter(
    #[server(default)] contract: String,
    #[server(default)] last_name: String,
    #[server(default)] starts_on: String,
) -> Result<String, AppError> {
    let starts_on = domain::contract::described(&contract, &last_name, &starts_on)
        .map_err(service::Error::from)?;
    crate::ssr::caller()?
        .access()
        .lost_letter(&contract, &last_name, starts_on)
        .await?;
    Ok(crate::ssr::go("/brief-verloren?gesendet=1"))
}

/// Sets another password; all other devices are signed out.
#[server(endpoint = "access/change-password")]
pub async fn change_password(current: String, new: String) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    crate::ssr::keep_session(caller.access().change_password(&current, &new).await?);
    Ok(crate::ssr::go("/einstellungen/zugang?passwort=1"))
}

/// How the second factor of this account stands.
#[server(endpoint = "access/second-factor")]
pub async fn second_factor() -> Result<SecondFactorView, AppError> {
    Ok(crate::ssr::caller()?.access().second_factor().await?)
}

/// Makes a secret for an app.
#[server(endpoint = "access/begin-second-factor")]
pub async fn begin_second_factor(password: String) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    caller.access().begin_second_factor(&password).await?;
    Ok(crate::ssr::go("/einstellungen/zweiter-faktor"))
}

/// Proves that the app knows the secret.
#[server(endpoint = "access/confirm-second-factor")]
pub async fn confirm_second_factor(code: String) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    crate::ssr::keep_session(caller.access().confirm_second_factor(&code).await?);
    Ok(crate::ssr::go("/einstellungen/zweiter-faktor?an=1"))
}

/// Draws new codes on paper.
#[server(endpoint = "access/begin-recovery-codes")]
pub async fn begin_recovery_codes(current: String) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    caller.access().begin_recovery_codes(&current).await?;
    Ok(crate::ssr::go("/einstellungen/zweiter-faktor"))
}

/// Lets the new codes on paper count.
#[server(endpoint = "access/confirm-recovery-codes")]
pub async fn confirm_recovery_codes() -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    caller.access().confirm_recovery_codes().await?;
    Ok(crate::ssr::go("/einstellungen/zweiter-faktor?codes=1"))
}

/// Switches the second factor off.
#[server(endpoint = "access/end-second-factor")]
pub async fn end_second_factor(password: String, code: String) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    let access = caller.access();
    crate::ssr::keep_session(access.end_second_factor(&password, &code).await?);
    Ok(crate::ssr::go("/einstellungen/zweiter-faktor?aus=1"))
}

/// Asks the device whose passkey it holds.
#[server(endpoint = "access/ask-passkey")]
pub async fn ask_passkey() -> Result<PasskeyQuestion, AppError> {
    Ok(crate::ssr::caller()?.access().ask_passkey().await?)
}

/// Signs in whoever's device has answered.
#[server(endpoint = "access/sign-in-passkey")]
pub async fn sign_in_passkey(
    token: String,
    answer: String,
    own_device: bool,
    #[server(default)] ziel: String,
) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    let access = caller.access();
    crate::ssr::keep_session(access.sign_in_passkey(&token, &answer, own_device).await?);
    crate::ssr::keep_half_session(None);
    Ok(crate::ssr::go(super::target::own_path(&ziel)))
}

/// The passkeys of this account.
#[server(endpoint = "access/passkeys")]
pub async fn passkeys() -> Result<PasskeysView, AppError> {
    Ok(crate::ssr::caller()?.access().passkeys().await?)
}

/// Asks the device to make a passkey.
#[server(endpoint = "access/begin-passkey")]
pub async fn begin_passkey(name: String, password: String) -> Result<PasskeyQuestion, AppError> {
    let caller = crate::ssr::caller()?;
    Ok(caller.access().begin_passkey(&name, &password).await?)
}

/// Adds the passkey the device has made.
#[server(endpoint = "access/add-passkey")]
pub async fn add_passkey(token: String, name: String, answer: String) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    let access = caller.access();
    crate::ssr::keep_session(access.add_passkey(&token, &name, &answer).await?);
    Ok(crate::ssr::go("/einstellungen/passkeys?neu=1"))
}

/// Gives a passkey another name.
#[server(endpoint = "access/rename-passkey")]
pub async fn rename_passkey(id: PasskeyId, name: String) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    caller.access().rename_passkey(id, &name).await?;
    Ok(crate::ssr::go("/einstellungen/passkeys?umbenannt=1"))
}

/// Removes a passkey.
#[server(endpoint = "access/remove-passkey")]
pub async fn remove_passkey(id: PasskeyId, password: String) -> Result<String, AppError> {
    let caller = crate::ssr::caller()?;
    crate::ssr::keep_session(caller.access().remove_passkey(id, &password).await?);
    Ok(crate::ssr::go("/einstellungen/passkeys?entfernt=1"))
}

/// All signed-in devices of this account.
#[server(endpoint = "access/sessions")]
pub async fn sessions() -> Result<Vec<SessionRow>, AppError> {
    Ok(crate::ssr::caller()?.access().sessions().await?)
}

/// Signs out one device.
#[server(endpoint = "access/end-session")]
pub async fn end_session(id: SessionId) -> Result<String, AppError> {
    crate::ssr::caller()?.access().end_session(id).await?;
    Ok(crate::ssr::go("/einstellungen/zugang?beendet=1"))
}

/// What happened to this account, a page at a time.
#[server(endpoint = "access/security-log")]
pub async fn security_log(page: i64) -> Result<LogPage, AppError> {
    Ok(crate::ssr::caller()?.access().security_log(page).await?)
}
