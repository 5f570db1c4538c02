//! Finding a person by what staff know of them: `/team/personen?suche=lindt`.

use domain::Refusal;
use domain::rollout::{PersonRow, PersonSearch};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::batch::exhausted;
use super::inbox::is_short;
use super::rollout_api as api;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{FieldFrame, Head, icon, icon_large, loaded_below};
use crate::use_i18n;

/// The search; before one, those whose codes died of wrong tries.
#[component]
pub fn PersonsPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let wanted = Memo::new(move |_| query.with(|query| query.get("suche").unwrap_or_default()));
    let short = move || wanted.with(|wanted| is_short(wanted));
    let error = Signal::derive(move || short().then(|| Refusal::SearchTooShort.to_string()));
    let found = Resource::new(
        move || wanted.get(),
        // What is too short is told at the field; below stands what stands there without a search.
        |wanted| {
            api::persons(
                Some(wanted)
                    .filter(|wanted| !is_short(wanted))
                    .unwrap_or_default(),
            )
        },
    );
    view! {
        <Head title=t_string!(i18n, rollout.persons_title)/>
        <form class="form" method="get" action="/team/personen" role="search">
            <FieldFrame name="suche" label=t_string!(i18n, rollout.search) error>
                <input
                    id="suche"
                    name="suche"
                    type="search"
                    autocomplete="off"
                    value=move || wanted.get()
                    aria-describedby=move || short().then_some("suche-fehler")
                    aria-invalid=move || short().then_some("true")
                />
            </FieldFrame>
            <div class="actions">
                <button type="submit" class="btn btn-primary btn-wide">{icon("search")}{t_string!(i18n, rollout.search_send)}</button>
            </div>
        </form>
        {loaded_below(found, move |search| content(i18n, &search))}
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
