//! One file for many persons: uploaded at `/team/dokumente/serie`, checked at `/team/dokumente/serie/{id}`.

use domain::berlin;
use domain::document::{PartProblem, SerialPage, SerialPart, SerialRow, SetState};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::documents::kinds;
use super::documents_api as api;
use super::documents_new::{file_field, label_fields};
use crate::AppError;
use crate::access::follow;
use crate::documents::words;
use crate::i18n::*;
use crate::posted::{FieldError, posted};
use crate::tickets::words::Words;
use crate::ui::{
    ErrorSummary, FieldFrame, Head, Notice, Progress, Submit, Tone, complaints, icon, icon_large,
    loaded, loaded_below,
};
use crate::use_i18n;

/// The form, and what was uploaded before.
#[component]
pub fn SerialPage() -> impl IntoView {
    let i18n = use_i18n();
    let before = posted();
    let failed = !before.errors.is_empty();
    let errors: Signal<Vec<FieldError>> = Signal::stored(before.errors.clone());
    let typed = before.value("kind");
    let list = Resource::new(|| (), |()| api::document_sets());
    view! {
        <Head
            title=t_string!(i18n, documents.serial_title)
            lead=t_string!(i18n, documents.serial_lead)
            back=("/team/dokumente", t_string!(i18n, documents.staff_title))
            failed=failed
        />
        <p class="hint">{t_string!(i18n, documents.serial_how)}</p>
        <form class="form" method="post" action="/team/dokumente/serie" enctype="multipart/form-data">
            <ErrorSummary errors/>
            <FieldFrame name="kind" label=t_string!(i18n, documents.new_kind)>
                <select id="kind" name="kind">{kinds(i18n, chosen(typed))}</select>
            </FieldFrame>
            {label_fields(i18n, errors)}
            {file_field(i18n, t_string!(i18n, documents.serial_file_hint), errors)}
            <div class="actions">
                <button type="submit" class="btn btn-primary btn-wide">{icon("search")}{t_string!(i18n, documents.serial_send)}</button>
            </div>
        </form>
        {loaded_below(list, move |rows| sets(i18n, &rows))}
    }
    .into_any()
}

/// What was chosen before the form came back.
fn chosen(
    typed: String,
) -> impl Fn(domain::document::DocumentKind) -> bool + Copy + Send + Sync + 'static {
    let typed: Option<domain::document::DocumentKind> = typed.parse().ok();
    move |kind| typed == Some(kind)
}

fn sets(texts: Words, rows: &[SerialRow]) -> AnyView {
    let lines = rows.iter().map(|row| set(texts, row)).collect_view();
    let list = if rows.is_empty() {
        view! { <div class="empty">{icon_large("documents")}<p>{t_string!(texts, documents.serial_empty)}</p></div> }
            .into_any()
    } else {
        view! { <ul class="list" role="list">{lines}</ul> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="serien">
            <div class="section-head"><h2 id="serien">{t_string!(texts, documents.serial_list)}</h2></div>
            {list}
        </section>
    }
    .into_any()
}

fn set(texts: Words, row: &SerialRow) -> impl IntoView + use<> {
    let sub = format!(
        "{} · {} · {}",
        words::kind(texts, row.kind),
        berlin::short_date(row.dated_on),
        pages(texts, row.pages)
    );
    let (tone, word) = state(texts, row.state);
    view! {
        <li>
            <a class="list-row" href=format!("/team/dokumente/serie/{}", row.id)>
                {icon(words::sign(row.kind))}
                <span class="list-main">
                    <strong>{row.title.clone()}</strong>
                    <span class="list-sub">{sub}</span>
                </span>
                <span class="list-end"><span class="state-chip" data-tone=tone.word()>{word}</span></span>
            </a>
        </li>
    }
}

fn pages(texts: Words, count: i64) -> String {
    if count == 1 {
        t_string!(texts, documents.one_page).to_owned()
    } else {
        t_string!(texts, documents.pages, count = count)
    }
}

fn state(texts: Words, state: SetState) -> (Tone, &'static str) {
    match state {
        SetState::Splitting => (Tone::Info, t_string!(texts, documents.state_splitting)),
        SetState::Ready => (Tone::ForYou, t_string!(texts, documents.state_ready)),
        SetState::Publishing => (Tone::Info, t_string!(texts, documents.state_publishing)),
        SetState::Published => (Tone::Ok, t_string!(texts, documents.state_published)),
        SetState::Discarded => (Tone::Done, t_string!(texts, documents.state_discarded)),
        SetState::Failed => (Tone::Urgent, t_string!(texts, documents.state_failed)),
    }
}

/// What can be done with a file.
#[derive(Clone, Copy)]
struct Doing {
    publish: ServerAction<api::PublishDocumentSet>,
    discard: ServerAction<api::DiscardDocumentSet>,
    wrong: Signal<Vec<FieldError>>,
}

/// The check list of the address.
#[component]
pub fn SerialCheckPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let publish = ServerAction::<api::PublishDocumentSet>::new();
    let discard = ServerAction::<api::DiscardDocumentSet>::new();
    follow(publish);
    follow(discard);
    let (unpublished, kept) = (complaints(publish, |_| ""), complaints(discard, |_| ""));
    let doing = Doing {
        publish,
        discard,
        wrong: Signal::derive(move || [unpublished.get(), kept.get()].concat()),
    };
    let page = Resource::new(
        move || (id.get(), publish.version().get(), discard.version().get()),
        |(id, ..)| async move { api::document_set(id.parse().map_err(|_| AppError::NotFound)?).await },
    );
    loaded(page, move |page| content(i18n, &page, doing))
}

