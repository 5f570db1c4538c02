//! The letter that opens an account anew: what to ask on the phone, and how the person was checked.

use domain::activation::RecoveryCheck;
use domain::{PersonId, Refusal};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::rollout_api as api;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{ErrorSummary, Submit, complaints};

/// The form, folded until somebody calls.
pub(super) fn sending(
    words: Words,
    person: PersonId,
    recover: ServerAction<api::SendRecovery>,
) -> AnyView {
    let errors = complaints(recover, |refusal| match refusal {
        Refusal::CheckMissing => "check",
        _ => "",
    });
    let open = move || errors.with(|errors| !errors.is_empty());
    view! {
        <details class="fold" open=open>
            <summary>{t_string!(words, rollout.recovery)}</summary>
            <ActionForm action=recover attr:class="form" attr:novalidate="">
                <ErrorSummary errors/>
                <h2>{t_string!(words, rollout.recovery_title)}</h2>
                <p>{t_string!(words, rollout.recovery_ask)}</p>
                <ul class="list-disc pl-5">
                    <li>{t_string!(words, rollout.recovery_ask_contract)}</li>
                    <li>{t_string!(words, rollout.recovery_ask_start)}</li>
                    <li>{t_string!(words, rollout.recovery_ask_address)}</li>
                </ul>
                <p>{t_string!(words, rollout.recovery_then)}</p>
                <input type="hidden" name="id" value=person.to_string()/>
                <fieldset class="field" id="check" tabindex="-1">
                    <legend>{t_string!(words, rollout.recovery_check)}</legend>
                    <div class="choices">
                        {RecoveryCheck::ALL.iter().map(|check| choice(words, *check)).collect_view()}
                    </div>
                </fieldset>
                <div class="actions">
                    <Submit
                        label=t_string!(words, rollout.recovery_send)
                        pending=recover.pending()
                        kind="btn-danger"
                        sign="letter"
                    />
                </div>
            </ActionForm>
        </details>
    }
    .into_any()
}

fn choice(words: Words, check: RecoveryCheck) -> AnyView {
    let said = match check {
        RecoveryCheck::Questions => t_string!(words, rollout.check_questions),
        RecoveryCheck::CallBack => t_string!(words, rollout.check_call_back),
        RecoveryCheck::InPerson => t_string!(words, rollout.check_in_person),
    };
    view! {
        <label class="check">
            <input type="radio" name="check" value=check.as_str()/>
            <span>{said}</span>
        </label>
    }
    .into_any()
}
