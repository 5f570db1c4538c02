//! One batch of letters, live while it is made: `/team/freischaltung/{id}`.

use std::time::Duration;

use chrono::NaiveDate;
use domain::Refusal;
use domain::berlin;
use domain::rollout::{BatchId, BatchKind, BatchLetter, BatchPage, BatchRow, LetterState, NAMED};
use leptos::form::ActionForm;
use leptos::leptos_dom::helpers::set_interval_with_handle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use web_sys::VisibilityState;

use super::rollout_api as api;
use crate::AppError;
use crate::access::{follow, marked};
use crate::i18n::*;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::{
    ErrorSummary, Fact, Facts, Field, Head, Moment, Notice, Progress, Submit, Tone, complaints,
    icon, loaded, today, woken,
};
use crate::use_i18n;

/// How often a running batch is asked for.
const EVERY: Duration = Duration::from_secs(1);

/// The batch of the address.
#[component]
pub fn BatchesPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let (finished, post) = (RwSignal::new(0_u32), marked("post"));
    let posted = ServerAction::<api::Posted>::new();
    follow(posted);
    let page = Resource::new(
        move || (id.get(), finished.get(), posted.version().get()),
        |(id, ..)| async move { api::batch(id.parse().map_err(|_| AppError::NotFound)?).await },
    );
    view! {
        <Show when=move || post.get()>
            <Notice tone=Tone::Ok title=t_string!(i18n, rollout.posted_done)>""</Notice>
        </Show>
        {loaded(page, move |sheet| content(i18n, &sheet, posted, finished))}
    }
    .into_any()
}

fn content(
    words: Words,
    sheet: &Sheet<BatchPage>,
    posted: ServerAction<api::Posted>,
    finished: RwSignal<u32>,
) -> AnyView {
    let (page, row) = (&sheet.page, &sheet.page.row);
    let title: String = t_string!(words, rollout.batch_title, name = row.name.clone());
    let back = ("/team/freischaltung", t_string!(words, rollout.title));
    view! {
        <Head title=title back=back/>
        {row.runs().then(|| bar(words, row, finished))}
        {facts(words, row)}
        {if row.is_void() { Some(void(words)) } else { downloads(words, page) }}
        {(row.finished_at.is_some() && row.rendered > 0 && !row.is_void() && !page.withheld).then(|| post(words, row, sheet.today, posted))}
        {letters(words, page)}
    }
    .into_any()
}

/// Instead of the papers, where none of them opens anything any more.
fn void(words: Words) -> AnyView {
    view! {
        <Notice tone=Tone::Done title=t_string!(words, rollout.chip_void)>
            <p>{t_string!(words, rollout.void)}</p>
        </Notice>
    }
    .into_any()
}

/// The bar moves once a second while somebody looks; the whole page comes anew when the last letter is there.
fn bar(words: Words, row: &BatchRow, finished: RwSignal<u32>) -> AnyView {
    let (id, shown) = (row.id, RwSignal::new(row.clone()));
    Effect::new(move |_| {
        let ask = move || {
            if document().visibility_state() == VisibilityState::Visible {
                spawn_local(look(id, shown, finished));
            }
        };
        if let Ok(clock) = set_interval_with_handle(ask, EVERY) {
            on_cleanup(move || clock.clear());
        }
    });
    let text = Signal::derive(move || {
        let (done, letters) = shown.with(|row| (row.letters - row.queued, row.letters));
        t_string!(words, rollout.progress, done = done, letters = letters)
    });
    let percent = Signal::derive(move || shown.with(BatchRow::percent));
    let awake = woken();
    view! {
        <Progress id="fortschritt" text percent/>
        <Show when=move || !awake.get()>
            <p><a href=format!("/team/freischaltung/{id}")>{t_string!(words, rollout.refresh)}</a></p>
        </Show>
    }
    .into_any()
}

async fn look(id: BatchId, shown: RwSignal<BatchRow>, finished: RwSignal<u32>) {
    let Ok(row) = api::batch_progress(id).await else {
        return;
    };
    let runs = row.runs();
    // The page may have been left meanwhile.
    if shown.try_set(row).is_none() && !runs {
        finished.try_update(|times| *times += 1);
    }
}

