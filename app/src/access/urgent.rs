//! Numbers for emergencies and what to do before calling, the same on every page.

use leptos::prelude::*;

use crate::ui::frame;
use crate::use_i18n;

use crate::i18n::*;

/// A section of its own, readable without signing in.
#[component]
pub fn Urgent() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="section" id="notfall" aria-labelledby="notfall-titel">
            <div class="section-head"><h2 id="notfall-titel">{t_string!(i18n, access.urgent_title)}</h2></div>
            <UrgentNumbers/>
        </section>
    }
    .into_any()
}

/// The numbers and the two things to do before calling.
#[component]
pub fn UrgentNumbers() -> impl IntoView {
    let i18n = use_i18n();
    let portal = frame().portal;
    let own = portal.contact.phone.map(|phone| {
        let call = tel(&phone);
        view! { <li><a href=call><strong>{phone}</strong><span>{portal.company}</span></a></li> }
    });
    view! {
        <div>
            <ul class="emergency" role="list">
                <li><a href="tel:112"><strong>"112"</strong><span>{t_string!(i18n, access.urgent_fire)}</span></a></li>
                <li><a href="tel:110"><strong>"110"</strong><span>{t_string!(i18n, access.urgent_police)}</span></a></li>
                {own}
            </ul>
            <div class="prose mt-4">
                <p>{t_string!(i18n, access.urgent_gas)}</p>
                <p>{t_string!(i18n, access.urgent_water)}</p>
            </div>
        </div>
    }
    .into_any()
}

/// The address behind a printed number: "030 123-45" is "tel:03012345".
pub fn tel(printed: &str) -> String {
    let digits: String = printed
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    format!("tel:{digits}")
}
