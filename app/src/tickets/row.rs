//! A ticket as a line of a list, online and offline alike.

use chrono::NaiveDate;
use domain::ticket::{TicketKind, TicketRow};
use leptos::prelude::*;

use super::words::{self, Words};
use super::{next, when};
use crate::i18n::*;
use crate::ui::{StateChip, icon};

/// A list of tickets; `address` makes the link of each.
pub fn rows(
    words: Words,
    rows: &[TicketRow],
    today: NaiveDate,
    address: fn(&TicketRow) -> String,
) -> AnyView {
    let lines = rows
        .iter()
        .map(|row| line(words, row, today, address(row)))
        .collect_view();
    view! { <ul class="list" role="list">{lines}</ul> }.into_any()
}

/// Where a ticket's page is.
pub fn online(row: &TicketRow) -> String {
    format!("/vorgaenge/{}", row.id)
}

fn line(words: Words, row: &TicketRow, today: NaiveDate, href: String) -> impl IntoView {
    let date = when::day(row.created_at, today);
    let reported: String = match row.kind {
        TicketKind::Damage => t_string!(words, tickets.reported_on, date = date),
        TicketKind::Concern => t_string!(words, tickets.sent_on, date = date),
    };
    let next = next::line(words, row, today);
    let late = next::is_late(row, today);
    view! {
        <li>
            <a class="list-row ticket-row" href=href data-unread=row.unread.then_some("")>
                {icon(words::topic_icon(row.topic))}
                <span class="list-main">
                    <strong>
                        {row.title.clone()}
                        {row.unread.then(|| view! { " "<span class="badge">{t_string!(words, tickets.unread)}</span> })}
                    </strong>
                    <span class="list-sub parted">
                        <span>{row.number.clone()}</span>
                        " "
                        <span>{reported}</span>
                    </span>
                    {next.map(|text| view! { <span class="due" data-late=late.then_some("")>{text}</span> })}
                </span>
                <span class="list-end">
                    <StateChip state=row.state/>
                    {row.urgent.then(|| urgent(words))}
                    {(!row.shared).then(|| private(words))}
                </span>
            </a>
        </li>
    }
}

/// The mark of a ticket that the household does not see.
fn private(words: Words) -> impl IntoView {
    view! {
        <span class="state-chip" data-tone="done">
            {icon("lock")}
            {t_string!(words, tickets.private)}
        </span>
    }
}

/// The mark of a report that cannot wait.
pub fn urgent(words: Words) -> impl IntoView {
    view! {
        <span class="state-chip" data-tone="urgent">
            {icon("warning")}
            {t_string!(words, tickets.urgent)}
        </span>
    }
}
