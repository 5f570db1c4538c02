//! One change under way: who acts next and by when, its timeline, and the button that takes it back.

use chrono::NaiveDate;
use domain::berlin;
use domain::change::{ChangeActor, ChangeKind, ChangeState, ChangeView, Stop};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::api::Withdraw;
use super::words;
use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{Day, Fact, Facts, Moment, Submit, icon, icon_large, today};

/// Where the section of a change stands on its page.
pub fn anchor(kind: ChangeKind) -> String {
    format!("aenderung-{kind}")
}

/// A section per change.
pub fn running(
    texts: Words,
    change: &ChangeView,
    today: NaiveDate,
    withdraw: ServerAction<Withdraw>,
) -> AnyView {
    let (id, kind) = (anchor(change.kind), change.kind.as_str());
    let heading = id.clone();
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section-head"><h2 id=heading>{words::kind(texts, change.kind)}</h2></div>
            <p class="mb-4 wrap-anywhere">{values(texts, change)}</p>
            {status(texts, change, today)}
            <h3 class="visually-hidden">{t_string!(texts, changes.course)}</h3>
            {stops(texts, change)}
            {bank(texts, change)}
            <ActionForm action=withdraw attr:class="mt-4">
                <input type="hidden" name="kind" value=kind/>
                <div class="actions">
                    <Submit
                        label=t_string!(texts, changes.withdraw)
                        pending=withdraw.pending()
                        kind="btn-secondary"
                    />
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

/// "… wird zu …".
pub fn values(texts: Words, change: &ChangeView) -> String {
    let new = change.new_value.clone();
    match change.old_value.clone() {
        Some(old) => t_string!(texts, changes.from_to, old = old, new = new).to_string(),
        None => t_string!(texts, changes.new_only, new = new).to_string(),
    }
}

/// More about bank details, and the mandate to print.
fn bank(texts: Words, change: &ChangeView) -> Option<AnyView> {
    let bank = change.bank.clone()?;
    let purpose = if bank.debit {
        t_string!(texts, changes.bank_debit)
    } else {
        t_string!(texts, changes.bank_payout)
    };
    let paper = format!(
        "/einstellungen/kontaktdaten/bank/{}/lastschriftmandat.pdf",
        change.id
    );
    let mandate = bank.mandate.then(|| {
        view! {
            <p class="mt-4">{t_string!(texts, changes.mandate_text)}</p>
            <div class="actions">
                <a class="btn btn-secondary" href=paper rel="external" download="">
                    {icon("documents")}
                    {t_string!(texts, changes.mandate)}
                </a>
            </div>
        }
    });
    Some(
        view! {
            <div class="mt-4">
                <Facts>
                    <Fact term=t_string!(texts, changes.bank_holder)>{bank.holder}</Fact>
                    <Fact term=t_string!(texts, changes.staff_contract)>{bank.contract}</Fact>
                    <Fact term=t_string!(texts, changes.bank_purpose)>{purpose}</Fact>
                </Facts>
            </div>
            {mandate}
        }
        .into_any(),
    )
}

fn status(texts: Words, change: &ChangeView, today: NaiveDate) -> AnyView {
    let (tone, sign) = match change.next {
        ChangeActor::Resident => ("for-you", "question"),
        _ if change.late => ("urgent", "warning"),
        _ => ("info", "clock"),
    };
    let (sentence, then) = sentences(texts, change, today);
    let code = (change.next == ChangeActor::Resident).then(|| {
        view! {
            <div class="actions">
                <a class="btn btn-primary" href="/einstellungen/kontaktdaten/code">
                    {t_string!(texts, changes.enter_code)}
                </a>
            </div>
        }
    });
    view! {
        <div class="status-line mb-6" data-tone=tone>
            {icon_large(sign)}
            <div>
                <strong>{sentence}</strong>
                {then.map(|then| view! { <p>{then}</p> })}
                {code}
            </div>
        </div>
    }
    .into_any()
}

/// Who acts next and by when, and what holds until then.
fn sentences(texts: Words, change: &ChangeView, today: NaiveDate) -> (String, Option<String>) {
    let promised = change.promised_on.map(|day| berlin::date(day, today));
    match (change.next, promised) {
        (ChangeActor::Resident, _) => {
            let date = berlin::date(change.confirm_by, today);
            (
                t_string!(texts, changes.next_resident, date = date).to_string(),
                Some(t_string!(texts, changes.next_resident_text).to_owned()),
            )
        }
        (ChangeActor::Staff, Some(date)) if change.late => (
            t_string!(texts, changes.next_late, date = date).to_string(),
            Some(t_string!(texts, changes.next_late_text).to_owned()),
        ),
        (ChangeActor::Staff, Some(date)) if change.state == ChangeState::Requested => (
            t_string!(texts, changes.next_staff, date = date).to_string(),
            Some(waiting(texts, change, today)),
        ),
        (ChangeActor::Staff, Some(date)) => (
            t_string!(texts, changes.next_staff, date = date).to_string(),
            Some(
                match change.kind {
                    ChangeKind::Email => t_string!(texts, changes.next_staff_email),
                    ChangeKind::Phone => t_string!(texts, changes.next_staff_phone),
                    ChangeKind::Bank => t_string!(texts, changes.next_staff_bank),
                }
                .to_owned(),
            ),
        ),
        _ => (t_string!(texts, changes.next_portal).to_owned(), None),
    }
}

/// What holds bank details up until two have released them.
fn waiting(texts: Words, change: &ChangeView, today: NaiveDate) -> String {
    let bank = change.bank.as_ref();
    if bank.is_some_and(|bank| bank.first_released) {
        return t_string!(texts, changes.bank_one_released).to_owned();
    }
    if bank.is_some_and(|bank| berlin::day(bank.releasable_from) < today) {
        return t_string!(texts, changes.bank_checks).to_owned();
    }
    let from = bank.map(|bank| berlin::moment(bank.releasable_from, today));
    t_string!(texts, changes.bank_waits, from = from.unwrap_or_default()).to_string()
}

/// The timeline, with what is still to come.
pub fn stops(texts: Words, change: &ChangeView) -> AnyView {
    let lines = change
        .course
        .iter()
        .map(|stop| line(texts, change.kind, stop))
        .collect_view();
    view! { <ol class="timeline" role="list">{lines}</ol> }.into_any()
}

fn line(texts: Words, kind: ChangeKind, stop: &Stop) -> AnyView {
    let when = match (stop.at, stop.by) {
        (Some(at), _) => view! { <Moment at/> }.into_any(),
        (None, Some(day)) => {
            let machine = day.to_string();
            let date = berlin::date(day, today());
            let text = t_string!(texts, changes.by, date = date).to_string();
            view! { <time datetime=machine>{text}</time> }.into_any()
        }
        (None, None) => {
            view! { <span class="hint">{t_string!(texts, changes.ahead)}</span> }.into_any()
        }
    };
    let sign = if stop.at.is_some() {
        words::sign(stop.state)
    } else {
        "clock"
    };
    view! { <li class="event">{icon(sign)}<span>{words::state(texts, kind, stop.state)}</span>{when}</li> }
        .into_any()
}

/// A change that is over, quietly: what it was, how and when it ended.
pub fn past(texts: Words, change: &ChangeView) -> AnyView {
    let ended = change.course.iter().rev().find_map(|stop| stop.at);
    let reason = change.reason.clone().map(|reason| {
        let text = t_string!(texts, changes.reason, reason = reason).to_string();
        view! { <span class="list-sub">{text}</span> }
    });
    view! {
        <li>
            <div class="list-row">
                <span class="list-main">
                    <strong>{words::kind(texts, change.kind)}</strong>
                    <span class="list-sub wrap-anywhere">{values(texts, change)}</span>
                    {reason}
                </span>
                <span class="list-end">
                    <span class="state-chip" data-tone=words::tone(change.state)>
                        {icon(words::sign(change.state))}
                        {words::state(texts, change.kind, change.state)}
                    </span>
                    {ended
                        .map(|at| view! { <span class="list-sub"><Day on=berlin::day(at)/></span> })}
                </span>
            </div>
        </li>
    }
    .into_any()
}
