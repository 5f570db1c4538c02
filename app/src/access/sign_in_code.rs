//! The second half of the sign-in: a code of the app or one on paper.

use domain::Refusal;
use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::api;
use super::follow::start_over;
use super::target::{sign_in_page, wanted};
use crate::ui::{ErrorSummary, Field, Head, Submit, complaints, frame, loaded};
use crate::use_i18n;

use crate::i18n::*;

/// Asks for the code where the password was right; leads everybody else to where they can go on.
#[component]
pub fn SignInCode() -> impl IntoView {
    let target = wanted();
    if frame().me.is_some() {
        return view! { <Redirect path=target/> }.into_any();
    }
    let half_way = Resource::new(|| (), |()| api::half_way());
    loaded(half_way, move |half_way| {
        let target = target.clone();
        if half_way {
            view! { <CodeForm target/> }.into_any()
        } else {
            view! { <Redirect path=sign_in_page(&target)/> }.into_any()
        }
    })
}

/// One field takes both kinds of codes.
#[component]
fn CodeForm(target: String) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::SignInCode>::new();
    start_over(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::SecondCodeWrong | Refusal::CodeMissing => "code",
        _ => "",
    });
    view! {
        <Head
            title=t_string!(i18n, access.half_title)
            lead=t_string!(i18n, access.half_lead)
            back=("/anmelden", t_string!(i18n, access.sign_in_title))
            failed=move || !errors.get().is_empty()
        />
        <ActionForm action attr:class="form" attr:novalidate="">
            <ErrorSummary errors/>
            <input type="hidden" name="ziel" value=target/>
            <Field
                name="code"
                label=t_string!(i18n, access.factor_code)
                hint=t_string!(i18n, access.factor_code_hint)
                errors
                autocomplete="one-time-code"
            />
            <div class="actions">
                <Submit label=t_string!(i18n, access.sign_in) pending=action.pending()/>
                <a class="btn btn-quiet" href="/anmelden">{t_string!(i18n, access.half_again)}</a>
            </div>
        </ActionForm>
        <p class="mt-6">{t_string!(i18n, access.half_help)}</p>
    }
    .into_any()
}
