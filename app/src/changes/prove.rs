//! The six digits that prove the new mailbox.

use domain::change::{ChangeActor, ChangeKind};
use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::api;
use crate::access::{follow, marked, only_last};
use crate::i18n::*;
use crate::ui::{CodeField, ErrorSummary, Head, Notice, Submit, Tone, complaints, loaded};
use crate::use_i18n;

/// The form; where nothing is to be proved, the page of contact details.
#[component]
pub fn ProvePage() -> impl IntoView {
    let page = Resource::new(|| (), |()| api::contact());
    loaded(page, |sheet| match sheet.page.open(ChangeKind::Email) {
        Some(change) if change.next == ChangeActor::Resident => {
            view! { <CodeForm email=change.new_value.clone()/> }.into_any()
        }
        _ => view! { <Redirect path="/einstellungen/kontaktdaten"/> }.into_any(),
    })
}

#[component]
fn CodeForm(email: String) -> impl IntoView {
    let i18n = use_i18n();
    let confirm = ServerAction::<api::ConfirmEmail>::new();
    let resend = ServerAction::<api::ResendCode>::new();
    let withdraw = ServerAction::<api::Withdraw>::new();
    follow(confirm);
    follow(withdraw);
    follow(resend);
    only_last(confirm, resend);
    let wrong = complaints(confirm, |_| "code");
    let refused = complaints(resend, |_| "");
    let kept = complaints(withdraw, |_| "");
    let errors = Signal::derive(move || [wrong.get(), refused.get(), kept.get()].concat());
    let sent = marked("gesendet");
    view! {
        <Head
            title=t_string!(i18n, changes.code_title)
            lead=t_string!(i18n, changes.code_lead, email = email)
            back=("/einstellungen/kontaktdaten", t_string!(i18n, changes.back))
            failed=move || !errors.get().is_empty()
        />
        <Show when=move || sent.get() && errors.with(Vec::is_empty)>
            <Notice tone=Tone::Ok title=t_string!(i18n, changes.resent) live=true>
                <p>{t_string!(i18n, changes.resent_text)}</p>
            </Notice>
        </Show>
        <ActionForm action=confirm attr:class="form" attr:novalidate="">
            <ErrorSummary errors/>
            <CodeField label=t_string!(i18n, changes.code) hint=t_string!(i18n, changes.code_hint) errors/>
            <div class="actions">
                <Submit label=t_string!(i18n, changes.code_send) pending=confirm.pending()/>
            </div>
        </ActionForm>
        <section class="section">
            <p>{t_string!(i18n, changes.code_missing)}</p>
            <ActionForm action=resend>
                <div class="actions">
                    <Submit label=t_string!(i18n, changes.resend) pending=resend.pending() kind="btn-secondary"/>
                </div>
            </ActionForm>
            <ActionForm action=withdraw>
                <input type="hidden" name="kind" value=ChangeKind::Email.as_str()/>
                <input type="hidden" name="anew" value="1"/>
                <div class="actions">
                    <Submit label=t_string!(i18n, changes.other_email) pending=withdraw.pending() kind="btn-quiet"/>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}
