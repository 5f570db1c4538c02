//! "Mehr": everything a resident finds that is not in the bar.

use leptos::prelude::*;

use crate::access::SignOutButton;
use crate::ui::{Head, link_row};
use crate::use_i18n;

use crate::i18n::*;

/// The list, with signing out at its end.
#[component]
pub fn MorePage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Head title=t_string!(i18n, help.more_title)/>
        <ul class="link-rows">
            {link_row("/vertrag", "house", t_string!(i18n, contracts.list_title), t_string!(i18n, help.more_contract_sub))}
            {link_row("/anliegen", "message", t_string!(i18n, help.more_concern), t_string!(i18n, help.more_concern_sub))}
            {link_row(
                "/einstellungen",
                "settings",
                t_string!(i18n, help.more_settings),
                t_string!(i18n, help.more_settings_sub),
            )}
            {link_row("/hilfe", "help", t_string!(i18n, help.more_help), t_string!(i18n, help.more_help_sub))}
            {link_row("/hilfe#notfall", "warning", t_string!(i18n, help.more_urgent), t_string!(i18n, help.more_urgent_sub))}
            {link_row("/impressum", "building", t_string!(i18n, legal.imprint), t_string!(i18n, help.more_legal_sub))}
            {link_row("/datenschutz", "shield", t_string!(i18n, legal.privacy), "")}
            {link_row("/barrierefreiheit", "person", t_string!(i18n, frame.accessibility), "")}
        </ul>
        <div class="actions"><SignOutButton/></div>
    }
    .into_any()
}
