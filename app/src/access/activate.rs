//! Step 1 of 4 by the QR code: number and code come in the fragment, which no server sees.

use leptos::prelude::*;
use web_sys::UrlSearchParams;

use super::letter::{LetterForm, redeeming};
use super::register::RegistrationSteps;
use crate::ui::Head;
use crate::use_i18n;

use crate::i18n::*;

/// The same form as the typed way, filled from `#n=…&c=…`. Without scripts it is empty and says so.
#[component]
pub fn Activate() -> impl IntoView {
    let i18n = use_i18n();
    let (action, errors) = redeeming();
    let number = RwSignal::new(None::<String>);
    let code = RwSignal::new(None::<String>);
    let take = move || {
        if let Some(scanned) = fragment() {
            number.set(scanned.get("n"));
            code.set(scanned.get("c"));
        }
    };
    Effect::new(move |_| {
        take();
        // A second letter may be scanned while the page is open.
        let scanned = window_event_listener(leptos::ev::hashchange, move |_| take());
        on_cleanup(move || scanned.remove());
    });
    let lead = move || {
        if number.with(Option::is_some) {
            t_string!(i18n, access.activate_lead)
        } else {
            t_string!(i18n, access.activate_empty)
        }
    };
    view! {
        <RegistrationSteps now=1/>
        <Head title=t_string!(i18n, access.activate_title) failed=move || !errors.get().is_empty()/>
        <p class="lead">{lead}</p>
        <LetterForm action errors number code/>
    }
    .into_any()
}

/// Reads the fragment and clears it from the address bar, so that it is not in the history or on a photo of the screen.
pub(crate) fn fragment() -> Option<UrlSearchParams> {
    let location = window().location();
    let fragment = location.hash().ok()?;
    let scanned = UrlSearchParams::new_with_str(fragment.strip_prefix('#')?).ok()?;
    let path = location.pathname().ok()?;
    let history = window().history().ok()?;
    let state = history.state().ok()?;
    history
        .replace_state_with_url(&state, "", Some(&path))
        .ok()?;
    Some(scanned)
}
