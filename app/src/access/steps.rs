//! Steps 2 to 4 of 4: e-mail, six digits, password.

use domain::Refusal;
use domain::registration::{RegistrationStep, RegistrationView};
use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::api;
use super::device::DeviceQuestion;
use super::follow::{follow, marked, only_last, start_over};
use super::passphrase::ChosenPassword;
use super::register::RegistrationSteps;
use crate::ui::{CodeField, ErrorSummary, Field, Head, Notice, Submit, Tone, complaints, loaded};
use crate::use_i18n;

use crate::i18n::*;

/// Shows a step to who may be at it and leads everybody else to the right one.
fn at_step(
    allowed: fn(RegistrationStep) -> bool,
    page: fn(RegistrationView) -> AnyView,
) -> AnyView {
    let registration = Resource::new(|| (), |()| api::registration());
    loaded(registration, move |view| match view {
        Some(view) if allowed(view.step) => page(view),
        Some(view) => view! { <Redirect path=address(view.step)/> }.into_any(),
        None => view! { <Redirect path="/registrieren"/> }.into_any(),
    })
}

const fn address(step: RegistrationStep) -> &'static str {
    match step {
        RegistrationStep::Email => "/registrieren/e-mail",
        RegistrationStep::Code => "/registrieren/code",
        RegistrationStep::Password => "/registrieren/passwort",
    }
}

/// Step 2: the address, which may be given again until the password is set.
#[component]
pub fn RegisterEmail() -> impl IntoView {
    at_step(|_| true, |view| view! { <EmailForm view/> }.into_any())
}

/// Step 3: the six digits.
#[component]
pub fn RegisterCode() -> impl IntoView {
    at_step(
        |step| step == RegistrationStep::Code,
        |view| view! { <CodeForm view/> }.into_any(),
    )
}

/// Step 4: the password.
#[component]
pub fn RegisterPassword() -> impl IntoView {
    at_step(
        |step| step == RegistrationStep::Password,
        |view| view! { <PasswordForm view/> }.into_any(),
    )
}

#[component]
fn EmailForm(view: RegistrationView) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::GiveEmail>::new();
    follow(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::EmailInvalid => "email",
        _ => "",
    });
    let name = view.name;
    let lead: String = match view.house {
        _ if view.recovery => t_string!(i18n, access.email_again, name = name),
        Some(street) => t_string!(i18n, access.email_hello_house, name = name, street = street),
        None => t_string!(i18n, access.email_hello, name = name),
    };
    view! {
        <RegistrationSteps now=2/>
        <Head
            title=t_string!(i18n, access.email_title)
            lead=lead
            failed=move || !errors.get().is_empty()
        />
        <ActionForm action attr:class="form" attr:novalidate="">
            <ErrorSummary errors/>
            <Field
                name="email"
                label=t_string!(i18n, access.email)
                hint=t_string!(i18n, access.email_hint)
                errors
                kind="email"
                autocomplete="email"
                value=view.email.unwrap_or_default()
            />
            <div class="actions">
                <Submit label=t_string!(i18n, access.email_send) pending=action.pending()/>
                <a class="btn btn-quiet" href="/registrieren">{t_string!(i18n, access.email_not_me)}</a>
            </div>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn CodeForm(view: RegistrationView) -> impl IntoView {
    let i18n = use_i18n();
    let confirm = ServerAction::<api::ConfirmEmail>::new();
    let resend = ServerAction::<api::ResendCode>::new();
    follow(confirm);
    follow(resend);
    only_last(confirm, resend);
    let wrong = complaints(confirm, |_| "code");
    let refused = complaints(resend, |_| "");
    let errors = Signal::derive(move || [wrong.get(), refused.get()].concat());
    let sent = marked("gesendet");
    view! {
        <RegistrationSteps now=3/>
        <Head
            title=t_string!(i18n, access.code_title)
            lead=t_string!(i18n, access.code_lead, email = view.email.unwrap_or_default())
            failed=move || !errors.get().is_empty()
        />
        <Show when=move || sent.get() && errors.with(Vec::is_empty)>
            <Notice tone=Tone::Ok title=t_string!(i18n, access.resent) live=true>
                <p>{t_string!(i18n, access.resent_text)}</p>
            </Notice>
        </Show>
        <ActionForm action=confirm attr:class="form" attr:novalidate="">
            <ErrorSummary errors/>
            <CodeField label=t_string!(i18n, access.six) hint=t_string!(i18n, access.six_hint) errors/>
            <div class="actions">
                <Submit label=t_string!(i18n, access.confirm) pending=confirm.pending()/>
            </div>
        </ActionForm>
        <section class="section">
            <p>{t_string!(i18n, access.code_missing)}</p>
            <ActionForm action=resend>
                <div class="actions">
                    <Submit label=t_string!(i18n, access.resend) pending=resend.pending() kind="btn-secondary"/>
                    <a class="btn btn-quiet" href="/registrieren/e-mail">{t_string!(i18n, access.other_email)}</a>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn PasswordForm(view: RegistrationView) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::Finish>::new();
    start_over(action);
    let errors = complaints(action, |_| "password");
    let finish = if view.recovery {
        t_string!(i18n, access.finish_again)
    } else {
        t_string!(i18n, access.finish)
    };
    view! {
        <RegistrationSteps now=4/>
        <Head
            title=t_string!(i18n, access.password_title)
            lead=t_string!(i18n, access.password_lead)
            failed=move || !errors.get().is_empty()
        />
        <ActionForm action attr:class="form" attr:novalidate="">
            <ErrorSummary errors/>
            <input type="hidden" autocomplete="username" value=view.email/>
            <ChosenPassword name="password" min=view.password_min errors/>
            <DeviceQuestion/>
            <div class="actions">
                <Submit label=finish pending=action.pending()/>
            </div>
        </ActionForm>
    }
    .into_any()
}
