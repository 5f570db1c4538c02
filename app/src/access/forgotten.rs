//! Asking for a link to a new password.

use domain::Refusal;
use leptos::prelude::*;

use super::api;
use super::follow::{follow, marked};
use crate::ui::{ErrorSummary, Field, Head, Submit, complaints};
use crate::use_i18n;

use crate::i18n::*;

/// The answer is the same whether the account exists or not.
#[component]
pub fn Forgotten() -> impl IntoView {
    let i18n = use_i18n();
    let sent = marked("gesendet");
    let action = ServerAction::<api::ForgotPassword>::new();
    follow(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::EmailInvalid => "email",
        _ => "",
    });
    let form = move || {
        view! {
            <Head
                title=t_string!(i18n, access.forgot_title)
                lead=t_string!(i18n, access.forgot_lead)
                back=("/anmelden", t_string!(i18n, access.sign_in_title))
                failed=move || !errors.get().is_empty()
            />
            <ActionForm action attr:class="form" attr:novalidate="">
                <ErrorSummary errors/>
                <Field
                    name="email"
                    label=t_string!(i18n, access.email)
                    errors
                    kind="email"
                    autocomplete="username"
                />
                <div class="actions">
                    <Submit label=t_string!(i18n, access.forgot_send) pending=action.pending()/>
                </div>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        {move || if sent.get() { sent_answer() } else { form() }}
        <NoMailbox/>
    }
    .into_any()
}

fn sent_answer() -> AnyView {
    let i18n = use_i18n();
    view! {
        <Head title=t_string!(i18n, access.forgot_done) lead=t_string!(i18n, access.forgot_done_text)/>
        <div class="actions">
            <a class="btn btn-secondary" href="/anmelden">{t_string!(i18n, access.to_sign_in)}</a>
        </div>
    }
    .into_any()
}

/// Who can no longer open the mailbox is helped by people.
#[component]
fn NoMailbox() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <details class="fold">
            <summary>{t_string!(i18n, access.forgot_else)}</summary>
            <div class="prose">
                <p>{t_string!(i18n, access.forgot_else_text)}</p>
                <CallUs/>
                <p><a href="/brief-verloren">{t_string!(i18n, access.lost_title)}</a></p>
            </div>
        </details>
    }
    .into_any()
}

/// The manager's phone and hours.
#[component]
pub(crate) fn CallUs() -> impl IntoView {
    let contact = crate::ui::frame().portal.contact;
    let phone = contact.phone.map(|phone| {
        let call = super::tel(&phone);
        view! { <a href=call>{crate::ui::icon("phone")}{phone}</a> }
    });
    let mail = contact.email.map(|email| {
        let write = format!("mailto:{email}");
        view! { <a href=write>{crate::ui::icon("mail")}{email}</a> }
    });
    view! {
        <div class="contact">
            <p class="contact-role">{contact.role}</p>
            <p class="contact-name">{contact.name}</p>
            {phone}
            {mail}
            {contact.hours.map(|hours| view! { <p class="contact-hours">{hours}</p> })}
        </div>
    }
    .into_any()
}
