//! A password, hidden until the person asks to see it. Pasting stays allowed.

use leptos::html::Input;
use leptos::prelude::*;

use super::field::{FieldFrame, described_by, error_of, fill};
use super::{icon, woken};
use crate::posted::FieldError;
use crate::use_i18n;

use crate::i18n::*;

/// A password input; the eye appears once scripts run.
#[component]
pub fn PasswordField(
    /// Name in the form and id.
    name: &'static str,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// The rule.
    #[prop(optional, into)]
    hint: String,
    /// All complaints about the form; the field shows its own.
    #[prop(optional, into)]
    errors: Signal<Vec<FieldError>>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// Filled in for the person, for instance by a suggestion; shown while set.
    #[prop(optional, into)]
    suggestion: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let shown = RwSignal::new(false);
    let input = NodeRef::<Input>::new();
    fill(input, suggestion);
    let error = error_of(errors, name);
    let described = described_by(name, !hint.is_empty(), error);
    let visible = move || shown.get() || suggestion.with(Option::is_some);
    view! {
        <FieldFrame name label hint error>
            <div class="field-inline">
                <input
                    id=name
                    name=name
                    type=move || if visible() { "text" } else { "password" }
                    node_ref=input
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby=described
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                />
                <Show when=move || woken().get()>
                    <button
                        type="button"
                        class="btn btn-secondary"
                        aria-pressed=move || if shown.get() { "true" } else { "false" }
                        on:click=move |_| shown.update(|shown| *shown = !*shown)
                    >
                        {move || icon(if shown.get() { "eye-off" } else { "eye" })}
                        {t_string!(i18n, frame.show)}
                    </button>
                </Show>
            </div>
        </FieldFrame>
    }
    .into_any()
}
