//! Asking for a new letter.

use domain::Refusal;
use leptos::prelude::*;

use super::api;
use super::follow::{follow, marked};
use super::forgotten::CallUs;
use crate::ui::{ErrorSummary, Field, Head, Submit, complaints};
use crate::use_i18n;

use crate::i18n::*;

/// The answer is the same whether the contract exists or not; the letter goes to the address on file.
#[component]
pub fn LostLetter() -> impl IntoView {
    let sent = marked("gesendet");
    view! { {move || if sent.get() { asked() } else { view! { <LostLetterForm/> }.into_any() }} }
        .into_any()
}

#[component]
fn LostLetterForm() -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::LostLetter>::new();
    follow(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::ContractNumberMissing => "contract",
        Refusal::LastNameMissing => "last_name",
        Refusal::StartMissing => "starts_on",
        _ => "",
    });
    view! {
        <Head
            title=t_string!(i18n, access.lost_title)
            lead=t_string!(i18n, access.lost_lead)
            back=("/", t_string!(i18n, frame.home))
            failed=move || !errors.get().is_empty()
        />
        <ActionForm action attr:class="form" attr:novalidate="">
            <ErrorSummary errors/>
            <Field
                name="contract"
                label=t_string!(i18n, access.contract)
                hint=t_string!(i18n, access.contract_hint)
                errors
                autocomplete="off"
                size="phone"
                verbatim=true
            />
            <Field
                name="last_name"
                label=t_string!(i18n, access.last_name)
                errors
                autocomplete="family-name"
            />
            <Field
                name="starts_on"
                label=t_string!(i18n, access.starts_on)
                hint=t_string!(i18n, access.starts_on_hint)
                errors
                kind="date"
                autocomplete="off"
                size="phone"
            />
            <div class="actions">
                <Submit label=t_string!(i18n, access.lost_send) pending=action.pending()/>
            </div>
        </ActionForm>
    }
    .into_any()
}

fn asked() -> AnyView {
    let i18n = use_i18n();
    view! {
        <Head title=t_string!(i18n, access.lost_done) lead=t_string!(i18n, access.lost_done_text)/>
        <p class="mb-4">{t_string!(i18n, access.lost_done_else)}</p>
        <CallUs/>
        <div class="actions">
            <a class="btn btn-secondary" href="/">{t_string!(i18n, frame.to_start)}</a>
        </div>
    }
    .into_any()
}
