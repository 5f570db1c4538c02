//! How far something is: a bar for work, a row of steps for a form in parts.

use leptos::prelude::*;

use crate::use_i18n;

use crate::i18n::*;

/// A bar with its sentence; `id` ties both.
#[component]
pub fn Progress(
    /// Id of the sentence.
    id: &'static str,
    /// "Foto 2 von 3 wird gesendet".
    #[prop(into)]
    text: Signal<String>,
    /// Percent.
    #[prop(into)]
    percent: Signal<u32>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <p id=id>{move || text.get()}</p>
            <progress max="100" value=move || percent.get() aria-labelledby=id></progress>
        </div>
    }
    .into_any()
}

/// The steps of a form in parts; `now` counts from 1.
#[component]
pub fn Steps(
    /// Their names, in order.
    names: Vec<String>,
    /// The one the person is at, from 1.
    now: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let count = names.len();
    let step = |(index, name): (usize, String)| {
        let state = match (index + 1).cmp(&now) {
            std::cmp::Ordering::Less => Some("done"),
            std::cmp::Ordering::Equal => Some("now"),
            std::cmp::Ordering::Greater => None,
        };
        let current = (index + 1 == now).then_some("step");
        view! { <li data-state=state aria-current=current>{name}</li> }
    };
    view! {
        <p class="steps-now">{t_string!(i18n, frame.step_of, now = now, count = count)}</p>
        <ol class="steps">{names.into_iter().enumerate().map(step).collect_view()}</ol>
    }
    .into_any()
}
