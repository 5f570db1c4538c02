//! The page `/einstellungen/daten/zugang-beenden`: what follows, and the last question.

use domain::Refusal;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api;
use crate::i18n::*;
use crate::posted::FieldError;
use crate::tickets::words::Words;
use crate::ui::{
    ErrorSummary, Head, Notice, PasswordField, Submit, Tone, complaints, loaded_below,
};
use crate::use_i18n;

/// For residents.
#[component]
pub(crate) fn LeavePage() -> impl IntoView {
    let i18n = use_i18n();
    let end = ServerAction::<api::EndAccess>::new();
    leave_nothing(end);
    let errors = complaints(end, |refusal| match refusal {
        Refusal::PasswordWrong | Refusal::PasswordMissing => "password",
        Refusal::EndUnconfirmed => "sure",
        _ => "",
    });
    let page = Resource::new(|| (), |()| api::deletion());
    view! {
        <Head
            title=t_string!(i18n, privacy.leave_title)
            lead=t_string!(i18n, privacy.leave_lead)
            back=("/einstellungen/daten/loeschen", t_string!(i18n, privacy.delete_title))
            failed=move || !errors.get().is_empty()
        />
        {loaded_below(page, move |sheet| content(i18n, sheet.page.asked.is_some(), end, errors))}
    }
    .into_any()
}

/// Once the access has ended the browser forgets what it kept, and begins anew as nobody's.
fn leave_nothing(end: ServerAction<api::EndAccess>) {
    let value = end.value();
    Effect::new(move |_| {
        if let Some(Ok(path)) = value.get() {
            spawn_local(async move {
                crate::browser::forget().await;
                let _refused = window().location().assign(&path);
            });
        }
    });
}

fn content(
    words: Words,
    asked: bool,
    end: ServerAction<api::EndAccess>,
    errors: Signal<Vec<FieldError>>,
) -> AnyView {
    view! {
        {(!asked)
            .then(|| {
                view! {
                    <Notice tone=Tone::Info>
                        <p>{t_string!(words, privacy.leave_first)}</p>
                        <p><a href="/einstellungen/daten">{t_string!(words, privacy.back_data)}</a></p>
                    </Notice>
                }
            })}
        <div class="prose mb-6">
            <ul>
                <li>{t_string!(words, privacy.leave_signed_out)}</li>
                <li>{t_string!(words, privacy.leave_email)}</li>
                <li>{t_string!(words, privacy.leave_tickets)}</li>
                <li>{t_string!(words, privacy.leave_contract)}</li>
            </ul>
        </div>
        <ActionForm action=end attr:class="form" attr:novalidate="">
            <ErrorSummary errors/>
            <PasswordField
                name="password"
                label=t_string!(words, privacy.password)
                errors
                autocomplete="current-password"
            />
            <label class="check">
                <input id="sure" type="checkbox" name="sure" value="true"/>
                <span>{t_string!(words, privacy.leave_sure)}</span>
            </label>
            <div class="actions">
                <Submit label=t_string!(words, privacy.leave_do) pending=end.pending() kind="btn-danger"/>
                <a class="btn btn-quiet" href="/einstellungen/daten/loeschen">{t_string!(words, privacy.leave_not)}</a>
            </div>
        </ActionForm>
    }
    .into_any()
}
