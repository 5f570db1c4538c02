//! What stands at the end of every page, signed in or not.

use domain::portal::Portal;
use leptos::prelude::*;

use super::welcome::recognised;
use crate::use_i18n;

use crate::i18n::*;

/// Help, the operator's duties, and who the operator is. The page without network leads to none of them.
#[component]
pub(super) fn Footer(
    /// The operator's portal.
    portal: Portal,
) -> impl IntoView {
    let i18n = use_i18n();
    let ways = recognised().then(|| {
        view! {
            <nav aria-label=t_string!(i18n, frame.legal_menu)>
                <a href="/hilfe">{t_string!(i18n, frame.help)}</a>
                <a href="/impressum">{t_string!(i18n, frame.imprint)}</a>
                <a href="/datenschutz">{t_string!(i18n, frame.privacy)}</a>
                <a href="/barrierefreiheit">{t_string!(i18n, frame.accessibility)}</a>
            </nav>
        }
    });
    view! {
        <footer class="footer">
            {ways}
            <p class="as-of">
                {portal.company}
                {portal.demo.then(|| format!(" · {}", t_string!(i18n, frame.demo)))}
            </p>
        </footer>
    }
    .into_any()
}
