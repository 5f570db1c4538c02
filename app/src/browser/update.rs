//! "Eine neue Version ist da": asks before it reloads, and takes no focus.

use leptos::prelude::*;

use super::worker;
use crate::i18n::*;
use crate::use_i18n;

/// The toast; nothing until a new version waits.
#[component]
pub fn UpdateToast(
    /// A new version waits.
    ready: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show when=move || ready.get()>
            <div class="toasts">
                <div class="toast">
                    <p>{t_string!(i18n, offline.update)}</p>
                    <button class="btn btn-primary" type="button" on:click=move |_| worker::change()>
                        {t_string!(i18n, offline.update_now)}
                    </button>
                    <button class="btn btn-quiet" type="button" on:click=move |_| ready.set(false)>
                        {t_string!(i18n, offline.update_later)}
                    </button>
                </div>
            </div>
        </Show>
    }
    .into_any()
}
