//! A new password by the link from the mail. Opening the link uses nothing up; only sending the form does.

use domain::Refusal;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api;
use super::follow::start_over;
use super::passphrase::ChosenPassword;
use crate::posted::FieldError;
use crate::ui::{ErrorSummary, Head, Submit, complaints, frame, loaded};
use crate::use_i18n;

use crate::i18n::*;

/// The form behind `/passwort-neu?token=…`.
#[component]
pub fn NewPassword() -> impl IntoView {
    let i18n = use_i18n();
    let token = use_query_map()
        .with_untracked(|query| query.get("token"))
        .unwrap_or_default();
    if token.is_empty() {
        return useless(
            t_string!(i18n, access.reset_none),
            t_string!(i18n, access.reset_none_text),
        );
    }
    let action = ServerAction::<api::ResetPassword>::new();
    start_over(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::ResetLinkInvalid | Refusal::Busy => "",
        _ => "password",
    });
    let asked = token.clone();
    let live = Resource::new(move || asked.clone(), api::reset_link);
    loaded(live, move |live| {
        if live {
            form(token.clone(), action, errors)
        } else {
            useless(
                t_string!(i18n, access.reset_over),
                t_string!(i18n, access.reset_over_text),
            )
        }
    })
}

/// Nothing can be set with this link.
fn useless(title: &'static str, text: &'static str) -> AnyView {
    let i18n = use_i18n();
    view! {
        <Head title=title lead=text/>
        <div class="actions">
            <a class="btn btn-primary" href="/passwort-vergessen">{t_string!(i18n, access.reset_again)}</a>
        </div>
    }
    .into_any()
}

fn form(
    token: String,
    action: ServerAction<api::ResetPassword>,
    errors: Signal<Vec<FieldError>>,
) -> AnyView {
    let i18n = use_i18n();
    view! {
        <Head title=t_string!(i18n, access.reset_title) failed=move || !errors.get().is_empty()/>
        <ActionForm action attr:class="form" attr:novalidate="">
            <ErrorSummary errors/>
            <input type="hidden" name="token" value=token/>
            <ChosenPassword name="password" min=frame().portal.password_min errors/>
            <div class="actions">
                <Submit label=t_string!(i18n, access.reset_save) pending=action.pending()/>
                <a class="btn btn-quiet" href="/passwort-vergessen">{t_string!(i18n, access.reset_again)}</a>
            </div>
        </ActionForm>
    }
    .into_any()
}
