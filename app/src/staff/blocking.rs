//! Blocking a person's account: what happens, and why it is done.

use domain::{PersonId, Refusal};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::rollout_api as api;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{ErrorSummary, Field, Submit, complaints};

/// The form, folded until somebody needs it.
pub(super) fn blocking(
    words: Words,
    person: PersonId,
    block: ServerAction<api::BlockAccess>,
) -> AnyView {
    let errors = complaints(block, |refusal| match refusal {
        Refusal::BlockReasonMissing | Refusal::TextTooLong { .. } => "reason",
        _ => "",
    });
    let open = move || errors.with(|errors| !errors.is_empty());
    view! {
        <details class="fold" open=open>
            <summary>{t_string!(words, rollout.block)}</summary>
            <ActionForm action=block attr:class="form" attr:novalidate="">
                <ErrorSummary errors/>
                <h2>{t_string!(words, rollout.block_title)}</h2>
                <p>{t_string!(words, rollout.block_text)}</p>
                <input type="hidden" name="id" value=person.to_string()/>
                <Field
                    name="reason"
                    label=t_string!(words, rollout.block_reason)
                    hint=t_string!(words, rollout.block_reason_hint)
                    errors
                    autocomplete="off"
                />
                <div class="actions">
                    <Submit
                        label=t_string!(words, rollout.block_do)
                        pending=block.pending()
                        kind="btn-danger"
                        sign="lock"
                    />
                </div>
            </ActionForm>
        </details>
    }
    .into_any()
}
