//! The one polite live region, there from the first byte of the page.

use leptos::prelude::*;

/// What it says now.
#[derive(Debug, Clone, Copy)]
struct Voice(RwSignal<String>);

/// Stands once in the frame.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let voice = use_context::<Voice>().map(|voice| voice.0);
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <p class="visually-hidden">{move || voice.map(|voice| voice.get())}</p>
        </div>
    }
    .into_any()
}

/// Makes the region's voice known to all pages.
pub(crate) fn provide_voice() {
    provide_context(Voice(RwSignal::new(String::new())));
}

/// Reads a sentence aloud without moving the focus.
pub fn say(text: impl Into<String>) {
    if let Some(Voice(voice)) = use_context::<Voice>() {
        voice.set(text.into());
    }
}
