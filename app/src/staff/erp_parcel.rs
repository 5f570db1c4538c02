//! One parcel of master data, with what it would change and who lets it pass: `/team/erp/pakete/{id}`.

use domain::Refusal;
use domain::berlin;
use domain::erp::ParcelState;
use domain::erp::view::{ParcelPage, ParcelRow};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::erp_api as api;
use super::erp_parcels::{chip, records, source};
use crate::AppError;
use crate::access::{follow, marked};
use crate::i18n::*;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::{
    ErrorSummary, Fact, Facts, Head, Moment, Notice, Submit, Tone, complaints, loaded, today,
};
use crate::use_i18n;

/// What two people decide.
#[derive(Clone, Copy)]
struct Doing {
    release: ServerAction<api::ErpRelease>,
    discard: ServerAction<api::ErpDiscard>,
}

/// The parcel of the address.
#[component]
pub fn ParcelsOwnPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let doing = Doing {
        release: ServerAction::new(),
        discard: ServerAction::new(),
    };
    follow(doing.release);
    follow(doing.discard);
    let page = Resource::new(
        move || {
            let done = (doing.release.version().get(), doing.discard.version().get());
            (id.get(), done)
        },
        |(id, _)| async move { api::erp_parcel(id.parse().map_err(|_| AppError::NotFound)?).await },
    );
    loaded(page, move |sheet| content(i18n, &sheet, doing))
}

fn content(words: Words, sheet: &Sheet<ParcelPage>, doing: Doing) -> AnyView {
    let (page, row) = (&sheet.page, &sheet.page.row);
    let whole = |_: &Refusal| "";
    let (release, discard) = (
        complaints(doing.release, whole),
        complaints(doing.discard, whole),
    );
    let wrong = Signal::derive(move || [release.get(), discard.get()].concat());
    let right = move || wrong.with(Vec::is_empty);
    let (released, thrown) = (marked("freigegeben"), marked("verworfen"));
    let back = (
        "/team/erp?ansicht=pakete",
        t_string!(words, erp.parcel_back),
    );
    let parked = row.state == ParcelState::Parked;
    view! {
        <Head title=row.label.clone() back=back failed=move || !right()/>
        <Show when=move || released.get() && right()>
            <Notice tone=Tone::Ok title=t_string!(words, erp.parcel_released)>
                <p>{t_string!(words, erp.parcel_released_text)}</p>
            </Notice>
        </Show>
        <Show when=move || thrown.get() && right()>
            <Notice tone=Tone::Ok title=t_string!(words, erp.parcel_thrown)>
                <p>{t_string!(words, erp.parcel_thrown_text)}</p>
            </Notice>
        </Show>
        <ErrorSummary errors=wrong/>
        {facts(words, row)}
        {why(words, row)}
        {diff(words, page)}
        {parked.then(|| decide(words, page, doing))}
    }
    .into_any()
}

fn facts(words: Words, row: &ParcelRow) -> AnyView {
    let (at, records) = (row.received_at, records(words, row));
    let (source, counts) = (source(words, row.source), counts(words, row));
    let first = row.first_name.clone().zip(row.first_at);
    let first = first.map(|(name, at)| {
        let moment = berlin::moment(at, today());
        let by: String = t_string!(words, erp.parcel_by, name = name, moment = moment);
        view! { <Fact term=t_string!(words, erp.parcel_first)>{by}</Fact> }
    });
    let second = row.second_name.clone().map(|name| {
        view! { <Fact term=t_string!(words, erp.parcel_second_by)>{name}</Fact> }
    });
    let finished = row.finished_at.map(|at| {
        view! { <Fact term=t_string!(words, erp.parcel_finished)><Moment at/></Fact> }
    });
    view! {
        <p class="flex flex-wrap gap-2 mb-4">{chip(words, row)}</p>
        <Facts>
            <Fact term=t_string!(words, erp.parcel_source)>{source}</Fact>
            <Fact term=t_string!(words, erp.parcel_records)>{records}</Fact>
            {counts}
            <Fact term=t_string!(words, erp.parcel_received)><Moment at/></Fact>
            {first}
            {second}
            {finished}
        </Facts>
    }
    .into_any()
}

/// What its records do, as far as there are any of a kind.
fn counts(words: Words, row: &ParcelRow) -> AnyView {
    let counts = row.counts;
    [
        (t_string!(words, erp.parcel_added), counts.added),
        (t_string!(words, erp.parcel_changed), counts.changed),
        (t_string!(words, erp.parcel_stale), counts.stale),
        (t_string!(words, erp.parcel_missing), counts.missing),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(term, count)| view! { <Fact term=term number=true>{count}</Fact> })
    .collect_view()
    .into_any()
}

fn why(words: Words, row: &ParcelRow) -> Option<AnyView> {
    if row.why.is_empty() {
        return None;
    }
    let lines = row.why.iter().cloned();
    let lines = lines.map(|why| view! { <li>{why}</li> }).collect_view();
    Some(
        view! {
            <section class="section" aria-labelledby="gruende">
                <div class="section-head"><h2 id="gruende">{t_string!(words, erp.parcel_why)}</h2></div>
                <ul class="prose">{lines}</ul>
            </section>
        }
        .into_any(),
    )
}

/// What it changes, one change a line.
fn diff(words: Words, page: &ParcelPage) -> AnyView {
    let title = if matches!(page.row.state, ParcelState::Parked | ParcelState::Discarded) {
        t_string!(words, erp.parcel_diff)
    } else {
        t_string!(words, erp.parcel_diff_done)
    };
    let text = if page.diff.trim().is_empty() {
        t_string!(words, erp.parcel_same).to_owned()
    } else {
        page.diff.clone()
    };
    view! {
        <section class="section" aria-labelledby="unterschied">
            <div class="section-head"><h2 id="unterschied">{title}</h2></div>
            <pre class="diff">{text}</pre>
        </section>
    }
    .into_any()
}

fn decide(words: Words, page: &ParcelPage, doing: Doing) -> AnyView {
    let (id, again) = (page.row.id.to_string(), page.row.id.to_string());
    let release = if page.released_by_me {
        view! { <p class="hint">{t_string!(words, erp.parcel_released_by_you)}</p> }.into_any()
    } else {
        let word = if page.row.first_by.is_some() {
            t_string!(words, erp.parcel_release_second)
        } else {
            t_string!(words, erp.parcel_release_first)
        };
        view! {
            <ActionForm action=doing.release>
                <input type="hidden" name="id" value=id/>
                <Submit label=word pending=doing.release.pending()/>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <section class="section" aria-labelledby="entscheiden">
            <div class="section-head"><h2 id="entscheiden">{t_string!(words, erp.parcel_decide)}</h2></div>
            <p class="hint">{t_string!(words, erp.parcel_decide_text)}</p>
            <div class="actions mt-4">{release}</div>
            <details class="fold mt-6">
                <summary>{t_string!(words, erp.parcel_discard)}</summary>
                <ActionForm action=doing.discard attr:class="form">
                    <input type="hidden" name="id" value=again/>
                    <p class="hint">{t_string!(words, erp.parcel_discard_hint)}</p>
                    <div class="actions">
                        <Submit
                            label=t_string!(words, erp.parcel_discard_send)
                            pending=doing.discard.pending()
                            kind="btn-danger"
                        />
                    </div>
                </ActionForm>
            </details>
        </section>
    }
    .into_any()
}