fn facts(words: Words, row: &BatchRow) -> AnyView {
    let (state, at) = (chip(words, row), row.created_at);
    let begins = berlin::date(row.due_on, today());
    let why = kind(words, row.kind);
    let count = row
        .begun_at
        .map(|_| format!("{} / {}", row.rendered, row.letters));
    let count = count.map(|count| {
        view! { <Fact term=t_string!(words, rollout.count)>{count}</Fact> }
    });
    let dead = (row.dead > 0).then_some(row.dead);
    let dead = dead.map(|dead| {
        view! { <Fact term=t_string!(words, rollout.count_dead)>{dead}</Fact> }
    });
    let redeemed = (row.redeemed > 0).then_some(row.redeemed);
    let redeemed = redeemed.map(|redeemed| {
        view! { <Fact term=t_string!(words, rollout.count_redeemed)>{redeemed}</Fact> }
    });
    let posted = row.posted_on.map(|day| berlin::date(day, today()));
    let posted = posted.map(|day| {
        view! { <Fact term=t_string!(words, rollout.posted_on)>{day}</Fact> }
    });
    let failed = (row.failed > 0).then_some(row.failed);
    let failed = failed.map(|failed| {
        view! { <Fact term=t_string!(words, rollout.count_failed)>{failed}</Fact> }
    });
    view! {
        <p class="flex flex-wrap gap-2 mb-4">{state}</p>
        <Facts>
            <Fact term=t_string!(words, rollout.ordered)>{why}", "<Moment at/></Fact>
            <Fact term=t_string!(words, rollout.begins)>{begins}</Fact>
            {count}
            {failed}
            {dead}
            {redeemed}
            {posted}
        </Facts>
    }
    .into_any()
}

fn downloads(words: Words, page: &BatchPage) -> Option<AnyView> {
    if page.prints.is_empty() {
        return None;
    }
    let Some(until) = page.kept_until else {
        return Some(view! { <p class="hint">{t_string!(words, rollout.gone)}</p> }.into_any());
    };
    let id = page.row.id;
    let only = page.prints.len() == 1;
    let prints = page.prints.iter();
    let prints = prints.filter(|print| print.kept && !page.withheld);
    let links = prints
        .map(|print| {
            let word: String = if only {
                t_string!(words, rollout.print).to_owned()
            } else {
                t_string!(
                    words,
                    rollout.print_part,
                    number = print.number,
                    letters = print.letters
                )
            };
            let href = format!("/team/freischaltung/{id}/druck/{}", print.number);
            view! { <li><a class="btn btn-secondary btn-wide" href=href rel="external" download="">{icon("download")}{word}</a></li> }
        })
        .collect_view();
    let kept: String = t_string!(
        words,
        rollout.kept_until,
        date = berlin::date(until, today())
    );
    let view = view! {
        <section class="section" aria-labelledby="drucken">
            <div class="section-head"><h2 id="drucken">{t_string!(words, rollout.downloads)}</h2></div>
            <ul class="grid gap-2" role="list">
                {page.withheld.then(|| view! { <li class="hint">{t_string!(words, rollout.withheld)}</li> })}
                {links}
                {(!page.withheld).then(|| addresses(words, id))}
            </ul>
            <p class="hint">{kept}</p>
        </section>
    };
    Some(view.into_any())
}

fn addresses(words: Words, id: BatchId) -> AnyView {
    view! {
        <li>
            <a class="btn btn-quiet btn-wide" href=format!("/team/freischaltung/{id}/adressen.csv") rel="external" download="">
                {icon("download")}{t_string!(words, rollout.addresses)}
            </a>
        </li>
    }
    .into_any()
}

