//! The named views of the inbox, as links with their counts.

use domain::ticket::inbox::InboxCount;
use domain::ticket::{Inbox, InboxView};
use leptos::html::Nav;
use leptos::prelude::*;
use leptos_router::location::Url;

use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::{icon, keep_in_sight};

/// The row, or column, of views.
pub fn views(words: Words, inbox: &Inbox) -> AnyView {
    let links = inbox
        .counts
        .iter()
        .map(|count| link(words, count, inbox))
        .collect_view();
    let row = NodeRef::<Nav>::new();
    keep_in_sight(row, || ());
    view! { <nav class="views" aria-label=t_string!(words, staff.views) node_ref=row>{links}</nav> }
        .into_any()
}

fn link(words: Words, count: &InboxCount, inbox: &Inbox) -> impl IntoView + use<> {
    let here = (count.view == inbox.view && inbox.wanted.is_empty()).then_some("page");
    view! {
        <a href=address(count.view, 1) aria-current=here>
            {icon(sign(count.view))}
            <span>{word(words, count.view)}</span>
            {count.count.map(|count| view! { " "<span class="badge">{count}</span> })}
        </a>
    }
}

/// Where a page of a view is.
pub fn address(view: InboxView, page: i64) -> String {
    if page > 1 {
        format!("/team?ansicht={view}&seite={page}")
    } else {
        format!("/team?ansicht={view}")
    }
}

/// The address of a page of what is shown: a view, or what a search found.
pub fn page(inbox: &Inbox, page: i64) -> String {
    if inbox.wanted.is_empty() {
        return address(inbox.view, page);
    }
    let wanted = Url::escape(&inbox.wanted);
    format!("/team?suche={wanted}&seite={page}")
}

/// What is shown is called so.
pub fn title(words: Words, inbox: &Inbox) -> String {
    if inbox.wanted.is_empty() {
        word(words, inbox.view).to_owned()
    } else {
        t_string!(words, staff.found, wanted = inbox.wanted.clone())
    }
}

/// What a view is called.
pub fn word(words: Words, view: InboxView) -> &'static str {
    match view {
        InboxView::New => t_string!(words, staff.view_new),
        InboxView::Mine => t_string!(words, staff.view_mine),
        InboxView::Open => t_string!(words, staff.view_open),
        InboxView::WaitingForResident => t_string!(words, staff.view_resident),
        InboxView::WaitingForCraftsman => t_string!(words, staff.view_firm),
        InboxView::Overdue => t_string!(words, staff.view_overdue),
        InboxView::Done => t_string!(words, staff.view_done),
    }
}

/// What is said where nothing is shown.
pub fn nothing(words: Words, inbox: &Inbox) -> &'static str {
    match inbox.view {
        _ if !inbox.wanted.is_empty() => t_string!(words, staff.empty_found),
        InboxView::New => t_string!(words, staff.empty_new),
        InboxView::Mine => t_string!(words, staff.empty_mine),
        InboxView::Open => t_string!(words, staff.empty_open),
        InboxView::WaitingForResident => t_string!(words, staff.empty_resident),
        InboxView::WaitingForCraftsman => t_string!(words, staff.empty_firm),
        InboxView::Overdue => t_string!(words, staff.empty_overdue),
        InboxView::Done => t_string!(words, staff.empty_done),
    }
}

const fn sign(view: InboxView) -> &'static str {
    match view {
        InboxView::New => "inbox",
        InboxView::Mine => "person",
        InboxView::Open => "ticket",
        InboxView::WaitingForResident => "question",
        InboxView::WaitingForCraftsman => "tools",
        InboxView::Overdue => "clock",
        InboxView::Done => "check",
    }
}
