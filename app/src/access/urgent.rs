//! Numbers for emergencies, readable without signing in.

use leptos::prelude::*;

use crate::ui::frame;
use crate::use_i18n;

use crate::i18n::*;

/// The numbers and the two things to do before calling.
#[component]
pub fn Urgent() -> impl IntoView {
    let i18n = use_i18n();
    let portal = frame().portal;
    let own = portal.contact.phone.map(|phone| {
        let call = format!("tel:{}", dialled(&phone));
        view! { <li><a href=call><strong>{phone}</strong><span>{portal.company}</span></a></li> }
    });
    view! {
        <section class="section" id="notfall" aria-labelledby="notfall-titel">
            <div class="section-head"><h2 id="notfall-titel">{t_string!(i18n, access.urgent_title)}</h2></div>
            <ul class="emergency">
                <li><a href="tel:112"><strong>"112"</strong><span>{t_string!(i18n, access.urgent_fire)}</span></a></li>
                <li><a href="tel:110"><strong>"110"</strong><span>{t_string!(i18n, access.urgent_police)}</span></a></li>
                {own}
            </ul>
            <div class="prose mt-4">
                <p>{t_string!(i18n, access.urgent_gas)}</p>
                <p>{t_string!(i18n, access.urgent_water)}</p>
            </div>
        </section>
    }
    .into_any()
}

/// A printed number as a phone dials it.
pub(crate) fn dialled(printed: &str) -> String {
    printed
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect()
}
