//! All documents of a resident: `/dokumente?art=abrechnung`, `/dokumente?suche=2025`.

use chrono::Datelike;
use domain::document::{DocumentKind, DocumentRow, DocumentsPage as Page, Folder};
use domain::{ContractId, Refusal, berlin};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{api, row, words};
use crate::access::follow;
use crate::contracts::note;
use crate::i18n::*;
use crate::staff::inbox::is_short;
use crate::tickets::words::Words;
use crate::ui::{
    ErrorSummary, FieldFrame, Head, Notice, Submit, Tone, complaints, icon, icon_large,
    loaded_below,
};
use crate::use_i18n;

type RequestCopy = ServerAction<api::RequestCopy>;

/// The page of the menu.
#[component]
pub fn DocumentsPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let kind: Option<DocumentKind> = query.get("art").and_then(|kind| kind.parse().ok());
            (kind, query.get("suche").unwrap_or_default())
        })
    });
    let short = move || asked.with(|(_, wanted)| is_short(wanted));
    let error = Signal::derive(move || short().then(|| Refusal::SearchTooShort.to_string()));
    let copy = RequestCopy::new();
    follow(copy);
    let list = Resource::new(
        move || (asked.get(), copy.version().get()),
        |((kind, wanted), _)| {
            // What is too short is told at the field.
            let wanted = Some(wanted).filter(|wanted| !is_short(wanted));
            api::list(kind, wanted.unwrap_or_default())
        },
    );
    view! {
        <Head title=t_string!(i18n, documents.title) lead=t_string!(i18n, documents.lead)/>
        <form class="form" method="get" action="/dokumente" role="search">
            <FieldFrame name="suche" label=t_string!(i18n, documents.search) error>
                <div class="field-inline">
                    <input
                        id="suche"
                        name="suche"
                        type="search"
                        autocomplete="off"
                        value=move || asked.with(|(_, wanted)| wanted.clone())
                        aria-describedby=move || short().then_some("suche-fehler")
                        aria-invalid=move || short().then_some("true")
                    />
                    <button type="submit" class="btn btn-secondary">{icon("search")}{t_string!(i18n, documents.search_send)}</button>
                </div>
            </FieldFrame>
        </form>
        {loaded_below(list, move |sheet| content(i18n, &sheet.page, copy))}
    }
    .into_any()
}

fn content(texts: Words, page: &Page, copy: RequestCopy) -> AnyView {
    let shown = if !page.wanted.is_empty() {
        found(texts, page)
    } else if let Some(kind) = page.kind {
        folder(texts, kind, &page.rows)
    } else {
        overview(texts, page)
    };
    let signed_after = page.signed_after;
    let hidden = page
        .hidden
        .map(|contract| hidden(texts, contract, signed_after, page, copy));
    view! {
        {note(texts, page.chosen.as_ref().map(domain::contract::ContractRow::place))}
        {shown}
        {hidden}
        <p class="mt-6"><a class="quiet-link" href="/vertrag">{icon("house")}{t_string!(texts, documents.to_contract)}</a></p>
    }
    .into_any()
}

/// What is new, then the folders.
fn overview(texts: Words, page: &Page) -> AnyView {
    if page.folders.is_empty() {
        return view! {
            <div class="empty">
                {icon_large("documents")}
                <p>{t_string!(texts, documents.empty)}</p>
                <a class="btn btn-secondary" href="/anliegen?thema=unterlagen">{icon("message")}{t_string!(texts, documents.ask)}</a>
            </div>
        }
        .into_any();
    }
    let fresh = (!page.rows.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="neu">
                <div class="section-head"><h2 id="neu">{t_string!(texts, documents.news)}</h2></div>
                {row::rows(texts, &page.rows)}
            </section>
        }
    });
    let folders = page
        .folders
        .iter()
        .map(|one| folder_line(texts, one))
        .collect_view();
    view! {
        {fresh}
        <section class="section" aria-labelledby="ordner">
            <div class="section-head"><h2 id="ordner">{t_string!(texts, documents.folders)}</h2></div>
            <ul class="list" role="list">{folders}</ul>
        </section>
    }
    .into_any()
}

