//! A new password by the link from the mail. Opening the link uses nothing up; only sending the form does.

use domain::Refusal;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api;
use super::follow::start_over;
use super::passphrase::ChosenPassword;
use crate::ui::{ErrorSummary, Head, Submit, complaints, frame};
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
        return view! {
            <Head title=t_string!(i18n, access.reset_none) lead=t_string!(i18n, access.reset_none_text)/>
            <div class="actions">
                <a class="btn btn-primary" href="/passwort-vergessen">{t_string!(i18n, access.reset_again)}</a>
            </div>
        }
        .into_any();
    }
    let action = ServerAction::<api::ResetPassword>::new();
    start_over(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::ResetLinkInvalid | Refusal::Busy => "",
        _ => "password",
    });
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
