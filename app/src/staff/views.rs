//! The named views of the inbox, as links with their counts.

use domain::ticket::inbox::InboxCount;
use domain::ticket::{Inbox, InboxView};
use leptos::prelude::*;

use crate::i18n::*;
use crate::tickets::words::Words;
use crate::ui::icon;

/// The row, or column, of views.
pub fn views(words: Words, inbox: &Inbox) -> AnyView {
    let links = inbox
        .counts
        .iter()
        .map(|count| link(words, count, inbox.view))
        .collect_view();
    view! { <nav class="views" aria-label=t_string!(words, staff.views)>{links}</nav> }.into_any()
}

fn link(words: Words, count: &InboxCount, shown: InboxView) -> impl IntoView + use<> {
    let here = (count.view == shown).then_some("page");
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

/// What a view is called.
pub fn word(words: Words, view: InboxView) -> &'static str {
    match view {
        InboxView::New => t_string!(words, staff.view_new),
        InboxView::Mine => t_string!(words, staff.view_mine),
        InboxView::WaitingForResident => t_string!(words, staff.view_resident),
        InboxView::WaitingForCraftsman => t_string!(words, staff.view_firm),
        InboxView::Overdue => t_string!(words, staff.view_overdue),
        InboxView::Done => t_string!(words, staff.view_done),
    }
}

/// What is said where a view is empty.
pub fn nothing(words: Words, view: InboxView) -> &'static str {
    match view {
        InboxView::New => t_string!(words, staff.empty_new),
        InboxView::Mine => t_string!(words, staff.empty_mine),
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
        InboxView::WaitingForResident => "question",
        InboxView::WaitingForCraftsman => "tools",
        InboxView::Overdue => "clock",
        InboxView::Done => "check",
    }
}