fn content(texts: Words, page: &SerialPage, doing: Doing) -> AnyView {
    let row = &page.row;
    let wrong = doing.wrong;
    let back = (
        "/team/dokumente/serie",
        t_string!(texts, documents.serial_title),
    );
    view! {
        <Head
            title=row.title.clone()
            eyebrow=words::kind(texts, row.kind)
            back=back
            failed=move || !wrong.get().is_empty()
        />
        <ErrorSummary errors=wrong/>
        {standing(texts, page)}
        {problems(texts, page)}
        {if row.state == SetState::Ready { check(texts, page, doing) } else { good(texts, page, false) }}
    }
    .into_any()
}

/// Where the file stands, in a sentence; while it is read or provided, with the way to see how far it is.
fn standing(texts: Words, page: &SerialPage) -> Option<AnyView> {
    let row = &page.row;
    let (tone, _) = state(texts, row.state);
    let said = match row.state {
        SetState::Splitting => return Some(reading(texts, page)),
        SetState::Ready => return None,
        SetState::Publishing => t_string!(texts, documents.serial_publishing),
        SetState::Published => t_string!(texts, documents.serial_published),
        SetState::Discarded => t_string!(texts, documents.serial_discarded),
        SetState::Failed => t_string!(texts, documents.serial_failed),
    };
    let again = (row.state == SetState::Publishing).then(|| refresh(texts, row));
    Some(view! { <Notice tone><p>{said}</p>{again}</Notice> }.into_any())
}

fn reading(texts: Words, page: &SerialPage) -> AnyView {
    let (done, pages, percent) = (page.row.done, page.row.pages, page.percent);
    let text = Signal::derive(move || -> String {
        t_string!(texts, documents.serial_reading, done = done, pages = pages)
    });
    view! {
        <Progress id="fortschritt" text percent=Signal::stored(percent)/>
        {refresh(texts, &page.row)}
    }
    .into_any()
}

fn refresh(texts: Words, row: &SerialRow) -> AnyView {
    let here = format!("/team/dokumente/serie/{}", row.id);
    view! { <p><a href=here rel="external">{t_string!(texts, documents.serial_refresh)}</a></p> }
        .into_any()
}

