//! The second factor of one's own account: set up, look after, switch off.

use domain::Refusal;
use domain::second_factor::{Enrolment, SecondFactorView};
use leptos::prelude::*;

use super::api;
use super::follow::{marked, start_over};
use super::passkeys::PATH as PASSKEYS;
use crate::ui::{
    CodeField, ErrorSummary, Field, Head, Notice, PasswordField, Submit, Tone, complaints,
    loaded_below,
};
use crate::use_i18n;

use crate::i18n::*;

/// Where this page is; staff who lack the factor are led here.
pub(crate) const PATH: &str = "/einstellungen/zweiter-faktor";

/// For residents and staff.
#[component]
pub fn SecondFactor() -> impl IntoView {
    let i18n = use_i18n();
    let factor = Resource::new(|| (), |()| api::second_factor());
    let (on, off, renewed) = (marked("an"), marked("aus"), marked("codes"));
    view! {
        <Head
            title=t_string!(i18n, access.factor_title)
            lead=t_string!(i18n, access.factor_lead)
            back=("/einstellungen/zugang", t_string!(i18n, access.factor_back))
        />
        <Show when=move || on.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, access.factor_on_done)>
                <p>{t_string!(i18n, access.factor_on_done_text)}</p>
            </Notice>
        </Show>
        <Show when=move || off.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, access.factor_off_done)>
                <p>{t_string!(i18n, access.factor_off_done_text)}</p>
            </Notice>
        </Show>
        <Show when=move || renewed.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, access.paper_done)>
                <p>{t_string!(i18n, access.paper_done_text)}</p>
            </Notice>
        </Show>
        {loaded_below(factor, |view| view! { <State view/> }.into_any())}
    }
    .into_any()
}

#[component]
fn State(view: SecondFactorView) -> impl IntoView {
    let i18n = use_i18n();
    let body = match view.enrolment {
        _ if view.on => view! { <On left=view.recovery_left fresh=view.fresh/> }.into_any(),
        Some(enrolment) => view! { <Prove enrolment/> }.into_any(),
        None => view! { <Begin/> }.into_any(),
    };
    view! {
        {view.required.then(|| view! {
            <Notice tone=Tone::Info title=t_string!(i18n, access.factor_required)>
                <p>{t_string!(i18n, access.factor_required_text)}</p>
                <p><a href=PASSKEYS>{t_string!(i18n, access.factor_or_passkey)}</a></p>
            </Notice>
        })}
        {body}
    }
    .into_any()
}