fn post(
    words: Words,
    row: &BatchRow,
    today: NaiveDate,
    action: ServerAction<api::Posted>,
) -> AnyView {
    let errors = complaints(action, |refusal| match refusal {
        Refusal::PostedDayInvalid => "day",
        _ => "",
    });
    let day = row.posted_on.unwrap_or(today).to_string();
    let id = row.id.to_string();
    view! {
        <section class="section" aria-labelledby="post">
            <div class="section-head"><h2 id="post">{t_string!(words, rollout.posted)}</h2></div>
            <ActionForm action attr:class="form" attr:novalidate="">
                <ErrorSummary errors/>
                <input type="hidden" name="id" value=id/>
                <Field name="day" label=t_string!(words, rollout.posted_on) errors kind="date" value=day size="phone"/>
                <div class="actions">
                    <Submit label=t_string!(words, rollout.posted_save) pending=action.pending() kind="btn-secondary"/>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

fn letters(words: Words, page: &BatchPage) -> Option<AnyView> {
    if page.letters.is_empty() {
        return None;
    }
    let id = page.row.id;
    let rows = page.letters.iter();
    let lines = rows.map(|row| line(words, id, row, row.kept && !page.withheld));
    let lines = lines.collect_view();
    let some: Option<String> =
        (page.row.letters > NAMED).then(|| t_string!(words, rollout.letters_some, count = NAMED));
    let view = view! {
        <section class="section" aria-labelledby="personen">
            <div class="section-head"><h2 id="personen">{t_string!(words, rollout.letters)}</h2></div>
            {some.map(|some| view! { <p class="hint">{some}</p> })}
            <ul class="list" role="list">{lines}</ul>
        </section>
    };
    Some(view.into_any())
}

fn line(words: Words, id: BatchId, row: &BatchLetter, paper: bool) -> impl IntoView + use<> {
    let (tone, state) = match row.state {
        LetterState::Queued => ("info", t_string!(words, rollout.state_queued)),
        LetterState::Rendered if row.redeemed => ("ok", t_string!(words, rollout.fate_used)),
        LetterState::Rendered if row.replaced => ("done", t_string!(words, rollout.state_replaced)),
        LetterState::Rendered => ("ok", t_string!(words, rollout.state_rendered)),
        LetterState::Failed => ("urgent", t_string!(words, rollout.state_failed)),
        LetterState::Needless => ("done", t_string!(words, rollout.state_needless)),
    };
    let paper = paper.then(|| {
        let href = format!("/team/freischaltung/{id}/briefe/{}", row.person_id);
        let label = format!("{}: {}", t_string!(words, rollout.letter_pdf), row.name);
        view! { <a class="icon-btn" href=href rel="external" download="" aria-label=label>{icon("download")}</a> }
    });
    let dead = row.exhausted.then(|| exhausted(words));
    view! {
        <li>
            <div class="list-row">
                {icon("person")}
                <span class="list-main">
                    <a href=format!("/team/personen/{}", row.person_id)><strong>{row.name.clone()}</strong></a>
                    {row.reason.clone().map(|reason| view! { <span class="list-sub">{reason}</span> })}
                </span>
                <span class="list-end">
                    {dead}
                    <span class="state-chip" data-tone=tone>{state}</span>
                    {paper}
                </span>
            </div>
        </li>
    }
}

/// The mark of a code that died of wrong tries.
pub fn exhausted(words: Words) -> AnyView {
    mark("urgent", "warning", t_string!(words, rollout.exhausted))
}

/// How something stands: never by its tone alone.
fn mark(tone: &'static str, sign: &'static str, word: &'static str) -> AnyView {
    view! { <span class="state-chip" data-tone=tone>{icon(sign)}{word}</span> }.into_any()
}

/// Why a batch was ordered.
pub fn kind(words: Words, kind: BatchKind) -> &'static str {
    match kind {
        BatchKind::Rollout => t_string!(words, rollout.kind_rollout),
        BatchKind::Anew => t_string!(words, rollout.kind_anew),
        BatchKind::Single => t_string!(words, rollout.kind_single),
        BatchKind::Lost => t_string!(words, rollout.kind_lost),
        BatchKind::Recovery => t_string!(words, rollout.kind_recovery),
    }
}

/// How far a batch is, in a word; letters that failed are still missing after the others went to the post.
pub fn chip(words: Words, row: &BatchRow) -> AnyView {
    let (tone, sign, word) = if row.begun_at.is_none() {
        ("info", "calendar", t_string!(words, rollout.chip_planned))
    } else if row.runs() {
        ("info", "clock", t_string!(words, rollout.chip_runs))
    } else if row.posted_on.is_some() {
        ("ok", "check-circle", t_string!(words, rollout.chip_posted))
    } else if row.is_void() {
        ("done", "close", t_string!(words, rollout.chip_void))
    } else if row.failed > 0 {
        ("urgent", "warning", t_string!(words, rollout.chip_failed))
    } else if row.is_spent() {
        ("ok", "check-circle", t_string!(words, rollout.fate_used))
    } else {
        ("for-you", "letter", t_string!(words, rollout.chip_ready))
    };
    let missing = row.failed > 0 && row.posted_on.is_some();
    let failed = missing.then(|| mark("urgent", "warning", t_string!(words, rollout.chip_failed)));
    view! {
        {mark(tone, sign, word)}
        {failed}
    }
    .into_any()
}
