//! "Mein Zugang": password, second factor, devices and the way to the log: `/einstellungen/zugang`.

use domain::contract::ContractKind;
use domain::{Me, Refusal, Role};
use leptos::prelude::*;

use super::api;
use super::follow::{marked, start_over};
use super::passkeys::PATH as PASSKEYS;
use super::passphrase::ChosenPassword;
use super::second_factor::PATH as SECOND_FACTOR;
use super::sessions::Devices;
use crate::posted::FieldError;
use crate::ui::{
    ErrorSummary, Fact, Facts, Head, Notice, PasswordField, Submit, Tone, complaints, frame,
    link_row,
};
use crate::use_i18n;

use crate::i18n::*;

/// For residents and staff.
#[component]
pub fn OwnAccess() -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::ChangePassword>::new();
    let errors = complaints(action, |refusal| match refusal {
        Refusal::CurrentPasswordWrong | Refusal::PasswordMissing => "current",
        Refusal::Busy | Refusal::Wait { .. } => "",
        _ => "new",
    });
    let failed = move || !errors.get().is_empty();
    frame().me.map(|me| {
        view! {
            <Head
                title=t_string!(i18n, access.my_access)
                back=("/einstellungen", t_string!(i18n, access.settings_title))
                failed
            />
            <Who me/>
            <section class="section" aria-labelledby="passwort">
                <div class="section-head"><h2 id="passwort">{t_string!(i18n, access.password)}</h2></div>
                <ChangePassword action errors/>
            </section>
            <section class="section" aria-labelledby="sicherheit">
                <div class="section-head"><h2 id="sicherheit">{t_string!(i18n, access.security)}</h2></div>
                <ul class="link-rows">
                    {link_row(
                        SECOND_FACTOR,
                        "shield",
                        t_string!(i18n, access.factor_title),
                        t_string!(i18n, access.factor_sub),
                    )}
                    {link_row(
                        PASSKEYS,
                        "key",
                        t_string!(i18n, access.passkeys_title),
                        t_string!(i18n, access.passkeys_sub),
                    )}
                    {link_row(
                        "/einstellungen/zugang/protokoll",
                        "eye",
                        t_string!(i18n, access.log_title),
                        t_string!(i18n, access.log_sub),
                    )}
                </ul>
            </section>
            <Devices/>
        }
        .into_any()
    })
}

#[component]
fn Who(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let role = match me.role {
        Role::Resident => match kinds(&me) {
            (true, true) => t_string!(i18n, access.role_both),
            (true, false) => t_string!(i18n, access.role_tenant),
            (false, true) => t_string!(i18n, access.role_owner),
            (false, false) => t_string!(i18n, access.role_resident),
        },
        Role::Clerk => t_string!(i18n, access.role_clerk),
        Role::Admin => t_string!(i18n, access.role_admin),
    };
    view! {
        <Facts>
            <Fact term=t_string!(i18n, access.name)>{me.name}</Fact>
            <Fact term=t_string!(i18n, access.email)>{me.email}</Fact>
            <Fact term=t_string!(i18n, access.role)>{role}</Fact>
        </Facts>
    }
    .into_any()
}

/// Whether there is a lease, and whether there is property.
fn kinds(me: &Me) -> (bool, bool) {
    let has = |kind| me.contracts.iter().any(|row| row.kind == kind);
    (has(ContractKind::Lease), has(ContractKind::Ownership))
}

#[component]
fn ChangePassword(
    action: ServerAction<api::ChangePassword>,
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let i18n = use_i18n();
    start_over(action);
    let changed = marked("passwort");
    let open = move || errors.with(|errors| !errors.is_empty());
    view! {
        <Show when=move || changed.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, access.changed)>
                <p>{t_string!(i18n, access.changed_text)}</p>
            </Notice>
        </Show>
        <details class="fold" open=open>
            <summary>{t_string!(i18n, access.change_password)}</summary>
            <ActionForm action attr:class="form" attr:novalidate="">
                <ErrorSummary errors/>
                <PasswordField
                    name="current"
                    label=t_string!(i18n, access.current_password)
                    errors
                    autocomplete="current-password"
                />
                <ChosenPassword name="new" min=frame().portal.password_min errors/>
                <div class="actions">
                    <Submit label=t_string!(i18n, access.change_save) pending=action.pending()/>
                </div>
            </ActionForm>
        </details>
    }
    .into_any()
}
