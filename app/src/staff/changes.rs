//! The list of changes: `/team/aenderungen?ansicht=erledigt&seite=2`, and `?ablehnen=…` with the form on that line,
//! `?iban=…` with the whole IBAN on it.

use chrono::NaiveDate;
use domain::Refusal;
use domain::change::{ChangeState, StaffChange, StaffChanges, is_late};
use domain::{ChangeId, berlin};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{api, bank};
use crate::access::{follow, marked};
use crate::changes::words;
use crate::i18n::*;
use crate::posted::FieldError;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::{
    ErrorSummary, Fact, Facts, Head, Moment, Notice, Submit, TextArea, Tone, complaints, icon,
    icon_large, icon_small, loaded, page_number, pager, today,
};
use crate::use_i18n;

/// What can be done with a line, and what was wrong with it.
#[derive(Clone, Copy)]
struct Doing {
    accept: ServerAction<api::AcceptChange>,
    reject: ServerAction<api::RejectChange>,
    release: ServerAction<api::ReleaseChange>,
    wrong: Signal<Vec<FieldError>>,
    rejecting: Memo<Option<ChangeId>>,
    released: Memo<Option<ChangeId>>,
}

/// The page of staff.
#[component]
pub fn ChangesPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let wanted = Memo::new(move |_| {
        query.with(|query| {
            let done = query.get("ansicht").as_deref() == Some("erledigt");
            (done, page_number(query))
        })
    });
    let accept = ServerAction::<api::AcceptChange>::new();
    let reject = ServerAction::<api::RejectChange>::new();
    let release = ServerAction::<api::ReleaseChange>::new();
    follow(accept);
    follow(release);
    follow(reject);
    let (late, held, wordless) = (
        complaints(accept, |_| ""),
        complaints(release, |_| ""),
        complaints(reject, |refusal| match refusal {
            Refusal::ReasonMissing | Refusal::TextTooLong { .. } => "reason",
            _ => "",
        }),
    );
    let doing = Doing {
        accept,
        reject,
        release,
        wrong: Signal::derive(move || [late.get(), held.get(), wordless.get()].concat()),
        rejecting: asked_for("ablehnen"),
        released: asked_for("freigegeben"),
    };
    let revealed = asked_for("iban");
    let list = Resource::new(
        move || {
            let done = [accept.version(), reject.version(), release.version()].map(|one| one.get());
            (wanted.get(), doing.rejecting.get(), revealed.get(), done)
        },
        |((done, page), _, reveal, _)| api::changes(done, page, reveal),
    );
    loaded(list, move |sheet| content(i18n, &sheet, doing))
}

/// The change that the address names under a word.
fn asked_for(word: &'static str) -> Memo<Option<ChangeId>> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get(word).and_then(|id| id.parse().ok())))
}

fn content(texts: Words, sheet: &Sheet<StaffChanges>, doing: Doing) -> AnyView {
    let list = &sheet.page;
    let (saved, wrong) = (marked("erledigt"), doing.wrong);
    let right = move || wrong.with(Vec::is_empty);
    let released = released(texts, list, doing);
    let view = if list.done { "erledigt" } else { "offen" };
    let link = |page| format!("/team/aenderungen?ansicht={view}&seite={page}");
    let ways = (t_string!(texts, staff.newer), t_string!(texts, staff.older));
    let pager = pager(texts, (list.page, list.pages), ways, link);
    view! {
        <Head
            title=t_string!(texts, changes.staff_title)
            lead=t_string!(texts, changes.staff_lead)
            failed=move || !wrong.get().is_empty()
        />
        <Show when=move || saved.get() && right()>
            <Notice tone=Tone::Ok title=t_string!(texts, changes.staff_saved)>
                <p>{t_string!(texts, changes.staff_saved_text)}</p>
            </Notice>
        </Show>
        <Show when=right>
            {released.map(|text| {
                view! {
                    <Notice tone=Tone::Ok title=t_string!(texts, changes.staff_saved)>
                        <p>{text}</p>
                    </Notice>
                }
            })}
        </Show>
        <ErrorSummary errors=doing.wrong/>
        {tabs(texts, list)}
        {if list.rows.is_empty() { empty(texts, list) } else { lines(texts, sheet, doing) }}
        {pager}
    }
    .into_any()
}