#[component]
fn Begin() -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::BeginSecondFactor>::new();
    start_over(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::CurrentPasswordWrong | Refusal::PasswordMissing => "password",
        _ => "",
    });
    view! {
        <p class="mb-4">{t_string!(i18n, access.factor_begin_lead)}</p>
        <ActionForm action attr:class="form" attr:novalidate="">
            <ErrorSummary errors/>
            <PasswordField
                name="password"
                label=t_string!(i18n, access.password)
                errors
                autocomplete="current-password"
            />
            <div class="actions">
                <Submit label=t_string!(i18n, access.factor_begin) pending=action.pending()/>
            </div>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Prove(enrolment: Enrolment) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::ConfirmSecondFactor>::new();
    start_over(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::SecondCodeWrong | Refusal::CodeMissing => "code",
        _ => "",
    });
    view! {
        <section class="section" aria-labelledby="verbinden">
            <div class="section-head"><h2 id="verbinden">{t_string!(i18n, access.factor_scan)}</h2></div>
            <p class="mb-4">{t_string!(i18n, access.factor_scan_text)}</p>
            <p class="mb-4"><code>{enrolment.secret}</code></p>
            <Code path=enrolment.qr side=enrolment.side/>
        </section>
        <section class="section" aria-labelledby="papier">
            <div class="section-head"><h2 id="papier">{t_string!(i18n, access.factor_paper)}</h2></div>
            <p class="mb-4">{t_string!(i18n, access.factor_paper_text)}</p>
            <ul>
                {enrolment.recovery.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}
            </ul>
        </section>
        <section class="section" aria-labelledby="pruefen">
            <div class="section-head"><h2 id="pruefen">{t_string!(i18n, access.factor_prove)}</h2></div>
            <ActionForm action attr:class="form" attr:novalidate="">
                <ErrorSummary errors/>
                <CodeField label=t_string!(i18n, access.factor_code) hint=t_string!(i18n, access.factor_prove_hint) errors/>
                <div class="actions">
                    <Submit label=t_string!(i18n, access.factor_confirm) pending=action.pending()/>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

/// The QR code, black on white in every theme, with the quiet zone of four squares that readers need.
#[component]
fn Code(path: String, side: usize) -> impl IntoView {
    let i18n = use_i18n();
    let field = format!("-4 -4 {0} {0}", side + 8);
    view! {
        <svg width="240" height="240" viewBox=field role="img" aria-label=t_string!(i18n, access.factor_qr)>
            <rect x="-4" y="-4" width="100%" height="100%" fill="#fff"/>
            <path d=path fill="#000"/>
        </svg>
    }
    .into_any()
}

#[component]
fn On(left: i64, fresh: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    let paper = if fresh.is_empty() {
        view! { <Renew/> }.into_any()
    } else {
        view! { <Fresh codes=fresh/> }.into_any()
    };
    view! {
        <p>{t_string!(i18n, access.factor_is_on)}</p>
        <p class="mb-4">{t_string!(i18n, access.factor_left, left = left)}</p>
        {paper}
        <Off/>
    }
    .into_any()
}

#[component]
fn Renew() -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::BeginRecoveryCodes>::new();
    start_over(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::CurrentPasswordWrong | Refusal::PasswordMissing => "current",
        _ => "",
    });
    let open = move || errors.with(|errors| !errors.is_empty());
    view! {
        <details class="fold" open=open>
            <summary>{t_string!(i18n, access.paper_new)}</summary>
            <ActionForm action attr:class="form" attr:novalidate="">
                <ErrorSummary errors/>
                <p>{t_string!(i18n, access.paper_new_lead)}</p>
                <PasswordField
                    name="current"
                    label=t_string!(i18n, access.password)
                    errors
                    autocomplete="current-password"
                />
                <div class="actions">
                    <Submit label=t_string!(i18n, access.paper_show) pending=action.pending() kind="btn-secondary"/>
                </div>
            </ActionForm>
        </details>
    }
    .into_any()
}

/// The new codes, until they count.
#[component]
fn Fresh(codes: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::ConfirmRecoveryCodes>::new();
    start_over(action);
    let errors = complaints(action, |_| "");
    view! {
        <section class="section" aria-labelledby="neu">
            <div class="section-head"><h2 id="neu">{t_string!(i18n, access.paper_new)}</h2></div>
            <p class="mb-4">{t_string!(i18n, access.paper_text)}</p>
            <ul>
                {codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}
            </ul>
            <ActionForm action attr:class="form">
                <ErrorSummary errors/>
                <div class="actions">
                    <Submit label=t_string!(i18n, access.paper_confirm) pending=action.pending()/>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn Off() -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<api::EndSecondFactor>::new();
    start_over(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::CurrentPasswordWrong | Refusal::PasswordMissing => "password",
        Refusal::SecondCodeWrong | Refusal::CodeMissing => "code",
        _ => "",
    });
    let open = move || errors.with(|errors| !errors.is_empty());
    view! {
        <details class="fold" open=open>
            <summary>{t_string!(i18n, access.factor_off)}</summary>
            <ActionForm action attr:class="form" attr:novalidate="">
                <ErrorSummary errors/>
                <PasswordField
                    name="password"
                    label=t_string!(i18n, access.password)
                    errors
                    autocomplete="current-password"
                />
                <Field
                    name="code"
                    label=t_string!(i18n, access.factor_code)
                    hint=t_string!(i18n, access.factor_code_hint)
                    errors
                    autocomplete="one-time-code"
                />
                <div class="actions">
                    <Submit label=t_string!(i18n, access.factor_off) pending=action.pending()/>
                </div>
            </ActionForm>
        </details>
    }
    .into_any()
}
