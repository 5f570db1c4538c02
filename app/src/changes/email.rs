//! Asking for another e-mail address: the address and the password, then digits to the new mailbox.

use domain::Refusal;
use domain::change::ChangeKind;
use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::api;
use super::finish::Finish;
use crate::access::follow;
use crate::i18n::*;
use crate::ui::{ErrorSummary, Field, Head, complaints, loaded};
use crate::use_i18n;

/// The form; where such a change is under way already, the page that shows it.
#[component]
pub fn EmailPage() -> impl IntoView {
    let page = Resource::new(|| (), |()| api::contact());
    loaded(page, |sheet| match sheet.page.open(ChangeKind::Email) {
        Some(_) => view! { <Redirect path="/einstellungen/kontaktdaten"/> }.into_any(),
        None => view! { <EmailForm email=sheet.page.email/> }.into_any(),
    })
}

#[component]
fn EmailForm(email: String) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::AskEmail>::new();
    follow(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::EmailInvalid | Refusal::ChangeSame => "email",
        Refusal::PasswordWrong | Refusal::PasswordMissing => "current",
        _ => "",
    });
    view! {
        <Head
            title=t_string!(i18n, changes.email_title)
            lead=t_string!(i18n, changes.email_lead, email = email)
            back=("/einstellungen/kontaktdaten", t_string!(i18n, changes.back))
            failed=move || !errors.get().is_empty()
        />
        <ActionForm action attr:class="form" attr:novalidate="">
            <ErrorSummary errors/>
            <Field
                name="email"
                label=t_string!(i18n, changes.email_new)
                hint=t_string!(i18n, changes.email_new_hint)
                errors
                kind="email"
                autocomplete="email"
            />
            <Finish errors send=t_string!(i18n, changes.email_send) pending=action.pending()/>
        </ActionForm>
    }
    .into_any()
}
