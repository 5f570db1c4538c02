//! The form for number and code of the letter, used by the typed and the scanned way.

use domain::Refusal;
use leptos::prelude::*;

use super::api;
use super::follow::follow;
use crate::posted::FieldError;
use crate::ui::{ErrorSummary, Field, Submit, complaints};
use crate::use_i18n;

use crate::i18n::*;

/// The action behind the form and what it complains about.
pub(super) fn redeeming() -> (ServerAction<api::Redeem>, Signal<Vec<FieldError>>) {
    let action = ServerAction::<api::Redeem>::new();
    follow(action);
    let errors = complaints(action, |refusal| match refusal {
        Refusal::AccessNumberMistyped | Refusal::AccessNumberWrong => "number",
        Refusal::CodeIncomplete | Refusal::CodeMistyped => "code",
        _ => "",
    });
    (action, errors)
}

/// Number and code; what stands in the signals is filled in.
#[component]
pub(super) fn LetterForm(
    /// From `redeeming`.
    action: ServerAction<api::Redeem>,
    /// From `redeeming`.
    errors: Signal<Vec<FieldError>>,
    /// The scanned number.
    #[prop(optional, into)]
    number: Signal<Option<String>>,
    /// The scanned code.
    #[prop(optional, into)]
    code: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <ActionForm action attr:class="form" attr:novalidate="" attr:autocomplete="off">
            <ErrorSummary errors/>
            <LetterHint/>
            <Field
                name="number"
                label=t_string!(i18n, access.number)
                hint=t_string!(i18n, access.number_hint)
                errors
                autocomplete="off"
                inputmode="numeric"
                size="code"
                filled=number
            />
            <Field
                name="code"
                label=t_string!(i18n, access.code)
                hint=t_string!(i18n, access.code_hint)
                errors
                autocomplete="off"
                size="code"
                verbatim=true
                filled=code
            />
            <div class="actions">
                <Submit label=t_string!(i18n, access.next) pending=action.pending()/>
                <a class="btn btn-quiet" href="/brief-verloren">{t_string!(i18n, access.lost_link)}</a>
            </div>
        </ActionForm>
    }
    .into_any()
}

/// A drawing of the letter that shows where both stand.
#[component]
fn LetterHint() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <figure class="letter-hint">
            <div class="letter-sheet" aria-hidden="true">
                <span class="letter-window"></span>
                <span class="letter-codes"></span>
            </div>
            <figcaption>{t_string!(i18n, access.letter_where)}</figcaption>
        </figure>
    }
    .into_any()
}
