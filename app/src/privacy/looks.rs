//! "Wer hat meine Daten angesehen?": `/einstellungen/daten/einsichten?seite=2`.

use domain::privacy::{Look, LookList, LookedAt};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{Head, Moment, icon, icon_large, loaded_below, page_number, pager};
use crate::use_i18n;

/// The list, the newest first.
#[component]
pub(crate) fn LooksPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let wanted = Memo::new(move |_| query.with(page_number));
    let looks = Resource::new(move || wanted.get(), api::looks);
    view! {
        <Head
            title=t_string!(i18n, privacy.looks)
            lead=t_string!(i18n, privacy.looks_lead)
            back=("/einstellungen/daten", t_string!(i18n, privacy.back_data))
        />
        {loaded_below(looks, move |list| content(i18n, &list))}
    }
    .into_any()
}

fn content(words: Words, list: &LookList) -> AnyView {
    if list.rows.is_empty() {
        return view! {
            <div class="empty">{icon_large("shield")}<p>{t_string!(words, privacy.looks_none)}</p></div>
        }
        .into_any();
    }
    let count = t_string!(words, privacy.looks_count, count = list.count).to_string();
    let ways = (t_string!(words, frame.newer), t_string!(words, frame.older));
    let link = |page| format!("/einstellungen/daten/einsichten?seite={page}");
    let pager = pager(words, (list.page, list.pages), ways, link);
    view! {
        <p class="mb-4">{count}</p>
        <ul class="list" role="list">{list.rows.iter().map(|look| line(words, look)).collect_view()}</ul>
        {pager}
    }
    .into_any()
}

fn line(words: Words, look: &Look) -> AnyView {
    let often = (look.times > 1).then(|| {
        let times: String = t_string!(words, privacy.look_times, count = look.times);
        format!(" · {times}")
    });
    view! {
        <li>
            <div class="list-row">
                {icon(sign(look.what))}
                <span class="list-main">
                    <strong>{said(words, look)}</strong>
                    <span class="list-sub">{look.name.clone()}" · "<Moment at=look.at/>{often}</span>
                </span>
            </div>
        </li>
    }
    .into_any()
}

fn said(words: Words, look: &Look) -> String {
    let number = look.number.clone();
    match look.what {
        LookedAt::Ticket => t_string!(words, privacy.look_ticket, number = number).to_string(),
        LookedAt::Photo => t_string!(words, privacy.look_photo, number = number).to_string(),
        LookedAt::Receipt => t_string!(words, privacy.look_receipt, number = number).to_string(),
        LookedAt::Contract => t_string!(words, privacy.look_contract, number = number).to_string(),
        LookedAt::Person => t_string!(words, privacy.look_person).to_owned(),
        LookedAt::Letter => t_string!(words, privacy.look_letter).to_owned(),
        LookedAt::Change => t_string!(words, privacy.look_change).to_owned(),
        LookedAt::Iban => t_string!(words, privacy.look_iban).to_owned(),
        LookedAt::Document => t_string!(words, privacy.look_document).to_owned(),
        LookedAt::Mandate => t_string!(words, privacy.look_mandate).to_owned(),
        LookedAt::Notice => t_string!(words, privacy.look_notice).to_owned(),
    }
}

const fn sign(what: LookedAt) -> &'static str {
    match what {
        LookedAt::Ticket => "ticket",
        LookedAt::Photo => "photo",
        LookedAt::Receipt
        | LookedAt::Contract
        | LookedAt::Iban
        | LookedAt::Mandate
        | LookedAt::Document => "documents",
        LookedAt::Letter | LookedAt::Notice => "letter",
        LookedAt::Person | LookedAt::Change => "person",
    }
}
