//! The tickets of a view: one dense line each, the most pressing first.

use chrono::NaiveDate;
use domain::ticket::{Inbox, State, TicketId, TicketRow};
use domain::{Refusal, berlin};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::location::Url;

use super::inbox::is_short;
use super::views;
use crate::i18n::*;
use crate::tickets::row::urgent;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::{self, Words};
use crate::tickets::{next, when};
use crate::ui::{icon, icon_large, icon_small, pager, state_word};

/// Where a ticket's page is, within the view it was opened from.
pub fn address(inbox: &Inbox, id: TicketId) -> String {
    let page = if inbox.page > 1 {
        format!("&seite={}", inbox.page)
    } else {
        String::new()
    };
    if inbox.wanted.is_empty() {
        return format!("/team/vorgaenge/{id}?ansicht={}{page}", inbox.view);
    }
    let wanted = Url::escape(&inbox.wanted);
    format!("/team/vorgaenge/{id}?suche={wanted}{page}")
}

/// The search among all tickets: a plain form, which works at once. Too little is told at the field.
fn search(words: Words) -> AnyView {
    let typed = use_query_map().with_untracked(|query| query.get("suche").unwrap_or_default());
    let short = is_short(&typed);
    view! {
        <form class="search" method="get" action="/team" role="search">
            <label class="visually-hidden" for="suche">{t_string!(words, staff.search)}</label>
            {icon("search")}
            <input
                id="suche"
                name="suche"
                type="search"
                autocomplete="off"
                placeholder=t_string!(words, staff.search)
                value=typed
                aria-describedby=short.then_some("suche-fehler")
                aria-invalid=short.then_some("true")
            />
        </form>
        {short.then(|| view! { <p class="error basis-full" id="suche-fehler">{Refusal::SearchTooShort.to_string()}</p> })}
    }
    .into_any()
}

/// The list with its pages; `open` is the ticket on the desk. `head` stands above it.
pub fn queue(words: Words, sheet: &Sheet<Inbox>, open: Option<TicketId>, head: AnyView) -> AnyView {
    let inbox = &sheet.page;
    let list = if inbox.rows.is_empty() {
        view! {
            <div class="empty">{icon_large("check-circle")}<p>{views::nothing(words, inbox)}</p></div>
        }
        .into_any()
    } else {
        let lines = inbox
            .rows
            .iter()
            .map(|row| line(words, row, sheet.today, address(inbox, row.id), open))
            .collect_view();
        view! { <ul class="queue-list" role="list">{lines}</ul> }.into_any()
    };
    let ways = (t_string!(words, staff.newer), t_string!(words, staff.older));
    let link = |page| views::page(inbox, page);
    let pager = pager(words, (inbox.page, inbox.pages), ways, link);
    view! {
        <section class="queue" aria-label=views::title(words, inbox)>
            <div class="queue-head">{head}{search(words)}</div>
            {list}
            {pager}
        </section>
    }
    .into_any()
}

fn line(
    words: Words,
    row: &TicketRow,
    today: NaiveDate,
    href: String,
    open: Option<TicketId>,
) -> impl IntoView {
    let here = (open == Some(row.id)).then_some("true");
    let unread = row.unread.then(|| {
        view! { <span class="visually-hidden">", "{t_string!(words, staff.unread)}</span> }
    });
    let assignee = row
        .assignee
        .clone()
        .unwrap_or_else(|| t_string!(words, staff.unassigned).to_owned());
    view! {
        <li>
            <a class="queue-row" href=href aria-current=here data-unread=row.unread.then_some("")>
                <span class="queue-top">
                    <strong>{row.title.clone()}{unread}</strong>
                    {when::time(row.updated_at, when::short(row.updated_at, today))}
                </span>
                <span class="queue-sub">{format!("{} · {}", row.place_line, row.reporter)}</span>
                <span class="queue-sub">
                    {format!("{} · {} · {assignee}", row.number, words::topic(words, row.topic))}
                </span>
                <span class="queue-end">
                    {chip(words, row.state)}
                    {row.urgent.then(|| urgent(words))}
                    {due(words, row, today)}
                </span>
            </a>
        </li>
    }
}

/// The state in the words of staff: "Rückfrage an Sie" would mean the wrong person.
pub fn chip(words: Words, state: State) -> AnyView {
    let (tone, word) = match state {
        State::Question => ("info", t_string!(words, staff.state_question)),
        State::Fixed => ("ok", t_string!(words, staff.state_fixed)),
        other => (words::tone(other), state_word(other)),
    };
    view! { <span class="state-chip" data-tone=tone>{icon(words::state_icon(state))}{word}</span> }
        .into_any()
}

fn due(words: Words, row: &TicketRow, today: NaiveDate) -> Option<AnyView> {
    let date = berlin::date(row.answer_by?, today);
    Some(if next::is_late(row, today) {
        let text = t_string!(words, staff.overdue, date = date).to_string();
        view! { <span class="due inline-flex items-center gap-1" data-late="">{icon_small("warning")}{text}</span> }.into_any()
    } else if next::is_unanswered(row, today) {
        let text = t_string!(words, staff.unanswered, date = date).to_string();
        view! { <span class="due inline-flex items-center gap-1" data-late="">{icon_small("question")}{text}</span> }.into_any()
    } else {
        let text = t_string!(words, staff.due, date = date).to_string();
        view! { <span class="due">{text}</span> }.into_any()
    })
}
