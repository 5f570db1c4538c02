//! Settings: the rows that lead to access, contact data and own data, and signing out.

use leptos::prelude::*;

use super::sign_out::SignOutButton;
use crate::ui::{Head, frame, link_row};
use crate::use_i18n;

use crate::i18n::*;

/// For residents and staff.
#[component]
pub fn Settings() -> impl IntoView {
    let i18n = use_i18n();
    frame().me.map(|me| {
        let resident = !me.role.is_staff();
        view! {
            <Head title=t_string!(i18n, access.settings_title)/>
            <ul class="link-rows">
                {link_row(
                    "/einstellungen/zugang",
                    "key",
                    t_string!(i18n, access.my_access),
                    t_string!(i18n, access.my_access_sub),
                )}
                {resident.then(|| link_row(
                    "/einstellungen/kontaktdaten",
                    "person",
                    t_string!(i18n, access.contact_data),
                    t_string!(i18n, access.contact_sub),
                ))}
                {resident.then(|| link_row(
                    "/einstellungen/haushalt",
                    "persons",
                    t_string!(i18n, contracts.household),
                    t_string!(i18n, contracts.household_sub),
                ))}
                {resident.then(|| link_row(
                    "/einstellungen/daten",
                    "shield",
                    t_string!(i18n, access.own_data),
                    t_string!(i18n, access.own_data_sub),
                ))}
            </ul>
            <section class="section" aria-labelledby="abmelden">
                <div class="section-head"><h2 id="abmelden">{t_string!(i18n, access.sign_out_title)}</h2></div>
                <p class="mb-4">{t_string!(i18n, access.sign_out_text)}</p>
                <SignOutButton/>
            </section>
        }
        .into_any()
    })
}