/// What a release has led to: one more is needed, or the details wait to be entered.
fn released(texts: Words, list: &StaffChanges, doing: Doing) -> Option<&'static str> {
    let id = doing.released.get_untracked()?;
    let row = list.rows.iter().find(|row| row.id == id)?;
    Some(if row.state == ChangeState::Requested {
        t_string!(texts, changes.staff_released_by_you)
    } else {
        t_string!(texts, changes.staff_released_both)
    })
}

fn tabs(texts: Words, list: &StaffChanges) -> AnyView {
    let here = |current: bool| current.then_some("page");
    view! {
        <nav class="tabs" aria-label=t_string!(texts, changes.staff_tabs)>
            <a href="/team/aenderungen" aria-current=here(!list.done)>
                {t_string!(texts, changes.staff_open)}" "<span class="badge">{list.open_count}</span>
            </a>
            <a href="/team/aenderungen?ansicht=erledigt" aria-current=here(list.done)>
                {t_string!(texts, changes.staff_done)}" "<span class="badge">{list.done_count}</span>
            </a>
        </nav>
    }
    .into_any()
}

fn empty(texts: Words, list: &StaffChanges) -> AnyView {
    let text = if list.done {
        t_string!(texts, changes.staff_empty_done)
    } else {
        t_string!(texts, changes.staff_empty_open)
    };
    view! { <div class="empty">{icon_large("check-circle")}<p>{text}</p></div> }.into_any()
}

fn lines(texts: Words, sheet: &Sheet<StaffChanges>, doing: Doing) -> AnyView {
    let rejecting = doing.rejecting.get_untracked();
    let lines = sheet
        .page
        .rows
        .iter()
        .map(|row| {
            let waits = row.state == ChangeState::HandedOver;
            let releasable = row.kind.is_released() && row.state == ChangeState::Requested;
            let actions = match (waits || releasable, rejecting == Some(row.id)) {
                (true, true) => Some(reject(texts, row, doing)),
                (true, false) => Some(buttons(texts, row, doing)),
                (false, _) => None,
            };
            line(texts, row, sheet, doing, actions)
        })
        .collect_view();
    view! { <ul class="grid gap-4" role="list">{lines}</ul> }.into_any()
}

fn line(
    texts: Words,
    row: &StaffChange,
    sheet: &Sheet<StaffChanges>,
    doing: Doing,
    actions: Option<AnyView>,
) -> AnyView {
    let shown = sheet.page.iban.as_ref().filter(|(id, _)| *id == row.id);
    let iban = shown.map(|(_, iban)| iban.as_str());
    let title = format!("{}: {}", row.name, words::kind(texts, row.kind));
    let old = row
        .old_value
        .clone()
        .unwrap_or_else(|| t_string!(texts, changes.staff_none).to_owned());
    let (name, reference) = (row.name.clone(), row.reference.clone());
    let (new, asked_at) = (row.new_value.clone(), row.created_at);
    let reason = row.reason.clone().map(|reason| {
        view! { <Fact term=t_string!(texts, changes.staff_reason)>{reason}</Fact> }
    });
    let closed = closed(texts, row);
    let person = format!("/team/personen/{}", row.person_id);
    let facts = bank::facts(texts, row, iban);
    view! {
        <li class="card">
            <h2>{title}</h2>
            <p class="flex flex-wrap items-center gap-2 my-2">{state(texts, row)}{due(texts, row, sheet.today)}</p>
            {bank::warning(texts, row)}
            <Facts>
                <Fact term=t_string!(texts, changes.staff_person)><a href=person>{name}</a>" · "{reference}</Fact>
                <Fact term=t_string!(texts, changes.staff_old)>{old}</Fact>
                <Fact term=t_string!(texts, changes.staff_new)>{new}</Fact>
                <Fact term=t_string!(texts, changes.staff_asked)><Moment at=asked_at/></Fact>
                {facts}
                {reason}
                {closed}
            </Facts>
            {bank::ways(texts, row, iban.is_some(), doing.release)}
            {actions}
        </li>
    }
    .into_any()
}

