//! Providing a document: first for whom, with how many that are, then the file: `/team/dokumente/neu?art=…&fuer=…&id=…`.

use domain::document::{Audience, DocumentKind, TITLE_MAX, TargetKind, TargetRow};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::documents::{kinds, target_kind};
use super::documents_api as api;
use super::inbox::is_short;
use crate::AppError;
use crate::documents::words;
use crate::i18n::*;
use crate::posted::{FieldError, posted};
use crate::tickets::words::Words;
use crate::ui::{
    ErrorSummary, Field, FieldFrame, Head, Notice, Tone, icon, icon_large, loaded_below,
};
use crate::use_i18n;

/// What the address says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Asked {
    kind: Option<DocumentKind>,
    target: Option<TargetKind>,
    id: String,
    wanted: String,
}

impl Asked {
    /// Everything is chosen but the file.
    fn is_aimed(&self) -> bool {
        let named = self.target == Some(TargetKind::All) || !self.id.is_empty();
        self.kind.is_some() && self.target.is_some() && named
    }
}

/// What the server knows of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
enum Known {
    /// How many people it would be.
    Audience(Audience),
    /// What a search found.
    Targets(Vec<TargetRow>),
}

/// The page.
#[component]
pub fn NewDocumentPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| Asked {
            kind: query.get("art").and_then(|kind| kind.parse().ok()),
            target: query.get("fuer").and_then(|kind| kind.parse().ok()),
            id: query.get("id").unwrap_or_default(),
            wanted: query.get("suche").unwrap_or_default(),
        })
    });
    let known = Resource::new(move || asked.get(), fetch);
    let failed = !posted().errors.is_empty();
    view! {
        <Head
            title=t_string!(i18n, documents.new_title)
            back=("/team/dokumente", t_string!(i18n, documents.staff_title))
            failed=failed
        />
        {loaded_below(known, move |known| content(i18n, &asked.get_untracked(), &known))}
    }
    .into_any()
}

async fn fetch(asked: Asked) -> Result<Known, AppError> {
    match (asked.kind, asked.target) {
        (Some(kind), Some(target)) if asked.is_aimed() => {
            api::document_audience(kind, target, asked.id)
                .await
                .map(Known::Audience)
        }
        (_, Some(target)) if !is_short(&asked.wanted) => {
            api::document_targets(target, asked.wanted)
                .await
                .map(Known::Targets)
        }
        // Nothing is wanted yet; whether the one who asks may is asked all the same.
        _ => api::document_targets(TargetKind::All, String::new())
            .await
            .map(Known::Targets),
    }
}

fn content(texts: Words, asked: &Asked, known: &Known) -> AnyView {
    match (known, asked.kind) {
        (Known::Audience(audience), Some(kind)) => upload(texts, kind, audience),
        (Known::Targets(rows), _) => choose(texts, asked, rows),
        (Known::Audience(_), None) => choose(texts, asked, &[]),
    }
}

/// For whom: a plain form that comes back to this page.
fn choose(texts: Words, asked: &Asked, rows: &[TargetRow]) -> AnyView {
    let (chosen, aimed) = (asked.kind, asked.target.unwrap_or(TargetKind::Property));
    let targets = TargetKind::ALL
        .iter()
        .map(|kind| {
            let kind = *kind;
            view! { <option value=kind.as_str() selected=kind == aimed>{target_kind(texts, kind)}</option> }
        })
        .collect_view();
    let searched = asked.target.is_some() && !asked.wanted.is_empty();
    let none = (searched && rows.is_empty()).then(|| {
        view! { <div class="empty">{icon_large("search")}<p>{t_string!(texts, documents.new_none)}</p></div> }
    });
    let wanted = asked.wanted.clone();
    let art = chosen.map_or("", DocumentKind::as_str);
    let found = rows.iter().map(|row| found(row, art)).collect_view();
    let list = (!rows.is_empty()).then(|| {
        view! {
            <h2 class="mt-6">{t_string!(texts, documents.new_choose)}</h2>
            <ul class="list" role="list">{found}</ul>
        }
    });
    view! {
        <form class="form" method="get" action="/team/dokumente/neu">
            <FieldFrame name="art" label=t_string!(texts, documents.new_kind)>
                <select id="art" name="art">{kinds(texts, move |kind| chosen == Some(kind))}</select>
            </FieldFrame>
            <FieldFrame name="fuer" label=t_string!(texts, documents.new_target)>
                <select id="fuer" name="fuer">{targets}</select>
            </FieldFrame>
            <FieldFrame
                name="suche"
                label=t_string!(texts, documents.new_search)
                hint=t_string!(texts, documents.new_search_hint)
            >
                <input
                    id="suche"
                    name="suche"
                    type="search"
                    autocomplete="off"
                    value=wanted
                    aria-describedby="suche-hinweis"
                />
            </FieldFrame>
            <div class="actions">
                <button type="submit" class="btn btn-primary btn-wide">{t_string!(texts, documents.new_next)}</button>
            </div>
        </form>
        {none}
        {list}
    }
    .into_any()
}

