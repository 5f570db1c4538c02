//! The list of tickets: the open ones, or all.

use domain::ticket::TicketList;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use send_wrapper::SendWrapper;

use super::row;
use super::sheet::Sheet;
use super::stamp::kept_notice;
use super::words::Words;
use super::{api, row::online};
use crate::AppError;
use crate::browser::kept;
use crate::contracts::note;
use crate::i18n::*;
use crate::ui::{Head, frame, icon, icon_large, loaded_below, page_number, pager};
use crate::use_i18n;

/// `?ansicht=alle` shows all, `?seite=2` the second page.
#[component]
pub fn TicketsPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let wanted = Memo::new(move |_| {
        query.with(|query| {
            let open_only = query.get("ansicht").as_deref() != Some("alle");
            (open_only, page_number(query))
        })
    });
    let list = Resource::new(
        move || wanted.get(),
        |(open_only, page)| fetch(open_only, page),
    );
    view! {
        <Head title=t_string!(i18n, tickets.title)/>
        {loaded_below(list, move |sheet| content(i18n, &sheet))}
    }
    .into_any()
}

/// From the server, or the stored copy where there is no network.
async fn fetch(open_only: bool, page: i64) -> Result<Sheet<TicketList>, AppError> {
    match api::list(open_only, page).await {
        Err(AppError::Offline) => SendWrapper::new(kept::list(open_only))
            .await
            .ok_or(AppError::Offline),
        answer => answer,
    }
}

fn content(words: Words, sheet: &Sheet<TicketList>) -> AnyView {
    let list = &sheet.page;
    let view = if list.open_only { "offen" } else { "alle" };
    let link = |page| format!("/vorgaenge?ansicht={view}&seite={page}");
    let ways = (t_string!(words, frame.newer), t_string!(words, frame.older));
    let pager = pager(words, (list.page, list.pages), ways, link);
    view! {
        {kept_notice(words, sheet)}
        {note(words, list.chosen.clone())}
        {tabs(words, list, ["/vorgaenge", "/vorgaenge?ansicht=alle"])}
        {if list.rows.is_empty() {
            empty(words, list)
        } else {
            row::rows(words, &list.rows, sheet.today, online)
        }}
        {pager}
    }
    .into_any()
}

/// The open ones or all, each at its address.
pub fn tabs(words: Words, list: &TicketList, [open, all]: [&'static str; 2]) -> AnyView {
    let here = |current: bool| current.then_some("page");
    view! {
        <nav class="tabs" aria-label=t_string!(words, tickets.tabs)>
            <a href=open aria-current=here(list.open_only)>
                {t_string!(words, tickets.tab_open)}" "<span class="badge">{list.open_count}</span>
            </a>
            <a href=all aria-current=here(!list.open_only)>
                {t_string!(words, tickets.tab_all)}" "<span class="badge">{list.all_count}</span>
            </a>
        </nav>
    }
    .into_any()
}

fn empty(words: Words, list: &TicketList) -> AnyView {
    let some_closed = list.open_only && list.all_count > 0;
    let text = if some_closed {
        t_string!(words, tickets.empty_open)
    } else {
        t_string!(words, tickets.empty_all)
    };
    let left = frame().me.is_some_and(|me| me.has_left());
    let way = match (left, some_closed) {
        (false, _) => Some(("/melden", "report", t_string!(words, tickets.send_report))),
        (true, true) => Some((
            "/vorgaenge?ansicht=alle",
            "ticket",
            t_string!(words, home.all),
        )),
        (true, false) => None,
    };
    let way = way.map(|(href, sign, word)| {
        view! { <a class="btn btn-secondary" href=href>{icon(sign)}{word}</a> }
    });
    view! {
        <div class="empty">{icon_large("check-circle")}<p>{text}</p>{way}</div>
    }
    .into_any()
}
