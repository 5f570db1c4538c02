//! A list of terms and values.

use leptos::prelude::*;

/// The list around `Fact`s.
#[component]
pub fn Facts(
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }.into_any()
}

/// One row: term and value.
#[component]
pub fn Fact(
    /// The term.
    #[prop(into)]
    term: String,
    /// Money or a number: set in columns.
    #[prop(optional)]
    number: bool,
    /// A sum, with a line above.
    #[prop(optional)]
    sum: bool,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div data-sum=sum.then_some("")>
            <dt>{term}</dt>
            <dd class="wrap-anywhere" class:num=number>{children()}</dd>
        </div>
    }
    .into_any()
}
