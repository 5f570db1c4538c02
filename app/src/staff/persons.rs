//! Finding a person by name, contract or access number: `/team/personen?suche=lindt`.

use domain::rollout::{PersonRow, PersonSearch};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::batch::exhausted;
use super::rollout_api as api;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{Head, icon, icon_large, loaded};
use crate::use_i18n;

/// The search; before one, those whose codes died of wrong tries.
#[component]
pub fn PersonsPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let wanted = Memo::new(move |_| query.with(|query| query.get("suche").unwrap_or_default()));
    let found = Resource::new(move || wanted.get(), api::persons);
    view! {
        <Head title=t_string!(i18n, rollout.persons_title)/>
        <form class="form" method="get" action="/team/personen" role="search">
            <div class="field">
                <label for="suche">{t_string!(i18n, rollout.search)}</label>
                <input id="suche" name="suche" type="search" autocomplete="off" value=move || wanted.get()/>
            </div>
            <div class="actions">
                <button type="submit" class="btn btn-primary btn-wide">{icon("search")}{t_string!(i18n, rollout.search_send)}</button>
            </div>
        </form>
        {loaded(found, move |search| content(i18n, &search))}
    }
    .into_any()
}

fn content(words: Words, search: &PersonSearch) -> AnyView {
    let asked = !search.wanted.is_empty();
    if search.rows.is_empty() {
        let text = if asked {
            t_string!(words, rollout.search_none)
        } else {
            t_string!(words, rollout.search_nobody_dead)
        };
        return view! { <div class="empty">{icon_large("persons")}<p>{text}</p></div> }.into_any();
    }
    let head = (!asked).then(|| view! { <h2>{t_string!(words, rollout.search_dead)}</h2> });
    let more = search
        .more
        .then(|| view! { <p class="hint">{t_string!(words, rollout.search_more)}</p> });
    let lines = search
        .rows
        .iter()
        .map(|row| line(words, row))
        .collect_view();
    view! {
        {head}
        <ul class="list" role="list">{lines}</ul>
        {more}
    }
    .into_any()
}

fn line(words: Words, row: &PersonRow) -> impl IntoView + use<> {
    let (tone, word) = if row.registered {
        ("ok", t_string!(words, rollout.has_account))
    } else {
        ("done", t_string!(words, rollout.no_account))
    };
    view! {
        <li>
            <a class="list-row" href=format!("/team/personen/{}", row.id)>
                {icon("person")}
                <span class="list-main">
                    <strong>{row.name.clone()}</strong>
                    <span class="list-sub">{format!("{}, {} · {}", row.street, row.town, row.reference)}</span>
                </span>
                <span class="list-end">
                    {row.exhausted.then(|| exhausted(words))}
                    <span class="state-chip" data-tone=tone>{word}</span>
                </span>
            </a>
        </li>
    }
}