fn found(row: &TargetRow, art: &str) -> impl IntoView + use<> {
    let id = row.id.map(|id| id.to_string()).unwrap_or_default();
    let href = format!("/team/dokumente/neu?art={art}&fuer={}&id={id}", row.kind);
    view! {
        <li>
            <a class="list-row" href=href>
                <span class="list-main">
                    <strong>{row.name.clone()}</strong>
                    <span class="list-sub">{row.reference.clone()}</span>
                </span>
            </a>
        </li>
    }
}

/// The file, once it is clear who gets it.
fn upload(texts: Words, kind: DocumentKind, audience: &Audience) -> AnyView {
    let target = &audience.target;
    let id = target.id.map(|id| id.to_string()).unwrap_or_default();
    let address = format!(
        "/team/dokumente/neu?art={kind}&fuer={}&id={id}",
        target.kind
    );
    let before = posted();
    let errors: Signal<Vec<FieldError>> = Signal::stored(before.errors);
    view! {
        {who(texts, kind, audience)}
        <form class="form" method="post" action=address enctype="multipart/form-data">
            <ErrorSummary errors/>
            <input type="hidden" name="kind" value=kind.as_str()/>
            <input type="hidden" name="target" value=target.kind.as_str()/>
            <input type="hidden" name="target_id" value=id/>
            {label_fields(texts, errors)}
            {file_field(texts, t_string!(texts, documents.new_file_hint), errors)}
            <div class="actions">
                <button type="submit" class="btn btn-primary btn-wide">{icon("send")}{t_string!(texts, documents.new_send)}</button>
                <a class="btn btn-quiet" href="/team/dokumente/neu">{t_string!(texts, documents.new_other)}</a>
            </div>
        </form>
    }
    .into_any()
}

/// Title and day, as every form with a file asks for them.
pub(super) fn label_fields(texts: Words, errors: Signal<Vec<FieldError>>) -> AnyView {
    view! {
        <Field
            name="title"
            label=t_string!(texts, documents.new_name)
            hint=t_string!(texts, documents.new_name_hint)
            errors
            maxlength=TITLE_MAX
            autocomplete="off"
        />
        <Field name="dated_on" label=t_string!(texts, documents.new_date) errors kind="date" size="short"/>
    }
    .into_any()
}

/// One PDF.
pub(super) fn file_field(
    texts: Words,
    hint: &'static str,
    errors: Signal<Vec<FieldError>>,
) -> AnyView {
    let error = Signal::derive(move || {
        errors.with(|errors| {
            let error = errors.iter().find(|error| error.field == "file")?;
            Some(error.message.clone())
        })
    });
    view! {
        <FieldFrame name="file" label=t_string!(texts, documents.new_file) hint error>
            <input
                id="file"
                name="file"
                type="file"
                accept="application/pdf"
                aria-describedby=move || {
                    if error.with(Option::is_some) { "file-hinweis file-fehler" } else { "file-hinweis" }
                }
                aria-invalid=move || error.with(Option::is_some).then_some("true")
            />
        </FieldFrame>
    }
    .into_any()
}

fn who(texts: Words, kind: DocumentKind, audience: &Audience) -> AnyView {
    let target = &audience.target;
    let name = match target.kind {
        TargetKind::All => t_string!(texts, documents.staff_for_all).to_owned(),
        other => format!(
            "{} {} ({})",
            target_kind(texts, other),
            target.name,
            target.reference
        ),
    };
    let (persons, registered) = (audience.persons, audience.registered);
    let (tone, count): (Tone, String) = match persons {
        0 => (
            Tone::Urgent,
            t_string!(texts, documents.new_audience_none).to_owned(),
        ),
        1 => (
            Tone::Info,
            t_string!(texts, documents.new_audience_one, registered = registered),
        ),
        _ => (
            Tone::Info,
            t_string!(
                texts,
                documents.new_audience,
                persons = persons,
                registered = registered
            ),
        ),
    };
    let many = !matches!(target.kind, TargetKind::Person | TargetKind::Contract);
    let owners = (kind.is_for_owners() && many).then(|| {
        view! { <p>{t_string!(texts, documents.new_owners)}</p> }
    });
    let title = format!("{}: {name}.", words::kind(texts, kind));
    view! { <Notice tone title><p>{count}</p>{owners}</Notice> }.into_any()
}
