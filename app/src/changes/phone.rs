//! Asking for another phone number: the number and the password.

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
pub fn PhonePage() -> impl IntoView {
    let page = Resource::new(|| (), |()| api::contact());
    loaded(page, |sheet| match sheet.page.open(ChangeKind::Phone) {
        Some(_) => view! { <Redirect path="/einstellungen/kontaktdaten"/> }.into_any(),
        None => view! { <PhoneForm phone=sheet.page.phone/> }.into_any(),
    })
}

#[component]
fn PhoneForm(phone: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::AskPhone>::new();
    follow(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::PhoneInvalid | Refusal::ChangeSame => "phone",
        Refusal::PasswordWrong | Refusal::PasswordMissing => "current",
        _ => "",
    });
    let lead = match phone {
        Some(phone) => t_string!(i18n, changes.phone_lead, phone = phone).to_string(),
        None => t_string!(i18n, changes.phone_lead_none).to_owned(),
    };
    view! {
        <Head
            title=t_string!(i18n, changes.phone_title)
            lead
            back=("/einstellungen/kontaktdaten", t_string!(i18n, changes.back))
            failed=move || !errors.get().is_empty()
        />
        <ActionForm action attr:class="form" attr:novalidate="">
            <ErrorSummary errors/>
            <Field
                name="phone"
                label=t_string!(i18n, changes.phone_new)
                hint=t_string!(i18n, changes.phone_new_hint)
                errors
                kind="tel"
                autocomplete="tel"
                size="phone"
            />
            <Finish errors send=t_string!(i18n, changes.phone_send) pending=action.pending()/>
        </ActionForm>
    }
    .into_any()
}
