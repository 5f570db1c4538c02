//! The inbox of staff: `/team?ansicht=neu&seite=1`.

use domain::rollout::SEARCH_MIN;
use domain::ticket::{Inbox, InboxView};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{api, queue, views};
use crate::i18n::*;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::{Head, icon_large, loaded, page_number};
use crate::use_i18n;

/// What the address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The view.
    pub view: InboxView,
    /// The page, from 1.
    pub page: i64,
    /// What is searched for instead; empty where it is too short.
    pub search: String,
}

/// View, page and search of the address.
pub fn wanted() -> Memo<Wanted> {
    let query = use_query_map();
    Memo::new(move |_| {
        query.with(|query| {
            let view = query.get("ansicht").and_then(|view| view.parse().ok());
            let search = query.get("suche").unwrap_or_default();
            Wanted {
                view: view.unwrap_or(InboxView::New),
                page: page_number(query),
                search: Some(search)
                    .filter(|text| !is_short(text))
                    .unwrap_or_default(),
            }
        })
    })
}

/// Whether too little is searched for.
pub fn is_short(text: &str) -> bool {
    (1..SEARCH_MIN).contains(&text.trim().chars().count())
}

/// The inbox without an open ticket.
#[component]
pub fn InboxPage() -> impl IntoView {
    let i18n = use_i18n();
    let wanted = wanted();
    let inbox = Resource::new(
        move || wanted.get(),
        |asked| api::inbox_page(asked.view, asked.page, asked.search),
    );
    loaded(inbox, move |sheet| content(i18n, &sheet))
}

fn content(words: Words, sheet: &Sheet<Inbox>) -> AnyView {
    let title = views::title(words, &sheet.page);
    let head = view! { <Head title=title/> }.into_any();
    view! {
        <div class="staff-inbox" data-open="list">
            {views::views(words, &sheet.page)}
            {queue::queue(words, sheet, None, head)}
            <section class="desk">
                <div class="empty">{icon_large("ticket")}<p>{t_string!(words, staff.select)}</p></div>
            </section>
        </div>
    }
    .into_any()
}
