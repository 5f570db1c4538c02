//! One document with what became of it for each person: `/team/dokumente/{id}`.

use domain::berlin;
use domain::document::{DocumentPage as Page, DocumentRefusal, LedgerRow};
use domain::{PersonId, Refusal};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::documents::target;
use super::documents_api as api;
use crate::AppError;
use crate::access::{follow, marked};
use crate::documents::words;
use crate::i18n::*;
use crate::posted::FieldError;
use crate::tickets::words::Words;
use crate::ui::{
    ErrorSummary, Fact, Facts, Field, Head, Moment, Notice, Submit, Tone, complaints, icon, loaded,
    page_number, pager,
};
use crate::use_i18n;

/// What can be done on the page.
#[derive(Clone, Copy)]
struct Doing {
    withdraw: ServerAction<api::WithdrawDocument>,
    post: ServerAction<api::PostDocument>,
    wrong: Signal<Vec<FieldError>>,
}

/// The document of the address.
#[component]
pub fn StaffDocumentPage() -> impl IntoView {
    let i18n = use_i18n();
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let number = Memo::new(move |_| query.with(page_number));
    let withdraw = ServerAction::<api::WithdrawDocument>::new();
    let post = ServerAction::<api::PostDocument>::new();
    follow(withdraw);
    follow(post);
    let wordless = complaints(withdraw, |refusal| match refusal {
        Refusal::Document(DocumentRefusal::ReasonMissing) => "reason",
        _ => "",
    });
    let unposted = complaints(post, |_| "");
    let doing = Doing {
        withdraw,
        post,
        wrong: Signal::derive(move || [wordless.get(), unposted.get()].concat()),
    };
    let page = Resource::new(
        move || {
            let done = (withdraw.version().get(), post.version().get());
            (id.get(), number.get(), done)
        },
        |(id, number, _)| async move {
            api::document(id.parse().map_err(|_| AppError::NotFound)?, number).await
        },
    );
    loaded(page, move |page| content(i18n, &page, doing))
}

fn content(texts: Words, page: &Page, doing: Doing) -> AnyView {
    let row = &page.row;
    let (fresh, wrong) = (marked("neu"), doing.wrong);
    let back = ("/team/dokumente", t_string!(texts, documents.staff_title));
    let gone = row.withdrawn_at.map(|at| {
        let text: String = t_string!(
            texts,
            documents.withdrawn_on,
            date = berlin::short_date(berlin::day(at))
        );
        view! { <Notice tone=Tone::Done><p>{text}</p></Notice> }
    });
    let there = row.withdrawn_at.is_none();
    view! {
        <Head
            title=row.title.clone()
            eyebrow=words::kind(texts, row.kind)
            back=back
            failed=move || !wrong.get().is_empty()
        />
        <Show when=move || fresh.get()>
            <Notice tone=Tone::Ok title=t_string!(texts, documents.staff_done)>
                <p>{t_string!(texts, documents.staff_done_many)}</p>
            </Notice>
        </Show>
        <ErrorSummary errors=wrong/>
        {gone}
        {facts(texts, page)}
        {ledger(texts, page, doing)}
        {there.then(|| withdraw(texts, page, doing))}
    }
    .into_any()
}

fn facts(texts: Words, page: &Page) -> AnyView {
    let row = &page.row;
    let size = words::size(texts, page.sheets, page.bytes);
    let by = page
        .uploaded_by
        .clone()
        .unwrap_or_else(|| t_string!(texts, documents.by_erp).to_owned());
    let number = page.reference.clone().map(|number| {
        view! { <Fact term=t_string!(texts, documents.number)>{number}</Fact> }
    });
    let valid = [
        page.valid_from.map(|day| -> String {
            t_string!(texts, documents.valid_from, date = berlin::short_date(day))
        }),
        page.valid_to.map(|day| -> String {
            t_string!(texts, documents.valid_to, date = berlin::short_date(day))
        }),
    ];
    let valid: Vec<String> = valid.into_iter().flatten().collect();
    let valid = (!valid.is_empty()).then(|| {
        view! { <Fact term=t_string!(texts, documents.valid)>{valid.join(" ")}</Fact> }
    });
    let (provided, dated) = (row.provided_at, berlin::short_date(row.dated_on));
    let who = target(texts, row);
    view! {
        <div class="card">
            <Facts>
                <Fact term=t_string!(texts, documents.staff_for)>{who}</Fact>
                <Fact term=t_string!(texts, documents.dated)>{dated}</Fact>
                <Fact term=t_string!(texts, documents.size)>{size}</Fact>
                <Fact term=t_string!(texts, documents.since)><Moment at=provided/></Fact>
                <Fact term=t_string!(texts, documents.by)>{by}</Fact>
                {number}
                {valid}
            </Facts>
            <p class="mt-4">
                <a class="btn btn-secondary" href=format!("/dokumente/{}.pdf", row.id) target="_blank" rel="external noopener">
                    {icon("external")}
                    {t_string!(texts, documents.open)}
                </a>
            </p>
        </div>
    }
    .into_any()
}

