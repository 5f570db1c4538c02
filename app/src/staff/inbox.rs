//! The inbox of staff: `/team?ansicht=neu&seite=1`.

use domain::ticket::{Inbox, InboxView};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{api, queue, views};
use crate::i18n::*;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::{Head, icon_large, loaded, page_number};
use crate::use_i18n;

/// View and page of the address.
pub fn wanted() -> Memo<(InboxView, i64)> {
    let query = use_query_map();
    Memo::new(move |_| {
        query.with(|query| {
            let view = query.get("ansicht").and_then(|view| view.parse().ok());
            (view.unwrap_or(InboxView::New), page_number(query))
        })
    })
}

/// The inbox without an open ticket.
#[component]
pub fn InboxPage() -> impl IntoView {
    let i18n = use_i18n();
    let wanted = wanted();
    let inbox = Resource::new(
        move || wanted.get(),
        |(view, page)| api::inbox_page(view, page),
    );
    loaded(inbox, move |sheet| content(i18n, &sheet))
}

fn content(words: Words, sheet: &Sheet<Inbox>) -> AnyView {
    let title = views::word(words, sheet.page.view);
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
