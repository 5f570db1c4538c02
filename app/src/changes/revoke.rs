//! "Das war ich nicht": the page behind the link in the old mailbox. Opening it changes nothing; only the button does.

use domain::Refusal;
use leptos::prelude::*;

use super::api;
use crate::AppError;
use crate::access::{follow, fragment, marked};
use crate::i18n::*;
use crate::ui::{ErrorSummary, Field, Head, Submit, complaints};
use crate::use_i18n;

/// One button. The key comes in the fragment, which no server sees; without scripts the link is pasted. Where it is too
/// late, neither promise nor button stay.
#[component]
pub fn RevokePage() -> impl IntoView {
    let done = marked("erledigt");
    view! {
        {move || {
            if done.get() {
                view! { <Revoked/> }.into_any()
            } else {
                view! { <RevokeForm/> }.into_any()
            }
        }}
    }
    .into_any()
}

#[component]
fn RevokeForm() -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::Revoke>::new();
    follow(action);
    let errors = complaints(action, |_| "");
    let late = Signal::derive(move || {
        let refused = AppError::Refused(Refusal::ChangeEffective);
        action
            .value()
            .with(|value| matches!(value, Some(Err(error)) if *error == refused))
    });
    let key = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if let Some(found) = fragment().and_then(|fragment| fragment.get("t")) {
            key.set(Some(found));
        }
    });
    view! {
        <Head
            title=t_string!(i18n, changes.revoke_title)
            failed=move || !errors.get().is_empty()
        />
        <p class="lead" hidden=move || late.get()>{t_string!(i18n, changes.revoke_lead)}</p>
        <ActionForm action attr:class="form" attr:novalidate="" attr:autocomplete="off">
            <ErrorSummary errors/>
            <p hidden=move || late.get()>{t_string!(i18n, changes.revoke_what)}</p>
            <div hidden=move || late.get() || key.with(Option::is_some)>
                <Field
                    name="token"
                    label=t_string!(i18n, changes.revoke_key)
                    hint=t_string!(i18n, changes.revoke_key_hint)
                    errors
                    autocomplete="off"
                    verbatim=true
                    filled=key
                />
            </div>
            <Show when=move || !late.get()>
                <div class="actions">
                    <Submit label=t_string!(i18n, changes.revoke_send) pending=action.pending() kind="btn-danger"/>
                </div>
            </Show>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Revoked() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Head
            title=t_string!(i18n, changes.revoke_done)
            lead=t_string!(i18n, changes.revoke_done_text)
        />
        <p class="mb-4">{t_string!(i18n, changes.revoke_then)}</p>
        <div class="actions">
            <a class="btn btn-primary" href="/passwort-vergessen">{t_string!(i18n, changes.revoke_password)}</a>
        </div>
    }
    .into_any()
}
