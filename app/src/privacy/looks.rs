//! "Wer hat meine Daten angesehen?": `/einstellungen/daten/einsichten?seite=2`.

use domain::privacy::{Look, LookList, LookedAt};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{Head, Moment, icon, icon_large, loaded};
use crate::use_i18n;

/// The list, the newest first.
#[component]
pub(crate) fn LooksPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let wanted = Memo::new(move |_| {
        query.with(|query| {
            let page = query.get("seite").and_then(|page| page.parse().ok());
            page.unwrap_or(1_i64)
        })
    });
    let looks = Resource::new(move || wanted.get(), api::looks);
    view! {
        <Head
            title=t_string!(i18n, privacy.looks)
            lead=t_string!(i18n, privacy.looks_lead)
            back=("/einstellungen/daten", t_string!(i18n, privacy.back_data))
        />
        {loaded(looks, move |list| content(i18n, &list))}
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
    view! {
        <p class="mb-4">{count}</p>
        <ul class="list" role="list">{list.rows.iter().map(|look| line(words, look)).collect_view()}</ul>
        {pager(words, list)}
    }
    .into_any()
}

fn line(words: Words, look: &Look) -> AnyView {
    view! {
        <li>
            <div class="list-row">
                {icon(sign(look.what))}
                <span class="list-main">
                    <strong>{said(words, look)}</strong>
                    <span class="list-sub">{look.name.clone()}" · "<Moment at=look.at/></span>
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
    }
}

const fn sign(what: LookedAt) -> &'static str {
    match what {
        LookedAt::Ticket => "ticket",
        LookedAt::Photo => "photo",
        LookedAt::Receipt | LookedAt::Contract => "documents",
        LookedAt::Person => "person",
    }
}

fn pager(words: Words, list: &LookList) -> Option<AnyView> {
    (list.pages > 1).then(|| {
        let link = |page: i64| format!("/einstellungen/daten/einsichten?seite={page}");
        let newer = (list.page > 1).then(|| {
            view! { <a rel="prev" href=link(list.page - 1)>{t_string!(words, privacy.newer)}</a> }
        });
        let older = (list.page < list.pages).then(|| {
            view! { <a rel="next" href=link(list.page + 1)>{t_string!(words, privacy.older)}</a> }
        });
        let here = t_string!(words, privacy.page_of, page = list.page, pages = list.pages);
        view! {
            <nav class="pager" aria-label=t_string!(words, privacy.pager)>
                {newer}
                <span>{here.to_string()}</span>
                {older}
            </nav>
        }
        .into_any()
    })
}
