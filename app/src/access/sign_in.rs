//! The sign-in.

use domain::Refusal;
use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::api;
use super::device::DeviceQuestion;
use super::follow::{marked, start_over};
use super::passkey_door::PasskeyDoor;
use super::target::wanted;
use crate::ui::{
    ErrorSummary, Field, Head, Notice, PasswordField, Submit, Tone, complaints, frame,
};
use crate::use_i18n;

use crate::i18n::*;

/// E-mail, password, device; `?ziel=` is where it goes on.
#[component]
pub fn SignIn() -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::SignIn>::new();
    start_over(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::PasswordMissing => "password",
        _ => "",
    });
    let target = wanted();
    if frame().me.is_some() {
        return view! { <Redirect path=target/> }.into_any();
    }
    let lead = if target == "/" {
        ""
    } else {
        t_string!(i18n, access.sign_in_wanted)
    };
    let onward = target.clone();
    let changed = marked("neu");
    let over = marked("ende");
    let left = marked("abgemeldet");
    view! {
        <Show when=move || left.get()>
            <Notice tone=Tone::Info title=t_string!(i18n, access.left_elsewhere)>
                <p>{t_string!(i18n, access.left_elsewhere_text)}</p>
            </Notice>
        </Show>
        <Show when=move || over.get()>
            <Notice tone=Tone::Info title=t_string!(i18n, access.session_over)>
                <p>{t_string!(i18n, access.session_over_text)}</p>
            </Notice>
        </Show>
        <Show when=move || changed.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, access.password_changed)>
                <p>{t_string!(i18n, access.password_changed_text)}</p>
            </Notice>
        </Show>
        <Head
            title=t_string!(i18n, access.sign_in_title)
            lead
            back=("/", t_string!(i18n, frame.home))
            failed=move || !errors.get().is_empty()
        />
        <ActionForm action attr:class="form" attr:novalidate="">
            <ErrorSummary errors/>
            <input type="hidden" name="ziel" value=target/>
            <Field name="email" label=t_string!(i18n, access.email) errors kind="email" autocomplete="username"/>
            <PasswordField
                name="password"
                label=t_string!(i18n, access.password)
                errors
                autocomplete="current-password"
            />
            <DeviceQuestion/>
            <div class="actions">
                <Submit label=t_string!(i18n, access.sign_in) pending=action.pending()/>
                <a class="btn btn-quiet" href="/passwort-vergessen">{t_string!(i18n, access.forgotten)}</a>
            </div>
        </ActionForm>
        <PasskeyDoor target=onward/>
        <p class="mt-6"><a href="/registrieren">{t_string!(i18n, access.no_account)}</a></p>
    }
    .into_any()
}