/// When a request came to its end, and by whom.
fn closed(texts: Words, row: &StaffChange) -> Option<AnyView> {
    let at = row.closed_at?;
    let text: String = match row.closed_by.clone() {
        Some(name) => bank::by(texts, name, at),
        None => t_string!(
            texts,
            changes.staff_closed_alone,
            moment = berlin::moment(at, today())
        ),
    };
    Some(view! { <Fact term=t_string!(texts, changes.staff_closed)>{text}</Fact> }.into_any())
}

fn state(texts: Words, row: &StaffChange) -> AnyView {
    let (tone, word) = match row.state {
        ChangeState::Requested if row.kind.is_proved() => {
            ("info", t_string!(texts, changes.staff_waits))
        }
        other => (words::tone(other), words::state(texts, row.kind, other)),
    };
    view! { <span class="state-chip" data-tone=tone>{icon(words::sign(row.state))}{word}</span> }
        .into_any()
}

fn due(texts: Words, row: &StaffChange, today: NaiveDate) -> Option<AnyView> {
    let date = berlin::date(row.promised_on.filter(|_| row.state.is_open())?, today);
    Some(if is_late(row.state, row.promised_on, today) {
        let text = t_string!(texts, changes.staff_overdue, date = date).to_string();
        view! { <span class="due inline-flex items-center gap-1" data-late="">{icon_small("warning")}{text}</span> }.into_any()
    } else {
        let text = t_string!(texts, changes.staff_due, date = date).to_string();
        view! { <span class="due">{text}</span> }.into_any()
    })
}

fn buttons(texts: Words, row: &StaffChange, doing: Doing) -> AnyView {
    let id = row.id.to_string();
    let accept = t_string!(texts, changes.staff_accept_label, name = row.name.clone());
    let reject = t_string!(texts, changes.staff_reject_label, name = row.name.clone());
    let accepted = (row.state == ChangeState::HandedOver).then(|| {
        view! {
            <ActionForm action=doing.accept attr:aria-label=accept.to_string()>
                <input type="hidden" name="id" value=id/>
                <Submit label=t_string!(texts, changes.staff_accept) pending=doing.accept.pending()/>
            </ActionForm>
        }
    });
    view! {
        <div class="actions mt-4">
            {accepted}
            <a
                class="btn btn-secondary"
                href=format!("/team/aenderungen?ablehnen={}", row.id)
                aria-label=reject.to_string()
            >
                {t_string!(texts, changes.staff_reject)}
            </a>
        </div>
    }
    .into_any()
}

fn reject(texts: Words, row: &StaffChange, doing: Doing) -> AnyView {
    let id = row.id.to_string();
    let hint = t_string!(texts, changes.staff_reason_hint, name = row.name.clone());
    view! {
        <ActionForm action=doing.reject attr:class="form mt-4" attr:novalidate="">
            <input type="hidden" name="id" value=id/>
            <TextArea
                name="reason"
                label=t_string!(texts, changes.staff_reason)
                hint=hint.to_string()
                errors=doing.wrong
                rows=3
                maxlength=300
            />
            <div class="actions">
                <Submit
                    label=t_string!(texts, changes.staff_reject_send)
                    pending=doing.reject.pending()
                    kind="btn-danger"
                />
                <a class="btn btn-quiet" href="/team/aenderungen">{t_string!(texts, changes.staff_cancel)}</a>
            </div>
        </ActionForm>
    }
    .into_any()
}
