//! All documents as staff find them: `/team/dokumente?suche=abrechnung&art=schreiben&offen=1&seite=2`.

use domain::Refusal;
use domain::berlin;
use domain::document::{DocumentDesk, DocumentKind, StaffDocument, TargetKind};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::location::Url;

use super::documents_api as api;
use super::inbox::is_short;
use crate::documents::words;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{FieldFrame, Head, icon, icon_large, loaded_below, page_number, pager};
use crate::use_i18n;

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Asked {
    wanted: String,
    kind: Option<DocumentKind>,
    unopened: bool,
    page: i64,
}

/// The list.
#[component]
pub fn DocumentDeskPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| Asked {
            wanted: query.get("suche").unwrap_or_default(),
            kind: query.get("art").and_then(|kind| kind.parse().ok()),
            unopened: query.get("offen").is_some(),
            page: page_number(query),
        })
    });
    let list = Resource::new(
        move || asked.get(),
        |asked| {
            // What is too short is told at the field.
            let wanted = Some(asked.wanted).filter(|wanted| !is_short(wanted));
            api::documents(
                wanted.unwrap_or_default(),
                asked.kind,
                asked.unopened,
                asked.page,
            )
        },
    );
    view! {
        <Head title=t_string!(i18n, documents.staff_title) lead=t_string!(i18n, documents.staff_lead)/>
        <div class="actions mb-6">
            <a class="btn btn-primary" href="/team/dokumente/neu">{icon("plus")}{t_string!(i18n, documents.staff_new)}</a>
            <a class="btn btn-secondary" href="/team/dokumente/serie">{icon("documents")}{t_string!(i18n, documents.staff_serial)}</a>
        </div>
        {filter(i18n, asked)}
        {loaded_below(list, move |desk| content(i18n, &desk))}
    }
    .into_any()
}

fn filter(texts: Words, asked: Memo<Asked>) -> AnyView {
    let short = move || asked.with(|asked| is_short(&asked.wanted));
    let error = Signal::derive(move || short().then(|| Refusal::SearchTooShort.to_string()));
    view! {
        <form class="form" method="get" action="/team/dokumente" role="search">
            <FieldFrame name="suche" label=t_string!(texts, documents.staff_search) error>
                <input
                    id="suche"
                    name="suche"
                    type="search"
                    autocomplete="off"
                    value=move || asked.with(|asked| asked.wanted.clone())
                    aria-describedby=move || short().then_some("suche-fehler")
                    aria-invalid=move || short().then_some("true")
                />
            </FieldFrame>
            <FieldFrame name="art" label=t_string!(texts, documents.staff_kind)>
                <select id="art" name="art">
                    <option value="">{t_string!(texts, documents.staff_all_kinds)}</option>
                    {kinds(texts, move |kind| asked.with(|asked| asked.kind == Some(kind)))}
                </select>
            </FieldFrame>
            <label class="check">
                <input type="checkbox" name="offen" value="1" checked=move || asked.with(|asked| asked.unopened)/>
                <span>{t_string!(texts, documents.staff_unopened)}</span>
            </label>
            <div class="actions">
                <button type="submit" class="btn btn-secondary btn-wide">{icon("search")}{t_string!(texts, documents.staff_filter)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// The kinds as options.
pub(super) fn kinds(
    texts: Words,
    chosen: impl Fn(DocumentKind) -> bool + Copy + Send + Sync + 'static,
) -> AnyView {
    DocumentKind::ALL
        .iter()
        .map(|kind| {
            let kind = *kind;
            view! { <option value=kind.as_str() selected=move || chosen(kind)>{words::kind(texts, kind)}</option> }
        })
        .collect_view()
        .into_any()
}

fn content(texts: Words, desk: &DocumentDesk) -> AnyView {
    if desk.rows.is_empty() {
        return view! { <div class="empty">{icon_large("documents")}<p>{t_string!(texts, documents.staff_none)}</p></div> }
            .into_any();
    }
    let lines = desk.rows.iter().map(|row| line(texts, row)).collect_view();
    let count: String = match desk.total {
        1 => t_string!(texts, documents.one_document).to_owned(),
        total => t_string!(texts, documents.staff_found, count = total),
    };
    let (words, kind) = (
        Url::escape(&desk.wanted),
        desk.kind.map_or("", DocumentKind::as_str),
    );
    let open = if desk.unopened { "&offen=1" } else { "" };
    let link = |page| format!("/team/dokumente?suche={words}&art={kind}{open}&seite={page}");
    let ways = (t_string!(texts, staff.newer), t_string!(texts, staff.older));
    view! {
        <p class="hint mt-6">{count}</p>
        <ul class="list" role="list">{lines}</ul>
        {pager(texts, (desk.page, desk.pages), ways, link)}
    }
    .into_any()
}

fn line(texts: Words, row: &StaffDocument) -> impl IntoView + use<> {
    let sub = format!(
        "{} · {} · {}",
        words::kind(texts, row.kind),
        berlin::short_date(row.dated_on),
        target(texts, row)
    );
    let counts: String = t_string!(
        texts,
        documents.staff_counts,
        persons = row.persons,
        notified = row.notified,
        opened = row.opened,
        letters = row.letters
    );
    let withdrawn = row.withdrawn_at.map(|_| {
        view! { <span class="state-chip" data-tone="done">{icon("close")}{t_string!(texts, documents.staff_withdrawn)}</span> }
    });
    view! {
        <li>
            <a class="list-row" href=format!("/team/dokumente/{}", row.id)>
                {icon(words::sign(row.kind))}
                <span class="list-main">
                    <strong>{row.title.clone()}</strong>
                    <span class="list-sub">{sub}</span>
                    <span class="list-sub">{counts}</span>
                </span>
                <span class="list-end">{withdrawn}</span>
            </a>
        </li>
    }
}

/// For whom a document is: "Person Vera Lindt".
pub(super) fn target(texts: Words, row: &StaffDocument) -> String {
    match row.target {
        TargetKind::All => t_string!(texts, documents.staff_for_all).to_owned(),
        kind => format!("{} {}", target_kind(texts, kind), row.target_name),
    }
}

/// What a kind of target is called.
pub(super) fn target_kind(texts: Words, kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Person => t_string!(texts, documents.target_person),
        TargetKind::Contract => t_string!(texts, documents.target_contract),
        TargetKind::Unit => t_string!(texts, documents.target_unit),
        TargetKind::Property => t_string!(texts, documents.target_property),
        TargetKind::All => t_string!(texts, documents.target_all),
    }
}
