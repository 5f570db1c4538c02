//! Settings: contact data and own data, access, devices, signing out.

use domain::{Me, Refusal, Role};
use leptos::prelude::*;

use super::api;
use super::follow::{marked, start_over};
use super::passkeys::PATH as PASSKEYS;
use super::passphrase::ChosenPassword;
use super::second_factor::PATH as SECOND_FACTOR;
use super::sessions::Devices;
use super::sign_out::SignOutButton;
use crate::posted::FieldError;
use crate::ui::{
    ErrorSummary, Fact, Facts, Head, Notice, PasswordField, Submit, Tone, complaints, frame,
    link_row,
};
use crate::use_i18n;

use crate::i18n::*;

/// For residents and staff.
#[component]
pub fn Settings() -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::ChangePassword>::new();
    let errors = complaints(action, |refusal| match refusal {
        Refusal::CurrentPasswordWrong => "current",
        Refusal::Busy | Refusal::Wait { .. } => "",
        _ => "new",
    });
    let failed = move || !errors.get().is_empty();
    frame().me.map(|me| {
        let resident = !me.role.is_staff();
        view! {
            <Head title=t_string!(i18n, access.settings_title) failed/>
            {resident.then(|| view! { <OwnPages/> })}
            <section class="section" aria-labelledby="zugang">
                <div class="section-head"><h2 id="zugang">{t_string!(i18n, access.my_access)}</h2></div>
                <Who me/>
                <ChangePassword action errors/>
            </section>
            <section class="section" aria-labelledby="zweiter">
                <div class="section-head"><h2 id="zweiter">{t_string!(i18n, access.factor_title)}</h2></div>
                <p class="mb-4">{t_string!(i18n, access.factor_lead)}</p>
                <div class="actions">
                    <a class="btn btn-secondary" href=SECOND_FACTOR>{t_string!(i18n, access.factor_open)}</a>
                </div>
            </section>
            <section class="section" aria-labelledby="passkeys">
                <div class="section-head"><h2 id="passkeys">{t_string!(i18n, access.passkeys_title)}</h2></div>
                <p class="mb-4">{t_string!(i18n, access.passkeys_lead)}</p>
                <div class="actions">
                    <a class="btn btn-secondary" href=PASSKEYS>{t_string!(i18n, access.passkeys_open)}</a>
                </div>
            </section>
            <Devices/>
            <section class="section" aria-labelledby="abmelden">
                <div class="section-head"><h2 id="abmelden">{t_string!(i18n, access.sign_out_title)}</h2></div>
                <p class="mb-4">{t_string!(i18n, access.sign_out_text)}</p>
                <SignOutButton/>
            </section>
        }
        .into_any()
    })
}

#[component]
fn Who(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let role = match me.role {
        Role::Resident => t_string!(i18n, access.role_resident),
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

/// What residents keep on pages of their own.
#[component]
fn OwnPages() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <ul class="link-rows">
            {link_row(
                "/einstellungen/kontaktdaten",
                "person",
                t_string!(i18n, access.contact_data),
                t_string!(i18n, access.contact_sub),
            )}
            {link_row("/einstellungen/daten", "shield", t_string!(i18n, access.own_data), t_string!(i18n, access.own_data_sub))}
        </ul>
    }
    .into_any()
}
