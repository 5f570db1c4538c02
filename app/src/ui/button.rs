//! The button that sends a form.

use leptos::prelude::*;

use super::icon;

/// Sends the form; while it is on its way it is busy and cannot send twice.
#[component]
pub fn Submit(
    /// A verb: "Schaden melden".
    #[prop(into)]
    label: Signal<String>,
    /// The form is on its way.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// `btn-primary` (the default), `btn-secondary`, `btn-quiet`, `btn-danger`.
    #[prop(default = "btn-primary")]
    kind: &'static str,
    /// An icon before the word.
    #[prop(optional)]
    sign: Option<&'static str>,
    /// `name` of the pair the button adds to the form.
    #[prop(optional)]
    name: Option<&'static str>,
    /// `value` of that pair.
    #[prop(optional, into)]
    value: Option<String>,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class=format!("btn btn-wide {kind}")
            name=name
            value=value
            aria-busy=move || pending.get().then_some("true")
            on:click=move |event| {
                if pending.get_untracked() {
                    event.prevent_default();
                }
            }
        >
            {sign.map(icon)}
            {move || label.get()}
        </button>
    }
    .into_any()
}
