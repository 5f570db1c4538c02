//! A row that leads to a page, in a list `.link-rows`.

use leptos::prelude::*;

use super::icon;

/// Icon and word, with a quieter line below where there is one.
pub fn link_row(
    href: &'static str,
    sign: &'static str,
    word: &'static str,
    below: &'static str,
) -> AnyView {
    let below = (!below.is_empty()).then(|| view! { <small>{below}</small> });
    view! {
        <li>
            <a class="link-row" href=href>
                {icon(sign)}
                <span>{word}{below}</span>
            </a>
        </li>
    }
    .into_any()
}
