//! After sending: the number, large; what happens next, and by when.

use domain::berlin;
use domain::ticket::TicketPage;
use leptos::prelude::*;

use super::receipt;
use super::sheet::Sheet;
use super::words::Words;
use crate::i18n::*;
use crate::ui::{Head, icon, icon_large};

/// Stands above a ticket that was just sent.
pub fn confirmation(words: Words, sheet: &Sheet<TicketPage>) -> AnyView {
    let row = &sheet.page.row;
    let until = row.answer_by.map(|day| {
        let date = berlin::date(day, sheet.today);
        view! { <p class="confirmation-date">{t_string!(words, tickets.done_when, date = date).to_string()}</p> }
    });
    let urgent = row
        .urgent
        .then(|| view! { <p>{t_string!(words, tickets.done_urgent)}</p> });
    view! {
        <div class="confirmation">
            {icon_large("check-circle")}
            <Head title=t_string!(words, tickets.done_title)/>
            <p class="confirmation-number">
                <span>{t_string!(words, tickets.done_number)}</span>
                <strong>{row.number.clone()}</strong>
            </p>
            {until}
            <p>{t_string!(words, tickets.done_next_staff)}</p>
            {urgent}
            <div class="actions">
                <a class="btn btn-primary" href="/vorgaenge">{icon("ticket")}{t_string!(words, tickets.done_list)}</a>
                {receipt::link(words, sheet, "btn btn-secondary")}
            </div>
            <p class="hint">{t_string!(words, tickets.done_receipt)}</p>
        </div>
        <h2>{t_string!(words, tickets.done_below)}": "{row.title.clone()}</h2>
    }
    .into_any()
}
