//! A photo, large, above the page: an installed app has no way back from a bare picture.

use leptos::html::Dialog;
use leptos::prelude::*;

use crate::i18n::*;
use crate::ui::icon;
use crate::use_i18n;

/// The photo that is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its address.
    pub src: String,
    /// What it is.
    pub alt: String,
}

/// Shows the photo of `open`; Escape and the button close it.
#[component]
pub fn PhotoViewer(
    /// The photo, if one is looked at.
    open: RwSignal<Option<Opened>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if open.with(Option::is_some)
            && let Some(dialog) = dialog.get()
        {
            let _already_open = dialog.show_modal();
        }
    });
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <dialog class="dialog photo-viewer" node_ref=dialog aria-label=t_string!(i18n, tickets.photo_large) on:close=move |_| open.set(None)>
            {move || open.get().map(|photo| view! { <img class="max-h-[75dvh] max-w-full" src=photo.src alt=photo.alt/> })}
            <button class="btn btn-secondary" type="button" on:click=close>
                {icon("close")}
                {t_string!(i18n, tickets.photo_close)}
            </button>
        </dialog>
    }
    .into_any()
}
