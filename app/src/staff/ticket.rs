//! A ticket on the desk of staff, with the queue it came from beside it.

use domain::ticket::{Inbox, TicketPage};
use leptos::either::Either;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::desk::{Doing, desk};
use super::inbox::wanted;
use super::{api, queue, views};
use crate::AppError;
use crate::i18n::*;
use crate::tickets::api::show;
use crate::tickets::sheet::Sheet;
use crate::tickets::words::Words;
use crate::ui::loaded;
use crate::use_i18n;

/// Both halves of the page.
type Both = (Sheet<Inbox>, Sheet<TicketPage>);

/// `/team/vorgaenge/{id}?ansicht=neu`.
#[component]
pub fn StaffTicketPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let wanted = wanted();
    let doing = Doing::new();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let both = Resource::new(
        move || (id.get(), wanted.get(), doing.changes()),
        |(id, asked, _)| async move {
            let id = id.parse().map_err(|_| AppError::NotFound)?;
            // The ticket first: looking at it takes it off the unread ones of the queue.
            let ticket = show(id).await?;
            let inbox = api::inbox_page(asked.view, asked.page, asked.search).await?;
            Ok::<Both, AppError>((inbox, ticket))
        },
    );
    loaded(both, move |(inbox, ticket)| {
        content(i18n, &inbox, &ticket, doing)
    })
}

fn content(
    words: Words,
    inbox: &Sheet<Inbox>,
    ticket: &Sheet<TicketPage>,
    doing: Doing,
) -> AnyView {
    let title = views::title(words, &inbox.page);
    let head = view! { <h2>{title}</h2> }.into_any();
    let back = views::page(&inbox.page, inbox.page.page);
    let other = doing.side_of(ticket.page.row.id);
    let on_desk = desk(words, ticket, back, doing);
    let on_desk = if other {
        Either::Left(on_desk)
    } else {
        Either::Right(on_desk)
    };
    view! {
        <div class="staff-inbox" data-open="ticket">
            {views::views(words, &inbox.page)}
            {queue::queue(words, inbox, Some(ticket.page.row.id), head)}
            <section class="desk" aria-label=t_string!(words, tickets.number, number = ticket.page.row.number.clone()).to_string()>
                {on_desk}
            </section>
        </div>
    }
    .into_any()
}
