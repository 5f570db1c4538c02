//! The head of a page: the way back, the heading, the title of the window.

use leptos::html::H1;
use leptos::prelude::*;
use leptos_meta::Title;

use super::icon;
use crate::frame::{frame, visit};
use crate::use_i18n;

use crate::i18n::*;

/// Heading of a page. After a change of page inside the browser it takes the focus, so that readers hear where they are.
#[component]
pub fn Head(
    /// The `h1` and the title of the window.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence below it.
    #[prop(optional, into)]
    lead: String,
    /// A line above it, for instance the number of a ticket.
    #[prop(optional, into)]
    eyebrow: String,
    /// The way back: address and word.
    #[prop(optional)]
    back: Option<(&'static str, &'static str)>,
    /// The form on this page has complaints: the title begins with "Fehler: ".
    #[prop(optional, into)]
    failed: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let heading = NodeRef::<H1>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get()
            && visit()
        {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _gone = heading.focus_with_options(&options);
        }
    });
    let portal = frame().portal.name;
    let first = title.get_untracked();
    // The head of the document may ask after this page's signals are gone.
    let window = move || {
        let error = if failed.try_get().unwrap_or_default() {
            t_string!(i18n, frame.error_title)
        } else {
            ""
        };
        let title = title.try_get().unwrap_or_else(|| first.clone());
        format!("{error}{title} – {portal}")
    };
    view! {
        <Title text=window/>
        <header class="page-head">
            {back.map(|(href, word)| view! { <a class="back-link" href=href>{icon("arrow-left")}{word}</a> })}
            {(!eyebrow.is_empty()).then(|| view! { <p class="eyebrow">{eyebrow}</p> })}
            <h1 tabindex="-1" node_ref=heading>{move || title.get()}</h1>
            {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
        </header>
    }
    .into_any()
}