fn problems(texts: Words, page: &SerialPage) -> Option<AnyView> {
    let bad: Vec<&SerialPart> = page
        .parts
        .iter()
        .filter(|part| part.problem.is_some())
        .collect();
    (!bad.is_empty()).then(|| {
        let title: String = match bad.len() {
            1 => t_string!(texts, documents.serial_problem).to_owned(),
            count => t_string!(texts, documents.serial_problems, count = count),
        };
        let lines = bad
            .into_iter()
            .map(|part| line(texts, page, part, false))
            .collect_view();
        view! {
            <section class="section" aria-labelledby="fragen">
                <div class="section-head"><h2 id="fragen">{title}</h2></div>
                <p class="hint">{t_string!(texts, documents.serial_problems_hint)}</p>
                <ul class="list" role="list">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn good(texts: Words, page: &SerialPage, choice: bool) -> AnyView {
    let good: Vec<&SerialPart> = page
        .parts
        .iter()
        .filter(|part| part.problem.is_none())
        .collect();
    let title: String = match good.len() {
        1 => t_string!(texts, documents.serial_good_one).to_owned(),
        count => t_string!(texts, documents.serial_good, count = count),
    };
    let lines = good
        .into_iter()
        .map(|part| line(texts, page, part, choice))
        .collect_view();
    view! {
        <section class="section" aria-labelledby="bereit">
            <div class="section-head"><h2 id="bereit">{title}</h2></div>
            <ul class="list" role="list">{lines}</ul>
        </section>
    }
    .into_any()
}

/// The parts with a box to leave each out, and the two ways on.
fn check(texts: Words, page: &SerialPage, doing: Doing) -> AnyView {
    let (id, again) = (page.row.id.to_string(), page.row.id.to_string());
    let good = good(texts, page, true);
    view! {
        <ActionForm action=doing.publish attr:class="form">
            <input type="hidden" name="id" value=id/>
            {good}
            <p class="hint">{t_string!(texts, documents.serial_publish_hint)}</p>
            <div class="actions">
                <Submit label=t_string!(texts, documents.serial_publish) pending=doing.publish.pending() sign="send"/>
            </div>
        </ActionForm>
        <ActionForm action=doing.discard attr:class="form mt-6">
            <input type="hidden" name="id" value=again/>
            <div class="actions">
                <Submit label=t_string!(texts, documents.serial_discard) pending=doing.discard.pending() kind="btn-danger"/>
            </div>
        </ActionForm>
    }
    .into_any()
}

fn line(texts: Words, page: &SerialPage, part: &SerialPart, choice: bool) -> impl IntoView + use<> {
    let pages: String = if part.first_page == part.last_page {
        t_string!(texts, documents.serial_page, first = part.first_page)
    } else {
        t_string!(
            texts,
            documents.serial_pages,
            first = part.first_page,
            last = part.last_page
        )
    };
    let whom = [
        part.names.clone(),
        part.place.clone(),
        part.reference.clone(),
    ];
    let whom: Vec<String> = whom.into_iter().flatten().collect();
    let why = part.problem.map(|problem| {
        view! { <span class="list-sub">{reason(texts, problem)}</span> }
    });
    let kept = !matches!(page.row.state, SetState::Published | SetState::Discarded);
    let paper = kept.then(|| {
        let href = format!("/team/dokumente/serie/{}/teile/{}", page.row.id, part.position);
        let label = format!("{}: {pages}", t_string!(texts, documents.paper));
        view! { <a class="btn btn-quiet" href=href target="_blank" rel="external noopener" aria-label=label>{t_string!(texts, documents.paper)}</a> }
    });
    let leave = choice.then(|| {
        let label: String = t_string!(
            texts,
            documents.serial_leave_out_label,
            pages = pages.clone()
        );
        view! {
            <label class="check">
                <input type="checkbox" name="left_out[]" value=part.position aria-label=label/>
                <span>{t_string!(texts, documents.serial_leave_out)}</span>
            </label>
        }
    });
    let sign = if part.problem.is_some() {
        "warning"
    } else {
        "documents"
    };
    view! {
        <li class="list-row">
            {icon(sign)}
            <span class="list-main">
                <strong>{pages}</strong>
                <span class="list-sub">{whom.join(" · ")}</span>
                {why}
            </span>
            <span class="list-end">{leave}{paper}</span>
        </li>
    }
}

fn reason(texts: Words, problem: PartProblem) -> &'static str {
    match problem {
        PartProblem::Unknown => t_string!(texts, documents.problem_unknown),
        PartProblem::NoText => t_string!(texts, documents.problem_no_text),
        PartProblem::Several => t_string!(texts, documents.problem_several),
        PartProblem::Nobody => t_string!(texts, documents.problem_nobody),
        PartProblem::NoReference => t_string!(texts, documents.problem_no_reference),
    }
}
