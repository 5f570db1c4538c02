//! For whoever has no letter because their house is not enabled yet; it tells nothing about houses or accounts.

use leptos::prelude::*;

use super::forgotten::CallUs;
use crate::ui::Head;
use crate::use_i18n;

use crate::i18n::*;

/// What happens, by when, and whom to ask till then.
#[component]
pub fn NotYet() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Head
            title=t_string!(i18n, access.not_yet_title)
            lead=t_string!(i18n, access.not_yet_lead)
            back=("/", t_string!(i18n, frame.home))
        />
        <section class="section" aria-labelledby="ablauf">
            <div class="section-head"><h2 id="ablauf">{t_string!(i18n, access.not_yet_how)}</h2></div>
            <ol class="prose list-decimal pl-5">
                <li>{t_string!(i18n, access.not_yet_one)}</li>
                <li>{t_string!(i18n, access.not_yet_two)}</li>
                <li>{t_string!(i18n, access.not_yet_three)}</li>
            </ol>
        </section>
        <section class="section" aria-labelledby="wann">
            <div class="section-head"><h2 id="wann">{t_string!(i18n, access.not_yet_when)}</h2></div>
            <p>{t_string!(i18n, access.not_yet_when_text)}</p>
        </section>
        <section class="section" aria-labelledby="bis-dahin">
            <div class="section-head"><h2 id="bis-dahin">{t_string!(i18n, access.not_yet_until)}</h2></div>
            <p class="mb-4">{t_string!(i18n, access.not_yet_until_text)}</p>
            <CallUs/>
        </section>
        <div class="actions">
            <a class="btn btn-secondary" href="/registrieren">{t_string!(i18n, access.not_yet_letter)}</a>
        </div>
    }
    .into_any()
}