fn folder_line(texts: Words, folder: &Folder) -> impl IntoView + use<> {
    let count = if folder.count == 1 {
        t_string!(texts, documents.one_document).to_owned()
    } else {
        t_string!(texts, documents.count, count = folder.count)
    };
    let latest: String = t_string!(
        texts,
        documents.latest,
        date = berlin::short_date(folder.latest)
    );
    let fresh = (folder.fresh > 0).then(|| {
        let word: String = t_string!(texts, documents.fresh_count, count = folder.fresh);
        view! { <span class="state-chip" data-tone="info">{word}</span> }
    });
    view! {
        <li>
            <a class="list-row" href=format!("/dokumente?art={}", folder.kind)>
                {icon(words::sign(folder.kind))}
                <span class="list-main">
                    <strong>{words::kind(texts, folder.kind)}</strong>
                    <span class="list-sub">{format!("{count} · {latest}")}</span>
                </span>
                <span class="list-end">{fresh}</span>
            </a>
        </li>
    }
}

/// One folder, a year after the other.
fn folder(texts: Words, kind: DocumentKind, rows: &[DocumentRow]) -> AnyView {
    let all = view! { <p><a class="back-link" href="/dokumente">{icon("arrow-left")}{t_string!(texts, documents.all)}</a></p> };
    if rows.is_empty() {
        return view! {
            {all}
            <div class="empty">{icon_large("documents")}<p>{t_string!(texts, documents.empty_folder)}</p></div>
        }
        .into_any();
    }
    view! {
        {all}
        <h2>{words::kind(texts, kind)}</h2>
        {years(texts, rows)}
    }
    .into_any()
}

fn years(texts: Words, rows: &[DocumentRow]) -> AnyView {
    rows.chunk_by(|one, next| one.dated_on.year() == next.dated_on.year())
        .map(|of_year| {
            let year = of_year.first().map_or(0, |row| row.dated_on.year());
            let (id, named) = (format!("jahr-{year}"), format!("jahr-{year}"));
            view! {
                <section class="section" aria-labelledby=named>
                    <div class="section-head"><h3 id=id>{year}</h3></div>
                    {row::rows(texts, of_year)}
                </section>
            }
        })
        .collect_view()
        .into_any()
}

fn found(texts: Words, page: &Page) -> AnyView {
    let all = view! { <p><a class="back-link" href="/dokumente">{icon("arrow-left")}{t_string!(texts, documents.all)}</a></p> };
    if page.rows.is_empty() {
        return view! {
            {all}
            <div class="empty">{icon_large("search")}<p>{t_string!(texts, documents.found_none)}</p></div>
        }
        .into_any();
    }
    let title: String = t_string!(texts, documents.found, wanted = page.wanted.clone());
    view! {
        {all}
        <h2>{title}</h2>
        {row::rows(texts, &page.rows)}
    }
    .into_any()
}

/// Why the lease is not here, and the way to a copy of it.
fn hidden(
    texts: Words,
    contract: ContractId,
    signed_after: Option<chrono::NaiveDate>,
    page: &Page,
    copy: RequestCopy,
) -> AnyView {
    let why: String = match signed_after {
        Some(day) => t_string!(
            texts,
            documents.hidden_after,
            date = berlin::letter_date(day)
        ),
        None => t_string!(texts, documents.hidden).to_owned(),
    };
    let errors = complaints(copy, |_| "");
    let next = match page.asked.clone() {
        Some((id, number)) => {
            let said: String = t_string!(texts, documents.copy_asked, number = number);
            view! { <p><a href=format!("/vorgaenge/{id}")>{said}</a></p> }.into_any()
        }
        None => view! {
            <p>{t_string!(texts, documents.copy_how)}</p>
            <ErrorSummary errors/>
            <ActionForm action=copy>
                <input type="hidden" name="contract" value=contract.to_string()/>
                <div class="actions mt-2">
                    <Submit label=t_string!(texts, documents.copy) pending=copy.pending() kind="btn-secondary"/>
                </div>
            </ActionForm>
        }
        .into_any(),
    };
    view! {
        <section class="section" aria-labelledby="mietvertrag">
            <div class="section-head"><h2 id="mietvertrag">{t_string!(texts, documents.hidden_title)}</h2></div>
            <Notice tone=Tone::Info>
                <p>{why}</p>
                {next}
            </Notice>
        </section>
    }
    .into_any()
}
