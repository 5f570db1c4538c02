//! The page `/einstellungen/daten`: the archive, and the ways to looks and deletion.

use domain::Refusal;
use leptos::prelude::*;

use super::api;
use super::archive::{self, keep_asking};
use crate::i18n::*;
use crate::ui::{ErrorSummary, Head, complaints, link_row, loaded_below};
use crate::use_i18n;

/// For residents.
#[component]
pub(crate) fn DataPage() -> impl IntoView {
    let i18n = use_i18n();
    let collect = ServerAction::<api::Collect>::new();
    let last = Resource::new(move || collect.version().get(), |_| api::last_archive());
    keep_asking(i18n, last);
    let errors = complaints(collect, |refusal| match refusal {
        Refusal::PasswordWrong | Refusal::PasswordMissing => "password",
        _ => "",
    });
    view! {
        <Head
            title=t_string!(i18n, privacy.title)
            lead=t_string!(i18n, privacy.lead)
            back=("/einstellungen", t_string!(i18n, privacy.back))
            failed=move || !errors.get().is_empty()
        />
        <section class="section" aria-labelledby="archiv">
            <div class="section-head"><h2 id="archiv">{t_string!(i18n, privacy.archive)}</h2></div>
            <p class="mb-4">{t_string!(i18n, privacy.archive_text)}</p>
            <ErrorSummary errors/>
            {loaded_below(last, move |last| archive::content(i18n, last.as_ref(), collect, errors))}
        </section>
        <section class="section" aria-labelledby="mehr">
            <div class="section-head"><h2 id="mehr">{t_string!(i18n, privacy.more)}</h2></div>
            <ul class="link-rows">
                {link_row(
                    "/einstellungen/daten/einsichten",
                    "eye",
                    t_string!(i18n, privacy.looks),
                    t_string!(i18n, privacy.looks_sub),
                )}
                {link_row(
                    "/einstellungen/daten/loeschen",
                    "bin",
                    t_string!(i18n, privacy.delete),
                    t_string!(i18n, privacy.delete_sub),
                )}
            </ul>
        </section>
    }
    .into_any()
}
