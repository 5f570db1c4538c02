//! What stands above a form whose session ran out while somebody was writing.

use leptos::html::Div;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::frame::sign_in_address;
use crate::i18n::*;
use crate::ui::icon;
use crate::use_i18n;

/// Says that the text is kept, and leads to the sign-in and back.
#[component]
pub fn SignedOutNotice(
    /// The server has refused the form for want of a session.
    shown: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sign_in = sign_in_address(&use_location());
    let notice = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if shown.get()
            && let Some(notice) = notice.get()
        {
            let _gone = notice.focus();
        }
    });
    view! {
        <Show when=move || shown.get()>
            <div class="notice" data-tone="urgent" role="alert" tabindex="-1" node_ref=notice>
                {icon("lock")}
                <div>
                    <strong>{t_string!(i18n, tickets.signed_out_title)}</strong>
                    " "
                    <p>{t_string!(i18n, tickets.signed_out_text)}</p>
                    <div class="actions">
                        <a class="btn btn-primary" rel="external" href=sign_in.clone()>
                            {t_string!(i18n, access.sign_in)}
                        </a>
                    </div>
                </div>
            </div>
        </Show>
    }
    .into_any()
}