fn ledger(texts: Words, page: &Page, doing: Doing) -> AnyView {
    let there = page.row.withdrawn_at.is_none();
    let lines = page
        .ledger
        .iter()
        .map(|line| {
            let overdue = page.overdue.contains(&line.person_id);
            person(texts, page, line, overdue, there.then_some(doing))
        })
        .collect_view();
    let list = if page.ledger.is_empty() {
        view! { <p class="hint">{t_string!(texts, documents.ledger_none)}</p> }.into_any()
    } else {
        view! {
            <p class="hint">{t_string!(texts, documents.letter_hint)}</p>
            <ul class="list" role="list">{lines}</ul>
        }
        .into_any()
    };
    let id = page.row.id;
    let link = move |page| format!("/team/dokumente/{id}?seite={page}");
    let ways = (t_string!(texts, staff.newer), t_string!(texts, staff.older));
    view! {
        <section class="section" aria-labelledby="empfaenger">
            <div class="section-head"><h2 id="empfaenger">{t_string!(texts, documents.ledger)}</h2></div>
            {list}
            {pager(texts, (page.page, page.pages), ways, link)}
        </section>
    }
    .into_any()
}

/// "bereitgestellt am …", "benachrichtigt am …", "geöffnet am …": what is said of a document, and never more.
fn course(texts: Words, line: &LedgerRow) -> String {
    let day = |at| berlin::short_date(berlin::day(at));
    let provided: String = t_string!(texts, documents.line_provided, date = day(line.provided_at));
    let notified = match line.notified_at {
        Some(at) => t_string!(texts, documents.line_notified, date = day(at)),
        None => t_string!(texts, documents.line_unnotified).to_owned(),
    };
    let opened = match line.opened_at {
        Some(at) => t_string!(texts, documents.line_opened, date = day(at)),
        None => t_string!(texts, documents.line_unopened).to_owned(),
    };
    let letter = line.letter_at.map(|at| match line.letter_name.clone() {
        Some(name) => t_string!(texts, documents.line_letter_by, date = day(at), name = name),
        None => t_string!(texts, documents.line_letter, date = day(at)),
    });
    let all = [Some(provided), Some(notified), Some(opened), letter];
    all.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn person(
    texts: Words,
    page: &Page,
    line: &LedgerRow,
    overdue: bool,
    doing: Option<Doing>,
) -> impl IntoView + use<> {
    let overdue = overdue.then(|| {
        view! { <span class="state-chip" data-tone="urgent">{icon("clock")}{t_string!(texts, documents.overdue)}</span> }
    });
    let outside = (!line.registered).then(|| {
        view! { <span class="state-chip" data-tone="done">{icon("letter")}{t_string!(texts, documents.no_account)}</span> }
    });
    // Of what was taken back nothing is printed any more.
    let printed = line.letter_at.filter(|_| doing.is_some());
    let get = printed.map(|_| {
        let href = format!("/team/dokumente/{}/{}/brief.pdf", page.row.id, line.person_id);
        let label: String = t_string!(texts, documents.letter_get_label, name = line.name.clone());
        view! { <a class="btn btn-quiet" href=href rel="external" download="" aria-label=label>{icon("download")}{t_string!(texts, documents.letter_get)}</a> }
    });
    let post = doing.map(|doing| post(texts, page, line, doing));
    view! {
        <li class="list-row">
            {icon("person")}
            <span class="list-main">
                <a href=format!("/team/personen/{}", line.person_id)><strong>{line.name.clone()}</strong></a>
                <span class="list-sub">{line.reference.clone()}</span>
                <span class="list-sub">{course(texts, line)}</span>
                {overdue}
                {outside}
            </span>
            <span class="list-end">{post}{get}</span>
        </li>
    }
}

fn post(texts: Words, page: &Page, line: &LedgerRow, doing: Doing) -> AnyView {
    let label: String = t_string!(texts, documents.letter_label, name = line.name.clone());
    let word = if line.letter_at.is_some() {
        t_string!(texts, documents.letter_again)
    } else {
        t_string!(texts, documents.letter)
    };
    let (id, person): (String, PersonId) = (page.row.id.to_string(), line.person_id);
    view! {
        <ActionForm action=doing.post attr:aria-label=label>
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="person" value=person.to_string()/>
            <Submit label=word pending=doing.post.pending() kind="btn-secondary" sign="letter"/>
        </ActionForm>
    }
    .into_any()
}

fn withdraw(texts: Words, page: &Page, doing: Doing) -> AnyView {
    let id = page.row.id.to_string();
    view! {
        <section class="section" aria-labelledby="zurueckziehen">
            <div class="section-head"><h2 id="zurueckziehen">{t_string!(texts, documents.withdraw)}</h2></div>
            <p class="hint">{t_string!(texts, documents.withdraw_hint)}</p>
            <ActionForm action=doing.withdraw attr:class="form">
                <input type="hidden" name="id" value=id/>
                <Field
                    name="reason"
                    label=t_string!(texts, documents.withdraw_reason)
                    hint=t_string!(texts, documents.withdraw_reason_hint)
                    errors=doing.wrong
                    autocomplete="off"
                    maxlength=200
                />
                <div class="actions">
                    <Submit label=t_string!(texts, documents.withdraw) pending=doing.withdraw.pending() kind="btn-danger"/>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}
